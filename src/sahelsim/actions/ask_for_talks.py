"""Ask the state for talks, or take up its offer.

Expects
    Fewer of its own die, the more fall in the war, guarantors stand by and a mediator asks for it;
    a movement that loses saves what it has, by the odds against it; an offer of the state's counts
    for more (answered). Against it: what could be won, by the odds above least_odds, and an ally of
    convenience who makes it less urgent.

Does
    Where the state's offer stands, talks begin, by a share of what is missing (step); else an offer
    stands until it is stale.

Source
    intensity and mediation raise talks, support lowers them (Clayton and others,
    not in the references); `walter_2002`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, probability, share, swing
from sahelsim.mechanisms.commitment import Effectiveness, strength_in_the_north
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import STANDS, at_war
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class AskForTalks(Effectiveness, Action):
    """Ask the state for talks."""

    label = "Ask the state for talks"
    decision = "accord"
    once = True

    step: float = share(0.9, "who accepts sits down: a few commanders stay away", low=0.5)
    relief: float = swing(0.8, "talks spare fighters, as far as there is a war that kills them")
    guarantors: float = swing(0.6, "who talks is sheltered again, if there is anybody to do so")
    approval: float = swing(0.5, "a mediator who is refused turns away")
    saved: float = swing(0.8, "a movement that loses may save at the table what it still has")
    azawad: float = swing(
        0.6, "half of what fighting on promises: fighting goes on, and talks may fail"
    )
    ally: float = swing(0.3, "an ally of convenience makes talks less urgent")
    cost: float = effort(0.1)
    answered: float = factor(
        2.0, "an offer that stands is worth twice one that may go unheard", low=1.0, high=4.0
    )
    hurt_half: float = parameter(
        300.0, "as for ceasefires", unit="deaths/year", low=50.0, high=2000.0
    )
    least_odds: float = probability(
        0.3, "as for fighting on: below it there is nothing to win", low=0.05, high=0.95
    )

    def allowed(self, view: View) -> Allowed:
        """While at war, no own offer stands and talks are not open."""
        quiet = (view.own("asked") < STANDS) & (view.own("talks") < STANDS)
        return np.asarray((at_war(view.s, view.force) > STANDS) & quiet)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        s, fought = view.s, view.own("fought")
        heard = 1.0 + (self.answered - 1.0) * (view.own("offered") > STANDS)
        state, _, rebels = strength_in_the_north(s, view.geography, self)
        odds = view.odds(rebels, state)
        hurt = fought / (fought + self.hurt_half)
        return {
            ("own_losses", "fewer of our own die"): self.relief * heard * hurt,
            ("survival", "guarantors stand by"): self.guarantors * s.guarantee,
            ("reputation", "a mediator asks for it"): self.approval * s.mediation,
            ("survival", "what we have is saved"): self.saved * heard * (1.0 - odds),
            ("autonomy", "what could be won"): -self.azawad
            * np.maximum(0.0, odds - self.least_odds),
            ("survival", "an ally makes it less urgent"): -self.ally * s.pact,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        offered = scene.own("offered") > STANDS
        return {
            scene.own_key("talks"): offered * self.step * (1.0 - scene.own("talks")),
            scene.own_key("offered"): np.where(offered, -scene.own("offered"), 0.0),
            scene.own_key("asked"): np.where(offered, 0.0, 1.0) - scene.own("asked"),
        }
