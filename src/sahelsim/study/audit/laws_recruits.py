"""Laws of recruitment: turnover, replacement, income (LL14-LL17)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array, State
from sahelsim.study.audit.check import check
from sahelsim.study.audit.hands import Changes, edit, writers
from sahelsim.study.audit.law import (
    Law,
    Row,
    bootstrapped,
    judged,
    mean_interval,
    share_interval,
)
from sahelsim.study.audit.lives import (
    BATCH,
    HORIZON,
    YEAR,
    Lives,
    Size,
    lived,
    model_of,
    put,
    series_of,
)

BLOW = 0.2  # of the first jihadist group, killed at once
EXTINCT = 10.0  # fighters
TURNOVER = Law(
    "LL14",
    "gross jihadist recruits of a year over the stock, per cent",
    30.0,
    70.0,
    "A/D",
    "Parly 2019",
    kind="level",
)
RECOVERY = Law(
    "LL15a",
    "months until half of the gap is closed after a fifth of the largest jihadist group was killed at once",
    6.0,
    36.0,
    "A/D",
    "Parly 2019; Kress & Szechtman 2009",
    kind="level",
)
EXTINCTION = Law(
    "LL15b",
    "share of those runs in which the group is extinct within three years",
    0.0,
    0.05,
    "A/D",
    "Parly 2019; Kress & Szechtman 2009",
    kind="level",
)
REPLACED = Law(
    "LL16",
    "share of a year's doubled losses that is replaced by the end of the year",
    0.1,
    0.5,
    "A/D",
    "Kress & Szechtman 2009",
    nothing=0.0,
    kind="sign",
)
INCOME = Law(
    "LL17",
    "per cent that recruits for a living rise when rural income is a fifth lower, in a year",
    10.0,
    40.0,
    "A/D",
    "Blattman & Annan 2016; Dube & Vargas 2013",
    nothing=0.0,
    kind="sign",
)


@check(TURNOVER)
def turnover(lives: Lives, size: Size) -> Iterator[Row]:
    """Count who joins in a year against who is there."""
    found = lives.of("baseline", size.runs, HORIZON)
    years = found["jihadist_recruits"][:, 1:].reshape(size.runs, -1, YEAR).sum(axis=2)
    stock = found["jihadist_fighters"][:, 1:].reshape(size.runs, -1, YEAR).mean(axis=2)
    yield judged(TURNOVER, *mean_interval(100.0 * (years / stock).mean(axis=1)))


@check(RECOVERY, EXTINCTION)
def recovery(lives: Lives, size: Size) -> Iterator[Row]:
    """Kill a fifth of the largest group on the first day and follow the gap."""
    runs = min(size.runs, BATCH)
    model = model_of("baseline", runs, size.seed)
    group = model.setup.roster.of("jihadist")[0]
    name = model.setup.roster.recorded("fighters", group)
    put(model.state, f"fighters.{group}", model.state.row(f"fighters.{group}") * (1.0 - BLOW))
    hurt = series_of(model, HORIZON)[name]
    release(model)
    whole = lives.of("baseline", size.runs, HORIZON)[name][:runs]
    gap = whole - hurt
    gap[:, 0] = BLOW * whole[:, 0]
    yield judged(RECOVERY, *bootstrapped(lambda k: months_to_half(gap[k].mean(axis=0)), runs))
    dead = int((hurt.min(axis=1) < EXTINCT).sum())
    yield judged(EXTINCTION, *share_interval(dead, runs))


def months_to_half(gap: Array) -> float:
    """Return months until a gap has fallen below half of what it was at first; 36 and more count as 99.

    Examples
    --------
    >>> months_to_half(np.array([4.0] * 52 + [1.9]))
    12.0
    """
    closed = np.flatnonzero(gap <= gap[0] / 2.0)
    return float(closed[0]) * 12.0 / YEAR if len(closed) else 99.0


@check(REPLACED)
def replaced(lives: Lives, size: Size) -> Iterator[Row]:
    """Double what jihadists lose in battle for a year and see how much less there are."""
    runs = min(size.runs, BATCH)
    model, lost = model_of("baseline", runs, size.seed), np.zeros(runs)
    _bleed(model, lost)
    hurt = series_of(model, YEAR)["jihadist_fighters"]
    release(model)
    whole = lives.of("baseline", size.runs, HORIZON)["jihadist_fighters"][:runs, YEAR]
    fewer = whole - hurt[:, -1]
    yield judged(
        REPLACED,
        *bootstrapped(lambda k: 1.0 - float(fewer[k].mean() / lost[k].mean()), runs),
        why=f"{lost.mean():.0f} more lost, {fewer.mean():.0f} fewer at the end",
    )


def _bleed(model: ConflictModel, lost: Array) -> None:
    groups = model.setup.roster.of("jihadist")

    def twice(s: State, found: Changes) -> Changes:
        for who in groups:
            dead = found.get(f"fighters_killed.{who}")
            if dead is not None:
                more = np.minimum(dead, np.maximum(0.0, s.row(f"fighters.{who}") - dead))
                found[f"fighters.{who}"] = found[f"fighters.{who}"] - more
                lost[:] += more.sum(axis=1)
        return found

    edit(model, writers(model, "fighters_killed"), twice)


@check(INCOME)
def income(lives: Lives, size: Size) -> Iterator[Row]:
    """Lower the income of the countryside by a fifth."""
    usual = lives.of("baseline", size.runs, HORIZON)["recruits_livelihood"][:, 1 : YEAR + 1]
    setting = ("initial.rural_income=0.8",)
    poor = lived("baseline", size.runs, size.seed, YEAR, settings=setting)
    one, two = usual.sum(axis=1), poor["recruits_livelihood"][:, 1:].sum(axis=1)
    change = bootstrapped(lambda k: 100.0 * float(two[k].mean() / one[k].mean() - 1.0), len(one))
    yield judged(INCOME, *change)


CHECKS = (turnover, recovery, replaced, income)
