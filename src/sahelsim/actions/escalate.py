"""Escalate.

Expects
    Brutality sells: clients hire those whom enemies fear.

Does
    Operations become more ruthless and larger.

Source
    brutality as a selling point: the article of November 2021; `acled_2022`; sizes assumed
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
class Escalate(Action):
    """Escalate."""

    label = "Escalate"
    desk = "posture"
    lasting = 0.5

    step: float = parameter(
        0.5,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    sells: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    fear: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    outcry: float = parameter(
        0.4,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    harm: float = parameter(
        0.8,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.06,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "brutality sells"): self.sells,
            ("own_losses", "fear protects"): self.fear,
            ("reputation", "investigations"): -self.outcry,
            ("civilian_harm", "civilians die"): -self.harm,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "wagner_ruthlessness": self.step * (1.0 - s.wagner_ruthlessness),
            "sweep_share": 0.1 * (1.0 - s.sweep_share),
            "guard_share": -0.1 * s.guard_share,
            "mines_share": -0.1 * s.mines_share,
        }
