"""Patterns that the literature reports, each a named check on ensembles (theory, section 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sahelsim.analysis.months import by_month
from sahelsim.experiment.ensemble import run_scenario
from sahelsim.experiment.result import Result
from sahelsim.scenario import apply_overrides, load_scenario


@dataclass(frozen=True)
class Pattern:
    """One check: a value, what is expected of it, and whether it holds."""

    name: str
    label: str
    value: float
    expected: str
    holds: bool


def patterns(*, runs: int, seed: int) -> list[Pattern]:
    """Return every pattern's check on ensembles of the baseline and its variants."""
    base = run_scenario(load_scenario("baseline"), runs=runs, seed=seed)
    calm = run_scenario(load_scenario("no-deal"), runs=runs, seed=seed)
    still = apply_overrides(
        load_scenario("baseline"), ["mechanisms.violence_contagion.branching_ratio=0"]
    )
    return [
        _tails(base),
        _escalation(base),
        _excitation(base, run_scenario(still, runs=runs, seed=seed)),
        _spread(calm),
        _opinion(base),
        _shelter(base),
        _affinity(),
    ]


def _tails(r: Result) -> Pattern:
    counts = by_month(r.series["total_deaths"][:, 1:], r.start)[1]
    value = float((counts.var(axis=1) / counts.mean(axis=1)).mean())
    label = "Monthly deaths are overdispersed: variance over mean within a run"
    return Pattern("heavy_tails", label, value, "far above 1 (record 29)", value > 5.0)


def _escalation(r: Result) -> Pattern:
    """Schutte and Weidmann: violence that spreads also goes on where it began."""
    early, late = r.place_deaths[:, 1:7].sum(axis=1), r.place_deaths[:, -6:].sum(axis=1)
    hot = early >= np.quantile(early, 0.8, axis=1, keepdims=True)
    value = float((late * hot).sum() / late.sum())
    label = "Escalation, not relocation: share of late deaths where the worst fifth was early"
    return Pattern("escalation", label, value, "above 0.4", value > 0.4)


def _excitation(with_it: Result, without: Result) -> Pattern:
    """Share of deaths that vanish when events no longer excite events."""
    a, b = (r.series["total_deaths"][:, 1:].sum(axis=1).mean() for r in (with_it, without))
    value = float(1.0 - b / a)
    label = "Self-excitation: share of deaths gone without it (ours keeps the mean and clusters in time)"
    return Pattern("self_excitation", label, value, "0.37 to 0.50", 0.37 <= value <= 0.50)


def _spread(r: Result) -> Pattern:
    held = r.series["accord_in_force"].min(axis=1) > 0.5
    grew = r.series["jihadist_control_share"][:, -1] > r.series["jihadist_control_share"][:, 0]
    value = float(grew[held].mean()) if held.any() else 0.0
    label = "Jihadists spread while the accord holds: share of such runs"
    return Pattern("spread", label, value, "above 0.9", value > 0.9)


def _opinion(r: Result) -> Pattern:
    france = r.region_series["approval_france"][:, -1].mean(axis=0)
    by = dict(zip(r.regions, france, strict=True))
    value = float(by["Gao"] - by["Kidal"])
    label = "Opinion splits by region: approval of France, Gao less Kidal"
    return Pattern("opinion", label, value, "above 0.1", value > 0.1)


def _shelter(r: Result) -> Pattern:
    """Correlation of displaced people with deaths by place: flight is from where killing is."""
    deaths, moved = r.place_deaths.sum(axis=1), r.place_displaced[:, -1] - r.place_displaced[:, 0]
    value = float(np.mean([np.corrcoef(d, m)[0, 1] for d, m in zip(deaths, moved, strict=True)]))
    label = "People flee from where killing is: correlation of deaths and flight by cercle"
    return Pattern("displacement", label, value, "above 0.3", value > 0.3)


def _affinity() -> Pattern:
    """Compare what the same harm does to those who distrust the state and to those who trust it."""
    from sahelsim.model.forms import enemies_more

    low, high = enemies_more(np.array([0.1, 0.9]))
    label = "Reaction to abuse follows affinity: hostile over friendly communities"
    return Pattern("affinity", label, float(low / high), "far above 1", bool(low > 5 * high))
