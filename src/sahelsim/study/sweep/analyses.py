"""The analyses of a finished sweep: what each finds, as plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis import discover as discovery
from sahelsim.analysis import sensitivity as indices
from sahelsim.analysis.apart import Alike, between
from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.flip import LEAST, counted
from sahelsim.analysis.flip import flip as find_flip
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.analysis.ranking import nothing_to_tell
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.study.sweep.read import Sweep, at_week
from sahelsim.study.sweep.sampling import MORRIS_LEVELS
from sahelsim.study.sweep.work import row_weeks

TWO_SIDES = "flip takes one or two factors and two different classes"

Array = NDArray[np.float64]
Found = dict[str, Any]
COMPARED = ("stability", "total_deaths", "one_sided_deaths", "displaced", "jihadist_control_share")


def sensitivity(
    held: Sweep,
    *,
    outcome: str = "stability",
    policy: str | None = None,
    week: int | None = None,
    drop_failed: bool = False,
) -> Found:
    """Return the indices that the design allows: Sobol', Morris, or screening by trees."""
    policy, kind = held.policy(policy), held.plan["kind"]
    values = _values(held, policy, outcome, week)
    factors = held.factors(policy, dummy=True)
    names, dropped = list(factors), 0
    if drop_failed:
        block = _block(kind, names)
        whole = np.isfinite(values).all(axis=1).reshape(-1, block).all(axis=1).repeat(block)
        dropped = int((~whole).sum())
        values, factors = values[whole], {n: c[whole] for n, c in factors.items()}
    head = {"outcome": outcome, "policy": policy, "dropped": dropped, "week": week}
    if week and INDICATORS[outcome].summary == "total":
        rows = row_weeks(held.weeks(policy), held.plan["record"])
        head["since"] = int(rows[rows < week][-1]) + 1
    if why := nothing_to_tell(values.mean(axis=1), kind, _block(kind, names)):
        return head | {"nothing": why}
    if kind == "saltelli":
        rows = indices.sobol(names, values, held.shared)
        steady = indices.steadiness(names, values)
        return dict(
            finite(
                head | {"kind": "sobol", "method": "Sobol' indices", "rows": rows, "steady": steady}
            )
        )
    if kind == "morris":
        scaled = np.column_stack([_unit(c) for c in factors.values()])
        rows = indices.morris(names, scaled, values, MORRIS_LEVELS, held.shared)
        return dict(finite(head | {"kind": "morris", "method": "Elementary effects", "rows": rows}))
    rows = indices.screen(factors, values, shared=held.shared)
    return dict(finite(head | {"kind": "screen", "method": "Screening by trees", "rows": rows}))


def _values(held: Sweep, policy: str, outcome: str, week: int | None) -> Array:
    """Return an outcome over the whole run, or in one week, (points, replicates)."""
    values = held.outcome(policy, outcome)
    return values if week is None else at_week(held, policy, outcome, week)


def _block(kind: str, names: Sequence[str]) -> int:
    """Return how many points of a design go together: a base row or a trajectory."""
    return {"saltelli": len(names) + 2, "morris": len(names) + 1}.get(kind, 1)


def discover(
    held: Sweep, *, when: str = "rekindled", policy: str | None = None, coverage: float = 0.6
) -> Found:
    """Return PRIM's boxes and a small tree for a class or a condition over outcomes."""
    if not 0 < coverage <= 1:
        raise UsageError(f"--coverage {coverage:g} is outside 0 to 1")
    policy = held.policy(policy)
    cases = held.cases(policy, _condition(when))
    if not np.nansum(cases):
        raise UsageError(f"no run under '{policy}' is '{when}'; {_seen(held, policy)}")
    points = discovery.Points(
        held.factors(policy), np.nansum(cases, axis=1), np.isfinite(cases).sum(axis=1).astype(float)
    )
    found = discovery.discover(points, coverage)
    box = {row["factor"]: (row["low"], row["high"]) for row in found["box"]}
    inside = cases[points.inside(box)]
    draws = np.nansum(inside, axis=0) / np.maximum(np.isfinite(inside).sum(axis=0), 1)
    options = held.options
    told = {
        "when": when,
        "policy": policy,
        "tree": discovery.tree(points, options),
        "options": options,
        "shared": held.shared,
        "seeds": [float(draws.min()), float(draws.max())],
    }
    return dict(finite(found | told))


def flip(
    held: Sweep,
    *,
    factor: Sequence[str],
    between: Sequence[str] = ("entrenched", "rekindled"),
    when: str | None = None,
    policy: str | None = None,
) -> Found:
    """Return where one class gives way to another, or a condition begins to hold."""
    policy = held.policy(policy)
    a, b = ("other runs", when) if when else [_class(name) for name in between]
    factors, options = held.factors(policy), held.options
    if a == b:
        raise UsageError(TWO_SIDES)
    _turnable(factor, factors, options)
    first, second = _sides(held, policy, (a, b), when)
    few = min(first.sum(), second.sum())
    if few < LEAST:
        text = f"'{a}' or '{b}' has {few:.0f} runs under '{policy}', and {LEAST} are needed"
        raise UsageError(f"{text}; {_seen(held, policy)}")
    told = {"policy": policy, "factors": list(factor), "between": [a, b], "blind": held.blind}
    both = first + second
    if factor[0] in options:
        bins = counted(factors[factor[0]], second, both, held.shared)
        return dict(finite(told | {"options": options[factor[0]], "bins": bins}))
    where = find_flip([factors[n] for n in factor], second, both, shared=held.shared)
    return dict(finite(where | told))


def _turnable(factor: Sequence[str], known: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    """Refuse factors between whose values no border can be sought."""
    for name in factor:
        if name not in known:
            raise UsageError(f"no factor '{name}': {did_you_mean(name, known)}")
    if not 1 <= len(factor) <= 2:
        raise UsageError(TWO_SIDES)
    if len(factor) > 1 and (switches := [name for name in factor if name in options]):
        raise UsageError(f"'{switches[0]}' is a switch and has no range: give it alone")


def _sides(held: Sweep, policy: str, classes: Sequence[str], when: str | None) -> list[Array]:
    """Return 1 where a run is of the first side, and of the second: two classes, or a condition."""
    if when is None:
        return [np.nan_to_num(held.is_class(policy, name)) for name in classes]
    cases = held.cases(policy, _condition(when))
    return [np.nan_to_num(1.0 - cases), np.nan_to_num(cases)]


def diff(one: Sweep, two: Sweep) -> Found:
    """Return how two sweeps differ: plans key by key, then outcomes policy by policy.

    Runs are paired where both hold the same points.
    """
    keys = sorted(
        k for k in one.plan.keys() | two.plan.keys() if one.plan.get(k) != two.plan.get(k)
    )
    shared = [p for p in one.policies if p in two.policies]
    if not shared:
        raise UsageError(f"{one.folder} and {two.folder} have no policy in common")
    outcomes = {
        p: {n: between(one.outcome(p, n), two.outcome(p, n), _alike(one, two, p)) for n in COMPARED}
        for p in shared
    }
    plan = {key: [one.plan.get(key), two.plan.get(key)] for key in keys}
    told = {
        "same": bool(one.runs.equals(two.runs)),
        "alike": {p: asdict(_alike(one, two, p)) for p in shared},
        "runs": [len(one.runs) // len(one.policies), len(two.runs) // len(two.policies)],
        "weeks": {p: [one.weeks(p), two.weeks(p)] for p in shared},
        "alone": [[p for p in a.policies if p not in shared] for a in (one, two)],
    }
    return dict(finite(told | {"plan": plan, "outcomes": outcomes}))


def _alike(one: Sweep, two: Sweep, policy: str) -> Alike:
    """Return what two sweeps share under a policy."""
    shared = (one.shared, two.shared)
    chance = one.plan["seed"] == two.plan["seed"] and one.shared == two.shared
    return Alike(_same(one.factors(policy), two.factors(policy)), chance, shared)


def _same(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return one.keys() == two.keys() and all(np.array_equal(one[n], two[n]) for n in one)


def _seen(held: Sweep, policy: str) -> str:
    """Say how runs under a policy do end."""
    counts = held.of(policy)["outcome_class"].value_counts()
    return "runs end as " + ", ".join(f"{name} ({count})" for name, count in counts.items())


def _class(name: str) -> str:
    if name not in CLASSES:
        raise UsageError(f"no class '{name}': {did_you_mean(name, CLASSES)}")
    return name


def _condition(text: str) -> str:
    """Return a condition as it is computed; the name of a class stands for its runs."""
    if text.replace("_", "").isalnum():
        return f"outcome_class == '{_class(text)}'"
    return text


def _unit(column: Any) -> Any:
    spread = float(np.ptp(column))
    return (column - column.min()) / spread if spread > 0 else column * 0.0


def finite(value: Any) -> Any:
    """Return JSON values with None where a number is not finite."""
    if isinstance(value, dict):
        return {k: finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [finite(v) for v in value]
    return None if isinstance(value, float) and value - value != 0 else value
