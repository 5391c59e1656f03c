"""Suspicion: France learns from leaks, visits and sightings whether the junta means it.

Equation
    logit q' = logit q + w·(a·ln(p_s/p_b) + (1 − a)·ln((1 − p_s)/(1 − p_b))) ;
    while a contract is signed: q' = q + v·(q1 − q)

Symbols
    q France's belief that the junta would sign (probability; before the logit it is kept 1e-6 from
    0 and 1), a ambiguity, how loudly the junta hints, read as the share of contacts seen this week
    (0-1), p_s and p_b the weekly probability of a contact if the junta is serious or bluffs
    (contacts_if_serious, contacts_if_bluff), w weight of a week's evidence (evidence_weight), q1
    what a signature tells (belief_once_signed), v share of the way there each week
    (speed_once_signed)

Source
    Bayes' rule on observed contacts, as theory's patron-client entry asks; probabilities assumed

Assumptions
    Bluffing junta and serious junta differ little in what they leak, and a week counts w of an
    observation: hence slow learning. With p_s = 0.55 and p_b = 0.45 belief rises only while a is
    above one half. A signature is known: from then on doubt goes at v, whatever is hinted.

Not here
    What France does about it; what the junta truly intends; chance in what leaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, probability, share
from sahelsim.model.forms import logit, sigmoid
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Suspicion(Mechanism):
    """France learns from leaks, visits and sightings whether the junta means it."""

    phase = "regime"
    reads = (
        "deal_belief",
        "ambiguity",
        "contract",
    )
    writes = ("deal_belief",)

    contacts_if_serious: float = probability(
        0.55, "weekly; a serious junta leaks little more than a bluffing one", low=0.05, high=0.95
    )
    contacts_if_bluff: float = probability(0.45, "as above", low=0.05, high=0.95)
    evidence_weight: float = share(
        0.3,
        "hints of successive weeks repeat each other: three weeks make about one observation",
        low=0.05,
    )
    belief_once_signed: float = probability(0.99, "denials leave a remnant of doubt", low=0.8)
    speed_once_signed: float = parameter(
        0.5,
        "who has signed is known within weeks, whatever is denied",
        unit="share per week",
        low=0.1,
        high=1.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of France's belief."""
        serious, bluff = np.asarray(self.contacts_if_serious), np.asarray(self.contacts_if_bluff)
        seen = np.log(serious / bluff)
        quiet = np.log((1.0 - serious) / (1.0 - bluff))
        learnt = self.evidence_weight * (s.ambiguity * seen + (1.0 - s.ambiguity) * quiet)
        belief = sigmoid(logit(s.deal_belief) + dt * learnt)
        known = self.speed_once_signed * (self.belief_once_signed - s.deal_belief)
        belief = np.where(s.most("contract", "contractor") > 0.5, s.deal_belief + known, belief)
        return {"deal_belief": belief - s.deal_belief}
