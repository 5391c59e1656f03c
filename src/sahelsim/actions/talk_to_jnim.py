"""Talk to JNIM.

Expects
    Fewer soldiers die, by recent losses (in full from losses_scale on), and a quieter front, the
    more people jihadists rule (by jihad_weight); France forbids it, by its relation with Bamako,
    talking recognises them, and aid was for fighting.

Does
    Contacts deepen by a share of what is missing (step); fighting between the two eases.

Source
    moral hazard: `bapat_2011`; sizes assumed. Check: ICG on dialogue, December 2021 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class TalkToJnim(Action):
    """Talk to JNIM."""

    label = "Talk to JNIM"
    targets = "jihadist"
    answered_by = "talk_to_junta"
    decision = "war"

    step: float = share(
        0.4, "go-betweens are at hand: two fifths of what is missing within a month"
    )
    relief: float = swing(0.6, "local ceasefires spare soldiers, as far as they hold")
    quiet: float = swing(0.3, "a quiet front helps a junta, but it was to win the war")
    veto: float = swing(0.6, "France refuses such talks: its anger outweighs the quiet")
    recognition: float = swing(
        0.5, "who is talked to is somebody: ground that they rule is half conceded"
    )
    moral_hazard: float = swing(0.3, "aid given to fight jihadists may be cut for talking to them")
    cost: float = effort(0.08)
    losses_scale: float = parameter(
        10.0,
        "about twice the state side's usual week of late 2021, as in coup risk",
        unit="deaths/week",
        low=2.0,
        high=50.0,
    )
    jihad_weight: float = factor(
        3.0, "quiet is wanted in full once jihadists rule a third of the people", low=0.5, high=10.0
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "fewer soldiers die"): self.relief
            * np.minimum(1.0, view.s.army_losses / self.losses_scale),
            ("survival", "a quieter front"): self.quiet
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share),
            ("reputation", "France forbids it"): -self.veto
            * view.s.most("relation", "foreign_force"),
            ("territory", "talking recognises them"): -self.recognition,
            ("revenue", "aid was for fighting"): -self.moral_hazard * view.s.aid,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("talks"): self.step * (1.0 - scene.on("talks")),
        }
