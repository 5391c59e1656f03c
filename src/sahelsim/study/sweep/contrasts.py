"""Policies over the same futures: how they differ, in outcomes and in how runs end, and how robust."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sahelsim.analysis import expression, robust
from sahelsim.analysis.crossed import crossed_apart
from sahelsim.analysis.indicators import INDICATORS, indicator
from sahelsim.core.errors import UsageError
from sahelsim.study.sweep.analyses import COMPARED, Found, finite
from sahelsim.study.sweep.read import Array, Sweep

SHARES = ("share", "probability")  # units that count from 0 to 1
LEAST_RATIO = {
    "deaths": 1.0,
    "people": 1.0,
}  # means below which a ratio tells nothing; of others 0.01


def contrast(
    held: Sweep,
    *,
    level: Mapping[str, float] | Sequence[str] = (),
    outcome: Sequence[str] = (),
    reference: str | None = None,
    cross: Sequence[str] = (),
) -> Found:
    """Return paired differences from one policy, and robustness over the futures.

    Parameters
    ----------
    held : Sweep
        A finished sweep of two policies or more.
    level : mapping or sequence of str
        What counts as satisfied: ``{"stability": 40}`` or ``["stability=40"]``.
    outcome : sequence of str
        Indicators, expressions over them, conditions (their share of runs); by default a few
        indicators and every class that any run ended in.
    reference : str, optional
        From which policy differences are taken; the first if none.
    cross : sequence of str, optional
        Four policies A, B, C, D: also (A - B) - (C - D), what two changes do together beyond what
        each does alone.

    Raises
    ------
    UsageError
        If there are no two policies with runs, or a name is unknown.
    """
    levels, lived = _levels(level), _lived(held)
    names = [*(outcome or (*COMPARED, *_ended(held))), *levels]
    tables = {n: {p: _table(held, p, n) for p in lived} for n in dict.fromkeys(names)}
    differences = _differences(held, _reference(held, reference, lived), lived, tables)
    if cross:
        differences |= _crossing(held, cross, tables)
    told = {"differences": differences, "robustness": _robust(held, tables, levels)}
    lost = [p for p in held.policies if p not in lived]
    return dict(finite(told | {"blind": held.blind, "shared": held.shared, "lost": lost}))


def _lived(held: Sweep) -> list[str]:
    """Return the policies of which any run lived, or refuse to contrast."""
    lived = [p for p in held.policies if (held.of(p)["outcome_class"] != "failed").any()]
    if len(lived) < 2:
        lost = [p for p in held.policies if p not in lived]
        why = f"every run of {', '.join(lost)} failed" if lost else "the sweep has one policy"
        raise UsageError(f"{why}: nothing to contrast")
    return lived


def _reference(held: Sweep, name: str | None, lived: Sequence[str]) -> str:
    """Return the policy from which differences are taken."""
    if name is None:
        return lived[0]
    if held.policy(name) not in lived:
        raise UsageError(f"every run of {name} failed: take another --reference")
    return name


def _ended(held: Sweep) -> list[str]:
    """Return a condition for every class that any run ended in."""
    seen = sorted(set(held.runs["outcome_class"]) - {"failed"})
    return [f"outcome_class == '{name}'" for name in seen]


def _table(held: Sweep, policy: str, name: str) -> Array:
    return held.cases(policy, name) if expression.is_test(name) else held.outcome(policy, name)


def _row(held: Sweep, name: str, first: Array, second: Array) -> dict[str, Any]:
    """Return one paired difference; of a condition, that of its shares."""
    unit = INDICATORS[name].unit if name in INDICATORS else ""
    row = robust.reductions(first, second, held.shared, LEAST_RATIO.get(unit, 0.01))
    if expression.is_test(name) and not held.blind:
        apart = crossed_apart(first, second, held.shared)
        same = (apart["low"], apart["high"]) == (row["low"], row["high"])
        row |= apart | {"p": row["p"] if same else None}  # few changed: p of another interval
        row = {k: v for k, v in row.items() if not k.startswith("ratio")}
    return row


def _differences(
    held: Sweep, first: str, lived: Sequence[str], tables: Mapping[str, Mapping[str, Array]]
) -> dict[str, Any]:
    """Return every other policy's paired differences from the first."""
    return {
        f"{p} - {first}": {n: _row(held, n, by[first], by[p]) for n, by in tables.items()}
        for p in lived
        if p != first
    }


def _crossing(
    held: Sweep, cross: Sequence[str], tables: Mapping[str, Mapping[str, Array]]
) -> dict[str, Any]:
    """Return the difference of two differences of four policies."""
    if len(cross) != 4:
        raise UsageError("--cross takes four policies A B C D, for (A - B) - (C - D)")
    a, b, c, d = (held.policy(name) for name in cross)
    if missing := [name for name in (a, b, c, d) if name not in next(iter(tables.values()))]:
        raise UsageError(f"every run of {missing[0]} failed: nothing to cross")
    rows = {}
    for name, by in tables.items():
        row = robust.reductions(by[c] - by[d], by[a] - by[b], held.shared, math.inf)
        rows[name] = row | {"reduction": None, "effect": None}
    return {f"({a} - {b}) - ({c} - {d})": rows}


def _robust(held: Sweep, tables: Any, levels: Mapping[str, float]) -> dict[str, Any]:
    found = {}
    for name, by in tables.items():
        good = INDICATORS[name].good if name in INDICATORS else 0
        if good:
            level = levels.get(name, float(np.nanmedian(next(iter(by.values())))))
            rows = robust.robustness(by, good, level, held.shared)
            found[name] = {"level": level, "asked": name in levels, "rows": rows}
    return found


def _levels(given: Mapping[str, float] | Sequence[str]) -> dict[str, float]:
    """Return OUTCOME=VALUE words, or a mapping, as numbers.

    Raises
    ------
    UsageError
        If one is no such pair.
    """
    words = [f"{k}={v}" for k, v in given.items()] if isinstance(given, Mapping) else given
    found: dict[str, float] = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            level = float(value)
        except ValueError:
            level = math.nan
        if not math.isfinite(level):
            raise UsageError(f"--level {word}: write OUTCOME=VALUE, like stability=40")
        if indicator(name).unit.startswith(SHARES) and not -1 <= level <= 1:
            raise UsageError(
                f"--level {word}: a share is at most 1; write {level / 100:g} for {level:g} %"
            )
        found[name] = level
    return found
