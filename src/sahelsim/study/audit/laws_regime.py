"""Laws of coups and what they change (LL28-LL33)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array, State
from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.hands import Certain, Changes, Outside, bar, press, with_part
from sahelsim.study.audit.law import (
    Law,
    Row,
    judged,
    mean_interval,
    ratio_interval,
    share_interval,
)
from sahelsim.study.audit.lives import (
    BATCH,
    HORIZON,
    YEAR,
    Lives,
    Size,
    live,
    model_of,
    put,
    series_of,
)

FIVE, HALF_YEAR, COUP = 5 * YEAR, 26, 8
LOST, SIX = 100.0, 6  # soldiers, in how many weeks
FAR = 0.1  # on a scale of 0-1: another policy
SUCCESS = "success of attempts is drawn inside coup risk and shown nowhere; attempts are told above"
TRIES = Law(
    "LL28a",
    "coup attempts a year in the first three years after a coup",
    0.10,
    0.25,
    "M",
    "Powell & Thyne v2019.04",
    kind="binding",
)
THREE = Law(
    "LL28b",
    "share of runs with another attempt within three years",
    0.27,
    0.60,
    "M",
    "Powell & Thyne v2019.04",
    kind="binding",
)
FALLS = Law(
    "LL28c",
    "share of runs with another successful coup within five years",
    0.10,
    0.39,
    "M",
    "Powell & Thyne v2019.04",
    kind="binding",
)
LOSSES = Law(
    "LL29",
    "coup hazard in the half-year after a hundred soldiers fell in six weeks over the hazard without",
    2.0,
    4.0,
    "A/D",
    "Mali 2012; Bell & Sudduth 2017",
    nothing=1.0,
    kind="sign",
)
WAR = Law(
    "LL30a",
    "hazard of an attempt in a war with the CMA over that without one",
    1.5,
    2.2,
    "A/D",
    "Bell & Sudduth 2017",
    nothing=1.0,
    kind="sign",
)
WAR_SUCCESS = Law(
    "LL30b",
    "chance that an attempt succeeds in war over that in peace",
    0.4,
    0.7,
    "A/D",
    "Bell & Sudduth 2017",
    nothing=1.0,
    kind="sign",
)
GUARD = Law(
    "LL31a",
    "hazard of an attempt in the year after new forces were set against a coup over that without",
    1.0,
    1e6,
    "A/D",
    "De Bruin 2018, 2020",
    nothing=1.0,
    kind="sign",
)
GUARD_SUCCESS = Law(
    "LL31b",
    "chance that an attempt succeeds once they stand over that without",
    0.0,
    1.0,
    "A/D",
    "De Bruin 2018, 2020",
    nothing=1.0,
    kind="sign",
)
CHANGE = Law(
    "LL32a",
    "share of coups after which rules of engagement, patron or accord differ within half a year",
    0.5,
    1.0,
    "A/D",
    "Thyne 2017; Marinov & Goemans 2014",
    kind="level",
)
SAME = Law(
    "LL32b",
    "the same share without a coup",
    0.0,
    0.15,
    "A/D",
    "Thyne 2017; Marinov & Goemans 2014",
    kind="level",
)
VOTES = Law(
    "LL33",
    "share of successors of a coup who hold an election within five years",
    0.50,
    0.75,
    "A/D",
    "Marinov & Goemans 2014",
    kind="level",
)


@check(TRIES, THREE, FALLS)
def trap(lives: Lives, size: Size) -> Iterator[Row]:
    """Count attempts in the years after May 2021, in which the last coup was."""
    found = lives.of("no-deal", size.runs, FIVE)
    tries = found["attempts"][:, 1 : HORIZON + 1]
    yield judged(TRIES, *mean_interval(tries.sum(axis=1) * YEAR / HORIZON))
    yield judged(THREE, *share_interval(int((tries.sum(axis=1) > 0).sum()), size.runs))
    yield judged(FALLS, *share_interval(int((found["coups"][:, -1] > 0).sum()), size.runs))


@check(LOSSES)
def losses(lives: Lives, size: Size) -> Iterator[Row]:
    """Let a hundred soldiers more fall in six weeks and read the hazard itself."""
    runs = min(size.runs, BATCH)
    usual = lives.of("no-deal", size.runs, FIVE)["coup_hazard"][:runs]
    model = model_of("no-deal", runs, size.seed)
    army = model.setup.roster.of("army")[0]

    def fall(s: State, week: int) -> Changes:
        if not COUP <= week < COUP + SIX:
            return {}
        men = s.row(f"fighters.{army}")
        dead = LOST / SIX * men / np.maximum(men.sum(axis=1, keepdims=True), 1.0)
        return {f"fighters_killed.{army}": dead, f"fighters.{army}": -np.minimum(dead, men)}

    with_part(model, "audit_losses", Outside("clashes", fall))
    hurt = series_of(model, COUP + SIX + HALF_YEAR)["coup_hazard"]
    release(model)
    after = slice(COUP + SIX, COUP + SIX + HALF_YEAR)
    one, two = (h[:, after].mean(axis=1) for h in (usual, hurt))
    yield judged(LOSSES, *ratio_interval(two, one))


@check(WAR)
def war(lives: Lives, size: Size) -> Iterator[Row]:
    """Break the accord on the first day and read the hazard of the second half-year."""
    runs = min(size.runs, BATCH)
    hazards = []
    for broken in (False, True):
        model = model_of("at-worst", runs, size.seed)
        if broken:
            put(model.state, "accord_in_force", 0.0)
            put(model.state, "readiness", 1.0)
        hazards.append(series_of(model, YEAR)["coup_hazard"][:, HALF_YEAR:].mean(axis=1))
        release(model)
    yield judged(WAR, *ratio_interval(hazards[1], hazards[0]))


@check(GUARD)
def guard(lives: Lives, size: Size) -> Iterator[Row]:
    """Let the regime purge officers and set new forces against them, or bar it from that."""
    hazards = []
    for force in (False, True):
        model = model_of("no-deal", min(size.runs, BATCH), size.seed)
        every = np.ones(model.state.replicates, dtype=bool)
        regime = model.setup.roster.card(model.setup.roster.of("regime")[0]).name
        (press if force else bar)(model, regime, "purge_officers", every)
        hazards.append(series_of(model, YEAR)["coup_hazard"][:, 1:].mean(axis=1))
        release(model)
    yield judged(GUARD, *ratio_interval(hazards[1], hazards[0]))


@check(CHANGE, SAME)
def change(lives: Lives, size: Size) -> Iterator[Row]:
    """Let a coup succeed for certain and see whether policy differs half a year on."""
    for law, force in ((CHANGE, True), (SAME, False)):
        model = model_of("baseline", min(size.runs, BATCH), size.seed)
        if force:
            _coup(model)
        live(model, COUP - 1)
        before = _policy(model)
        live(model, HALF_YEAR)
        moved = np.asarray((np.abs(_policy(model) - before) > FAR).any(axis=1))
        yield judged(law, *share_interval(int(moved.sum()), len(moved)))
        release(model)


@check(VOTES)
def votes(lives: Lives, size: Size) -> Iterator[Row]:
    """Let a coup succeed in the first weeks and look for an election in five years."""
    model = model_of("no-deal", min(size.runs, BATCH), size.seed)
    _coup(model)
    held = series_of(model, FIVE)["elections_held"][:, -1] > 0.5
    release(model)
    yield judged(VOTES, *share_interval(int(held.sum()), len(held)))


def _coup(model: ConflictModel) -> None:
    every = np.ones(model.state.replicates, dtype=bool)
    part = model.setup.mechanisms["coup_risk"]
    with_part(model, "coup_risk", Certain(part, COUP, ("attempt", "success"), every))


def _policy(model: ConflictModel) -> Array:
    """Return rules of engagement, whether a contract stands, and practice of the accord, (runs, 3)."""
    s = model.state
    parts = (s.most("ruthlessness", "army"), s.most("contract", "contractor"), s.implementation)
    return np.concatenate([np.array(x) for x in parts], axis=1)


CHECKS = (
    trap,
    losses,
    war,
    missing(WAR_SUCCESS, SUCCESS),
    guard,
    missing(GUARD_SUCCESS, SUCCESS),
    change,
    votes,
)
