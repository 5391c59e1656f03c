"""The article's words as a table: what each comes to in every scenario, and whether the model agrees.

The article says *at best* and *at worst*. A row takes one of its words, measures it in every run, and
compares the scenarios of that name with a reference, run by run. The verdict is made of the sign and
the 95 % interval of the mean difference alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.indicators import one_number
from sahelsim.analysis.intervals import paired, share_difference, wilson
from sahelsim.texts.numbers import amount

BEST, WORST, REFERENCE = "at-best", "at-worst", "no-deal"
NORTHERN_TOWN = "Kidal"
ALL = {"higher": "as the article says", "lower": "against the article"}
SOME = {
    "higher": "higher {}, as the article says",
    "lower": "lower {}, against it",
    "": "no sure difference {}",
}
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Word:
    """One of the article's words: how a run shows it, and where the article says that it is higher.

    ``measure`` returns one number for each run, (runs,); ``opening`` that of the first day, or none.
    A word whose unit is ``runs`` is true or false of a run and told as a share of runs.
    """

    said: str
    measured: str
    unit: str
    where: tuple[str, ...]
    measure: Callable[[Any], Values]
    opening: Callable[[Any], Values] | None = None


def _indicator(name: str) -> Callable[[Any], Values]:
    return lambda result: np.asarray(one_number(name, result.series[name]))


def _first(name: str) -> Callable[[Any], Values]:
    return lambda result: np.asarray(result.series[name][:, 0])


def _ends_as(name: str) -> Callable[[Any], Values]:
    return lambda result: np.asarray(result.classes == name, dtype=float)


def _divided(result: Any) -> Values:
    """Return the weeks in which one party to the accord holds half of the north or more, (runs,)."""
    return np.asarray((result.series["azawad_control_share"] >= 0.5).sum(axis=1), dtype=float)


def _weeks_of_war(result: Any) -> Values:
    return np.asarray(result.series["cma_war"].sum(axis=1), dtype=float)


def _town(month: int) -> Callable[[Any], Values]:
    def held(result: Any) -> Values:
        place = result.place_names.index(NORTHERN_TOWN)
        strongest = result.control[:, month, :, place].argmax(axis=1)
        return np.asarray(strongest == result.controllers.index("cma"), dtype=float)

    return held


def _last_year(result: Any) -> Values:
    """Return deaths of the last 52 weeks over those of the first 52, (runs,)."""
    deaths = result.series["total_deaths"]
    return np.asarray(deaths[:, -52:].sum(axis=1) / np.maximum(deaths[:, 1:53].sum(axis=1), 1.0))


WORDS = (
    Word(
        "counterinsurgency grows more ruthless",
        "civilians killed by the state side",
        "deaths",
        (BEST, WORST),
        _indicator("one_sided_state"),
    ),
    Word(
        "counterinsurgency grows more ruthless",
        "its share among all whom it kills",
        "share",
        (BEST, WORST),
        _indicator("ruthlessness_ratio"),
    ),
    Word(
        "the junta entrenches itself under foreign fighters",
        "runs that end with an entrenched junta",
        "runs",
        (BEST,),
        _ends_as("entrenched"),
    ),
    Word(
        "a new Tuareg rebellion ignites",
        "runs that end with a rekindled rebellion",
        "runs",
        (WORST,),
        _ends_as("rekindled"),
    ),
    Word(
        "the country is divided further",
        "weeks in which the CMA holds half of the north or more",
        "weeks",
        (WORST,),
        _divided,
    ),
    Word(
        "the country is divided further",
        f"runs in which the CMA holds {NORTHERN_TOWN} at the end",
        "runs",
        (WORST,),
        _town(-1),
        _town(0),
    ),
    Word(
        "the civil war is perpetuated",
        "weeks of war between state and CMA",
        "weeks",
        (WORST,),
        _weeks_of_war,
    ),
    Word(
        "the civil war is perpetuated",
        "deaths of the last year over those of the first",
        "times",
        (WORST,),
        _last_year,
    ),
)


def article(results: Sequence[Any]) -> list[dict[str, Any]]:
    """Return a row for each of the article's words; none unless a pair with the reference is there.

    Returns
    -------
    list of dict
        ``said``, ``measured``, ``start``, ``values`` (one text for each result), ``verdict``.
    """
    found = {r.name: r for r in results}
    reference, mine = found.get(REFERENCE), [n for n in (BEST, WORST) if n in found]
    if reference is None or not mine or any(r.weeks < 104 for r in results):
        return []
    return [_row(word, found, results) for word in WORDS if set(word.where) & set(mine)]


def _row(word: Word, found: Mapping[str, Any], results: Sequence[Any]) -> dict[str, Any]:
    start = _told(word.opening(results[0]), word.unit) if word.opening else ""
    gaps = {name: _gap(word, found[REFERENCE], found[name]) for name in word.where if name in found}
    return {
        "said": word.said,
        "measured": word.measured,
        "start": start,
        "values": [_told(word.measure(r), word.unit) for r in results],
        "verdict": verdict(gaps),
    }


def _gap(word: Word, reference: Any, result: Any) -> dict[str, float]:
    n = min(reference.runs, result.runs)
    one, two = word.measure(reference)[:n], word.measure(result)[:n]
    if word.unit == "runs":
        return share_difference(one > 0.5, two > 0.5)
    return paired(one, two)


def verdict(gaps: Mapping[str, Mapping[str, float]]) -> str:
    """Return what differences from the reference say of a word, by scenario.

    Parameters
    ----------
    gaps : mapping
        Scenario name to ``low`` and ``high`` of the difference, where the article says *higher*.

    Examples
    --------
    >>> verdict({"at-best": {"low": 1, "high": 2}, "at-worst": {"low": 3, "high": 4}})
    'as the article says: higher in both'
    >>> verdict({"at-worst": {"low": -1, "high": 2}})
    'not in this model: no difference that can be told from chance'
    >>> verdict({"at-best": {"low": -2, "high": -1}, "at-worst": {"low": 1, "high": 2}})
    'higher at worst, as the article says; lower at best, against it'
    """
    where = {BEST: "at best", WORST: "at worst"}
    sides = {where[name]: _side(gap) for name, gap in gaps.items()}
    seen = set(sides.values())
    if seen == {""}:
        return "not in this model: no difference that can be told from chance"
    if len(seen) == 1:
        side, both = seen.pop(), "in both" if len(sides) == 2 else next(iter(sides))
        return f"{ALL[side]}: {side} {both}"
    order = sorted(sides, key=lambda place: tuple(SOME).index(sides[place]))
    return "; ".join(SOME[sides[place]].format(place) for place in order)


def _side(gap: Mapping[str, float]) -> str:
    return "higher" if gap["low"] > 0 else "lower" if gap["high"] < 0 else ""


def _told(values: Values, unit: str) -> str:
    if unit == "runs":
        share, low, high = wilson(float(values.sum()), len(values))
        return f"{share:.0%} ({low:.0%} to {high:.0%})"
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    if unit == "share":
        return f"{middle:.0%} ({low:.0%} to {high:.0%})"
    if unit == "times":
        return f"{middle:.2f} ({low:.2f} to {high:.2f})"
    if unit == "weeks":
        return f"{middle:.0f} ({low:.0f} to {high:.0f})"
    return f"{amount(middle, unit)} ({amount(low, unit)} to {amount(high, unit)})"
