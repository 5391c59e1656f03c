"""Indiscriminate violence: where the state side knows little, it punishes whole villages.

Equation
    E_army = v · G · r_a^p ;  E_contractor = f · v · W · r^p ;  W = men · sweep
    v = v0 · (1 − Ω) · (1 − control) · J / (J + J0) ;  J = jihadists + war · signatories
    deaths = events(E)
    joint operations spread ruthlessness:  r_a = r + max(0, r_w − r) · ΣW / (ΣW + W0)

Symbols
    E expected civilians killed (deaths/week), v0 deaths per man and week (punishment_rate), G all
    the army's men in the place, W a contractor's men on operations there, Σ over contractors, J
    those they hunt there (people), r a force's ruthlessness, r_w that of the harshest contractor,
    r_a the army's conduct there, Ω what people tell, control the state's, sweep share of a
    contractor's men on operations (all 0-1), war 1 while state and signatories fight openly, W0 men
    at which the army takes half of a harsher conduct (contagion_men), J0 men at whom half of the
    suspicion falls on villages (presence_half), f what a contractor's man does against a soldier
    (contractor_factor), p how steeply killing rises with ruthlessness (ruthlessness_power),
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Kalyvas (2006), ``kalyvas_2006``: indiscriminate where control and information are lacking; the
    power, the contractor's factor and the contagion of conduct are assumed. Check: more than 71 %
    of Wagner's events from December 2021 to July 2022 targeted civilians (``acled_2022``)

Assumptions
    Killings come as massacres with a heavy tail. Conduct spreads upward only: a harsher contractor
    makes the army harsher, a milder one does not restrain it. All the army counts, garrisons too.

Not here
    Accidents of sweeps (collateral damage); insurgent terror (selective violence); foreign forces; heat
    and contact, which move the clashes alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, people
from sahelsim.model.forms import added, eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import open_war
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class IndiscriminateViolence(Mechanism):
    """Where the state side knows little, it punishes whole villages."""

    phase = "harm"
    reads = (
        "fighters",
        "information",
        "control",
        "ruthlessness",
        "sweep_share",
        "accord_in_force",
        "ceasefire",
        "dormant",
    )
    writes = ("civilians_killed",)

    punishment_rate: float = parameter(
        0.009,
        "forces were a sixth of the perpetrators in the UN counts of 2021; calibrate fits it",
        unit="deaths per man and week",
        low=0.0,
        high=0.05,
    )
    contagion_men: float = people(
        100.0,
        "the army takes half of their conduct where as many foreigners as a company has soldiers go along",
        low=20.0,
        high=1000.0,
    )
    event_size: float = parameter(
        14.0,
        "whole villages are punished: more than an attack kills; calibrate varies it",
        unit="deaths",
        low=3.0,
        high=50.0,
    )
    tail: float = parameter(
        1.8,
        "as for massacres between communities before 2021: Ogossagou 2019, about 160 deaths",
        unit="1",
        low=1.3,
        high=4.0,
    )
    presence_half: float = people(
        100.0,
        "fewer fighters than a company leave most villages of a cercle unsuspected",
        low=20.0,
        high=500.0,
    )
    contractor_factor: float = factor(
        6.0,
        "no count by man was read; men without ties to a village are taken to spare it less",
        low=1.0,
        high=20.0,
    )
    ruthlessness_power: float = parameter(
        3.0,
        "killing whole villages takes an army far from restraint: half as ruthless, an eighth",
        unit="1",
        low=1.0,
        high=5.0,
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return civilians killed by armies and contractors, by place."""
        hunted = s.total("fighters", "jihadist")
        hunted = hunted + open_war(s) * s.total("fighters", "signatory")
        unknown = (1.0 - s.information) * (1.0 - s.row("control.state"))
        blind = dt * self.punishment_rate * unknown * hunted / (hunted + self.presence_half)
        return {
            f"civilians_killed.{side}": eventful(blind * men, self.event_size, self.tail, rng, side)
            for side, men in self._pressed(s).items()
        }

    def _pressed(self, s: State) -> dict[str, Array]:
        """Return each force's men, by how freely they kill whole villages."""
        sweeping = {
            who: men * s.row(f"sweep_share.{who}")
            for who, men in s.each("fighters", "contractor").items()
        }
        foreign = added([np.zeros(s.information.shape), *sweeping.values()])
        joint, harsh = (
            foreign / (foreign + self.contagion_men),
            s.most("ruthlessness", "contractor"),
        )
        found = {}
        for who, men in s.each("fighters", "army").items():
            own = s.row(f"ruthlessness.{who}")
            conduct = own + joint * np.maximum(0.0, harsh - own)
            found[who] = men * conduct**self.ruthlessness_power
        for who, men in sweeping.items():
            conduct = s.row(f"ruthlessness.{who}") ** self.ruthlessness_power
            found[who] = self.contractor_factor * men * conduct
        return found
