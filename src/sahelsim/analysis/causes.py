"""Why: which actions go with large differences between runs, for which incentive, what was recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.decisions import DecisionRound

Array = NDArray[np.float64]
LEAST = 0.08  # share of runs on the smaller side: a choice that nearly all took divides nothing
LEAST_BOOKED = 0.005  # below this a booked total rounds to nothing
QUIET = (
    "carry_on",
    "watch",
    "sustain",
    "honour_accord",
    "stay_out",
    "consolidate",
    "lie_low",
    "fight_on",
)


def decisive(
    rounds: Sequence[DecisionRound], stability: Array, most: int = 3
) -> list[dict[str, Any]]:
    """Return the choices that most divide the runs' final stability.

    For each order, runs in which it was ever given are set against runs in which it was not; the
    difference of mean stability at the end ranks it. It is an association inside the ensemble,
    not proof: a fork tests it.

    Parameters
    ----------
    rounds : sequence of DecisionRound
        All decisions of the ensemble.
    stability : array, (runs,)
        Stability index at the end.
    """
    rows = []
    for (actor, option), first in _first_weeks(rounds, len(stability)).items():
        took = first["week"] >= 0
        share = float(took.mean())
        if option in QUIET or not LEAST <= share <= 1.0 - LEAST:
            continue
        gap = float(stability[took].mean() - stability[~took].mean())
        weeks = first["week"][took]
        rows.append(
            {
                "actor": actor,
                "option": option,
                "label": first["label"],
                "share": share,
                "week": float(np.median(weeks)),
                "gap": gap,
                "probability": float(first["probability"][took].mean()),
                "forced": float(first["forced"][took].mean()),
                "why": _reasons(first["terms"], took),
            }
        )
    return sorted(rows, key=lambda row: -abs(row["gap"]))[:most]


def _first_weeks(
    rounds: Sequence[DecisionRound], runs: int
) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for d in rounds:
        for k, option in enumerate(d.options):
            row = found.setdefault(
                (d.actor, option),
                {
                    "week": np.full(runs, -1),
                    "probability": np.zeros(runs),
                    "forced": np.zeros(runs, dtype=bool),
                    "terms": {},
                    "label": d.labels[k],
                },
            )
            new = (d.chosen == k) & (row["week"] < 0)
            if not new.any():
                continue
            row["week"][new] = d.week
            row["probability"][new] = d.probability[new, k]
            row["forced"][new] = d.forced[new]
            for incentive, because, amounts in d.terms[k]:
                held = row["terms"].setdefault((incentive, because), np.zeros(runs))
                held[new] = amounts[new]
    return found


def _reasons(
    terms: Mapping[tuple[str, str], Array], took: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    rows = [
        {"incentive": incentive, "because": because, "worth": float(amounts[took].mean())}
        for (incentive, because), amounts in terms.items()
    ]
    return sorted(rows, key=lambda row: -abs(row["worth"]))


def inside(label: str) -> str:
    """Return a label as it reads inside a sentence: only its first letter small."""
    return label[:1].lower() + label[1:]


def chance(probability: float) -> str:
    """Return a probability as it is read: what happened was never impossible.

    Examples
    --------
    >>> chance(0.251), chance(0.002)
    ('0.25', 'below 0.01')
    """
    return f"{probability:.2f}" if probability >= 0.005 else "below 0.01"


def timeline(rounds: Sequence[DecisionRound], run: int) -> list[dict[str, Any]]:
    """Return one run's decisions with their options, probabilities and incentives.

    A row is ``forced`` where a script or a fork imposed the choice; its probability is what the
    choice had of itself. ``free`` names what the actor would have taken then, else nothing.
    """
    rows: list[dict[str, Any]] = []
    for d in rounds:
        k = int(d.chosen[run])
        options: list[dict[str, Any]] = [
            {
                "option": option,
                "label": d.labels[j],
                "probability": float(d.probability[run, j]),
                "value": float(d.value[run, j]),
                "terms": [(i, b, float(a[run])) for i, b, a in d.terms[j]],
            }
            for j, option in enumerate(d.options)
            if d.probability[run, j] > 0 or j == k
        ]
        rows.append(
            {
                "week": d.week,
                "actor": d.actor,
                "decision": d.decision,
                "chosen": d.options[k],
                "label": d.labels[k],
                "forced": bool(d.forced[run]),
                "free": d.options[int(d.free[run])] if d.forced[run] else "",
                "options": sorted(options, key=lambda o: -o["probability"]),
            }
        )
    return rows


def largest_causes(
    ledger: Sequence[Mapping[str, Any]], variables: Mapping[str, str], most: int = 5
) -> dict[str, list[dict[str, Any]]]:
    """Return, for each variable of interest, who changed it most over the run (mean over runs).

    Parameters
    ----------
    ledger : sequence of mapping
        Rows of who, variable, total.
    variables : mapping of str to str
        Variable (a row like ``fighters.jnim`` included) to its plain name.
    """
    found = {}
    for name, label in variables.items():
        rows = [dict(r) for r in ledger if r["variable"] == name and abs(r["total"]) > LEAST_BOOKED]
        found[label] = sorted(rows, key=lambda r: -abs(r["total"]))[:most]
    return found


def middle_run(stability: Array, classes: NDArray[Any]) -> int:
    """Return the run worth telling: nearest to the median stability in the commonest class."""
    names, counts = np.unique(classes, return_counts=True)
    gap = np.abs(stability - np.median(stability))
    return int(np.where(classes == names[counts.argmax()], gap, np.inf).argmin())
