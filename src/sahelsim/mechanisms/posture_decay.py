"""Fading orders: what was ordered once wears off unless it is ordered again.

Equation
    dx = −pace · x_speed · (x − x_rest)

Symbols
    x a posture set by an order (share; tempos are factors): ambiguity, talks, mediation, offensive,
    ruthlessness, wagner_ruthlessness, purge_shock, officer_spoils, french_conditions, strike_tempo,
    jnim_tempo, isgs_tempo, south_push, hunt_wagner, isgs_brutality, rivalry; x_rest where it
    settles by itself: 0 for offensive, hunt_wagner and talks with signatories, 1 for tempos, else a
    number of its own; x_speed its speed (1/week), pace scales all speeds (factor)

Source
    assumed: armies and movements do not sustain an effort without orders

Assumptions
    Contracts, sides, relations, pacts, sanctions, planned strengths and the tasks of Wagner's men
    do not fade: they stay as ordered.

Not here
    Anything the ground does to postures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sahelsim.core.parameter import factor, share, weekly_rate
from sahelsim.mechanisms._shipped import CONTRACTOR, FRANCE, ISGS, JNIM
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.roster import Roster
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


POSTURES = (
    "ambiguity",
    "talks",
    "mediation",
    "offensive",
    "ruthlessness",
    "purge_shock",
    "officer_spoils",
    "conditions",
    "strike_tempo",
    "tempo",
    "south_push",
    "hunt",
    "rivalry",
)


def _rest(value: float, why: str) -> Any:
    """Declare where a posture settles by itself."""
    return share(value, why)


def _speed(value: float, why: str) -> Any:
    """Declare how fast a posture settles."""
    return weekly_rate(value, why, low=0.002, high=0.2)


@dataclass(frozen=True)
class PostureDecay(Mechanism):
    """What was ordered once wears off unless it is ordered again."""

    stream = "fading_orders"
    phase = "movement"
    reads = POSTURES
    writes = POSTURES

    pace: float = factor(1.0, "scales every posture's own speed", low=0.2, high=3.0)
    ambiguity_rest: float = _rest(0.15, "denials never quite close the door")
    ambiguity_speed: float = _speed(0.04, "half gone in four months")
    talks_rest: float = _rest(0.1, "go-betweens and prisoners keep some contact alive")
    talks_speed: float = _speed(0.02, "half gone in eight months: habits last")
    mediation_rest: float = _rest(
        0.4, "Algeria chairs the accord's committee in any case, as in late 2021"
    )
    mediation_speed: float = _speed(0.03, "half gone in half a year")
    offensive_speed: float = _speed(0.04, "half gone in four months")
    ruthlessness_rest: float = _rest(0.3, "rules of engagement as they stood in late 2021")
    ruthlessness_speed: float = _speed(0.02, "half gone in eight months: habits last")
    wagner_ruthlessness_rest: float = _rest(0.8, "contractors elsewhere were held back by nobody")
    wagner_ruthlessness_speed: float = _speed(0.02, "half gone in eight months: habits last")
    purge_shock_rest: float = _rest(0.1, "those who were passed over do not forget")
    purge_shock_speed: float = _speed(0.03, "half gone in half a year")
    officer_spoils_rest: float = _rest(0.4, "pay and posts as they stood in late 2021")
    officer_spoils_speed: float = _speed(0.01, "half gone in sixteen months: privileges stay")
    french_conditions_rest: float = _rest(0.2, "some strings are always attached, as in late 2021")
    french_conditions_speed: float = _speed(0.02, "half gone in eight months: habits last")
    strike_tempo_speed: float = _speed(
        0.05, "half gone in fourteen weeks: a campaign lasts a quarter"
    )
    jnim_tempo_speed: float = _speed(0.06, "half gone in eleven weeks: a campaign lasts a quarter")
    isgs_tempo_speed: float = _speed(0.06, "half gone in eleven weeks: a campaign lasts a quarter")
    south_push_rest: float = _rest(0.25, "an expansion goes on by itself, as in late 2021")
    south_push_speed: float = _speed(0.03, "half gone in half a year")
    hunt_wagner_speed: float = _speed(0.04, "half gone in four months")
    isgs_brutality_rest: float = _rest(0.35, "conduct as it stood in late 2021")
    isgs_brutality_speed: float = _speed(0.04, "half gone in four months")
    rivalry_rest: float = _rest(0.5, "the two have fought since 2020 and neither has won")
    rivalry_speed: float = _speed(0.02, "half gone in eight months: habits last")

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return how every posture drifts to its rest."""
        return {
            name: dt * self.pace * speed * (rest - s.targets[name])
            for name, (rest, speed) in self.rests(s.roster).items()
        }

    def rests(self, roster: Roster) -> dict[str, tuple[float | Array, float | Array]]:
        """Return where every posture settles by itself, and its speed (1/week)."""
        return {
            "ambiguity": (self.ambiguity_rest, self.ambiguity_speed),
            f"talks.{JNIM}": (self.talks_rest, self.talks_speed),
            **{f"talks.{who}": (0.0, self.talks_speed) for who in roster.of("signatory")},
            "mediation": (self.mediation_rest, self.mediation_speed),
            "offensive": (0.0, self.offensive_speed),
            **{
                f"ruthlessness.{who}": (self.ruthlessness_rest, self.ruthlessness_speed)
                for who in roster.of("army")
            },
            f"ruthlessness.{CONTRACTOR}": (
                self.wagner_ruthlessness_rest,
                self.wagner_ruthlessness_speed,
            ),
            "purge_shock": (self.purge_shock_rest, self.purge_shock_speed),
            "officer_spoils": (self.officer_spoils_rest, self.officer_spoils_speed),
            f"conditions.{FRANCE}": (self.french_conditions_rest, self.french_conditions_speed),
            f"strike_tempo.{FRANCE}": (1.0, self.strike_tempo_speed),
            f"tempo.{JNIM}": (1.0, self.jnim_tempo_speed),
            f"tempo.{ISGS}": (1.0, self.isgs_tempo_speed),
            f"south_push.{JNIM}": (self.south_push_rest, self.south_push_speed),
            f"hunt.{JNIM}": (0.0, self.hunt_wagner_speed),
            f"ruthlessness.{ISGS}": (self.isgs_brutality_rest, self.isgs_brutality_speed),
            "rivalry": (self.rivalry_rest, self.rivalry_speed),
        }
