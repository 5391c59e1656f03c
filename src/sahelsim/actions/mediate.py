"""Mediate.

Expects
    The accord is ours, the more there is left to do for it, and a quiet border, the more so the
    less the CMA trusts, and in full while war is open.

Does
    Mediation grows by a share of what is missing (step).

Source
    Algeria chaired the accord's committee; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import open_war
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Mediate(Action):
    """Mediate."""

    label = "Mediate"
    decision = "diplomacy"

    step: float = share(0.3, "two months bring half of the effort that is missing")
    ours: float = swing(0.5, "who chairs the talks is heard by both sides")
    border: float = swing(0.6, "war in Kidal comes near the border: more than standing is at stake")
    cost: float = effort(0.22)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "the accord is ours"): self.ours * (1.0 - view.s.mediation),
            ("survival", "a quiet border"): self.border
            * np.maximum(1.0 - view.s.accord_trust, open_war(view.s)),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "mediation": self.step * (1.0 - s.mediation),
        }
