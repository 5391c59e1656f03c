"""Laws of civilian harm: recruits, persistence, support, tips, control (LL6-LL13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.study.audit import laws_control
from sahelsim.study.audit.check import check, missing
from sahelsim.study.audit.hands import Changes, Outside, edit, repeat, scaled, with_part, writers
from sahelsim.study.audit.law import (
    Estimate,
    Law,
    Row,
    bootstrapped,
    judged,
    mean_interval,
)
from sahelsim.study.audit.lives import (
    BATCH,
    HORIZON,
    YEAR,
    Lives,
    Size,
    model_of,
    series_of,
)

HALF_YEAR, SETTLED = 26, 26  # weeks
DEAD, WHEN = 30.0, 8  # an incident: civilians killed in one cercle, and in which week
NEAR_YEAR = 56
STATE = ("army", "contractor", "foreign_force")
SHARE = Law(
    "LL6",
    "share of jihadist recruits that would not have joined without harm by the state side",
    0.20,
    0.45,
    "A/D",
    "UNDP 2017, 2023",
    kind="level",
)
RECRUITS = Law(
    "LL7a",
    "elasticity of recruits (26 weeks) to killings by the state side, doubled, everybody choosing as before",
    0.12,
    0.40,
    "D",
    "share x saturation",
    nothing=0.0,
)
FIGHTERS = Law(
    "LL7b",
    "elasticity of jihadist fighters after a year to the same, choices as before",
    0.05,
    0.20,
    "D",
    "share x saturation",
    nothing=0.0,
)
UNFROZEN = Law(
    "LL7c",
    "elasticity of jihadist fighters after three years to the same, everybody choosing anew",
    0.10,
    0.60,
    "D",
    "share x saturation",
    nothing=0.0,
)
HALF_LIFE = Law(
    "LL8a",
    "weeks until half of the excess attacks after an incident by the army is gone",
    4.0,
    26.0,
    "A/D",
    "Condra et al. 2010; Jaeger et al. 2008",
    kind="level",
)
LEFT = Law(
    "LL8b",
    "what is left of that excess after a year, over its peak",
    -1.0,
    0.3,
    "A/D",
    "Condra et al. 2010; Jaeger et al. 2008",
    kind="level",
)
SUPPORT = Law(
    "LL9",
    "loss of legitimacy after harm by the army over its gain after as much harm by jihadists, at home of those suspected",
    2.0,
    1e6,
    "A/D",
    "Lyall, Blair & Imai 2013",
    nothing=0.0,
    kind="sign",
)
TIPS = Law(
    "LL10a",
    "per cent that information changes in weeks 4-12 after an incident by the army",
    -30.0,
    -5.0,
    "A/D",
    "Shaver & Shapiro 2021",
    nothing=0.0,
    kind="sign",
)
TIPS_JIHAD = Law(
    "LL10b",
    "per cent that information changes in weeks 4-12 after an incident by jihadists",
    0.0,
    100.0,
    "A/D",
    "Shaver & Shapiro 2021",
    nothing=0.0,
    kind="sign",
)
SELECTIVE = Law(
    "LL11",
    "later attacks after selective less those after indiscriminate killing, at equal deaths",
    -1e6,
    0.0,
    "A/D",
    "Benmelech et al. 2015",
    nothing=0.0,
    kind="sign",
)
DETERRED = Law(
    "LL13",
    "per cent that local attacks change in 12 weeks after an incident by the army, where harm only deters (deter)",
    -24.0,
    -5.0,
    "A/D",
    "Lyall 2009",
    nothing=0.0,
    kind="sign",
)


def killings(model: ConflictModel, times: float) -> None:
    """Multiply what the state side kills of civilians."""
    names = {f"civilians_killed.{who}" for who in model.setup.roster.of(*STATE)}
    every = np.ones(model.state.replicates, dtype=bool)
    edit(model, writers(model, "civilians_killed"), scaled(names, times, every))


@check(SHARE)
def share(lives: Lives, size: Size) -> Iterator[Row]:
    """Let the state side harm nobody and count recruits once its old harm is forgotten."""
    weeks = SETTLED + YEAR
    usual = lives.of("baseline", size.runs, weeks)["jihadist_recruits"]
    model = model_of("baseline", size.runs, size.seed)
    killings(model, 0.0)
    spared = series_of(model, weeks)["jihadist_recruits"]
    release(model)
    one, two = (s[:, SETTLED + 1 :].sum(axis=1) for s in (usual, spared))
    yield judged(
        SHARE, *bootstrapped(lambda k: 1.0 - float(two[k].mean() / one[k].mean()), len(one))
    )


@check(RECRUITS, FIGHTERS, UNFROZEN)
def elasticity(lives: Lives, size: Size) -> Iterator[Row]:
    """Double what the state side kills, with and without leave to answer."""
    runs = min(size.runs, BATCH)
    base = model_of("baseline", runs, size.seed)
    usual = series_of(base, YEAR)
    frozen = model_of("baseline", runs, size.seed)
    repeat(frozen, base.decisions)
    killings(frozen, 2.0)
    doubled = series_of(frozen, YEAR)
    until = slice(1, HALF_YEAR + 1)
    recruits = [s["jihadist_recruits"][:, until].sum(axis=1) for s in (usual, doubled)]
    yield judged(RECRUITS, *elastic(recruits))
    yield judged(FIGHTERS, *elastic([s["jihadist_fighters"][:, -1] for s in (usual, doubled)]))
    free = model_of("baseline", runs, size.seed)
    killings(free, 2.0)
    after = [lives.of("baseline", size.runs, HORIZON), series_of(free, HORIZON)]
    yield judged(UNFROZEN, *elastic([s["jihadist_fighters"][:runs, -1] for s in after]))
    for model in (base, frozen, free):
        release(model)


def elastic(values: Sequence[Array]) -> Estimate:
    """Return the elasticity to a doubling: log of the ratio of means over log 2, paired.

    Examples
    --------
    >>> elastic([np.array([1.0, 1.0]), np.array([2.0, 2.0])])
    (1.0, 1.0, 1.0)
    """
    one, two = values
    return bootstrapped(
        lambda k: float(np.log(two[k].mean() / one[k].mean()) / np.log(2.0)), len(one)
    )


def incidents(
    size: Size, weeks: int, *settings: str, roles: Sequence[str] = ("", "army", "jihadist")
) -> dict[str, dict[str, Array]]:
    """Let one force kill in one contested cercle a run, each in turn; the same runs without.

    Returns
    -------
    dict
        By role (empty: nobody kills) the weekly series of the run's cercle, (runs, weeks):
        ``attacks`` (the dead of battles and of jihadist terror but the incident's), ``tips``, and
        ``legitimacy`` among who is suspected.
    """
    return {role: _incident(size, weeks, role, settings) for role in roles}


def _incident(size: Size, weeks: int, role: str, settings: Sequence[str]) -> dict[str, Array]:
    found: dict[str, list[Array]] = {}
    for first in range(0, size.runs, BATCH):
        numbers = range(first, min(first + BATCH, size.runs))
        model = model_of("no-deal", numbers, size.seed, *settings)
        where = _rotated(model, numbers)
        if role:
            _strike(model, role, where)
        for name, values in _local(model, where, weeks, role).items():
            found.setdefault(name, []).append(values)
        release(model)
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _rotated(model: ConflictModel, numbers: Sequence[int]) -> Array:
    """Return 1 in the contested cercle that is a run's, (runs, places)."""
    contested = np.flatnonzero(laws_control._contested(model.state, model.state.control))
    where = np.zeros(model.state.posts.shape)
    turn = np.asarray(numbers) % len(contested)
    where[np.arange(len(where)), contested[turn]] = 1.0
    return where


def _strike(model: ConflictModel, role: str, where: Array) -> None:
    who = model.setup.roster.of(role)[0]

    def kill(s: object, week: int) -> Changes:
        return {f"civilians_killed.{who}": DEAD * where} if week == WHEN else {}

    with_part(model, "audit_incident", Outside("harm", kill))


def _local(model: ConflictModel, where: Array, weeks: int, role: str) -> dict[str, Array]:
    """Live and write down a run's cercle: (runs, weeks) each."""
    s, place = model.state, model.setup.geography.place_of
    homes = where[:, place] * _suspects(model)
    found: dict[str, list[Array]] = {"attacks": [], "tips": [], "legitimacy": []}
    for week in range(weeks):
        model.step()
        attacks = s.battle_deaths.sum(axis=1) + s.total("civilians_killed", "jihadist")
        own = DEAD * (week == WHEN and role == "jihadist")
        found["attacks"].append((attacks * where).sum(axis=1) - own)
        found["tips"].append((s.information * where).sum(axis=1))
        people = homes * s.population
        found["legitimacy"].append((s.legitimacy * people).sum(axis=1) / people.sum(axis=1))
    return {name: np.stack(values, axis=1) for name, values in found.items()}


def _suspects(model: ConflictModel) -> Array:
    from sahelsim.model.harm import suspected

    return suspected("state", model.setup.roster, model.setup.geography)


@check(HALF_LIFE, LEFT, SUPPORT, TIPS, TIPS_JIHAD)
def after_incident(lives: Lives, size: Size) -> Iterator[Row]:
    """Follow violence, support and tips of a cercle after thirty were killed there."""
    found = incidents(size, NEAR_YEAR + WHEN)
    free, army, jihad = (found[role] for role in ("", "army", "jihadist"))
    excess = smooth(army["attacks"] - free["attacks"])[:, WHEN + 1 :]
    runs = len(excess)
    yield judged(HALF_LIFE, *bootstrapped(lambda k: half_gone(excess[k].mean(axis=0)), runs))
    yield judged(LEFT, *bootstrapped(lambda k: left_after(excess[k].mean(axis=0)), runs))
    month = WHEN + 4
    lost, gained = (
        s * (f["legitimacy"][:, month] - free["legitimacy"][:, month])
        for s, f in ((-1.0, army), (1.0, jihad))
    )
    yield judged(
        SUPPORT,
        *bootstrapped(lambda k: ratio_of(float(lost[k].mean()), float(gained[k].mean())), runs),
        why=f"lost {lost.mean():.3f}, gained {gained.mean():.3f}",
    )
    window = slice(WHEN + 4, WHEN + 13)
    before = free["tips"][:, window].mean(axis=1)
    for law, arm in ((TIPS, army), (TIPS_JIHAD, jihad)):
        change = 100.0 * (arm["tips"][:, window].mean(axis=1) / before - 1.0)
        yield judged(law, *mean_interval(change))


def ratio_of(lost: float, gained: float) -> float:
    """Return the loss over the gain; a loss without any gain is a thousandfold.

    Examples
    --------
    >>> ratio_of(0.2, 0.1), ratio_of(0.2, -0.1), ratio_of(-0.1, 0.1)
    (2.0, 1000.0, -1.0)
    """
    return lost / gained if gained > abs(lost) / 1e3 else (1e3 if lost > 0 else -1e3)


def smooth(values: Array, weeks: int = 4) -> Array:
    """Return running means over some weeks, (runs, weeks)."""
    total = np.cumsum(np.pad(values, ((0, 0), (weeks, 0))), axis=1)
    return np.asarray((total[:, weeks:] - total[:, :-weeks]) / weeks)


def half_gone(path: NDArray[np.float64]) -> float:
    """Return weeks from the incident until an excess has fallen to half of its peak for the first time.

    Examples
    --------
    >>> half_gone(np.array([4.0, 8.0, 5.0, 4.0, 1.0]))
    3.0
    """
    peak = int(path[:HALF_YEAR].argmax())
    if path[peak] <= 0.0:
        return float("nan")
    below = np.flatnonzero(path[peak:] <= path[peak] / 2.0)
    return float(peak + below[0]) if len(below) else float(len(path))


def left_after(path: NDArray[np.float64]) -> float:
    """Return the mean of an excess's last four weeks over its peak in the first half-year."""
    peak = float(path[:HALF_YEAR].max())
    return float(path[-4:].mean()) / peak if peak > 0.0 else float("nan")


@check(DETERRED)
def deterred(lives: Lives, size: Size) -> Iterator[Row]:
    """Follow a cercle's violence for twelve weeks where harm only deters."""
    settings = ("switches.collateral_effect=deter",)
    found = incidents(size, WHEN + 13, *settings, roles=("", "army"))
    one, two = (found[role]["attacks"][:, WHEN + 1 :].sum(axis=1) for role in ("", "army"))
    yield judged(
        DETERRED,
        *bootstrapped(lambda k: 100.0 * float(two[k].mean() / one[k].mean() - 1), len(one)),
    )


@check(laws_control.RUTHLESS)
def ruthless(lives: Lives, size: Size) -> Iterator[Row]:
    """Hold the army's rules of engagement at either end (LL12)."""
    yield from laws_control.ruthlessness(min(size.runs, BATCH), size.seed)


CHECKS = (
    share,
    elasticity,
    after_incident,
    missing(
        SELECTIVE,
        "the state side kills civilians by accident or by village; no part of it picks single "
        "suspects, so there is no selective killing of the same size to compare with",
    ),
    ruthless,
    deterred,
)
