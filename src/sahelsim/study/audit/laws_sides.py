"""Laws of splits, mergers and rivalry (LL38-LL40)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.law import Law, Row, bootstrapped, judged
from sahelsim.study.audit.lives import BATCH, YEAR, Lives, Size, model_of

SPLIT = Law(
    "LL38",
    "hazard of a split in the year after a deal over that without",
    2.0,
    4.0,
    "A/D",
    "Duursma & Fliervoet 2020; Schubiger 2023",
    nothing=1.0,
    kind="sign",
)
MERGER = Law(
    "LL39",
    "points of the chance that CMA and Platform merge when coercion in the north doubles",
    10.0,
    100.0,
    "A/D",
    "Christia 2012",
    nothing=0.0,
    kind="sign",
)
RIVALS = Law(
    "LL40",
    "elasticity of deaths between jihadist groups to the overlap of their ground, over cercles",
    0.5,
    1.5,
    "A/D",
    "Christia 2012",
    nothing=0.0,
    kind="sign",
)


@check(RIVALS)
def rivals(lives: Lives, size: Size) -> Iterator[Row]:
    """Compare cercles: deaths between the two groups against what the smaller holds there."""
    runs = min(size.runs, BATCH)
    model = model_of("baseline", runs, size.seed)
    roster = model.setup.roster
    pair = roster.of("jihadist")[:2]
    names = [d.name for d in roster.dyads if {d.one, d.other} == {*pair}]
    if not names:
        return
    dead = np.zeros(model.state.posts.shape)
    overlap = np.zeros_like(dead)
    for _ in range(2 * YEAR):
        model.step()
        dead += model.state.row(f"battle_deaths.{names[0]}")
        one, two = (model.state.row(f"fighters.{who}") for who in pair)
        overlap += np.minimum(one, two) / (2 * YEAR)
    release(model)
    yield judged(RIVALS, *bootstrapped(lambda k: slope(overlap[k], dead[k]), runs))


def slope(overlap: Array, dead: Array) -> float:
    """Return the slope of log mean deaths on log mean overlap over cercles that have both.

    Examples
    --------
    >>> round(slope(np.array([[1.0, 10.0, 100.0]]), np.array([[2.0, 20.0, 200.0]])), 6)
    1.0
    """
    x, y = overlap.mean(axis=0), dead.mean(axis=0)
    both = (x > 0.0) & (y > 0.0)
    if both.sum() < 3:
        return float("nan")
    return float(np.polyfit(np.log(x[both]), np.log(y[both]), 1)[0])


CHECKS = (
    missing(SPLIT, "no group splits in the model: a splinter would be a dormant card"),
    missing(MERGER, "CMA and Platform choose sides (side_with_cma), but never become one group"),
    rivals,
)
