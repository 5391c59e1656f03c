"""Sweep beside the army.

Expects
    Results earn the next contract, the more people jihadists rule (by jihad_weight), and a war is
    worth paying for; men are lost, by their share on operations and by how strong jihadists are
    believed to be (jihad_men).

Does
    Under a contract, more men are on operations beside the army: a share (step) of the guards and
    of the men at mines joins them.

Source
    sizes assumed. Check: the operations of 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, people, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class JointSweeps(Action):
    """Sweep beside the army."""

    label = "Sweep beside the army"
    decision = "posture"
    judges = True

    step: float = share(0.2, "a fifth of the others a month: posts are not left overnight")
    results: float = swing(0.7, "results in the field are what a contractor has to show")
    worth: float = swing(0.3, "a war that goes on keeps the client paying")
    losses: float = swing(0.5, "those on operations fall, those on guard hardly")
    cost: float = effort(0.05)
    jihad_weight: float = factor(
        3.0, "success is wanted most once jihadists rule a third of the people", low=0.5, high=10.0
    )

    jihad_men: float = people(
        2500.0, "about those of late 2021: against them the swing counts once", low=500, high=1e4
    )
    most_men: float = factor(
        2.0, "against more than twice as many the army would not sweep", low=1.0, high=5.0
    )

    def allowed(self, view: View) -> Allowed:
        """While it is under contract."""
        return view.own("contract") > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "results earn the next contract"): self.results
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share),
            ("revenue", "a war worth paying for"): self.worth,
            ("own_losses", "men are lost"): -self.losses
            * view.own("sweep_share")
            * np.minimum(self.most_men, view.seen("jihadist") / self.jihad_men),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("sweep_share"): self.step * (1.0 - scene.own("sweep_share")),
            scene.own_key("guard_share"): -self.step * scene.own("guard_share"),
            scene.own_key("mines_share"): -self.step * scene.own("mines_share"),
        }
