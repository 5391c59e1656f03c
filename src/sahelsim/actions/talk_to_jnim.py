"""Talk to JNIM.

Expects
    A way out of a stalemate; France forbids it and officers distrust it.

Does
    Contacts deepen; fighting between the two eases.

Source
    ICG on dialogue, December 2021 (facts table); moral hazard: `bapat_2011`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class TalkToJnim(Action):
    """Talk to JNIM."""

    label = "Talk to JNIM"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="size of the order's effect; vary it",
    )
    relief: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    quiet: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    veto: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    recognition: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    moral_hazard: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="largest plausible swing of a quarter; vary it",
    )
    cost: float = parameter(
        0.08,
        unit="utility",
        low=0.0,
        high=3.0,
        source="assumed",
        why="what the order costs in attention and risk",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "fewer soldiers die"): self.relief
            * np.minimum(1.0, view.s.army_losses / 10.0),
            ("survival", "a quieter front"): self.quiet
            * np.minimum(1.0, 3.0 * view.picture.jihad_share),
            ("reputation", "France forbids it"): -self.veto * view.s.french_relation,
            ("territory", "talking recognises them"): -self.recognition,
            ("revenue", "aid was for fighting"): -self.moral_hazard * view.s.aid,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "talks": self.step * (1.0 - s.talks),
        }
