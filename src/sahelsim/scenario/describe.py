"""Telling what a scenario says, and what it takes on trust."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.geography.places import MEETING_DENSITY, NOBODY, SCORE_VALUE, STEEPNESS, THREAT_PULL
from sahelsim.geography.posterior import posterior
from sahelsim.model.harm import HALF_ANGER, NEAR, OWN, SATURATION
from sahelsim.model.sizes import POOLED, shipped_sizes
from sahelsim.model.start import SINGLES, TABLES
from sahelsim.scenario.factors import Factor, factors
from sahelsim.scenario.files import load_scenario, scenario_names
from sahelsim.scenario.points import is_set
from sahelsim.scenario.scenario import Scenario

GEOGRAPHY_NUMBERS = {
    "geography.control_per_score": SCORE_VALUE,
    "geography.nobody": NOBODY,
    "geography.army_near_threats": THREAT_PULL,
    "geography.presence_per_score": STEEPNESS,
    "geography.meeting_density": MEETING_DENSITY,
    "geography.anger_saturation": SATURATION,
    "geography.half_anger": HALF_ANGER,
    "geography.felt_at_home": OWN,
    "geography.felt_next_door": NEAR,
}


def list_scenarios() -> list[tuple[str, str, str]]:
    """Return (name, label, first sentence) of every shipped scenario."""
    rows = []
    for name in scenario_names():
        scenario = load_scenario(name)
        rows.append((name, scenario.label, scenario.about.split(". ")[0].rstrip(".") + "."))
    return rows


def describe(scenario: Scenario) -> str:
    """Return the story, the settings of its own, forced decisions and shocks, 80 columns wide."""
    head = f"{scenario.label} ({scenario.name})"
    lines = [head, "=" * len(head), textwrap.fill(scenario.about, 78), ""]
    lines.append(f"from {scenario.start} for {scenario.weeks} weeks; settings {scenario.hash}")
    if len(scenario.lineage) > 1:
        lines.append(f"extends {' > '.join(scenario.lineage[:-1])}")
    known = {f.name: f for f in factors(scenario)}
    own = [known[name] for name in scenario.own if name in known]
    lines += _listed("Settings of its own:", [_setting(f) for f in own])
    barred = {actor: orders for actor, orders in scenario.cannot.items() if orders}
    lines += [f"  {actor} cannot: {', '.join(sorted(orders))}" for actor, orders in barred.items()]
    forced = [f"  {d.date} {d.actor}: {d.choose}  {d.note}".rstrip() for d in scenario.decisions]
    lines += _listed("Decisions that it forces:", forced)
    shocks = [f"  {s.date} {s.variable} {s.how} {s.amount:g}  {s.note}" for s in scenario.shocks]
    lines += _listed("Shocks:", shocks)
    return "\n".join(lines)


def _listed(title: str, rows: Sequence[str]) -> list[str]:
    return ["", title, *rows] if rows else []


def _setting(factor: Factor) -> str:
    unit = "" if factor.unit in ("1", "option") else factor.unit
    return f"  {factor.name} = {factor.value} {unit}".rstrip()


def assumptions(scenario: Scenario) -> list[dict[str, Any]]:
    """Return every number that is taken on trust, as rows; unsourced values come first."""
    rows = [
        dict(
            name=f.name,
            value=f.value,
            unit=f.unit,
            low=f.low,
            high=f.high,
            source=f.source,
            why=f.why,
        )
        for f in factors(scenario)
    ]
    fitted = calibrated(scenario)
    rows = [row | fitted.get(str(row["name"]), {}) for row in rows]
    rows = [row | estimated(scenario, row) for row in rows]
    tables: dict[str, Number] = dict(GEOGRAPHY_NUMBERS)
    tables |= {f"start.{name}.{k}": n for name, t in TABLES.items() for k, n in t.items()}
    tables |= {f"start.{name}": n for name, n in SINGLES.items()}
    rows += [
        dict(name=k, value=n.value, unit=n.unit, low=n.low, high=n.high, source=n.source, why=n.why)
        for k, n in tables.items()
    ]
    return sorted(rows, key=lambda row: (row["source"] != ASSUMED, row["name"]))


def estimated(scenario: Scenario, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return source and reason of a swing whose size the table of expectations says."""
    folder, _, rest = str(row["name"]).partition(".")
    action = (rest.partition(".")[0], POOLED)
    if (folder, row["unit"]) != ("actions", "swing") or action not in shipped_sizes(
        scenario.origin
    ):
        return {}
    if scenario.switches["expectations"] != "estimated":
        return {}
    return {"source": "estimated", "why": "a shape alone: its size is estimated from the model"}


def calibrated(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Return the numbers that each run draws from the posterior: median, and why."""
    if scenario.uncertainty == "none":
        return {}
    found = {}
    names, draws = posterior(scenario.uncertainty)
    for name, column in zip(names, draws.T, strict=True):
        if not is_set(scenario, name):
            low, middle, high = (float(f"{q:.3g}") for q in np.quantile(column, [0.05, 0.5, 0.95]))
            why = f"drawn run by run, 9 in 10 from {low:g} to {high:g}: fitted to the record up to "
            found[name] = {"value": middle, "why": why + scenario.uncertainty}
    return found
