"""What one decision of one actor came to, in every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class DecisionRound:
    """What one decision of one actor decided in one week, in every run.

    ``taken`` tells where it is something new, an act done now or a posture taken now, else what is
    held went on. ``probability``, ``allowed`` and ``value`` are (runs, options); ``terms[k]`` splits option k's
    value into (incentive, because, amounts), amounts (runs,). ``free`` is what the actor would have
    taken of itself where the choice was imposed on it, −1 where it chose freely, (runs,).
    """

    week: int
    date: date
    actor: str
    decision: str
    options: tuple[str, ...]
    labels: tuple[str, ...]
    chosen: NDArray[np.intp]
    taken: NDArray[np.bool_]
    free: NDArray[np.intp]
    probability: NDArray[np.float32]
    allowed: NDArray[np.bool_]
    value: NDArray[np.float32]
    terms: tuple[tuple[tuple[str, str, NDArray[np.float32]], ...], ...]

    @property
    def forced(self) -> NDArray[np.bool_]:
        """In which runs the choice was imposed on the actor, (runs,)."""
        return np.asarray(self.free >= 0)
