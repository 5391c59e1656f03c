"""Talk to the junta.

Expects
    A way out, some in any case (base_hope) and more the likelier the junta is to talk, and
    recognition, by how far contacts have come; rivals call it treason, by the rivalry, and not
    while foreigners stay: France, by its relation, and Wagner.

Does
    Contacts deepen by a share of what is missing (step).

Source
    sizes assumed. Check: ICG on dialogue, December 2021 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class TalkToJunta(Action):
    """Talk to the junta."""

    label = "Talk to the junta"
    targets = "regime"
    decision = "war"

    step: float = share(0.25, "leaders must bring their own along: a quarter of what is missing")
    way_out: float = swing(0.4, "a settled war is worth something to who cannot win it soon")
    recognition: float = swing(0.4, "who is talked to is somebody, as far as talks have come")
    treason: float = swing(0.5, "a rival calls it treason and wins fighters over")
    foreigners: float = swing(0.3, "the condition that foreigners leave first: a demand, not a bar")
    cost: float = effort(0.08)
    base_hope: float = share(0.2, "there is some hope even in a junta that does not talk yet")

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "a way out"): self.way_out
            * (self.base_hope + view.likely("regime", "talk_to_jnim")),
            ("territory", "recognition"): self.recognition * view.own("talks"),
            ("reputation", "rivals call it treason"): -self.treason * view.s.rivalry,
            ("reputation", "not while foreigners stay"): -self.foreigners
            * (view.s.most("relation", "foreign_force") + view.s.most("contract", "contractor")),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("talks"): self.step * (1.0 - scene.own("talks")),
        }
