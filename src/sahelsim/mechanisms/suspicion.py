"""Suspicion: France learns from leaks, visits and sightings whether the junta means it.

Equation
    logit q' = logit q + a·ln(p_s/p_b) + (1 − a)·ln((1 − p_s)/(1 − p_b)) ;  q → 1 once signed

Symbols
    q belief that the junta would sign, a how many contacts are observed this week (0-1), p_s and
    p_b their probability if the junta is serious or bluffs

Source
    Bayes' rule on observed contacts, as theory's patron-client entry asks; probabilities assumed

Assumptions
    Bluffing junta and serious junta differ little in what they leak: hence slow learning.

Not here
    What France does about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.model.forms import logit, sigmoid
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Suspicion(Mechanism):
    """France learns from leaks, visits and sightings whether the junta means it."""

    phase = "regime"
    reads = ("deal_belief", "ambiguity", "contract")
    writes = ("deal_belief",)

    contacts_if_serious: float = parameter(
        0.55,
        unit="probability",
        low=0.05,
        high=0.95,
        source="assumed",
        why="weekly; a serious junta leaks little more than a bluffing one",
    )
    contacts_if_bluff: float = parameter(
        0.45,
        unit="probability",
        low=0.05,
        high=0.95,
        source="assumed",
        why="as above",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of France's belief."""
        serious, bluff = np.asarray(self.contacts_if_serious), np.asarray(self.contacts_if_bluff)
        seen = np.log(serious / bluff)
        quiet = np.log((1.0 - serious) / (1.0 - bluff))
        learnt = 0.3 * (s.ambiguity * seen + (1.0 - s.ambiguity) * quiet)
        belief = sigmoid(logit(s.deal_belief) + dt * learnt)
        belief = np.where(s.contract > 0.5, s.deal_belief + 0.5 * (0.99 - s.deal_belief), belief)
        return {"deal_belief": belief - s.deal_belief}
