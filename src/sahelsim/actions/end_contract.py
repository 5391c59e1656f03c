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

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class EndContract(Action):
    """End the contract with Wagner."""

    label = "End the contract with Wagner"
    desk = "patrons"
    lasting = 0.5

    guard: float = parameter(
        1.4,
        unit="swing",
        low=0.0,
        high=2.8,
        source="assumed",
        why="officers who lean on a foreign guard are exposed on the day it leaves",
    )
    calm_guard: float = parameter(
        0.4,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="some of the guard is missed even if no coup is in sight",
    )
    hazard_scale: float = parameter(
        0.1,
        unit="1/year",
        low=0.02,
        high=1.0,
        source="assumed",
        why="one coup in ten years is alarm enough to miss all of the guard",
    )
    saving: float = parameter(
        0.6,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="the pay is large for a poor treasury, but not its largest burden",
    )
    treasury_scale: float = parameter(
        30.0,
        unit="million USD",
        low=5.0,
        high=200.0,
        source="assumed",
        why="with the offset: the saving counts in full up to 20 million left, half at 50 million",
    )
    treasury_offset: float = parameter(
        10.0,
        unit="million USD",
        low=1.0,
        high=50.0,
        source="assumed",
        why="keeps an empty purse finite; the larger, the slower a full purse makes light of it",
    )
    return_: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="partners come back, though slowly and with conditions",
    )
    freedom: float = parameter(
        0.2,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="one patron less, but the others want their say again",
    )
    sweeps: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="the army is taken to have learnt from them: less than signing promised",
    )
    cost: float = effort(0.3)
    trust_regained: float = parameter(
        0.1,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="one step does not undo what the contract did to France's trust",
    )

    def allowed(self, view: View) -> Allowed:
        """Say where the order can be given."""
        s = view.s
        return s.contract > 0.5

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

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "contract": -s.contract,
            "contract_men": -s.contract_men,
            "french_trust": self.trust_regained * (1.0 - s.french_trust),
        }
