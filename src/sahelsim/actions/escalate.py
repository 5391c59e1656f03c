"""Escalate.

Expects
    Brutality sells: clients hire those whom enemies fear. Inquiries follow, and civilians die.

Does
    Under a contract, operations become more ruthless by a share of what is missing (step), and
    larger: a share (sweep_step) of the guards and of the men at mines joins them.

Source
    brutality as a selling point: the article of November 2021; sizes assumed. Check: `acled_2022`
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Escalate(Action):
    """Escalate."""

    label = "Escalate"
    decision = "posture"

    step: float = share(0.5, "a month lifts half of what restraint there was")
    sweep_step: float = share(
        0.1, "guards and mines can spare a tenth of their men a month", high=0.5
    )
    sells: float = swing(0.4, "a name for ruthlessness wins clients and loses some")
    fear: float = swing(0.2, "fear keeps some attackers away and makes others")
    outcry: float = swing(0.4, "a contractor lives with inquiries more easily than a state")
    harm: float = swing(0.8, "operations without restraint kill many whom they meet")
    cost: float = effort(0.06)

    def allowed(self, view: View) -> Allowed:
        """While it is under contract."""
        return view.own("contract") > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("influence", "brutality sells"): self.sells,
            ("own_losses", "fear protects"): self.fear,
            ("reputation", "investigations"): -self.outcry,
            ("civilian_harm", "civilians die"): -self.harm,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            scene.own_key("ruthlessness"): self.step * (1.0 - scene.own("ruthlessness")),
            scene.own_key("sweep_share"): self.sweep_step * (1.0 - scene.own("sweep_share")),
            scene.own_key("guard_share"): -self.sweep_step * scene.own("guard_share"),
            scene.own_key("mines_share"): -self.sweep_step * scene.own("mines_share"),
        }
