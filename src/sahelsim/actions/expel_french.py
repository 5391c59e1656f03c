"""Expel the French forces.

Expects
    Sovereignty, in full only beside Wagner (pride_alone), and popularity, by the disapproval of
    France; the air cover is gone for good, a part replaced under a contract
    (cover_replaced), aid stops and Europe turns away.

Does
    French forces must leave; what remains of the relation ends.

Source
    sizes assumed. Check: France left between February and August 2022 (facts table)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class ExpelFrench(Action):
    """Expel the French forces."""

    label = "Expel the French forces"
    targets = "foreign_force"
    decision = "patrons"
    once = True

    pride: float = swing(
        0.8, "sovereignty is the junta's theme, and this its last word: more than a suspension"
    )
    pride_alone: float = share(0.3, "without another patron the last word is worth less than half")
    cheer: float = swing(
        0.4, "where France has no friends left, crowds cheer; that does not stop a plot"
    )
    cover: float = swing(1.0, "aircraft and special forces are taken to decide who dares to move")
    cover_replaced: float = share(0.6, "Wagner is taken to replace more than half of the cover")
    aid: float = swing(0.7, "what is left of aid stops, and little of it comes back")
    outcry: float = swing(
        0.7, "Europe turns away, though less than all do from a contract with Wagner"
    )
    cost: float = effort(0.45)

    def allowed(self, view: View) -> Allowed:
        """While relations with the foreign force have not ended."""
        return view.on("relation") > ENDED

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("autonomy", "the last word is Malian"): self.pride
            * (self.pride_alone + (1.0 - self.pride_alone) * view.s.most("contract", "contractor")),
            ("survival", "the street cheers"): self.cheer
            * (1.0 - view.s.approval_france.mean(axis=1, keepdims=True)),
            ("territory", "no more air support"): -self.cover
            * (1.0 - self.cover_replaced * view.s.most("contract", "contractor")),
            ("revenue", "aid stops"): -self.aid * view.s.aid,
            ("reputation", "Europe turns away"): -self.outcry,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.on_key("relation"): -scene.on("relation"),
            scene.on_key("target"): -scene.on("target"),
            scene.on_key("coalition_target"): -scene.on("coalition_target"),
        }
