"""Open battle: once the accord is broken, army and rebels fight in the north.

Equation
    E_rebels = b · x · e ;  E_state = a · y · e
    e = (1 − accord) · (1 − k·rest) · north · heat · min(x, y) / (x + y + 1)
    x = (paid · army + (e0 + effort) · contractor + p · loyal) · (1 + g · offensive)
    y = (signatories + p · turned) · (y0 + y1 · readiness)
    dead = min(events(E), ⌊cap · men⌋), men: the signatories'; those of army and contractors together

Symbols
    x, y strength of the two sides; army, contractor, signatories men of these in the place
    (people); loyal, turned the men there of signatories on the state's side times max(side, 0),
    max(−side, 0), side their choice (+1 state, −1 rebels); a, b deaths inflicted per man and week
    (inflicted_by_rebels, inflicted_by_state); e contact; paid what pay and supplies let
    the army do (0-1); accord 1 while in force; rest 1
    while a ceasefire holds or the war sleeps, k how far that is kept (``kept``, share); north 1 in
    the north, else 0; heat intensity of the war there (factor); effort that a contractor gives,
    offensive of the army into the north, readiness of the signatories (0-1); e0 a contractor's
    weight without effort (least_effort), p an ally's weight (ally_weight), g offensive_gain, y0
    unready_strength, y1 readiness_gain (factors), cap largest share killed (loss_cap);
    events(E) heavy-tailed events of whole deaths, E on average, cut at 60 means (event_size, tail)

Source
    Lanchester's aimed law as Athena uses it (``athena_mag``); the scale is assumed

Assumptions
    Contact needs both sides present. All of a contractor's men there fight, guards too. Each side's
    dead fall on its forces by their numbers. Allies add strength but have no losses.

Not here
    Peace: no battle while the accord is in force. Foreign forces, who take no part; jihadists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import added, eventful, shared
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import at_rest
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
    """Once the accord is broken, army and rebels fight in the north."""

    phase = "clashes"
    reads = (
        "fighters",
        "heat",
        "accord_in_force",
        "ceasefire",
        "dormant",
        "offensive",
        "side",
        "effort",
        "army_effort",
        "readiness",
    )
    writes = (
        "battle_deaths",
        "fighters",
        "fighters_killed",
        "enemies_killed",
    )

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
    ally_weight: float = share(
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
    kept: float = share(0.9, "some patrols shoot while envoys talk", low=0.5)
    loss_cap: float = share(
        0.5, "columns break off before most of their men are dead", low=0.2, high=0.9
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return losses of both sides by place."""
        state, rebels = self._strengths(s)
        contact = (1.0 - s.accord_in_force) * (1.0 - self.kept * at_rest(s)) * geography.north
        contact = contact * np.minimum(state, rebels) / (state + rebels + 1.0)
        rebel_loss = dt * self.inflicted_by_state * state * contact * s.heat
        state_loss = dt * self.inflicted_by_rebels * rebels * contact * s.heat
        lost = eventful(rebel_loss, self.event_size, self.tail, rng, "rebels")
        fallen = eventful(state_loss, self.event_size, self.tail, rng, "state")
        theirs = s.each("fighters", "signatory")
        ours = s.each("fighters", "army", "contractor")
        lost = np.minimum(lost, np.floor(self.loss_cap * added(theirs.values())))
        fallen = np.minimum(fallen, np.floor(self.loss_cap * added(ours.values())))
        dead = shared(lost, theirs) | shared(fallen, ours)
        booked = {f"fighters_killed.{side}": men for side, men in dead.items()}
        booked |= {f"fighters.{side}": -men for side, men in dead.items()}
        met = shared(lost + fallen, theirs)
        booked |= {f"battle_deaths.state_{side}": deaths for side, deaths in met.items()}
        return booked | {"enemies_killed": lost}

    def _strengths(self, s: State) -> tuple[Array, Array]:
        """Return what the state's side and the rebels' are worth in each place."""
        state, rebels = s.total("fighters", "army"), s.total("fighters", "signatory")
        state = s.army_effort * state
        for who, men in s.each("fighters", "contractor").items():
            state = state + (self.least_effort + s.row(f"effort.{who}")) * men
        for who, men in s.each("fighters", "pro_state_signatory").items():
            side = s.row(f"side.{who}")
            state = state + self.ally_weight * (np.maximum(side, 0.0) * men)
            rebels = rebels + self.ally_weight * (np.maximum(-side, 0.0) * men)
        attack = 1.0 + self.offensive_gain * s.offensive
        ready = self.unready_strength + self.readiness_gain * s.readiness
        return np.asarray(state * attack), np.asarray(rebels * ready)
