"""How violence spreads in space and time: join counts, and a fitted self-exciting process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
DECAYS = (0.4, 0.5, 0.62, 0.72, 0.8)  # weekly memories tried: half-lives of 0.8 to 3 weeks
EM_STEPS = 150


def joins(violent: Flags, near: Flags) -> tuple[float, float]:
    """Count how violence reached new places from violent neighbours, by what became of these.

    Parameters
    ----------
    violent : array, (periods, places)
        Where there was violence.
    near : array, (places, places)
        Who borders on whom.

    Returns
    -------
    escalation, relocation : float
        Joins of a violent place with a neighbour that is newly violent in the next period, where
        the first stays violent, and where it falls calm (after ``schutte_weidmann_2011``).

    Examples
    --------
    >>> chain = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool)
    >>> joins(np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1]], dtype=bool), chain)
    (2.0, 0.0)
    >>> joins(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=bool), chain)
    (0.0, 2.0)
    """
    before, after = violent[:-1], violent[1:]
    new = (after & ~before).astype(float) @ near.astype(float)  # newly violent neighbours of each
    return float((new * (before & after)).sum()), float((new * (before & ~after)).sum())


def join_ratios(violent: Flags, near: Flags, shuffles: int, seed: int) -> tuple[float, float]:
    """Return both joins over what they would be if places were dealt out at random.

    Every shuffle deals whole histories to other places: how long violence lasts stays, where it
    is does not.
    """
    rng = np.random.default_rng(seed)
    seen = np.array(joins(violent, near))
    dealt = [joins(violent[:, rng.permutation(violent.shape[1])], near) for _ in range(shuffles)]
    chance = np.maximum(np.mean(dealt, axis=0), 1e-9)
    escalation, relocation = seen / chance
    return float(escalation), float(relocation)


def self_excited_share(counts: Array, weights: Array) -> float:
    """Return the share of events that earlier events excited, here or next door (row sum).

    Fits E_r(t) = μ_r + Σ_s n_rs · Σ_k (1 − φ) φ^k y_s(t − 1 − k) to weekly counts by expectation
    maximisation, with one n for the place itself and one for the mean of its neighbours, for
    several memories φ, and keeps the likeliest (after ``lewis_2012``). A slow common background is
    not told apart from excitation (``mohler_2013``).

    Parameters
    ----------
    counts : array, (weeks, places)
        Events a week.
    weights : array, (places, places)
        Weights of a place's neighbours; rows sum to 1.
    """
    y = np.asarray(counts, dtype=float)
    if not y.any():
        return 0.0
    return max(_expectation_maximisation(y, weights, decay) for decay in DECAYS)[1]


def _expectation_maximisation(y: Array, weights: Array, decay: float) -> tuple[float, float]:
    """Return (log likelihood, branching ratio) at one memory."""
    echo = np.zeros_like(y)
    for t in range(1, len(y)):
        echo[t] = decay * echo[t - 1] + (1.0 - decay) * y[t - 1]
    echoes = np.stack([echo, echo @ weights.T])
    size = np.maximum(echoes.sum(axis=(1, 2)), 1e-12)
    background, branching = 0.6 * y.mean(axis=0), np.array([0.3, 0.1])
    for _ in range(EM_STEPS):
        parts = branching[:, None, None] * echoes
        share = y / np.maximum(background + parts.sum(axis=0), 1e-12)
        branching = branching * (share * echoes).sum(axis=(1, 2)) / size
        background = background * share.mean(axis=0)
    rate = np.maximum(background + np.tensordot(branching, echoes, 1), 1e-12)
    return float((y * np.log(rate) - rate).sum()), float(branching.sum())
