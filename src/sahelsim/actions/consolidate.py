"""Consolidate and govern.

Expects
    Rule grows roots and brings taxes; fewer dead.

Does
    Tempo falls by a share (step); what people remember of jihadist harm falls by a share (justice) in the cercles that
    the group rules (control above ruling_control), so that people help it more.

Source
    `kalyvas_2006`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import parameter, share, swing
from sahelsim.model.action import Action, Expectation
from sahelsim.model.forms import spread
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Consolidate(Action):
    """Consolidate and govern."""

    label = "Consolidate and govern"
    decision = "war"

    step: float = share(0.15, "about a sixth fewer attacks: men who judge and tax still fight")
    roots: float = swing(0.5, "rule that people use grows slowly: a little less than attacks bring")
    rest: float = swing(0.3, "fewer attacks spare some of the men they cost, not all")
    taxes: float = swing(0.3, "rule brings in taxes, about what new ground in the south would")
    justice: float = share(
        0.1,
        "ordered at every turn, courts that judge quickly calm three in four in a year",
        high=0.4,
    )
    ruling_control: float = parameter(
        0.3,
        "where it has less than a third of control the group raids but does not rule",
        unit="share of control",
        low=0.05,
        high=0.8,
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "rule grows roots"): self.roots,
            ("own_losses", "fewer dead"): self.rest,
            ("revenue", "taxes"): self.taxes,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        ruled = (scene.own("control") > self.ruling_control).astype(float)
        return {
            scene.own_key("tempo"): -self.step * scene.own("tempo"),
            "revenge_jihadist": -self.justice
            * spread(ruled, scene.geography)
            * scene.s.revenge_jihadist,
        }
