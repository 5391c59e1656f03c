"""Collateral damage: sweeps that look for insurgents hit civilians instead.

Equation
    E = κ · φ · h · (1 − μ) · (1 − i) · near · care ;  deaths = events(E), by each force
    care = l(r)² for the army, 1.5 · l(r)² for Wagner, 0.08 for France ;  l(r) = 0.5 + 0.5 · r
    J = JNIM + ISGS + (1 − accord) · CMA ;  near = J / (J + 100) ;  i = J / (J + 0.002 · N)
    μ = vis · (1 − Ω) + Ω

Symbols
    h hunting effort of the force in the place, as in ``intelligence_war`` (people), J men it looks
    for there (people), near their presence, i their share of the people in reach, μ detection, Ω
    information, vis visibility (a number of its own), r ruthlessness (all 0-1), φ force_used per
    hunter and week, κ share of misdirected force that kills (inaccuracy), accord 1 while in force,
    N people of the place in November 2021, l Athena's civilian-concern factor (squared: it counts
    in force used and in care taken, so harm per enemy killed doubles from full restraint to none),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Kress and Szechtman (2009), ``kress_szechtman_2009``; civilian concern: ``athena_mag``;
    accuracy matters more than effectiveness: ``bennett_2008``

Assumptions
    French strikes do, per enemy killed, a third of the harm of a fully restrained army, whatever
    anybody's ruthlessness. Wagner's 1.5 is its force in the intelligence war.

Not here
    Deliberate killing (indiscriminate violence); heat and contact, which move the clashes alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter
from sahelsim.mechanisms.intelligence_war import hunting_effort
from sahelsim.model.forms import detection, eventful, lethality
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class CollateralDamage(Mechanism):
    """Sweeps that look for insurgents hit civilians instead."""

    phase = "harm"
    reads = (
        "fighters",
        "information",
        "ruthlessness",
        "wagner_ruthlessness",
        "wagner_effort",
        "sweep_share",
        "mines_share",
        "strike_tempo",
        "french_relation",
        "accord_in_force",
    )
    writes = ("civilians_killed",)

    force_used: float = parameter(
        0.0048,
        unit="1/week",
        low=0.001,
        high=0.03,
        source="assumed",
        why="two thirds of intelligence war's kill rate; only its product with inaccuracy counts",
    )
    inaccuracy: float = parameter(
        0.03,
        unit="share",
        low=0.0,
        high=0.5,
        source="assumed",
        why="46 victims of Malian forces in the second quarter of 2021 (UN)",
    )
    visibility: float = parameter(
        0.05, unit="share", low=0.0, high=0.3, source="assumed", why="as in intelligence war"
    )
    event_size: float = parameter(
        3.0, unit="deaths", low=1.0, high=20.0, source="assumed", why="typical sweep"
    )
    tail: float = parameter(
        2.2, unit="1", low=1.5, high=5.0, source="assumed", why="a strike can hit a gathering"
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return civilians killed by each state-side force, by place."""
        effort = hunting_effort(s)
        missed = 1.0 - detection(s.information, self.visibility)
        hunted = s.row("fighters.jnim") + s.row("fighters.isgs")
        hunted = hunted + (1.0 - s.accord_in_force) * s.row("fighters.cma")
        near = hunted / (hunted + 100.0)
        share = hunted / (hunted + 0.002 * world.population)
        waste = dt * self.inaccuracy * self.force_used * missed * (1.0 - share) * near
        care = {
            "fama": lethality(s.ruthlessness) ** 2,
            "wagner": 1.5 * lethality(s.wagner_ruthlessness) ** 2,
            "france": np.asarray(0.08),
        }
        booked: dict[str, Array] = {}
        for side, factor in care.items():
            expected = waste * effort[side] * factor
            killed = eventful(expected, self.event_size, self.tail, rng, side)
            booked[f"civilians_killed.{side}"] = killed
        return booked
