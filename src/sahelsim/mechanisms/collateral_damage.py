"""Collateral damage: sweeps that look for insurgents hit civilians instead.

Equation
    E = κ · φ · h · (1 − μ) · (1 − i) · near · care ;  deaths = events(E), by each force
    care = l(r)² for an army, l_c · l(r)² for a contractor, c_f for foreign forces
    J = jihadists + war · signatories ;  near = J / (J + J0) ;  i = J / (J + n · N)
    μ = vis · (1 − Ω) + Ω ;  l(r) = 0.5 + 0.5 · r

Symbols
    h hunting effort of the force in the place, as in ``intelligence_war`` (people; its numbers, vis
    visibility, n people_in_reach and l_c contractor_lethality are declared here once more), J men
    it looks for there (people), near their presence, half at J0 men (presence_half), i their share
    of the people in reach, μ detection, Ω information, c_f harm of strikes (foreign_harm), r the
    force's ruthlessness (all 0-1), φ force_used per hunter and week, κ share of misdirected force
    that kills (inaccuracy), war 1 while state and signatories fight openly, N people of the place
    in November 2021, l Athena's civilian-concern factor (squared: it counts in force used and in
    care taken, so harm per enemy killed doubles from full restraint to none), events(E)
    heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Kress and Szechtman (2009), ``kress_szechtman_2009``; civilian concern: ``athena_mag``;
    accuracy matters more than effectiveness: ``bennett_2008``

Assumptions
    Foreign strikes do, per enemy killed, a third of the harm of a fully restrained army, whatever
    anybody's ruthlessness. A contractor's l_c is its force in the intelligence war.

Not here
    Deliberate killing (indiscriminate violence); heat and contact, which move the clashes alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import factor, parameter, people, share, weekly_rate
from sahelsim.mechanisms.intelligence_war import Hunt, hunting_effort
from sahelsim.model.forms import detection, eventful, lethality
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import open_war
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class CollateralDamage(Hunt, Mechanism):
    """Sweeps that look for insurgents hit civilians instead."""

    phase = "harm"
    reads = (
        "fighters",
        "information",
        "ruthlessness",
        "effort",
        "army_effort",
        "sweep_share",
        "mines_share",
        "strike_tempo",
        "relation",
        "accord_in_force",
        "ceasefire",
        "dormant",
    )
    writes = ("civilians_killed",)

    force_used: float = weekly_rate(
        0.0048,
        "two thirds of intelligence war's kill rate; only its product with inaccuracy counts",
        low=0.001,
        high=0.03,
    )
    inaccuracy: float = share(
        0.03, "46 victims of Malian forces in the second quarter of 2021 (UN)", high=0.5
    )
    visibility: float = share(0.05, "as in intelligence war", high=0.3)
    event_size: float = parameter(3.0, "typical sweep", unit="deaths", low=1.0, high=20.0)
    tail: float = parameter(2.2, "a strike can hit a gathering", unit="1", low=1.5, high=5.0)
    presence_half: float = people(
        100.0, "as half_saturation in intelligence war", low=20.0, high=500.0
    )
    people_in_reach: float = share(0.002, "as in intelligence war", low=0.0005, high=0.01)
    contractor_lethality: float = factor(1.5, "as in intelligence war", low=0.5, high=3.0)
    foreign_harm: float = factor(
        0.08, "per enemy killed a third of the harm of a fully restrained army", low=0.01, high=0.5
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return civilians killed by each state-side force, by place."""
        missed = 1.0 - detection(s.information, self.visibility)
        hunted = s.total("fighters", "jihadist")
        hunted = hunted + open_war(s) * s.total("fighters", "signatory")
        near = hunted / (hunted + self.presence_half)
        share = hunted / (hunted + self.people_in_reach * geography.population)
        waste = dt * self.inaccuracy * self.force_used * missed * (1.0 - share) * near
        booked: dict[str, Array] = {}
        for side, effort in hunting_effort(s, self).items():
            expected = waste * effort * self._care(s, side)
            killed = eventful(expected, self.event_size, self.tail, rng, side)
            booked[f"civilians_killed.{side}"] = killed
        return booked

    def _care(self, s: State, side: str) -> Array | float:
        """Return how much of its misdirected force a side lets fall on civilians."""
        if s.roster.has(side, "foreign_force"):
            return self.foreign_harm
        care = lethality(s.row(f"ruthlessness.{side}")) ** 2
        return self.contractor_lethality * care if s.roster.has(side, "contractor") else care
