"""Policies over many futures: who does well on average, who in the worst, who with least regret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.intervals import paired

Array = NDArray[np.float64]


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


def reductions(first: Array, second: Array) -> dict[str, float]:
    """Return the paired difference of runs that share their luck, and what sharing it gained.

    ``reduction`` is the variance of the difference under independent luck over that under common
    luck, within futures: how many times more runs independent luck would need.
    """
    within = [values - np.nanmean(values, axis=1, keepdims=True) for values in (first, second)]
    apart = sum(float(np.nanvar(w)) for w in within)
    together = float(np.nanvar(within[1] - within[0]))
    row = paired(*(np.nanmean(values, axis=1) for values in (first, second)))
    row["reduction"] = apart / together if together > 0 else float("inf")
    return row


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
