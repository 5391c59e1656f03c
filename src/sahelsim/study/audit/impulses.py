"""Impulse responses: one blow from outside, and what follows week by week against the same runs without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array, State
from sahelsim.study.audit.hands import Certain, Changes, Outside, with_part
from sahelsim.study.audit.law import Row, mean_interval
from sahelsim.study.audit.links import Impulse
from sahelsim.study.audit.lives import BATCH, Lives, Size, model_of, put, series_of

READ, BLOW = (13, 26, 52, 104), 8  # weeks: read, and of the blow
SOURCE = "ours: the same runs with and without one blow"


@dataclass(frozen=True)
class Blow:
    """One thing that happens from outside, and the series that are followed after it."""

    id: str
    what: str
    do: Callable[[ConflictModel], object]
    followed: tuple[str, ...]


def _fewer(model: ConflictModel) -> None:
    group = model.setup.roster.of("jihadist")[0]
    put(model.state, f"fighters.{group}", 0.8 * model.state.row(f"fighters.{group}"))


def _defeat(model: ConflictModel) -> None:
    army = model.setup.roster.of("army")[0]

    def fall(s: State, week: int) -> Changes:
        men = s.row(f"fighters.{army}")
        share = men / np.maximum(men.sum(axis=1, keepdims=True), 1.0)
        dead = 100.0 / 6.0 * share if BLOW <= week < BLOW + 6 else 0.0 * share
        return {f"fighters_killed.{army}": dead, f"fighters.{army}": -np.minimum(dead, men)}

    with_part(model, "audit_defeat", Outside("clashes", fall))


def _coup(model: ConflictModel) -> None:
    every = np.ones(model.state.replicates, dtype=bool)
    part = model.setup.mechanisms["coup_risk"]
    with_part(model, "coup_risk", Certain(part, BLOW, ("attempt", "success"), every))


def _broken(model: ConflictModel) -> None:
    put(model.state, "accord_in_force", 0.0)


def _poorer(model: ConflictModel) -> None:
    put(model.state, "rural_income", 0.8 * model.state.rural_income)


def _signed(model: ConflictModel) -> None:
    for who in model.setup.roster.of("contractor"):
        put(model.state, f"contract.{who}", 1.0)
        put(model.state, f"contract_men.{who}", 1000.0)


BLOWS = (
    Blow(
        "rules",
        "the army's rules of engagement are harsher by a tenth for a quarter",
        Impulse,
        ("one_sided_state", "jihadist_recruits", "jihadist_fighters", "tips", "coup_hazard"),
    ),
    Blow(
        "fewer",
        "a fifth of the largest jihadist group is killed on the first day",
        _fewer,
        ("jihadist_fighters", "total_deaths", "state_control_share", "one_sided_state"),
    ),
    Blow(
        "defeat",
        "a hundred soldiers more fall within six weeks",
        _defeat,
        ("coup_hazard", "army_morale", "army_posts", "state_control_share"),
    ),
    Blow(
        "coup",
        "a coup succeeds in the ninth week",
        _coup,
        ("state_control_share", "one_sided_state", "french_troops", "accord_health"),
    ),
    Blow(
        "broken",
        "the accord breaks on the first day",
        _broken,
        ("total_deaths", "state_control_share", "jihadist_fighters", "coup_hazard"),
    ),
    Blow(
        "poorer",
        "the income of the countryside is a fifth lower from the first day",
        _poorer,
        ("jihadist_recruits", "jihadist_fighters", "total_deaths"),
    ),
    Blow(
        "contract",
        "a contract for a thousand men stands on the first day",
        _signed,
        ("one_sided_state", "french_troops", "coup_hazard", "jihadist_fighters", "accord_health"),
    ),
)


def rows(lives: Lives, size: Size) -> Iterator[Row]:
    """Yield every blow's effect on what follows it, a row a series, read at four dates."""
    runs = min(size.runs, BATCH)
    usual = {n: s[:runs] for n, s in lives.of("no-deal", size.runs, size.path).items()}
    for blow in BLOWS:
        model = model_of("no-deal", runs, size.seed)
        blow.do(model)
        struck = series_of(model, size.path)
        release(model)
        for name in blow.followed:
            yield _row(blow, name, path(usual[name], struck[name]), usual[name])


def path(usual: Array, struck: Array) -> Mapping[int, tuple[float, float, float]]:
    """Return the paired difference of a series with its interval, in the quarter before each date."""
    apart = struck - usual
    lived = [week for week in READ if week < apart.shape[1]]
    return {week: mean_interval(apart[:, week - 12 : week + 1].mean(axis=1)) for week in lived}


def _row(
    blow: Blow, name: str, found: Mapping[int, tuple[float, float, float]], usual: Array
) -> Row:
    told = ", ".join(
        f"week {week} {value:+.2g} ({low:+.2g} to {high:+.2g})"
        for week, (value, low, high) in found.items()
    )
    return Row(
        f"impulse.{blow.id}.{name}",
        f"{blow.what}: {name}, {usual.mean():.3g} without it",
        *found[52],
        (-np.inf, np.inf),
        "D",
        "reported",
        topic="impulses",
        source=SOURCE,
        why=told,
    )
