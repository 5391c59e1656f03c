"""Suspend cooperation with France.

Expects
    A show of sovereignty, more the more conditions there are and some in any case
    (base_conditions); the street cheers, by the disapproval of France. No more air support, a part
    of it replaced under a contract (replaced_by_wagner); aid stops.

Does
    Joint operations, if there are any, stop until France resumes them; French trust falls by a
    share (affront). Where France suspends them in the same month, the relation ends.

Source
    sizes assumed. Check: accords were denounced in May 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene

TOGETHER = 0.75  # tells the levels of french_relation apart: 1 above it, 0.5 and 0 below
SUSPENDED = 0.5  # the level of french_relation while operations are suspended


@dataclass(frozen=True)
class SuspendFrench(Action):
    """Suspend cooperation with France."""

    label = "Suspend cooperation with France"
    targets = "foreign_force"
    decision = "patrons"
    once = True

    pride: float = swing(0.5, "a show of sovereignty, though it can be taken back")
    cheer: float = swing(
        0.25, "where France has no friends left, crowds cheer; that does not stop a plot"
    )
    cover: float = swing(0.6, "aircraft and special forces are taken to decide who dares to move")
    aid: float = swing(0.5, "what is left of aid stops for as long as the quarrel lasts")
    cost: float = effort(0.22)
    base_conditions: float = share(
        0.4, "a patron is defied even where he ties no conditions to his aid"
    )
    replaced_by_wagner: float = share(0.6, "Wagner is taken to replace more than half of the cover")
    affront: float = share(0.2, "less than a contract does: a partner may come back")

    def allowed(self, view: View) -> Allowed:
        """While it fights together with the foreign force."""
        return view.on("relation") > TOGETHER

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "a show of sovereignty"): self.pride
            * (self.base_conditions + view.on("conditions")),
            ("survival", "the street cheers"): self.cheer
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("territory", "no more air support"): -self.cover
            * (1.0 - self.replaced_by_wagner * view.s.most("contract", "contractor")),
            ("revenue", "aid stops"): -self.aid * view.s.aid,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("relation"): np.minimum(scene.on("relation"), SUSPENDED)
            - scene.on("relation"),
            scene.on_key("trust"): -self.affront * scene.on("trust"),
        }
