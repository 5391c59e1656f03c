"""Harm by perpetrator, and the anger that remembered harm makes: forms that mechanisms share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.card_form import STATE_SIDE
from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.model.forms import (
    by_identity,
    by_people,
    by_place,
    enemies_more,
    mean_by_place,
    neighbours_mean,
    people_of,
    spread,
    spread_to_people,
)
from sahelsim.model.state import Array, State, follows_from

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography
    from sahelsim.model.roster import Roster

CAMPS = ("state", "jihadist", "militia")
PERPETRATORS = {"state": STATE_SIDE, "jihadist": ("jihadist",), "militia": ("militia",)}  # roles
SATURATION = Number(
    0.6,
    "exponent",
    0.5,
    0.8,
    ASSUMED,
    "twice the dead do not anger twice as many: between the root and three quarters",
)
HALF_ANGER = Number(
    2.0,
    "deaths per 100,000 and week",
    0.5,
    8.0,
    ASSUMED,
    "half of the utmost anger: a massacre of thirty among 200,000, as a memory of eight weeks holds it",
)
OWN = Number(
    0.6, "share", 0.3, 1.0, ASSUMED, "most of what is felt happened to people whom one knew"
)
NEAR = Number(0.25, "share", 0.0, 0.5, "athena_mag")
PER = 1e5  # harm is counted in deaths per 100,000 people and week


@follows_from("civilians_killed")
def harm_by(s: State, camp: str) -> Array:
    """Return civilians killed by a camp this week, (replicates, places)."""
    return s.total("civilians_killed", *PERPETRATORS[camp]).copy()  # what is kept is read only


@cache
def suspected(camp: str, roster: Roster, geography: Geography) -> Array:
    """Return how much a camp suspects each community, 0-1: (communities,).

    An army by its card's ``suspicion``, militias those whom they hold answerable, jihadists all.
    """
    if camp == "jihadist":
        return np.ones(len(geography.place_of))
    cards = [roster.card(name) for name in roster.of(*(("army",) if camp == "state" else (camp,)))]
    if camp == "militia":
        return people_of(geography, *dict.fromkeys(i for card in cards for i in card.suspects))
    return by_table(cards[0].suspicion if cards else {}, geography)


def by_table(table: Mapping[str, Number], geography: Geography) -> Array:
    """Give each community what a card says of its identity, or of ``others``: (communities,)."""
    values = {identity: number.value for identity, number in table.items()}
    return by_identity(values, values.get("others", 0.0), geography)


def suspects_by_place(camp: str, s: State, geography: Geography) -> Array:
    """Return the people at home in each cercle, each by how much the camp suspects him."""
    return by_place(s.population * suspected(camp, s.roster, geography), geography)


def felt(killed: Array, camp: str, s: State, geography: Geography) -> Array:
    """Return harm as each community feels it (deaths per 100,000 and week).

    The dead of a cercle are those whom the perpetrator suspects. What happened at home counts
    most, what happened next door and to the same people anywhere in the country counts too.

    Parameters
    ----------
    killed : array, (replicates, places)
        Civilians killed by the camp this week.

    Returns
    -------
    array, (replicates, communities)
    """
    here = killed / (suspects_by_place(camp, s, geography) + 1.0) * PER
    heard = OWN.value * here + NEAR.value * neighbours_mean(here, geography)
    alike = spread(here, geography)
    alike *= suspected(camp, s.roster, geography) * s.population
    kin = by_people(alike, geography) / (by_people(s.population, geography) + 1.0)
    harm = spread(heard, geography)
    harm *= suspected(camp, s.roster, geography)
    harm += spread_to_people((1.0 - OWN.value - NEAR.value) * kin, geography)
    return harm


@follows_from("civilians_killed", "population")
def felt_this_week(s: State, camp: str, geography: Geography) -> Array:
    """Return this week's harm by a camp as each community feels it (``felt``)."""
    return felt(harm_by(s, camp), camp, s, geography)


def aroused(revenge: Array) -> Array:
    """Return the anger that remembered harm makes, Z^η/(Z^η + Z_half^η), 0-1.

    Examples
    --------
    >>> float(aroused(np.array(2.0)))
    0.5
    """
    felt = np.asarray(revenge**SATURATION.value)
    felt /= felt + HALF_ANGER.value**SATURATION.value
    return felt


@follows_from("revenge_state", "legitimacy")
def anger_at_state(s: State, geography: Geography) -> Array:
    """Return each community's anger at the state side, 0-1.

    The enemies-more factor of Athena (``athena_mag``) times the anger that its harm has made: who
    grants the state legitimacy forgives more.
    """
    felt = aroused(s.revenge_state)
    felt *= enemies_more(s.legitimacy)
    return np.minimum(1.0, felt, out=felt)


@follows_from("revenge_state", "legitimacy", "population")
def anger_by_place(s: State, geography: Geography) -> Array:
    """Return the mean anger at the state side of each place: (replicates, places)."""
    return mean_by_place(anger_at_state(s, geography), s, geography)


@follows_from("revenge_jihadist")
def anger_at_jihadists(s: State, geography: Geography) -> Array:
    """Return each community's anger at jihadists, 0-1."""
    return aroused(s.revenge_jihadist)


@follows_from("revenge_militia")
def anger_at_militias(s: State, geography: Geography) -> Array:
    """Return each community's anger at militias, 0-1."""
    return aroused(s.revenge_militia)
