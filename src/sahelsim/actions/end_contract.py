"""End the contract with Wagner.

Expects
    Partners return, one master is gone, and money is saved, felt the more the emptier the
    treasury; but sweeps end and the guard leaves, missed the more the likelier a coup.

Does
    The contract ends and provides for nobody: the men leave within weeks. France regains a share
    (trust_regained) of the trust it lacks.

Source
    sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import million_usd, parameter, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class EndContract(Action):
    """End the contract with Wagner."""

    label = "End the contract with Wagner"
    targets = "contractor"
    decision = "patrons"
    once = True

    guard: float = swing(
        1.4, "officers who lean on a foreign guard are exposed on the day it leaves", high=2.8
    )
    calm_guard: float = share(0.4, "some of the guard is missed even if no coup is in sight")
    hazard_scale: float = parameter(
        0.1,
        "one coup in ten years is alarm enough to miss all of the guard",
        unit="1/year",
        low=0.02,
        high=1.0,
    )
    saving: float = swing(0.6, "the pay is large for a poor treasury, but not its largest burden")
    treasury_scale: float = million_usd(
        30.0,
        "with the offset: the saving counts in full up to 20 million left, half at 50 million",
        low=5.0,
        high=200.0,
    )
    treasury_offset: float = million_usd(
        10.0,
        "keeps an empty purse finite; the larger, the slower a full purse makes light of it",
        low=1.0,
        high=50.0,
    )
    return_: float = swing(0.5, "partners come back, though slowly and with conditions")
    freedom: float = swing(0.2, "one patron less, but the others want their say again")
    sweeps: float = swing(
        0.5, "the army is taken to have learnt from them: less than signing promised"
    )
    cost: float = effort(0.3)
    trust_regained: float = share(
        0.1, "one step does not undo what the contract did to France's trust", high=0.5
    )

    def allowed(self, view: View) -> Allowed:
        """While a contract holds."""
        return view.on("contract") > 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "the guard leaves"): -self.guard
            * (
                self.calm_guard
                + (1.0 - self.calm_guard) * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale)
            ),
            ("revenue", "no more pay"): self.saving
            * np.minimum(1.0, self.treasury_scale / (view.s.treasury + self.treasury_offset)),
            ("reputation", "partners return"): self.return_,
            ("autonomy", "one master less"): self.freedom,
            ("territory", "the sweeps end"): -self.sweeps,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.on_key("contract"): -scene.on("contract"),
            scene.on_key("contract_men"): -scene.on("contract_men"),
            **{
                f"trust.{who}": self.trust_regained * (1.0 - trust)
                for who, trust in s.each("trust", "foreign_force").items()
            },
        }
