"""Fight on.

Expects
    War continues while the odds allow; the yardstick once the accord is broken.

Does
    Readiness is kept up.

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class FightOn(Action):
    """Fight on."""

    label = "Fight on"
    desk = "accord"
    lasting = 0.5

    azawad: float = parameter(
        1.2,
        unit="swing",
        low=0.0,
        high=2.4,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    losses: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.accord_in_force < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        state = (
            0.12 * view.seen("fama")
            + 1.5 * view.seen("wagner")
            + 1.5 * view.seen("france") * view.s.french_relation
        )
        odds = view.odds(view.seen("cma"), state)
        return {
            ("autonomy", "Azawad by force"): self.azawad * (odds - 0.3),
            ("own_losses", "war kills our own"): -self.losses,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "readiness": 0.1 * (1.0 - s.readiness),
        }
