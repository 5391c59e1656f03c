"""Scenario discovery: which ranges of the factors lead to an outcome.

PRIM, the patient rule induction method (Friedman and Fisher 1999; for scenarios Bryant and Lempert
2010): peel away a thin slice of the futures at a time, the one whose loss leaves the largest share
of cases. Every number is shown twice, on the points that the box was made from and on points that
it never saw.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import UsageError

Array = NDArray[np.float64]
PEEL, LEAST_MASS, HELD_OUT, RESAMPLES, FEW = 0.05, 0.05, 0.3, 50, 1000
Box = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Points:
    """Futures: factor values (points,), cases and runs at each point (points,)."""

    factors: Mapping[str, Array]
    cases: Array
    runs: Array

    def where(self, keep: NDArray[Any]) -> Points:
        """Return some of the points."""
        columns = {name: column[keep] for name, column in self.factors.items()}
        return Points(columns, self.cases[keep], self.runs[keep])

    def inside(self, box: Box) -> NDArray[np.bool_]:
        """Return which points lie in a box."""
        keep = np.ones(len(self.cases), dtype=bool)
        for name, (low, high) in box.items():
            keep &= (self.factors[name] >= low) & (self.factors[name] <= high)
        return keep

    def measure(self, box: Box) -> dict[str, float]:
        """Return coverage (share of the cases), density (share of cases), mass (of the runs)."""
        keep = self.inside(box)
        cases, runs = float(self.cases[keep].sum()), float(self.runs[keep].sum())
        return {
            "coverage": cases / max(float(self.cases.sum()), 1.0),
            "density": cases / max(runs, 1.0),
            "mass": runs / max(float(self.runs.sum()), 1.0),
        }


def peel(points: Points, alpha: float = PEEL, least: float = LEAST_MASS) -> list[Box]:
    """Return the trajectory of boxes, from everything to the smallest, each inside the last."""
    box: Box = {}
    path, left = [dict(box)], points
    while True:
        step = _best(left, alpha, least * float(points.runs.sum()))
        if step is None:
            return path
        name, low, high = step
        column = points.factors[name]
        old = box.get(name, (float(column.min()), float(column.max())))
        box[name] = (max(low, old[0]), min(high, old[1]))
        left = points.where(points.inside(box))
        path.append(dict(box))


def _best(left: Points, alpha: float, least: float) -> tuple[str, float, float] | None:
    """Return the slice whose loss raises the density most a point lost, or none."""
    total, cases = float(left.runs.sum()), float(left.cases.sum())
    best, gain = None, 0.0
    for name, column in left.factors.items():
        for low, high in _slices(column, alpha):
            keep = (column >= low) & (column <= high)
            runs = float(left.runs[keep].sum())
            if runs >= total or runs < least:
                continue
            more = (float(left.cases[keep].sum()) / runs - cases / total) / (total - runs)
            if more > gain:
                best, gain = (name, low, high), more
    return best


def _slices(column: Array, alpha: float) -> list[tuple[float, float]]:
    """Return what is left after a thin slice at either end; a level is cut whole."""
    ends = np.unique(column)
    if len(ends) < 2:
        return []
    low, high = np.quantile(column, [alpha, 1 - alpha])
    low = max(float(low), float(ends[1]) if low <= ends[0] else float(low))
    high = min(float(high), float(ends[-2]) if high >= ends[-1] else float(high))
    return [(low, float(ends[-1])), (float(ends[0]), high)]


def discover(points: Points, coverage: float = 0.6, seed: int = 1) -> dict[str, Any]:
    """Return boxes of PRIM with their trade-off, and the chosen one, on both halves of the points.

    Parameters
    ----------
    points : Points
        One row a future; a future's runs stay on one side of the split.
    coverage : float
        The chosen box is the densest that still covers so many of the cases, 0-1.

    Returns
    -------
    dict
        ``few`` (under 1,000 runs), ``cases``, ``runs``, ``curve`` (coverage, density, mass for
        ``made`` and ``held``), ``box`` (limits, quasi-p, p on the held, how often resamples agree).

    Raises
    ------
    UsageError
        If there are no cases, or nothing but cases.
    """
    total, runs = float(points.cases.sum()), float(points.runs.sum())
    if not 0 < total < runs:
        raise UsageError(f"{total:.0f} of {runs:.0f} runs are cases: nothing to tell apart")
    rng = np.random.default_rng(seed)
    made, held = split(points, rng)
    if 0 in (made.cases.sum(), held.cases.sum()):
        raise UsageError("too few cases to hold some back; more points, or another class")
    path = peel(made)
    curve = [{"factors": len(b), "made": made.measure(b), "held": held.measure(b)} for b in path]
    k = chosen(made, path, coverage)
    often = _often(made, coverage, rng)
    return {
        "cases": total,
        "runs": runs,
        "few": runs < FEW,
        "curve": curve,
        "chosen": k,
        "box": _limits(made, held, path[k], often),
        "never": {n: f for n, f in often.items() if n not in path[k]},
    }


def _limits(
    made: Points, held: Points, box: Box, often: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Return a box's real limits, the surest first."""
    rows = [
        {
            "factor": name,
            "low": low,
            "high": high,
            "quasi_p": quasi_p(made, box, name),
            "held_p": quasi_p(held, box, name),
            "often": often.get(name, 0.0),
        }
        for name, (low, high) in _real(made, box).items()
    ]
    return sorted(rows, key=lambda row: float(str(row["quasi_p"])))


def split(points: Points, rng: np.random.Generator) -> tuple[Points, Points]:
    """Return the points a box is made from, and those held back."""
    order = rng.permutation(len(points.cases))
    cut = round(len(order) * (1 - HELD_OUT))
    return points.where(np.sort(order[:cut])), points.where(np.sort(order[cut:]))


def chosen(points: Points, path: list[Box], coverage: float) -> int:
    """Return which box of a path is densest among those that cover enough."""
    measures = [points.measure(box) for box in path]
    fit = [k for k, m in enumerate(measures) if m["coverage"] >= coverage]
    return max(fit, key=lambda k: (measures[k]["density"], -k))


def quasi_p(points: Points, box: Box, name: str) -> float:
    """Return how likely the box has so many cases by chance if one limit did nothing.

    As in Bryant and Lempert 2010, the share of cases expected is that of the box without this limit.
    What is counted is points, not runs: were the limit idle, the points inside it would be any of
    those in the box without it, replicates and all. The law of the cases of so many points drawn at
    random has its first three moments in closed form, and a Pearson III law is put through them. All
    points meet the same seeds, so what chance does to all of them at once makes no difference.
    """
    from scipy.stats import pearson3

    wide = points.where(points.inside({k: v for k, v in box.items() if k != name}))
    keep = wide.inside(box)
    n, m = len(keep), int(keep.sum())
    share = float(wide.cases.sum()) / max(float(wide.runs.sum()), 1.0)
    more = wide.cases - share * wide.runs
    if n < 3 or m in (0, n) or not more.any():
        return 1.0
    spread = m * (n - m) / (n * (n - 1)) * float((more**2).sum())
    lean = m * (n - m) * (n - 2 * m) / (n * (n - 1) * (n - 2)) * float((more**3).sum())
    seen = float(more[keep].sum()) - _step(wide.cases) / 2.0
    return float(pearson3.sf(seen / math.sqrt(spread), lean / spread**1.5))


def _step(cases: Array) -> float:
    """Return by how much a sum of cases can grow at a time."""
    return float(np.gcd.reduce((cases - cases.min()).astype(int)))


def tree(
    points: Points,
    options: Mapping[str, Sequence[str]] | None = None,
    depth: int = 3,
    seed: int = 1,
) -> dict[str, Any]:
    """Return a small tree's leaves: the path, the share of cases where it was made and held out.

    ``options`` names what the codes of a switch stand for.
    """
    from sklearn.tree import DecisionTreeClassifier

    made, held = split(points, np.random.default_rng(seed))
    names = list(points.factors)
    model = DecisionTreeClassifier(max_depth=depth, min_weight_fraction_leaf=0.1, random_state=seed)
    table = np.column_stack([made.factors[n] for n in names])
    weight = np.concatenate([made.cases, made.runs - made.cases])
    kinds = np.repeat([1, 0], len(table))
    model.fit(
        np.vstack([table, table])[weight > 0], kinds[weight > 0], sample_weight=weight[weight > 0]
    )
    other = model.apply(np.column_stack([held.factors[n] for n in names]))
    own, leaves = model.apply(table), []
    for leaf, words in _paths(model.tree_, names, options or {}):
        row = {"where": words}
        for key, half, at in (("made", made, own), ("held", held, other)):
            runs = float(half.runs[at == leaf].sum())
            row |= {
                key: float(half.cases[at == leaf].sum()) / runs if runs > 0 else math.nan,
                f"{key}_runs": runs,
            }
        leaves.append(row)
    return {"leaves": sorted(leaves, key=lambda row: -float(row["made"]))}


def _paths(
    grown: Any,
    names: Sequence[str],
    options: Mapping[str, Sequence[str]],
    node: int = 0,
    limits: Mapping[str, tuple[float, float]] = MappingProxyType({}),
) -> Any:
    """Yield each leaf with its limits in words: of several cuts of one factor the nearest hold."""
    if grown.children_left[node] < 0:
        within = (_within(n, *ends, options.get(n)) for n, ends in limits.items())
        yield node, " and ".join(within) or "everywhere"
        return
    name, cut = names[grown.feature[node]], float(grown.threshold[node])
    low, high = limits.get(name, (-math.inf, math.inf))
    below, above = {**limits, name: (low, cut)}, {**limits, name: (cut, high)}
    yield from _paths(grown, names, options, grown.children_left[node], below)
    yield from _paths(grown, names, options, grown.children_right[node], above)


def _within(name: str, low: float, high: float, options: Sequence[str] | None) -> str:
    """Return a factor's limits in words: above the low, up to the high; a switch's by their names."""
    if options:
        kept = [option for k, option in enumerate(options) if low < k <= high]
        return f"{name} is {' or '.join(kept)}"
    if low == -math.inf:
        return f"{name} <= {high:.3g}"
    return f"{name} > {low:.3g}" if high == math.inf else f"{low:.3g} < {name} <= {high:.3g}"


def _real(points: Points, box: Box) -> Box:
    """Leave out limits that cut nothing off."""
    return {
        name: (low, high)
        for name, (low, high) in box.items()
        if low > points.factors[name].min() or high < points.factors[name].max()
    }


def _often(points: Points, coverage: float, rng: np.random.Generator) -> dict[str, float]:
    """Return in which share of resamples the chosen box restricts each factor."""
    counts = dict.fromkeys(points.factors, 0)
    for _ in range(RESAMPLES):
        again = points.where(rng.integers(0, len(points.cases), len(points.cases)))
        if again.cases.sum() == 0:
            continue
        path = peel(again)
        for name in _real(again, path[chosen(again, path, coverage)]):
            counts[name] += 1
    return {name: k / RESAMPLES for name, k in counts.items()}
