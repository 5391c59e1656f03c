"""Open battle: once the accord is broken, army and CMA fight in the north.

Equation
    E_CMA = b · x · e ;  E_state = a · y · e
    e = (1 − accord) · north · heat · min(x, y) / (x + y + 1)
    x = (army + (e0 + effort) · Wagner + p · loyal) · (1 + g · offensive)
    y = (CMA + p · turned) · (y0 + y1 · readiness)
    dead = min(events(E), ⌊cap · men⌋), men: those of the CMA; those of army and Wagner together

Symbols
    x, y strength of the two sides; army, Wagner, CMA men in the place (people); loyal, turned the
    Platform's men there times max(side, 0), max(−side, 0), side its choice (+1 state, −1 CMA); a, b
    deaths inflicted per man and week (inflicted_by_rebels, inflicted_by_state); e contact; accord 1
    while in force; north 1 in the north, else 0; heat intensity of the war there (factor); effort
    that Wagner gives, offensive into Azawad, readiness of the CMA (0-1); e0 Wagner's weight without
    effort (least_effort), p Platform's weight (platform_weight), g offensive_gain, y0
    unready_strength, y1 readiness_gain (factors), cap largest share killed (loss_cap);
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Lanchester's aimed law as Athena uses it (``athena_mag``); the scale is assumed

Assumptions
    Contact needs both sides present. All of Wagner's men there fight, guards too. The state's dead
    fall on army and Wagner by their numbers. The Platform adds strength but has no losses.

Not here
    Peace: no battle while the accord is in force. French men, who take no part; jihadists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


def lanchester_survivors(strong: float, weak: float, per_strong: float, per_weak: float) -> float:
    """Return the stronger side's survivors when the weaker is destroyed, aimed-fire law.

    Examples
    --------
    >>> round(lanchester_survivors(1000.0, 600.0, 1.0, 1.0), 6)
    800.0
    """
    return float(np.sqrt(max(0.0, strong**2 - per_weak / per_strong * weak**2)))


@dataclass(frozen=True)
class OpenBattle(Mechanism):
    """Once the accord is broken, army and CMA fight in the north."""

    phase = "clashes"
    reads = (
        "fighters",
        "heat",
        "accord_in_force",
        "offensive_azawad",
        "platform_side",
        "wagner_effort",
        "readiness",
    )
    writes = ("battle_deaths", "fighters", "fighters_killed", "enemies_killed")

    inflicted_by_state: float = weekly_rate(
        0.005,
        "UCDP counts 131 deaths between state and CMA in 2012, 94 in 2014: a war of weeks",
        low=0.002,
        high=0.05,
    )
    inflicted_by_rebels: float = weekly_rate(
        0.006, "the army lost the battles of 2012 and May 2014", low=0.002, high=0.05
    )
    event_size: float = parameter(8.0, "battles over towns", unit="deaths", low=2.0, high=30.0)
    tail: float = parameter(2.2, "as for attacks on camps", unit="1", low=1.5, high=5.0)
    least_effort: float = factor(
        0.8, "contractors who hold back still fight nearly as soldiers do", low=0.3, high=1.5
    )
    platform_weight: float = share(
        0.5, "half of the Platform's men are taken to follow its choice into battle", low=0.1
    )
    offensive_gain: float = factor(
        0.5,
        "an attacker chooses place and day, with aircraft and columns massed",
        low=0.0,
        high=2.0,
    )
    unready_strength: float = factor(
        0.7, "men surprised in cantonment fight below their strength", low=0.3, high=1.0
    )
    readiness_gain: float = factor(
        0.6,
        "prepared men on their own ground are worth nearly twice the unprepared",
        low=0.0,
        high=1.5,
    )
    loss_cap: float = share(
        0.5, "columns break off before most of their men are dead", low=0.2, high=0.9
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of both sides by place."""
        war = 1.0 - s.accord_in_force
        army, wagner = s.row("fighters.fama"), s.row("fighters.wagner")
        loyal = np.maximum(s.platform_side, 0.0) * s.row("fighters.platform")
        turned = np.maximum(-s.platform_side, 0.0) * s.row("fighters.platform")
        foreign = (self.least_effort + s.wagner_effort) * wagner
        attack = 1.0 + self.offensive_gain * s.offensive_azawad
        state = (army + foreign + self.platform_weight * loyal) * attack
        ready = self.unready_strength + self.readiness_gain * s.readiness
        rebels = (s.row("fighters.cma") + self.platform_weight * turned) * ready
        contact = war * geography.north * np.minimum(state, rebels) / (state + rebels + 1.0)
        rebel_loss = dt * self.inflicted_by_state * state * contact * s.heat
        state_loss = dt * self.inflicted_by_rebels * rebels * contact * s.heat
        lost = eventful(rebel_loss, self.event_size, self.tail, rng, "rebels")
        fallen = eventful(state_loss, self.event_size, self.tail, rng, "state")
        lost = np.minimum(lost, np.floor(self.loss_cap * s.row("fighters.cma")))
        fallen = np.minimum(fallen, np.floor(self.loss_cap * (army + wagner)))
        on_army = fallen * army / np.maximum(army + wagner, 1.0)
        return {
            "battle_deaths.state_cma": lost + fallen,
            "enemies_killed": lost,
            "fighters_killed.cma": lost,
            "fighters_killed.fama": on_army,
            "fighters_killed.wagner": fallen - on_army,
            "fighters.cma": -lost,
            "fighters.fama": -on_army,
            "fighters.wagner": -(fallen - on_army),
        }
