"""Branching: many futures from states that a model has reached, each replicate a copy of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.conflict_model import ConflictModel

if TYPE_CHECKING:
    from sahelsim.model.setup import Setup


def branch(model: ConflictModel, setup: Setup, rows: NDArray[np.intp]) -> ConflictModel:
    """Return a model that goes on from some replicates of another, repeats allowed.

    Parameters
    ----------
    model : ConflictModel
        Where the futures begin; it is left as it is.
    setup : Setup
        Everything of the new model but its state: made for as many replicates as ``rows`` has.
        With the same seed and run numbers the chance of the future is that of the model.
    rows : array of int
        The replicate that each new one copies.
    """
    new = ConflictModel(setup, model.state.take(rows), week=model.week)
    new.mixes = {key: mix[rows].copy() for key, mix in model.mixes.items()}
    old = {actor.name: actor for actor in model.actors}
    for actor in new.actors:
        for decision, mood in actor.moods.items():
            mood.copy(old[actor.name].moods[decision], rows)
    return new
