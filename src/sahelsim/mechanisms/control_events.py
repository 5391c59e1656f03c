"""Control events: ground passes by zones, when it is captured, erodes, is abandoned or relieved.

Equation
    capture of a zone of v by i: h = (1 − peace) · tempo / wait · exp(b · (C_i − C_v) + e · near_i + g)
    · o(x_i, x_v + x_0) ;  P(in a week) = 1 − exp(−h) ;  o(x, y) = (x / y)^m (ratio) or
    exp(2m · (x − y) / (x + y)) (difference)
    erosion, nobody captures: h = exp(−b · C_i) / wait · o(x_0, x_i)
    g = d · vacated + ρ · rout where v is the state, else 0 ;
    relief: where the army opens a first post the state takes a zone of its rival ;
    abandonment: where its last post closes all that the state holds passes to its rival ;
    nothing else moves unless v holds a zone; what several take of one victim, in proportion
    x_state = morale · (paid · army + w_w · contractors + w_f · foreign) / n + s · c ;  other x = men + s · c,
    jihadists' men times (1 + blockade), militias' men times w_m

Symbols
    v the rival of i: who holds most of the place of those with whom it has no peace, counted by
    control times (1 − peace), or nobody, where a zone and more than any of these hold answers to
    nobody; peace 0-1: of the state and signatories the accord, a
    ceasefire or a sleeping war, of signatories and jihadists their pact,
    of jihadists and militias a local truce, of state and militias 1, of jihadists whom no card
    calls enemies 1; wait weeks until an even attacker takes a
    zone (``usual_wait``); C collaboration (0-1): for the state what people tell, for jihadists
    anger at the state times (1 − anger at jihadists), for militias anger at jihadists, for
    signatories anger of their kin at the state, 0 for nobody; b its weight
    (``collaboration_weight``); near control of the neighbours by i, weighed by border, e its weight
    (``neighbours_weight``); vacated how much of the garrison left lately, d its weight
    (``garrison_weight``), tempo of a jihadist group's campaign, as it chose, else 1 (factor), rout panic nearby, ρ its weight (``rout_weight``), morale of the army
    (0-1), paid what pay and supplies let it do (0-1); m ``decisiveness``; x strength (fighters' worth of men), x_0 of ground
    that obeys nobody (``unruled_strength``), n soldiers that one insurgent holds in check
    (``soldiers_per_insurgent``), s officials, judges and notables where i rules alone
    (``standing``; people), c control (share), w_w, w_f, w_m ``wagner_weight``, ``french_weight``,
    ``militia_weight``, blockade 0-1

Source
    control by zones and collaboration: ``kalyvas_2006``; contest success in ratio and in
    difference form: ``hirshleifer_1989``, ``hwang_2009``; the combination is assumed

Assumptions
    One of five zones passes at a time (``ZONE``); less than a zone is a foothold, from which nobody
    is dislodged. The map of the first day is where it begins; no
    number is fitted to it. Only the largest enemy is attacked.

Not here
    When posts open and close (garrisons), panic (army morale); who is said to hold a place on the map (half of control or more).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.parameter import factor, parameter, people, share, switch
from sahelsim.model.forms import mean_by_place, neighbours_mean, people_of
from sahelsim.model.harm import anger_at_jihadists, anger_at_state
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.peace import open_war
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State, follows_from, wide

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

Cells = NDArray[np.bool_]
Codes = NDArray[np.intp]

ZONE = 0.2  # of a cercle: one of five zones (kalyvas_2006)
SIGNATORIES = ("signatory", "pro_state_signatory")
WHOLE = ZONE - 1e-6  # what counts as a zone: sums of shares are rounded
LEAST = 1e-6  # people: keeps a logarithm finite where nobody stands


def log_odds(own: Array, other: Array, form: float | Array) -> Array:
    """Return the log odds of a contest at decisiveness 1, by ratio (0) or by difference (1).

    Examples
    --------
    >>> log_odds(np.array([2.0, 4.0]), np.array([1.0, 4.0]), 0.0).round(3)
    array([0.693, 0.   ])
    >>> log_odds(np.array([2.0, 4.0]), np.array([1.0, 4.0]), 1.0).round(3)
    array([0.667, 0.   ])
    """
    own, other = own + LEAST, other + LEAST
    if not np.any(np.asarray(form) > 0.5):
        return np.asarray(np.log(own / other))
    gap = 2.0 * (own - other) / (own + other)
    return np.where(np.asarray(form) > 0.5, gap, np.log(own / other))


@dataclass(frozen=True)
class ControlEvents(Mechanism):
    """Ground passes by zones, when it is captured, erodes, is abandoned or relieved."""

    phase = "control"
    reads = (
        "control",
        "fighters",
        "information",
        "legitimacy",
        "revenge_state",
        "revenge_jihadist",
        "population",
        "blockade",
        "morale",
        "army_effort",
        "vacated",
        "rout",
        "posts",
        "posts_closed",
        "posts_opened",
        "tempo",
        "accord_in_force",
        "ceasefire",
        "dormant",
        "pact",
        "truce",
    )
    writes = ("control",)

    contest_form: float = switch("contest_form")
    decisiveness: float = parameter(
        0.7, "no consensus on the exponent of a contest", unit="1", low=0.2, high=3.0
    )
    usual_wait: float = parameter(
        300.0,
        "two or three attackers press on a contested place, whose zones last one to three years",
        unit="weeks",
        low=150.0,
        high=600.0,
    )
    collaboration_weight: float = parameter(
        3.0,
        "where all help one side a zone passes twenty times as easily as where none does",
        unit="logit",
        low=1.0,
        high=6.0,
    )
    neighbours_weight: float = parameter(
        1.0,
        "ground of one's own all around nearly trebles the chance",
        unit="logit",
        low=0.0,
        high=3.0,
    )
    garrison_weight: float = parameter(
        3.0,
        "a zone whose garrison has all gone passes as easily as one where all help the attacker",
        unit="logit",
        low=1.0,
        high=5.0,
    )
    rout_weight: float = parameter(
        2.0,
        "beaten men next door hold their ground a seventh as long",
        unit="logit",
        low=0.5,
        high=4.0,
    )
    soldiers_per_insurgent: float = factor(
        10.0, "ten soldiers to one insurgent is the old rule of thumb", low=4.0, high=20.0
    )
    unruled_strength: float = people(
        30.0, "chiefs, hunters and smugglers who yield to a platoon", low=5.0, high=200.0
    )
    standing: float = people(
        50.0, "officials or judges and their guards in a whole cercle", low=5.0, high=300.0
    )
    wagner_weight: float = parameter(
        1.5,
        "picked and well armed, yet they come and go: between one and two soldiers",
        unit="soldiers per man",
        low=0.5,
        high=4.0,
    )
    french_weight: float = parameter(
        0.7, "they hunted rather than held ground", unit="soldiers per man", low=0.0, high=3.0
    )
    militia_weight: float = share(
        0.1, "village guards hold their own village; one in ten goes further", low=0.02, high=0.5
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of every controller's share by place."""
        strength = self.strength(s)
        hazards, rivals = self.hazards(s, geography, strength)
        fading = self.erosion(s, geography, strength)
        draws = np.stack(
            [rng.uniform(who, s.control.shape[2]) for who in s.roster.controllers], axis=1
        )
        stays = np.exp(-dt * hazards)
        won, lost = draws < 1.0 - stays, draws < 1.0 - stays * np.exp(-dt * fading)
        lost &= ~won
        won[:, 0] |= (s.posts_opened > 0.0) & (s.posts <= s.posts_opened)
        change = moved(s.control, won, lost, rivals)
        left = (s.posts_closed > 0.0) & (s.posts <= 0.0)
        return {"control": change + abandoned(s.control + change, left, rivals)}

    def hazards(
        self, s: State, geography: Geography, strength: Array | None = None
    ) -> tuple[Array, Codes]:
        """Return captures a week by each controller, and of whom: (replicates, controllers, places)."""
        strength = self.strength(s) if strength is None else strength
        welcome = collaboration(s, geography)
        rivals, war = rivals_of(s)
        faced = _of_rival(strength, rivals) + wide(self.unruled_strength)
        liked = welcome - _of_rival(welcome, rivals)
        held = (s.row(f"control.{who}") for who in s.roster.controllers)
        near = np.stack([neighbours_mean(share, geography) for share in held], axis=1)
        push = wide(self.decisiveness) * log_odds(strength, faced, wide(self.contest_form))
        push += wide(self.collaboration_weight) * liked
        push += wide(self.neighbours_weight) * near
        weak = self.garrison_weight * s.vacated + self.rout_weight * s.rout
        push += np.where(rivals == 0, weak[:, None], 0.0)
        return war * tempo(s) * np.exp(push) / wide(self.usual_wait), rivals

    def erosion(self, s: State, geography: Geography, strength: Array | None = None) -> Array:
        """Return zones lost a week to nobody: (replicates, controllers, places)."""
        strength = self.strength(s) if strength is None else strength
        welcome = collaboration(s, geography)
        nobody = np.zeros_like(strength) + wide(self.unruled_strength)
        push = wide(self.decisiveness) * log_odds(nobody, strength, wide(self.contest_form))
        push -= wide(self.collaboration_weight) * welcome
        return np.asarray(np.exp(push) / wide(self.usual_wait))

    def strength(self, s: State) -> Array:
        """Return the strength behind each controller: (replicates, controllers, places)."""
        army = s.army_effort * s.total("fighters", "army")
        army = army + self.wagner_weight * s.total("fighters", "contractor")
        army = army + self.french_weight * s.total("fighters", "foreign_force")
        force = {STATE: s.morale * army / self.soldiers_per_insurgent}
        force |= s.each("fighters", *SIGNATORIES)
        hidden = s.each("fighters", "jihadist")
        force |= {who: men * (1.0 + s.blockade) for who, men in hidden.items()}
        guards = s.each("fighters", "militia")
        force |= {who: self.militia_weight * men for who, men in guards.items()}
        nobody = np.zeros_like(force[STATE])  # of what role else
        men = np.stack([force.get(who, nobody) for who in s.roster.controllers], axis=1)
        return np.asarray(men + wide(self.standing) * s.control)


def moved(control: Array, captures: Cells, eroded: Cells, rivals: Codes) -> Array:
    """Return what each gains less what it loses: no more than whole zones that there are."""
    nobody = control.shape[1]
    unruled = np.maximum(0.0, 1.0 - control.sum(axis=1, keepdims=True))
    held = np.concatenate([control, unruled], axis=1)
    runs, takers, places = np.nonzero(captures)
    victims = rivals[runs, takers, places]
    fading = np.nonzero(eroded)
    runs, places = np.append(runs, fading[0]), np.append(places, fading[2])
    takers = np.append(takers, np.full_like(fading[1], nobody))
    victims = np.append(victims, fading[1])
    can = held[runs, victims, places] >= WHOLE  # most have no zone to lose
    runs, takers, victims, places = runs[can], takers[can], victims[can], places[can]
    asked, change = np.zeros_like(held), np.zeros_like(held)
    from_whom = runs, victims, places
    np.add.at(asked, from_whom, ZONE)
    there, wanted = held[from_whom], asked[from_whom]
    passing = ZONE * np.minimum(wanted, there) / np.maximum(wanted, ZONE)
    np.add.at(change, (runs, takers, places), passing)
    np.add.at(change, from_whom, -passing)
    return change[:, :nobody]


def abandoned(control: Array, left: Cells, rivals: Codes) -> Array:
    """Return the passing of all that the state held where it has left, to its rival or nobody."""
    change = np.zeros_like(control)
    runs, places = np.nonzero(left)
    heirs, held = rivals[runs, 0, places], control[runs, 0, places]
    change[runs, 0, places] = -held
    known = heirs < control.shape[1]
    change[runs[known], heirs[known], places[known]] = held[known]
    return change


@follows_from("information", "revenge_state", "revenge_jihadist", "legitimacy", "population")
def collaboration(s: State, geography: Geography) -> Array:
    """Return how far people help each controller, 0-1: (replicates, controllers, places)."""
    anger = anger_at_state(s, geography)
    wrath = anger_at_jihadists(s, geography)
    preachers = mean_by_place(anger * (1.0 - wrath), s, geography)
    guards = mean_by_place(wrath, s, geography)
    helped = {STATE: s.information}
    helped |= dict.fromkeys(s.roster.of("jihadist"), preachers)
    helped |= dict.fromkeys(s.roster.of("militia"), guards)
    for who in s.roster.of(*SIGNATORIES):
        kin = people_of(geography, *s.roster.owner[who].kin)
        helped[who] = mean_by_place(kin * anger, s, geography)
    nobody = np.zeros_like(s.information)
    return np.stack([helped.get(who, nobody) for who in s.roster.controllers], axis=1)


def tempo(s: State) -> Array:
    """Return how hard each controller campaigns, as it chose: (replicates, controllers, 1)."""
    chosen = s.each("tempo", "jihadist")
    usual = np.ones_like(s.pact)
    return np.stack([chosen.get(who, usual) for who in s.roster.controllers], axis=1)


def peace(s: State) -> dict[frozenset[str], Array | float]:
    """Return how far pairs of controllers leave each other's ground alone, 0-1."""
    signed, preachers = s.roster.of(*SIGNATORIES), s.roster.of("jihadist")
    kept: dict[frozenset[str], Array | float] = {}
    for one, other in combinations((STATE, *signed), 2):
        kept[frozenset((one, other))] = 1.0 - open_war(s)
    for who in preachers:
        rebels, guards = s.roster.of("signatory"), s.roster.of("militia")
        kept |= {frozenset((who, v)): s.pact for v in rebels if not s.roster.hostile(who, v)}
        kept |= {frozenset((who, v)): s.truce for v in guards}
    kept |= {frozenset((STATE, v)): 1.0 for v in s.roster.of("militia")}
    for one, other in combinations(preachers, 2):
        kept[frozenset((one, other))] = 1.0 - s.roster.hostile(one, other)
    return kept


def rivals_of(s: State) -> tuple[Codes, Array]:
    """Return the rival of each controller, and how far it is at war with it, 0-1."""
    kept, unruled = peace(s), 1.0 - s.control.sum(axis=1)
    found = [_rival_of(who, s, kept, unruled) for who in s.roster.controllers]
    return np.stack([f[0] for f in found], axis=1), np.stack([f[1] for f in found], axis=1)


def _rival_of(
    who: str, s: State, kept: dict[frozenset[str], Array | float], unruled: Array
) -> tuple[Codes, Array]:
    """Return who counts most against one, the first of equals, and the war with that rival."""
    names, rivals = s.roster.controllers, np.zeros(unruled.shape, dtype=np.intp)
    counted, war = np.zeros_like(unruled), np.zeros_like(unruled)
    for k, v in enumerate(names):
        at_war = 1.0 - kept.get(frozenset((who, v)), 0.0) if v != who else 0.0
        held = at_war * s.row(f"control.{v}")
        more = held > counted
        rivals[more] = k
        counted, war = np.maximum(counted, held), np.where(more, at_war, war)
    nobody = (unruled >= WHOLE) & (unruled > counted)
    return np.where(nobody, len(names), rivals), np.where(nobody, 1.0, war)


def _of_rival(values: Array, rivals: Codes) -> Array:
    """Return the value of each one's rival; nobody's is 0."""
    last = values.shape[1] - 1
    known = np.take_along_axis(values, np.minimum(rivals, last), axis=1)
    return np.where(rivals > last, 0.0, known)
