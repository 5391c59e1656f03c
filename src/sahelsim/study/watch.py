"""What the pattern checks need and no result keeps: weekly events, deaths and shelter by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.geography.mali import Geography
from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.scenario import Scenario

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Watched:
    """Weeks of several runs by place: events and deaths (runs, weeks, places); people at the end.

    ``fled`` and ``sheltered`` are the growth of the displaced by the place they left and by the
    place that hosts them, (runs, places).
    """

    geography: Geography
    events: Array
    deaths: Array
    fled: Array
    sheltered: Array


def watch(scenario: Scenario, *, runs: int, weeks: int, seed: int) -> Watched:
    """Step some runs and note each week's events (cells of dyad or perpetrator) by place."""
    model = assemble(scenario, seed=seed, runs=range(runs))
    geography, state = model.setup.geography, model.state

    def people() -> tuple[Array, Array]:
        home = np.add.reduceat(state.displaced, geography.first_row, axis=1)
        return np.asarray(home), np.array(state.hosted)

    before = people()
    events, deaths = [], []
    for _ in range(weeks):
        model.step()
        killed = np.concatenate([state.battle_deaths, state.civilians_killed], axis=1)
        events.append((killed > 0).sum(axis=1).astype(float))
        deaths.append(killed.sum(axis=1))
    after = people()
    release(model)
    return Watched(
        geography,
        np.stack(events, axis=1),
        np.stack(deaths, axis=1),
        after[0] - before[0],
        after[1] - before[1],
    )


def neighbour_weights(geography: Geography) -> Array:
    """Return the weights of a place's neighbours by shared border, (places, places)."""
    found = np.zeros((len(geography.place_ids),) * 2)
    for place, (near, weight) in enumerate(
        zip(geography.neighbours, geography.neighbour_weight, strict=True)
    ):
        np.add.at(found[place], near, weight)
    return found


def distances(geography: Geography) -> Array:
    """Return kilometres between chef-lieux, flat at Mali's latitude, (places, places)."""
    kilometres = 111.2  # of a degree of latitude
    east = (geography.longitude[:, None] - geography.longitude) * np.cos(np.radians(14.5))
    north = geography.latitude[:, None] - geography.latitude
    return np.asarray(kilometres * np.hypot(east, north))
