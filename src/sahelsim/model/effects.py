"""What actions really change: an act in whole where it is done, a posture week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.streams import Draws
from sahelsim.model.scene import Scene
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.actor import Actor, Decision
    from sahelsim.model.conflict_model import ConflictModel

MONTH = 4.0  # weeks: what a posture changes is declared for a month of it
Effect = tuple[str, dict[str, Array]]


def of_acts(model: ConflictModel, decision: Decision) -> list[Effect]:
    """Return what the acts of one decision change, each where it is done now."""
    menu, choice = decision.menu, decision.choice
    done = choice.taken & menu.acts[choice.chosen]
    return [
        _effect(model, menu.actor, menu.actions[k], done & (choice.chosen == k))
        for k in np.unique(choice.chosen[done])
    ]


def of_postures(model: ConflictModel, actor: Actor) -> list[Effect]:
    """Return what the postures that an actor holds change in a week, each where it is held."""
    return [
        _effect(model, actor.name, tuple(actor.decisions[decision])[k], (mood.held == k) / MONTH)
        for decision, mood in actor.moods.items()
        for k in np.unique(mood.held)
    ]


def _effect(model: ConflictModel, actor: str, name: str, part: Array) -> Effect:
    given = np.asarray(part, dtype=float)[:, None]
    one = model.setup.actions[actor][name]
    draws = Draws(model.streams, f"order.{one.action.key(name)}", model.week)
    scene = Scene(model.state, model.setup.geography, model.setup.cards[actor], one.target)
    parts = one.action.changes(scene, draws)
    masked = {
        key: change * (given[..., None] if change.ndim == 3 else given)
        for key, change in parts.items()
    }
    return f"{actor}:{name}", masked
