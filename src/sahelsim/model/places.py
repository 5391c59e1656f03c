"""Drawing one place in every replicate, for orders that strike somewhere."""

from __future__ import annotations

import numpy as np

from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array


def chosen_place(weight: Array, rng: Uniform) -> Array:
    """Return 1 at one place per replicate, drawn by weight, 0 elsewhere: (replicates, places)."""
    cumulative = np.cumsum(np.maximum(weight, 0.0) + 1e-12, axis=1)
    reached = cumulative > rng.uniform("place", 1) * cumulative[:, -1:]
    first = reached.argmax(axis=1)
    return np.asarray((np.arange(weight.shape[1])[None, :] == first[:, None]).astype(float))
