"""Laws of territorial control, garrisons, routs and blockades (LL18-LL22), and of balance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.streams import Draws
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.mechanism import Mechanism
from sahelsim.model.state import Array, State
from sahelsim.study.audit.check import Check
from sahelsim.study.audit.law import (
    Law,
    Row,
    bootstrapped,
    judged,
    mean_interval,
    ratio_interval,
    share_interval,
)
from sahelsim.study.audit.lives import BATCH, HORIZON, YEAR, Lives, Size, live, model_of

ZONE_LOST = 0.1  # share of control: half a zone, so that a foothold's moves do not count
ISOLATED = 0.3  # isolation from which a post counts as remote
CONTESTED = (0.15, 0.6)  # the state's control of a cercle that both sides want
NEVER = 1e6  # weeks: longer than anybody looks
LONGEST = 99.0  # months that are told
LOST = 100.0  # soldiers, in six weeks

BALANCE = Law(
    "control.drift",
    "points a year that jihadist control drifts under frozen forces",
    -1.0,
    1.0,
    "D",
    "issue and loop page: the map of the first day is where it begins, not what it is fitted to",
)
INERTIA = Law(
    "control.inertia",
    "median months that a contested holder's zones last under frozen forces",
    12.0,
    36.0,
    "D",
    "loop page, section 5",
)
MEN = Law(
    "control.men",
    "points of jihadist control at 24 months from 2,500 rather than 1,500 men",
    0.0,
    10.0,
    "D",
    "sign",
    nothing=0.0,
)
SPREAD = Law(
    "control.spread",
    "cercles of which some run in ten, but not nine in ten, changes hands in two years",
    15.0,
    50.0,
    "D",
    "not the same ten cercles in every run",
)
SCENARIOS = Law(
    "control.scenarios",
    "share of the variance of jihadist control that best, base and worst explain",
    0.05,
    1.0,
    "D",
    "more than the 4-5 % of a drift that nobody moves",
)
SURGE = Law(
    "LL18a",
    "deaths near foreign bases in the year after departure over those without it",
    1.2,
    2.0,
    "A/D",
    "Fetzer et al. 2021 (signs)",
    nothing=1.0,
    kind="sign",
)
CLOSING = Law(
    "LL18d",
    "deaths in the year after a forced closing of an army post over those without it",
    1.2,
    2.0,
    "A/D",
    "Fetzer et al. 2021 (signs)",
    nothing=1.0,
    kind="sign",
)
LULL = Law(
    "LL18b",
    "deaths near foreign bases between announcement and departure over those without it",
    0.7,
    0.95,
    "A/D",
    "Fetzer et al. 2021 (signs)",
    nothing=1.0,
    kind="sign",
)
VACUUM = Law(
    "LL18c",
    "P(the state loses a zone within a year) where a post closed over where it was kept",
    3.0,
    100.0,
    "D",
    "Fetzer et al. 2021 (signs)",
    nothing=1.0,
)
RETREAT = Law(
    "LL19",
    "P(2 isolated posts close within 4 weeks of 100 soldiers lost in six)",
    0.3,
    0.8,
    "A/D",
    "Mali, November 2019",
    kind="level",
)
ROUT = Law(
    "LL20a",
    "P(another regional capital falls within 2 weeks of a forced fall to rebels)",
    0.3,
    1.0,
    "A/D",
    "Mali 2012, 2014",
    kind="level",
)
CALM = Law(
    "LL20b",
    "weekly P(a regional capital falls), no rout forced",
    0.0,
    0.003,
    "A/D",
    "Mali 2012, 2014",
    kind="level",
)
SIEGE = Law(
    "LL21a", "median months of a blockade", 3.0, 12.0, "A/D", "Farabougou 2020-21", kind="level"
)
BARGAIN = Law(
    "LL21b",
    "share of blockades that a bargain ends",
    1 / 3,
    1.0,
    "A/D",
    "Farabougou 2020-21",
    kind="level",
)
PRESETS = Law(
    "LL22",
    "points of jihadist-held population at 24 months, worst less best",
    5.0,
    100.0,
    "D",
    "ours",
    nothing=0.0,
)
RUTHLESS = Law(
    "LL12",
    "points of P(jihadists gain a zone in a year) from ruthless instead of restrained forces",
    10.0,
    30.0,
    "A/D",
    "Kocher et al. 2011, Dell & Querubin (signs)",
    nothing=0.0,
    kind="sign",
)


def balance(runs: int, seed: int) -> list[Row]:
    """Let control alone move for three years: forces, minds and posts stay as on the first day."""
    model = model_of("no-deal", runs, seed)
    s, part = model.state, model.setup.mechanisms["control_events"]
    people, first, wait = _people(model), s.control.copy(), np.full(s.control.shape, NEVER)
    for week in range(3 * YEAR):
        draws = Draws(model.streams, "control_events", week)
        s.control[...] += part.changes(s, model.setup.geography, 1.0, draws)["control"]
        wait = np.where(np.abs(s.control - first) > ZONE_LOST, np.minimum(wait, week + 1), wait)
    drift = 100.0 * (_held(s, people) - _held(s, people, first)) / 3.0
    contested = _contested(s, first)
    months = np.minimum(LONGEST, np.median(wait[:, :, contested], axis=0) * 12.0 / YEAR)
    holders = months[first[0][:, contested] > ZONE_LOST]
    typical = float(np.median(holders))
    return [
        judged(BALANCE, *mean_interval(drift)),
        judged(INERTIA, typical, *np.quantile(holders, [0.25, 0.75]).tolist()),
    ]


def men(runs: int, seed: int) -> list[Row]:
    """Compare many with few men of the first jihadist group on the first day."""
    arms = []
    for total in (1500, 2500):
        model = model_of("baseline", runs, seed, f"actors.jnim.forces.total={total}")
        live(model, 2 * YEAR)
        arms.append(_held(model.state, _people(model)))
    return [judged(MEN, *mean_interval(100.0 * (arms[1] - arms[0])))]


def presets(lives: Lives, size: Size) -> list[Row]:
    """Compare the presets, and ask what part of the variance lies between them."""
    found = {
        name: lives.of(name, size.runs, HORIZON)["jihadist_control_share"][:, 2 * YEAR]
        for name in ("at-best", "baseline", "at-worst")
    }
    gap = 100.0 * (found["at-worst"] - found["at-best"])
    values = np.stack(list(found.values()))
    low, high = bootstrapped(lambda k: _explained(values[:, k]), size.runs, size.seed)[1:]
    return [
        judged(PRESETS, *mean_interval(gap)),
        judged(SCENARIOS, _explained(values), low, high),
    ]


def spread(runs: int, seed: int) -> list[Row]:
    """Count the cercles whose fate differs between runs."""
    model = model_of("baseline", runs, seed)
    first = model.state.control.copy()
    live(model, 2 * YEAR)
    changed = np.asarray(np.abs(model.state.control - first) > ZONE_LOST).any(axis=1)
    return [judged(SPREAD, *_counted(np.asarray(changed), seed))]


def closing(runs: int, seed: int) -> list[Row]:
    """Close one post in one contested cercle a run and compare its deaths with the same run's."""
    dead = []
    for force in (False, True):
        model = model_of("no-deal", runs, seed)
        where = _one_place(model)
        if force:
            _force(model, _one_post(where))
        live(model, 8)
        dead.append((_deaths(model, YEAR) * where).sum(axis=1))
    return [judged(CLOSING, *ratio_interval(dead[1], dead[0]))]


def lull(runs: int, seed: int) -> list[Row]:
    """Announce the leaving of foreign forces: the next twelve weeks, and the year when they are gone."""
    during, after = [], []
    for leave in (False, True):
        model = model_of("no-deal", runs, seed)
        near = model.setup.geography.french_base
        live(model, 8)
        if leave:
            for name in ("target", "coalition_target"):
                for planned in model.state.each(name, "foreign_force").values():
                    planned[:] = 0.0
        during.append((_deaths(model, 12) * near).sum(axis=1))
        live(model, 32)
        after.append((_deaths(model, YEAR) * near).sum(axis=1))
    return [
        judged(LULL, *ratio_interval(during[1], during[0])),
        judged(SURGE, *ratio_interval(after[1], after[0])),
    ]


def vacuum(runs: int, seed: int) -> list[Row]:
    """Look a year ahead from each closing of the second half-year, and from posts kept."""
    model = model_of("no-deal", runs, seed)
    live(model, YEAR // 2)
    s, closed = model.state, np.zeros(model.state.posts.shape)
    held = s.row("control.state").copy()
    for _ in range(YEAR // 2):
        model.step()
        closed += s.posts_closed
    posted = (closed + s.posts > 0.0) & (held >= ZONE_LOST)
    live(model, YEAR // 2)
    lost = held - s.row("control.state") > ZONE_LOST
    gone, kept = posted & (closed > 0.0), posted & (closed == 0.0)
    by_run = [
        np.array([x[p].mean() if p.any() else np.nan for x, p in zip(lost, w, strict=True)])
        for w in (gone, kept)
    ]
    both = np.isfinite(by_run[0])
    return [judged(VACUUM, *ratio_interval(by_run[0][both], by_run[1][both]))]


def retreat(runs: int, seed: int) -> list[Row]:
    """Let a hundred soldiers be lost at once and count remote posts given up in four weeks."""
    model = model_of("no-deal", runs, seed)
    part: Any = model.setup.mechanisms["garrisons"]
    live(model, 8)
    model.state.recent_losses[...] += LOST
    given_up = np.zeros(runs)
    for _ in range(4):
        remote = part.isolation(model.state, model.setup.geography) >= ISOLATED
        model.step()
        given_up += (model.state.posts_closed * remote).sum(axis=1)
    return [judged(RETREAT, *share_interval(int((given_up >= 2).sum()), runs))]


def rout(runs: int, seed: int) -> list[Row]:
    """Let Gao's garrison fall in a war with rebels and watch the other capitals for two weeks."""
    model = model_of("at-worst", runs, seed)
    model.state.accord_in_force[:] = 0.0
    gao = np.zeros(len(model.setup.geography.place_ids))
    gao[model.setup.geography.place_ids.index("gao")] = 1.0
    _force(model, lambda week, posts: (week == 8) * gao * posts)
    live(model, 9)
    others, fell = model.setup.geography.capital * (1.0 - gao), np.zeros(runs, dtype=bool)
    for _ in range(2):
        model.step()
        fell |= (_fallen(model.state) * others).any(axis=1)
    return [judged(ROUT, *share_interval(int(fell.sum()), runs))]


def calm(runs: int, seed: int) -> list[Row]:
    """Count weeks in which some regional capital falls, left alone."""
    model, weeks = model_of("no-deal", runs, seed), 2 * YEAR
    fallen = 0
    for _ in range(weeks):
        model.step()
        fallen += int((_fallen(model.state) * model.setup.geography.capital).any(axis=1).sum())
    return [judged(CALM, *share_interval(fallen, runs * weeks))]


def ruthlessness(runs: int, seed: int) -> list[Row]:
    """Hold the army's rules of engagement at either end and count zones that jihadists gain."""
    gained = []
    for level in (0.0, 1.0):
        model = model_of("no-deal", runs, seed)
        first = model.state.control.copy()
        contested, rose = _contested(model.state, first), np.zeros(first[:, 0].shape, dtype=bool)
        for _ in range(YEAR):
            for rules in model.state.each("ruthlessness", "army").values():
                rules[:] = level
            model.step()
            rose |= _jihad(model.state) - _jihad(model.state, first) > ZONE_LOST
        gained.append(100.0 * rose[:, contested].mean(axis=1))
    return [judged(RUTHLESS, *mean_interval(gained[1] - gained[0]))]


def blockades(runs: int, seed: int) -> list[Row]:
    """Follow blockades begun in the first two years to their end in the third."""
    model = model_of("baseline", runs, seed)
    s, part = model.state, model.setup.mechanisms["blockades"]
    began = np.full(s.blockade.shape, np.nan)
    lengths: list[float] = []
    causes = np.zeros(3)  # bargain, relief, capture
    for week in range(3 * YEAR):
        model.step()
        bargain, relief = _endings(part, s)
        over = np.isfinite(began) & (s.blockade == 0.0)
        captured = over & (np.minimum(_jihad(s), s.row("control.state")) < 0.05)
        share = bargain / (bargain + relief)
        causes += [
            (share * (over & ~captured)).sum(),
            ((1.0 - share) * (over & ~captured)).sum(),
            captured.sum(),
        ]
        lengths += (week - began[over]).tolist()
        began[over] = np.nan
        began = np.where(np.isnan(began) & (s.blockade > 0.0) & (week < 2 * YEAR), week, began)
    lengths += [3 * YEAR - w for w in began[np.isfinite(began)].tolist()]
    months = np.array(lengths) * 12.0 / YEAR
    typical = bootstrapped(lambda k: float(np.median(months[k])), len(months), seed)
    total = int(causes.sum())
    return [
        judged(SIEGE, *typical),
        judged(BARGAIN, *share_interval(round(causes[0]), total)),
    ]


def _checked(measure: Callable[[int, int], list[Row]], *laws: Law, most: int = BATCH) -> Check:
    """Return the check of laws that a function of runs and seed measures."""

    def rows(lives: Lives, size: Size) -> list[Row]:
        return measure(min(size.runs, most), size.seed)

    return Check(laws, rows)


CHECKS = (
    _checked(balance, BALANCE, INERTIA, most=48),
    _checked(men, MEN),
    Check((PRESETS, SCENARIOS), presets),
    _checked(spread, SPREAD),
    _checked(closing, CLOSING),
    _checked(lull, LULL, SURGE),
    _checked(vacuum, VACUUM),
    _checked(retreat, RETREAT),
    _checked(rout, ROUT),
    _checked(calm, CALM),
    _checked(blockades, SIEGE, BARGAIN),
)


class Forced:
    """A part of the ground that closes posts when it is told to, and else does what it did."""

    def __init__(self, part: Any, closes: Callable[[int, Array], Array]) -> None:
        self._part, self._closes, self._week = part, closes, 0

    def __getattr__(self, name: str) -> Any:
        """Answer as the part does."""
        return getattr(self._part, name)

    def changes(self, s: State, geography: Any, dt: float, rng: Any) -> dict[str, Array]:
        """Return the part's changes, and what is forced on top."""
        found = self._part.changes(s, geography, dt, rng)
        left = s.posts + found["posts"]
        more = np.minimum(self._closes(self._week, s.posts), left)
        self._week += 1
        found["posts"] = found["posts"] - more
        found["posts_closed"] = found["posts_closed"] + more
        fresh = (1.0 - s.vacated) * more / np.maximum(s.posts + s.bases, 1.0)
        found["vacated"] = found["vacated"] + fresh
        return dict(found)


def _force(model: ConflictModel, closes: Callable[[int, Array], Array]) -> None:
    parts = dict(model.setup.mechanisms)
    parts["garrisons"] = cast(Mechanism, Forced(parts["garrisons"], closes))
    model.setup = replace(model.setup, mechanisms=parts)


def _deaths(model: ConflictModel, weeks: int) -> Array:
    dead = np.zeros(model.state.posts.shape)
    for _ in range(weeks):
        model.step()
        dead += model.state.battle_deaths.sum(axis=1) + model.state.civilians_killed.sum(axis=1)
    return dead


def _one_place(model: ConflictModel) -> Array:
    """Return 1 in one contested cercle a run, each in turn."""
    contested = np.flatnonzero(_contested(model.state, model.state.control))
    where = np.zeros(model.state.posts.shape)
    where[np.arange(len(where)), contested[np.arange(len(where)) % len(contested)]] = 1.0
    return where


def _one_post(where: Array) -> Callable[[int, Array], Array]:
    return lambda week, posts: (week == 8) * where * np.minimum(posts, 1.0)


def _people(model: ConflictModel) -> Array:
    people: Array = model.setup.geography.population
    return np.asarray(people / people.sum())


def _jihad(s: State, control: Array | None = None) -> Array:
    held = s.control if control is None else control
    rows_of = [s.roster.controllers.index(who) for who in s.roster.of("jihadist")]
    return np.asarray(held[:, rows_of].sum(axis=1))


def _held(s: State, people: Array, control: Array | None = None) -> Array:
    """Return the share of people under jihadists, (replicates,)."""
    return np.asarray((_jihad(s, control) * people).sum(axis=1))


def _contested(s: State, control: Array) -> NDArray[np.bool_]:
    low, high = CONTESTED
    state = control[0, 0]
    return np.asarray((state >= low) & (state < high) & (_jihad(s, control)[0] >= 2 * ZONE_LOST))


def _fallen(s: State) -> Array:
    return np.asarray((s.posts_closed > 0.0) & (s.posts <= 0.0))


def _endings(part: Any, s: State) -> tuple[Array, Array]:
    found: tuple[Array, Array] = part.endings(s)
    return found


def _explained(values: Array) -> float:
    """Return the share of variance between scenarios, (scenarios, runs), corrected for chance."""
    within = values.var(axis=1, ddof=1).mean()
    between = max(0.0, values.mean(axis=1).var(ddof=1) - within / values.shape[1])
    return float(between / (between + within))


def _counted(changed: NDArray[np.bool_], seed: int) -> tuple[float, float, float]:
    """Return the cercles whose fate differs between runs, with the interval over runs."""

    def undecided(k: NDArray[np.intp]) -> float:
        share = changed[k].mean(axis=0)
        return float(((share >= 0.1) & (share <= 0.9)).sum())

    return bootstrapped(undecided, len(changed), seed)
