"""What the pattern checks need and no result keeps: weekly events, deaths and shelter by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.release import release
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.scenario import Scenario
from sahelsim.world.mali import World

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Watched:
    """Weeks of several runs by place: events and deaths (runs, weeks, places); people at the end.

    ``fled`` and ``sheltered`` are the growth of the displaced by the place they left and by the
    place that hosts them, (runs, places).
    """

    world: World
    events: Array
    deaths: Array
    fled: Array
    sheltered: Array


def watch(scenario: Scenario, *, runs: int, weeks: int, seed: int) -> Watched:
    """Step some runs and note each week's events (cells of dyad or perpetrator) by place."""
    model = assemble(scenario, seed=seed, runs=range(runs))
    world, state = model.setup.world, model.state

    def people() -> tuple[Array, Array]:
        home = np.add.reduceat(state.displaced, world.first_row, axis=1)
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
        world,
        np.stack(events, axis=1),
        np.stack(deaths, axis=1),
        after[0] - before[0],
        after[1] - before[1],
    )


def neighbour_weights(world: World) -> Array:
    """Return the weights of a place's neighbours by shared border, (places, places)."""
    found = np.zeros((len(world.place_ids),) * 2)
    for place, (near, weight) in enumerate(
        zip(world.neighbours, world.neighbour_weight, strict=True)
    ):
        np.add.at(found[place], near, weight)
    return found


def distances(world: World) -> Array:
    """Return kilometres between chef-lieux, flat at Mali's latitude, (places, places)."""
    kilometres = 111.2  # of a degree of latitude
    east = (world.longitude[:, None] - world.longitude) * np.cos(np.radians(14.5))
    north = world.latitude[:, None] - world.latitude
    return np.asarray(kilometres * np.hypot(east, north))
