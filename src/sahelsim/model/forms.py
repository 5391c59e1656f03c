"""Functional forms that several mechanisms share, and sums between communities and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State, follows_from

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

RAREST = 1e-15  # share of events: a random number of exactly 0 stands for an event as rare as this
MANY_ROWS = 16  # rows a place: from here on one sum a place is faster than one a row (measured)
NEAREST = 10.0  # km that FLEE adds to every distance (``flee``)
LARGEST = 60.0  # times the mean: no single event may be larger, so that one draw cannot rule a run


def sigmoid(x: Array | float) -> Array:
    """Return 1 / (1 + exp(−x)), written so that it never overflows."""
    y = np.tanh(0.5 * np.asarray(x))
    y += 1.0  # in place: this runs over every community
    y *= 0.5
    return np.asarray(y)


def logit(p: Array | float) -> Array:
    """Return log(p / (1 − p)) for p kept within 1e-6 of its ends."""
    inside = np.clip(p, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(inside / (1.0 - inside)))


def weekly(annual: Array | float) -> Array:
    """Turn an annual probability into a weekly one, 1 − (1 − p)^(1/52).

    Examples
    --------
    >>> round(float(weekly(0.20)), 5)
    0.00428
    """
    return np.asarray(-np.expm1(np.log1p(-np.asarray(annual)) / 52.0))


def lethality(ruthlessness: Array | float) -> Array:
    """Return the factor on harm done, 0.5 under full restraint to 1.0 under none.

    Athena's civilian-concern levels (HIGH .5 … NONE 1.0) interpolated; key ``athena_mag``.
    """
    return np.asarray(0.5 + 0.5 * np.asarray(ruthlessness))


def detection(information: Array, visibility: float | Array) -> Array:
    """Return the chance that insurgents are found, D = vis·(1 − Ω) + Ω (Athena; ``athena_mag``)."""
    return np.asarray(visibility * (1.0 - information) + information)


def enemies_more(legitimacy: Array) -> Array:
    """Return Athena's affinity factor ((1 − R)/1.6)², R = 2·legitimacy − 1 (``athena_mag``)."""
    factor = np.asarray(1.0 - legitimacy) / 0.8
    factor *= factor
    return factor


def added(parts: Iterable[Array]) -> Array:
    """Add up one by one, so that a row of zeros changes no bit wherever it stands."""
    return np.asarray(reduce(lambda one, other: one + other, parts))


def shared(deaths: Array, men: Mapping[str, Array]) -> dict[str, Array]:
    """Share deaths among forces by their numbers; the last bears what is left of them."""
    *others, last = men
    total = np.maximum(added(men.values()), 1.0)
    found = {who: deaths * men[who] / total for who in others}
    found[last] = added([deaths, *(-own for own in found.values())])
    return found


def eventful(
    expected: Array, size: float | Array, tail: float | Array, rng: Uniform, part: str
) -> Array:
    """Turn expected deaths into few, heavy-tailed, whole-numbered events.

    P(event) = 1 − exp(−E/size); given an event, deaths follow a Lomax law with exponent ``tail``
    whose mean keeps the total at E, but for the cut at ``LARGEST`` means; fractions are rounded up
    or down at random. One random number u serves all three: below the chance it is an event,
    u/chance is then uniform again and gives the size (the smaller, the larger the event), and its
    later digits round.

    Parameters
    ----------
    expected : array, (replicates, n)
        Expected deaths of the week.
    size : float
        Mean deaths of one event.
    tail : float
        Lomax exponent, above 1; smaller is heavier.
    """
    drawn = rng.uniform(part, expected.shape[1])
    deaths = np.zeros(expected.shape)
    cells = np.flatnonzero(drawn * size < expected)  # 1 − exp(−x) < x: the others are out
    if not len(cells):
        return deaths
    draws, mean = drawn.take(cells), expected.take(cells)
    chance = -np.expm1(-mean / _at(size, cells, drawn.shape))
    again, shape = draws / chance, _at(tail, cells, drawn.shape)
    lomax = np.expm1(-np.log(np.maximum(again, RAREST)) / shape) * (shape - 1.0)
    dead = np.floor(np.minimum(lomax, LARGEST) * mean / chance + _later(again))
    deaths.put(cells, np.where(draws < chance, dead, 0.0))
    return deaths


def _later(uniform: Array) -> Array:
    """Return a second uniform number: the digits of the first beyond a millionth."""
    shifted = uniform * 2.0**20
    return np.asarray(shifted - np.floor(shifted))


def _at(value: float | Array, cells: NDArray[np.intp], shape: tuple[int, ...]) -> Array | float:
    """Pick single cells of a number that may differ by replicate, place, both or neither."""
    if isinstance(value, float):
        return value
    rows, columns = np.divmod(cells, shape[1])
    return np.asarray(np.broadcast_to(value, shape)[rows, columns])


@cache
def people_of(geography: Geography, *identities: str) -> Array:
    """Return 1 for communities of these identities, 0 for others: (communities,)."""
    codes = [geography.identities.index(identity) for identity in identities]
    return np.isin(geography.identity_of, codes).astype(float)


def by_identity(
    values: Mapping[str, float | Array], otherwise: float | Array, geography: Geography
) -> Array:
    """Give each community the value of its identity: (communities,) or (replicates, communities)."""
    columns = [np.atleast_1d(values.get(identity, otherwise)) for identity in geography.identities]
    table = np.concatenate(np.broadcast_arrays(*columns), axis=-1)
    return np.asarray(table.take(geography.identity_of, axis=-1))


def by_place(values: Array, geography: Geography) -> Array:
    """Sum over the communities of each place: (replicates, places)."""
    if len(geography.place_of) > MANY_ROWS * len(geography.rows_here):
        return np.asarray(np.add.reduceat(values, geography.first_row, axis=1))
    return _sums(_members(geography), values)


def spread(values: Array, geography: Geography) -> Array:
    """Give each community the value of its place: (replicates, communities)."""
    return values.repeat(geography.rows_here, axis=1)


@follows_from("population")
def people_by_place(s: State, geography: Geography) -> Array:
    """Return the people of each place: (replicates, places)."""
    return by_place(s.population, geography)


@follows_from("population")
def people_here_of(s: State, geography: Geography, identities: tuple[str, ...]) -> Array:
    """Return the people of some identities in each place: (replicates, places)."""
    return by_place(s.population * people_of(geography, *identities), geography)


def mean_by_place(values: Array, s: State, geography: Geography) -> Array:
    """Average over the people of each place: (replicates, places)."""
    people = people_by_place(s, geography) + 1.0
    return np.asarray(by_place(values * s.population, geography) / people)


def by_people(values: Array, geography: Geography) -> Array:
    """Sum over the communities of one identity: (replicates, identities)."""
    return _sums(_peoples(geography), values)


def spread_to_people(values: Array, geography: Geography) -> Array:
    """Give each community the value of its identity: (replicates, communities)."""
    return np.asarray(values.take(geography.identity_of, axis=1))


def by_region(values: Array, geography: Geography) -> Array:
    """Sum over the places of each region: (replicates, regions)."""
    return _sums(_regions(geography), values)


@cache
def _members(geography: Geography) -> csr_array:
    return _belonging(geography.place_of, len(geography.rows_here))


@cache
def _peoples(geography: Geography) -> csr_array:
    return _belonging(geography.identity_of, len(geography.identities))


@cache
def _regions(geography: Geography) -> csr_array:
    return _belonging(geography.region_of, len(geography.regions))


def _belonging(group_of: NDArray[np.intp], groups: int) -> csr_array:
    """Return 1 where a column belongs to a group, (groups, columns)."""
    columns = np.arange(len(group_of))
    return csr_array((np.ones(len(columns)), (group_of, columns)), shape=(groups, len(columns)))


def neighbours_mean(values: Array, geography: Geography) -> Array:
    """Average over each place's neighbours by shared border: (replicates, places)."""
    return _over_neighbours(values, geography, "border")


def neighbours_sum(values: Array, geography: Geography) -> Array:
    """Sum over each place's neighbours: (replicates, places)."""
    return _over_neighbours(values, geography, "all")


def neighbours_reach(values: Array, geography: Geography) -> Array:
    """Sum over each place's neighbours, each divided by 10 km + its distance: (replicates, places)."""
    return _over_neighbours(values, geography, "distance")


def _over_neighbours(values: Array, geography: Geography, weight: str) -> Array:
    return _sums(_neighbourhood(geography, weight), values)


def _sums(table: csr_array, values: Array) -> Array:
    # a sparse product adds term by term for all replicates at once: its bits do not depend on the
    # number of replicates, as those of a dense product would
    return np.ascontiguousarray((table @ values.T).T)


@cache
def _neighbourhood(geography: Geography, weight: str) -> csr_array:
    """Return who borders whom as a sparse table, (places, places)."""
    mask = geography.neighbour_mask
    table = {
        "border": geography.neighbour_weight,
        "all": mask,
        "distance": mask / (NEAREST + geography.neighbour_distance),
    }[weight]
    place, slot = np.nonzero(mask)
    cells = (place, geography.neighbours[place, slot])
    return csr_array((table[place, slot], cells), shape=(len(mask), len(mask)))


def guards(s: State) -> Array:
    """Return the contractors' men who guard the regime (people), (replicates, 1)."""
    total = np.zeros((s.replicates, 1))
    for who, men in s.each("fighters", "contractor").items():
        total = total + s.row(f"guard_share.{who}") * men.sum(axis=1, keepdims=True)
    return total


@follows_from("battle_deaths", "civilians_killed")
def deaths_by_place(s: State) -> Array:
    """Return all deaths of the week so far, in battle and of civilians: (replicates, places)."""
    return np.asarray(s.battle_deaths.sum(axis=1) + s.civilians_killed.sum(axis=1))
