"""Fading orders: what was ordered once wears off unless it is ordered again.

Equation
    dx = −pace · r_x · (x − x_rest) ;  x (x_rest; r_x):
    ambiguity (0.15; 0.04), talks (0.1; 0.02), mediation (0.4; 0.03), protest (0; 0.06),
    offensive_azawad (0; 0.04), ruthlessness (0.3; 0.02), wagner_ruthlessness (0.8; 0.02),
    purge_shock (0.1; 0.03), officer_spoils (0.4; 0.01), french_conditions (0.2; 0.02),
    strike_tempo (1; 0.05), jnim_tempo (1; 0.06), isgs_tempo (1; 0.06), south_push (0.25; 0.03),
    hunt_wagner (0; 0.04), isgs_brutality (0.35; 0.04), rivalry (0.5; 0.02)

Symbols
    x a posture set by an order (share; tempos are factors), x_rest where it settles by itself,
    r_x its speed (1/week), pace scales all speeds (factor)

Source
    assumed: armies and movements do not sustain an effort without orders

Assumptions
    Contracts, sides, relations, pacts, sanctions, planned strengths and the tasks of Wagner's men
    do not fade: they stay as ordered.

Not here
    Anything the world does to postures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


RESTS: dict[str, tuple[float, float]] = {
    "ambiguity": (0.15, 0.04),
    "talks": (0.1, 0.02),
    "offensive_azawad": (0.0, 0.04),
    "purge_shock": (0.1, 0.03),
    "strike_tempo": (1.0, 0.05),
    "protest": (0.0, 0.06),
    "mediation": (0.4, 0.03),
    "jnim_tempo": (1.0, 0.06),
    "south_push": (0.25, 0.03),
    "hunt_wagner": (0.0, 0.04),
    "isgs_tempo": (1.0, 0.06),
    "isgs_brutality": (0.35, 0.04),
    "rivalry": (0.5, 0.02),
    "french_conditions": (0.2, 0.02),
    "wagner_ruthlessness": (0.8, 0.02),
    "officer_spoils": (0.4, 0.01),
    "ruthlessness": (0.3, 0.02),
}


@dataclass(frozen=True)
class FadingOrders(Mechanism):
    """What was ordered once wears off unless it is ordered again."""

    phase = "movement"
    reads = tuple(RESTS)
    writes = tuple(RESTS)

    pace: float = parameter(
        1.0,
        unit="factor",
        low=0.2,
        high=3.0,
        source="assumed",
        why="scales every posture's own speed",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return how every posture drifts to its rest."""
        return {
            name: dt * self.pace * rate * (rest - s.arrays[name])
            for name, (rest, rate) in RESTS.items()
        }
