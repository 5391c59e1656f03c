"""Rebel.

Expects
    Azawad by force, if the odds are above least_odds and in full only if armed and united
    (unready_share); the promise will be broken, if trust is below trust_needed; it must be now or
    never, by Powell's gap; an ally of convenience. Against it: own dead, fewer for a victor
    (losses_spared), ruin, and guarantors who turn away. The odds set the CMA against the state's
    effective men and, by its relation with Bamako, France.

Does
    If readiness is above least_readiness, and the accord is in force, a ceasefire holds or the war
    sleeps: accord, ceasefire, talks and compliance end, war begins in the north, and readiness
    grows by a share of what is missing (mobilisation).

Source
    `fearon_2004`, `powell_2004`, `powell_2006`: fight when the shift of power to come outweighs
    what war wastes; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, probability, share, swing
from sahelsim.mechanisms.commitment import (
    Effectiveness,
    felt_shift,
    powell_gap,
    power_now_and_later,
    strength_in_the_north,
)
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.peace import ACTIVE, STANDS, resting
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class Rebel(Effectiveness, Action):
    """Rebel."""

    label = "Rebel"
    decision = "accord"
    once = True
    judges = True
    lasting: float = share(
        0.7, "a rebellion once begun goes on: most of what it brings comes again"
    )

    destroyed: float = share(0.2, "what a war wastes, as in the commitment mechanism", high=0.6)
    patience: float = parameter(
        0.9, "as in the commitment mechanism", unit="per quarter", low=0.5, high=0.99
    )
    blur: float = parameter(
        0.05, "as in the commitment mechanism", unit="share of the pie", low=0.005, high=0.2
    )
    azawad: float = swing(2.0, "the movement's whole aim: no other prize counts so much", high=4.0)
    renege: float = swing(1.5, "who expects to be cheated loses most by waiting", high=3.0)
    now_or_never: float = swing(
        12.0, "Powell's gap is small in shares of the pie: steep, so that it shows", high=24.0
    )
    losses: float = swing(1.4, "who begins a war fears its dead more than who is in it", high=2.8)
    ruin: float = swing(1.2, "a movement that loses may not rise again", high=2.4)
    ally: float = swing(0.4, "JNIM's help is of use for as long as it lasts")
    outcry: float = swing(1.0, "guarantors would lose the accord they signed for")
    cost: float = effort(0.2)
    least_readiness: float = share(
        0.35,
        "nobody rises unarmed and divided; the CMA of late 2021 was not there yet",
        low=0.05,
        high=0.95,
    )
    french_effectiveness: float = parameter(
        1.5,
        "with aircraft and armour, but in the country for another war",
        unit="effective men per man",
        low=0.5,
        high=6.0,
    )
    least_odds: float = probability(
        0.35, "Azawad is worth a try at odds of about one to two", low=0.05, high=0.95
    )
    unready_share: float = share(
        0.3, "a rising without arms and unity gains a part of what a prepared one does"
    )
    trust_needed: float = share(
        0.5,
        "who thinks the promise more likely kept than broken has no reason to strike first",
        low=0.1,
    )
    losses_spared: float = share(0.3, "the winner bleeds too, only less")
    mobilisation: float = share(
        0.2, "war itself arms and unites, about as much as a month of preparing"
    )

    def allowed(self, view: View) -> Allowed:
        """While there is peace to break and readiness is above the least (least_readiness)."""
        s = view.s
        peace = np.maximum(s.accord_in_force, resting(s, view.force))
        return (peace > STANDS) & (s.readiness > self.least_readiness)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        state, _, rebels = strength_in_the_north(view.s, view.geography, self)
        french = (
            self.french_effectiveness
            * view.seen("foreign_force")
            * view.s.most("relation", "foreign_force")
        )
        odds = view.odds(rebels, state + french)
        now, later = power_now_and_later(view.s, view.geography, self)
        gap = powell_gap(now, later, self.destroyed, self.patience)
        return {
            ("autonomy", "Azawad by force"): self.azawad
            * (odds - self.least_odds)
            * (self.unready_share + (1.0 - self.unready_share) * view.s.readiness),
            ("survival", "the promise will be broken"): self.renege
            * np.maximum(0.0, self.trust_needed - view.s.accord_trust)
            / self.trust_needed,
            ("survival", "it must be now or never"): self.now_or_never * felt_shift(gap, self.blur),
            ("own_losses", "war kills our own"): -self.losses * (1.0 - self.losses_spared * odds),
            ("survival", "war may destroy us"): -self.ruin * (1.0 - odds),
            ("autonomy", "an ally of convenience"): self.ally * view.s.pact,
            ("reputation", "guarantors turn away"): -self.outcry * view.s.guarantee,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "accord_in_force": -s.accord_in_force,
            **{scene.own_key(name): -scene.own(name) for name in ("ceasefire", "dormant", "talks")},
            scene.own_key("fought"): np.maximum(0.0, ACTIVE - scene.own("fought")),
            "compliance": -s.compliance,
            "readiness": self.mobilisation * (1.0 - s.readiness),
        }
