"""Policies over many futures: who does well on average, who in the worst, who with least regret."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.crossed import crossed, ratio
from sahelsim.analysis.intervals import t_quantile

Array = NDArray[np.float64]
UNTOLD = {"low": math.nan, "high": math.nan}  # one replicate tells nothing of chance


def robustness(by_policy: Mapping[str, Array], good: int, level: float) -> list[dict[str, Any]]:
    """Return six measures of each policy over the same futures.

    Parameters
    ----------
    by_policy : mapping of str to array, (points,)
        Means over replicates; a future with a failed run drops out under every policy.
    good : int
        +1 if more is better, -1 if less is.
    level : float
        What counts as satisfied.

    Notes
    -----
    ``mean``; ``worst`` and ``tenth`` (the worst and the tenth-worst of a hundred futures); regret,
    the loss against the best policy of that future: ``regret_max`` and ``regret_p90`` (Savage
    1951); ``satisfied``, the share of futures at the level or better (Simon 1956).
    """
    table = np.array(list(by_policy.values()))
    table = good * table[:, np.isfinite(table).all(axis=0)]
    regret = table.max(axis=0) - table
    rows = []
    for k, name in enumerate(by_policy):
        own = table[k]
        rows.append(
            {
                "policy": name,
                "mean": good * float(own.mean()),
                "worst": good * float(own.min()),
                "tenth": good * float(np.quantile(own, 0.1)),
                "regret_p90": float(np.quantile(regret[k], 0.9)),
                "regret_max": float(regret[k].max()),
                "satisfied": float((own >= good * level).mean()),
            }
        )
    return rows


def reductions(first: Array, second: Array) -> dict[str, Any]:
    """Return the paired difference of runs that share their chance, and what sharing it gained.

    Parameters
    ----------
    first, second : array, (points, replicates)
        Points with a failed run under either policy are left out.

    Returns
    -------
    dict
        ``mean``, ``low``, ``high`` (95 %, over futures and replicates), ``p`` (two-sided, uncorrected);
        ``ratio`` with its interval, where every outcome is above 0; ``reduction``: the variance of
        the difference under independent random numbers over that under common random numbers, within futures, which is
        how many times more runs independent random numbers would need. With one replicate, which tells
        nothing of chance, all but ``mean`` and ``ratio`` are None.
    """
    whole = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    first, second = first[whole], second[whole]
    found = crossed(second - first)
    row: dict[str, Any] = {key: found[key] for key in ("mean", "low", "high")}
    row |= {"p": p_value(found), **(ratio(first, second) or {}), "reduction": None}
    if first.shape[1] < 2:
        return row | {key: None for key in row if key not in ("mean", "ratio")}
    if len(first):
        within = [values - values.mean(axis=1, keepdims=True) for values in (first, second)]
        apart = sum(float(np.var(w)) for w in within)
        together = float(np.var(within[1] - within[0]))
        row["reduction"] = apart / together if together > 0 else float("inf")
    return row


def between(first: Array, second: Array, *, same: bool) -> dict[str, Any]:
    """Return second - first of two sweeps with a 95 % interval.

    Parameters
    ----------
    first, second : array, (points, replicates)
        One outcome in each sweep.
    same : bool
        Whether both hold the same points: then replicates that both ran are paired, run by run;
        else points count for each sweep apart, and seeds for the two together.
    """
    replicates = min(first.shape[1], second.shape[1])
    if same:
        row = crossed(second[:, :replicates] - first[:, :replicates])
        found = {**{k: row[k] for k in ("mean", "low", "high")}, "how": "paired"}
        return found if replicates > 1 else found | UNTOLD
    one, two = (values[np.isfinite(values).all(axis=1)] for values in (first, second))
    if min(len(one), len(two)) < 2:
        return {"mean": math.nan, "low": math.nan, "high": math.nan, "how": "too few points"}
    draws = two[:, :replicates].mean(axis=0) - one[:, :replicates].mean(axis=0)
    parts = [(float(v.mean(axis=1).var(ddof=1)) / len(v), len(v) - 1) for v in (one, two)]
    mean = float(two.mean() - one.mean())
    if replicates < 2:
        return {"mean": mean, "how": "unpaired"} | UNTOLD
    parts.append((float(draws.var(ddof=1)) / replicates, replicates - 1))
    variance = sum(v for v, _ in parts)
    error = sum(v**2 / free for v, free in parts)
    half = t_quantile(variance**2 / error) * math.sqrt(variance) if error > 0 else 0.0
    return {"mean": mean, "low": mean - half, "high": mean + half, "how": "unpaired"}


def p_value(found: Mapping[str, float]) -> float:
    """Return the two-sided p value of a mean from ``crossed`` against 0."""
    from scipy.stats import t

    if not found["freedom"] or not found["variance"] > 0:
        return 1.0 if not found["mean"] else 0.0
    return float(2 * t.sf(abs(found["mean"]) / found["variance"] ** 0.5, found["freedom"]))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Return p values corrected for many looks at once (Holm 1979).

    Examples
    --------
    >>> holm({"a": 0.01, "b": 0.04})
    {'a': 0.02, 'b': 0.04}
    """
    found, last = {}, 0.0
    for k, (name, p) in enumerate(sorted(p_values.items(), key=lambda item: item[1])):
        last = max(last, min(1.0, p * (len(p_values) - k)))
        found[name] = last
    return found
