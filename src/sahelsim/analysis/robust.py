"""Policies over many futures: who does well on average, who in the worst, who with least regret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.crossed import blind, crossed, crossed_share, ratio
from sahelsim.analysis.jackknife import pseudo_values

Array = NDArray[np.float64]


def robustness(
    by_policy: Mapping[str, Array], good: int, level: float, shared: bool = True
) -> list[dict[str, Any]]:
    """Return how each policy does over the same futures, with 95 % intervals where one can be told.

    Parameters
    ----------
    by_policy : mapping of str to array, (points, replicates)
        An outcome; a future with a failed run drops out under every policy.
    good : int
        +1 if more is better, -1 if less is.
    level : float
        What counts as satisfied.
    shared : bool
        As for ``crossed``.

    Notes
    -----
    ``mean``, ``satisfied`` (the share of runs at the level or better, Simon 1956) and ``regret``
    (the mean loss against the best policy of each future, Savage 1951) have ``_low`` and ``_high``
    over futures and chance. Regret is of means over replicates, freed of what chance adds to the
    largest of several means (see ``jackknife``). ``worst`` and ``regret_max`` are what the design
    saw: the worst of more futures is worse.
    """
    table = np.stack(list(by_policy.values()))
    table = good * table[:, np.isfinite(table).all(axis=(0, 2))]
    if not table.shape[1]:
        return []
    losses = pseudo_values(table, lambda means: means.max(axis=0) - means)
    worst = (table.mean(axis=2).max(axis=0) - table.mean(axis=2)).max(axis=1)
    rows = []
    for k, name in enumerate(by_policy):
        own = table[k]
        row: dict[str, Any] = {"policy": name, "worst": good * float(own.mean(axis=1).min())}
        row |= _named("mean", "mean", crossed(good * own, shared), own, shared)
        row |= _named("regret", "mean", crossed(losses[k], shared), own, shared)
        row |= {"regret_max": float(worst[k])}
        met = crossed_share((own >= good * level).astype(float), shared)
        rows.append(row | _named("satisfied", "share", met, own, shared))
    return rows


def _named(
    name: str, key: str, found: Mapping[str, float], runs: Array, shared: bool
) -> dict[str, Any]:
    """Return a number and its interval under a name of their own; no interval where there is none."""
    ends: dict[str, Any] = {f"{name}_low": found["low"], f"{name}_high": found["high"]}
    return {name: found[key]} | (dict.fromkeys(ends) if blind(runs.shape[1], shared) else ends)


def reductions(
    first: Array, second: Array, shared: bool = True, least: float = 0.0
) -> dict[str, Any]:
    """Return the paired difference of runs that share their chance, and what sharing it gained.

    Parameters
    ----------
    first, second : array, (points, replicates)
        Points with a failed run under either policy are left out.
    shared, least : bool, float
        As for ``crossed`` and ``ratio``.

    Returns
    -------
    dict
        ``mean``, ``low``, ``high`` (95 %, over futures and replicates), ``p`` (two-sided, of the
        same interval: below 0.05 where it leaves out 0); ``effect``, the mean in standard
        deviations of the first's runs; ``ratio`` with its interval, where every outcome is above 0;
        ``reduction``: the variance of the difference under independent random numbers over that
        under common random numbers, within futures, which is how many times more runs independent
        random numbers would need. Where nothing is known of chance, all but ``mean`` and ``ratio``
        are None.
    """
    whole = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    first, second = first[whole], second[whole]
    found = crossed(second - first, shared)
    row: dict[str, Any] = {key: found[key] for key in ("mean", "low", "high")}
    spread = float(first.std()) if first.size else 0.0
    row |= {"p": p_value(found), "effect": found["mean"] / spread if spread > 0 else None}
    row |= {**(ratio(first, second, shared, least) or {}), "reduction": None}
    if blind(first.shape[1], shared):
        return row | {key: None for key in row if key not in ("mean", "ratio", "effect")}
    if len(first) and first.shape[1] > 1:
        within = [values - values.mean(axis=1, keepdims=True) for values in (first, second)]
        apart = sum(float(np.var(w)) for w in within)
        together = float(np.var(within[1] - within[0]))
        row["reduction"] = apart / together if together > 0 else float("inf")
    return row


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
