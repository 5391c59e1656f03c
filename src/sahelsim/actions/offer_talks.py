"""Offer talks to those who fight in the north, or take up their offer.

Expects
    Fewer soldiers die, the more fall in that war; a regime that loses many lately may be toppled;
    what is lost may come back at the table, the more of the north the other side holds. An offer of
    theirs counts for more (answered), as do new rulers, who did not begin this war. Against it: a
    war that might be won, by the odds above prize_odds, and that a contractor helps to fight;
    officers who call it defeat.

Does
    Where the other side's offer stands, talks begin, by a share of what is missing (step); else an
    offer stands until it is stale.

Source
    intensity, harm and mediation raise talks, foreign support lowers them (Clayton and others,
    not in the references); the state asked for talks a day after Kidal was lost in 2014; new rulers:
    `thyne_2017`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, probability, share, swing
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import STANDS, YEAR, at_war
from sahelsim.model.regimes import OFFICERS
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class OfferTalks(Action):
    """Offer talks to those who fight in the north."""

    label = "Offer talks to the rebels"
    targets = "signatory"
    decision = "accord"
    once = True
    judges = True

    step: float = share(0.9, "who accepts sits down: a few commanders stay away", low=0.5)
    relief: float = swing(0.8, "talks spare soldiers, as far as there is a war that kills them")
    table: float = swing(1.0, "Kidal lost is asked back at the table, as the state did in 2014")
    spared: float = swing(0.5, "partners count the harm done to the people of the north")
    approval: float = swing(0.5, "guarantors and mediators ask for talks")
    new_rulers: float = swing(0.5, "new rulers need not win a war that is not theirs")
    objection: float = swing(0.4, "officers call it defeat, though few would act")
    toppled: float = swing(0.6, "defeat brought the coup of 2012: what threatens it is to end")
    prize: float = swing(1.2, "a war that can be won is not talked away", high=2.4)
    backed: float = swing(0.4, "foreign men who fight it make it less urgent to talk")
    cost: float = effort(0.1)
    answered: float = factor(
        2.0, "an offer that stands is worth twice one that may go unheard", low=1.0, high=4.0
    )
    hurt_half: float = parameter(
        300.0, "as for ceasefires", unit="deaths/year", low=50.0, high=2000.0
    )
    losses_half: float = parameter(
        100.0,
        "a hundred soldiers in six weeks made the army leave its posts in 2019",
        unit="deaths",
        low=20.0,
        high=500.0,
    )
    prize_odds: float = probability(
        0.45, "as for an offensive: worth a try a little below even odds", low=0.05, high=0.95
    )
    soldier_effectiveness: float = parameter(
        0.15,
        "about one soldier in seven could march north, as for an offensive",
        unit="effective men per man",
        low=0.02,
        high=0.6,
    )
    mercenary_effectiveness: float = parameter(
        2.0,
        "contractors are free to attack, as in the commitment mechanism",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )

    def allowed(self, view: View) -> Allowed:
        """While at war with it, no own offer stands and talks are not open."""
        quiet = (view.on("offered") < STANDS) & (view.on("talks") < STANDS)
        return np.asarray((at_war(view.s, view.target) > STANDS) & quiet)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        s, fought = view.s, view.on("fought")
        heard = 1.0 + (self.answered - 1.0) * (view.on("asked") > STANDS)
        hurt = fought / (fought + self.hurt_half)
        held = view.on("control") * view.geography.north
        held = held.sum(axis=1, keepdims=True) / view.geography.north.sum()
        fresh = (s.regime > OFFICERS) * np.exp2(-s.weeks_since_coup / YEAR)
        men = self.soldier_effectiveness * view.seen("army")
        men = men + self.mercenary_effectiveness * view.seen("contractor")
        odds = view.odds(men, view.believed(view.target))
        lost = s.recent_losses / (s.recent_losses + self.losses_half)
        return {
            ("own_losses", "fewer soldiers die"): self.relief * heard * hurt,
            ("territory", "what is lost may come back at the table"): self.table * heard * held,
            ("civilian_harm", "people of the north are spared"): self.spared
            * heard
            * view.anger_among(view.roster.card(view.target).kin),
            ("reputation", "guarantors and mediators ask for it"): self.approval * s.mediation,
            ("survival", "a lost war topples regimes"): self.toppled * heard * lost * hurt,
            ("survival", "new rulers need not win this war"): self.new_rulers * fresh,
            ("survival", "officers call it defeat"): -self.objection,
            ("territory", "the war may yet be won"): -self.prize
            * np.maximum(0.0, odds - self.prize_odds),
            ("territory", "foreign men help to fight it"): -self.backed
            * s.most("contract", "contractor"),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        asked = scene.on("asked") > STANDS
        return {
            scene.on_key("talks"): asked * self.step * (1.0 - scene.on("talks")),
            scene.on_key("asked"): np.where(asked, -scene.on("asked"), 0.0),
            scene.on_key("offered"): np.where(asked, 0.0, 1.0) - scene.on("offered"),
        }
