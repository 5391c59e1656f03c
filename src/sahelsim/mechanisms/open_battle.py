"""Open battle: once the accord is broken, army and CMA fight in the north.

Equation
    E_CMA = b · x · e ;  E_state = a · y · e
    e = (1 − accord) · north · heat · min(x, y) / (x + y + 1)
    x = (army + (0.8 + effort) · Wagner + 0.5 · loyal) · (1 + 0.5 · offensive)
    y = (CMA + 0.5 · turned) · (0.7 + 0.6 · readiness)
    dead = min(events(E), ⌊0.5 · men⌋), men: those of the CMA; those of army and Wagner together

Symbols
    x, y strength of the two sides; army, Wagner, CMA men in the place (people); loyal, turned the
    Platform's men there times max(side, 0), max(−side, 0), side its choice (+1 state, −1 CMA); a, b
    deaths inflicted per man and week (inflicted_by_rebels, inflicted_by_state); e contact; accord 1
    while in force; north 1 in the north, else 0; heat intensity of the war there (factor); effort
    that Wagner gives, offensive into Azawad, readiness of the CMA (0-1);
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

from sahelsim.base.parameter import parameter
from sahelsim.model.forms import eventful
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


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

    inflicted_by_state: float = parameter(
        0.005,
        unit="1/week",
        low=0.002,
        high=0.05,
        source="assumed",
        why="UCDP counts 131 deaths between state and CMA in 2012, 94 in 2014: a war of weeks",
    )
    inflicted_by_rebels: float = parameter(
        0.006,
        unit="1/week",
        low=0.002,
        high=0.05,
        source="assumed",
        why="the army lost the battles of 2012 and May 2014",
    )
    event_size: float = parameter(
        8.0, unit="deaths", low=2.0, high=30.0, source="assumed", why="battles over towns"
    )
    tail: float = parameter(
        2.2, unit="1", low=1.5, high=5.0, source="assumed", why="as for attacks on camps"
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of both sides by place."""
        war = 1.0 - s.accord_in_force
        army, wagner = s.row("fighters.fama"), s.row("fighters.wagner")
        loyal = np.maximum(s.platform_side, 0.0) * s.row("fighters.platform")
        turned = np.maximum(-s.platform_side, 0.0) * s.row("fighters.platform")
        state = (army + (0.8 + s.wagner_effort) * wagner + 0.5 * loyal) * (
            1.0 + 0.5 * s.offensive_azawad
        )
        rebels = (s.row("fighters.cma") + 0.5 * turned) * (0.7 + 0.6 * s.readiness)
        contact = war * world.north * np.minimum(state, rebels) / (state + rebels + 1.0)
        rebel_loss = dt * self.inflicted_by_state * state * contact * s.heat
        state_loss = dt * self.inflicted_by_rebels * rebels * contact * s.heat
        lost = eventful(rebel_loss, self.event_size, self.tail, rng, "rebels")
        fallen = eventful(state_loss, self.event_size, self.tail, rng, "state")
        lost = np.minimum(lost, np.floor(0.5 * s.row("fighters.cma")))
        fallen = np.minimum(fallen, np.floor(0.5 * (army + wagner)))
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
