"""Communities: rows of people in one cercle with one identity and a share of the thresholds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_SHARE = 0.01  # share of a cercle below which an identity gets no row of its own


@dataclass(frozen=True)
class Communities:
    """Rows sorted by place, then identity.

    ``first_row`` serves ``numpy.add.reduceat``, ``rows_here`` (rows of each place) ``numpy.repeat``.
    """

    place_of: NDArray[np.intp]
    identity_of: NDArray[np.intp]
    first_row: NDArray[np.intp]
    rows_here: NDArray[np.intp]
    community_population: NDArray[np.float64]
    threshold_quantile: NDArray[np.float64]


def split_communities(
    people: NDArray[np.float64], shares: NDArray[np.float64], wanted: int
) -> Communities:
    """Split each cercle's people into rows by identity, large groups into several rows.

    Parameters
    ----------
    people : array, (places,)
        Population (people).
    shares : array, (identities, places)
        Identity shares; each column sums to 1.
    wanted : int
        Number of rows aimed at. Rows of one group differ by their quantile of the threshold.
    """
    kept = np.where(shares >= LEAST_SHARE, shares, 0.0)
    kept = kept / kept.sum(axis=0)
    identity, place = np.nonzero(kept)
    order = np.lexsort((identity, place))
    identity, place = identity[order], place[order]
    group = kept[identity, place] * people[place]
    copies = _copies(group, wanted)
    row = np.repeat(np.arange(len(group)), copies)
    rank = np.concatenate([np.arange(n) for n in copies])
    return Communities(
        place_of=place[row],
        identity_of=identity[row],
        first_row=np.searchsorted(place[row], np.arange(len(people))),
        rows_here=np.bincount(place[row], minlength=len(people)),
        community_population=group[row] / copies[row],
        threshold_quantile=(rank + 0.5) / copies[row],
    )


def _copies(group: NDArray[np.float64], wanted: int) -> NDArray[np.intp]:
    """Give each group rows in proportion to the root of its people, at least one each."""
    weight = np.sqrt(group) / np.sqrt(group).sum()
    low, high = 0.0, 4.0 * max(wanted, len(group))
    for _ in range(60):
        middle = (low + high) / 2
        total = np.maximum(1, np.round(weight * middle)).sum()
        low, high = (middle, high) if total < wanted else (low, middle)
    return np.asarray(np.maximum(1, np.round(weight * high)), dtype=np.intp)
