"""The whole audit: laws, parts, the loop's links, expected beside realised, impulses."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, field, replace

import numpy as np

from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.model.release import release
from sahelsim.study.audit import (
    impulses,
    laws_control,
    laws_harm,
    laws_levels,
    laws_minds,
    laws_money,
    laws_peace,
    laws_recruits,
    laws_regime,
    laws_sides,
    links,
)
from sahelsim.study.audit.arms import Part, Seen, tried
from sahelsim.study.audit.check import Check
from sahelsim.study.audit.law import Law, Row, absent
from sahelsim.study.audit.lives import (
    AT_WAR,
    FULL,
    HORIZON,
    QUICK,
    SIGNED,
    Lives,
    Size,
    live,
    model_of,
    story,
)
from sahelsim.study.audit.parts import (
    FEWEST,
    Tally,
    catalogue,
    needed,
    opened_in,
    row_of,
    rows_expected,
)
from sahelsim.study.pool import processes

TOPICS: dict[str, tuple[Check, ...]] = {
    "decisions": laws_minds.CHECKS,
    "harm": laws_harm.CHECKS,
    "recruits": laws_recruits.CHECKS,
    "control": laws_control.CHECKS,
    "peace": laws_peace.CHECKS,
    "regime": laws_regime.CHECKS,
    "money": laws_money.CHECKS,
    "sides": laws_sides.CHECKS,
    "levels": laws_levels.CHECKS,
}
IMPULSES = "impulses"
ROOMS = (  # topics whose laws one process measures, because they share ensembles
    ("decisions", "harm", "recruits", "money", "sides"),
    ("peace", "regime", "control"),
    ("levels",),
    (IMPULSES,),
)
GROUPS = ("laws", "parts", "links", "expected", "impulses")
STORIES = ("baseline", SIGNED, "at-worst", AT_WAR)  # where an action may be open
PROBED = 16  # runs that look for where it is
MOST_ARMS = 20  # in one batch
OPEN_ENOUGH = 0.5  # of the runs: then no other story is asked
SHORT_LINKS = (links.MINDS, "recruits and information together")
BETTER = {"inert": ("moves", "undecided"), "undecided": ("moves",)}  # what another story may show
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Plan:
    """What an audit is asked for: how large, and which checks; all if ``only`` is empty."""

    size: Size = QUICK
    only: tuple[str, ...] = ()
    quick: bool = True

    def wants(self, name: str, group: str) -> bool:
        """Tell whether a row of this name, in this group, is asked for."""
        return not self.only or any(_matches(name, group, word) for word in self.only)

    def laws(self) -> list[Check]:
        """Return the checks of laws that are asked for."""
        every = (c for checks in TOPICS.values() for c in checks)
        return [c for c in every if any(self.wants(law.id, "laws") for law in c.laws)]


def _matches(name: str, group: str, word: str) -> bool:
    """Tell whether a word asks for a row: its group, its name, or the law or actor that it begins with.

    Examples
    --------
    >>> _matches("LL18a", "laws", "LL18"), _matches("LL18a", "laws", "LL1")
    (True, False)
    >>> _matches("mechanism.mining", "parts", "mechanism"), _matches("LL7", "laws", "parts")
    (True, False)
    """
    rest = name.removeprefix(word)
    return word in (group, name) or (rest != name and not rest[0].isdigit())


def plan(
    quick: bool, only: Sequence[str] = (), seed: int = 1, most_pairs: int | None = None
) -> Plan:
    """Return a checked plan.

    Raises
    ------
    UsageError
        If a word of ``only`` asks for nothing there is.
    """
    size = replace(QUICK if quick else FULL, seed=seed)
    if most_pairs is not None:
        size = replace(size, pairs=min(size.pairs, most_pairs), most_pairs=most_pairs)
    known = names()
    for word in only:
        if not any(_matches(name, group, word) for name, group in known):
            words = [*GROUPS, *sorted({_base(name) for name, _ in known})]
            raise UsageError(f"--only {word}: {did_you_mean(word, words)}")
    return Plan(size, tuple(only), quick)


def _base(name: str) -> str:
    """Return the name of a law without its letter or its pair."""
    law = re.match(r"LL\d+", name)
    return law[0] if law else name


def names() -> list[tuple[str, str]]:
    """Return every row that can be asked for by name, with its group."""
    found = [(law.id, "laws") for law in every_law()]
    found += [(part.id, "parts") for part in catalogue(story("baseline"))]
    found += [(f"impulse.{blow.id}", "impulses") for blow in impulses.BLOWS]
    return [*found, ("link", "links"), ("expected", "expected")]


def every_law() -> Iterator[Law]:
    """Yield every law of the audit in the order of its topics."""
    yield from (links.SIGN, links.STABLE)
    for checks in TOPICS.values():
        for check in checks:
            yield from check.laws
    yield from (laws_minds.SLOPE, laws_minds.FIT)


@dataclass
class Work:
    """One piece of an audit that a process does: what it is called, and the function with its arguments."""

    what: str
    do: Callable[..., object]
    given: tuple[object, ...] = ()
    found: object = field(default=None)


def audit(
    asked: Plan, tell: Tell | None = None, say: Callable[[str], None] | None = None
) -> list[Row]:
    """Carry an audit out and return its rows, laws first.

    Parameters
    ----------
    asked : Plan
        How large, and what.
    tell : callable, optional
        Told after each piece of work that one more is done.
    say : callable, optional
        Told in words what has been done.
    """
    started = time.monotonic()
    with processes(max(1, os.cpu_count() or 1)) as (pool, _):

        def carry_out(pieces: Sequence[Work]) -> list[object]:
            jobs: dict[Future[object], int] = {
                pool.submit(piece.do, *piece.given): k for k, piece in enumerate(pieces)
            }
            done: list[object] = [None] * len(pieces)
            for count, job in enumerate(as_completed(jobs), start=1):
                done[jobs[job]] = job.result()
                if say is not None:
                    took = time.monotonic() - started
                    say(f"{pieces[jobs[job]].what} ({count} of {len(pieces)}, {took:.0f} s)")
                if tell is not None:
                    tell(1)
            return done

        return _rows(asked, carry_out)


CarryOut = Callable[[Sequence[Work]], list[object]]


def _rows(asked: Plan, carry_out: CarryOut) -> list[Row]:
    parts = _parts(asked, carry_out)
    laws = _laws(asked)
    batches = list(_batches(parts, asked.size, range(asked.size.pairs)))
    done = carry_out([*laws, *batches])
    found = [row for rows in done[: len(laws)] for row in _listed(rows)]
    tallies = _tallies(parts, done[len(laws) :], batches)
    tallies = _elsewhere(asked, _doubled(asked, tallies, carry_out), carry_out)
    found += [row_of(t) for t in tallies if asked.wants(t.part.id, "parts")]
    if asked.wants("LL4a", "laws") or asked.wants("LL4b", "laws"):
        rows = laws_minds.calibration(tallies)
        found += [row for row in rows if asked.wants(row.id, "laws")]
    if asked.wants("expected", "expected"):
        found += rows_expected(tallies)
    return sorted(found, key=_order)


def _listed(rows: object) -> list[Row]:
    assert isinstance(rows, list)
    return rows


def _order(row: Row) -> tuple[int, int, str]:
    law = re.match(r"LL(\d+)", row.id)
    return GROUPS.index(row.topic), int(law[1]) if law else 1000, row.id


def _laws(asked: Plan) -> list[Work]:
    """Return the work on laws, links and impulses; laws of a topic share what they can."""
    found = []
    if any(asked.wants(law.id, "laws") for law in (links.SIGN, links.STABLE)) or asked.wants(
        "link", "links"
    ):
        found.append(Work("the loop and its links", loop, (asked,)))
    for room in ROOMS:
        topics = [t for t in room if any(c in TOPICS.get(t, ()) for c in asked.laws())]
        if topics or (IMPULSES in room and _blows(asked)):
            found.append(Work(_called(room), laws_of, (tuple(room), asked)))
    return found


def _called(room: Sequence[str]) -> str:
    return "impulses" if IMPULSES in room else f"laws of {', '.join(room)}"


def _blows(asked: Plan) -> bool:
    return any(asked.wants(f"impulse.{b.id}", "impulses") for b in impulses.BLOWS)


def laws_of(room: Sequence[str], asked: Plan) -> list[Row]:
    """Return the rows of the laws of some topics that are asked for; they share what they can."""
    lives, found = Lives(asked.size.seed), list[Row]()
    for topic in room:
        for check in TOPICS.get(topic, ()):
            found += _measured(check, lives, asked)
    if IMPULSES in room and _blows(asked):
        found += [r for r in impulses.rows(lives, asked.size) if asked.wants(r.id, r.topic)]
    return found


def _measured(check: Check, lives: Lives, asked: Plan) -> list[Row]:
    """Return a check's rows that are asked for; a law that gave none could not be measured here."""
    wanted = [law for law in check.laws if asked.wants(law.id, "laws")]
    if not wanted:
        return []
    rows = list(check.measure(lives, asked.size))
    told = {row.id for row in rows}
    left = [
        absent(law, "could not be measured in this story") for law in wanted if law.id not in told
    ]
    return [row for row in rows if asked.wants(row.id, "laws")] + left


def loop(asked: Plan) -> list[Row]:
    """Return the rows of the loop and its links."""
    every = not asked.quick and asked.wants("link", "links")
    found = links.responses(asked.size.loop, asked.size.seed, HORIZON, () if every else SHORT_LINKS)
    rows = links.rows(found, asked.size.seed)
    return [r for r in rows if asked.wants(r.id, r.topic)]


def _parts(asked: Plan, carry_out: CarryOut) -> list[Part]:
    """Return the parts that are asked for, each in the story where it can act."""
    wanted = [p for p in catalogue(story("baseline")) if _needed(asked, p)]
    deeds = [p.name for p in wanted if p.kind == "action"]
    if not deeds:
        return wanted
    weeks = asked.size.weeks
    probes = [
        Work(f"where actions are open: {s}", opened, (s, weeks, asked.size.seed)) for s in STORIES
    ]
    tables = dict(zip(STORIES, carry_out(probes), strict=True))
    return [replace(p, story=_where(p, tables)) for p in wanted]


def _needed(asked: Plan, part: Part) -> bool:
    expected = asked.wants("expected", "expected") or asked.wants("LL4a", "laws")
    return asked.wants(part.id, "parts") or (part.kind == "action" and expected)


def _where(part: Part, tables: dict[str, object]) -> str:
    if part.kind != "action":
        return STORIES[0]
    shares = {name: _share(table, part.name) for name, table in tables.items()}
    return STORIES[0] if shares[STORIES[0]] >= OPEN_ENOUGH else opened_in(shares)


def _share(table: object, deed: str) -> float:
    assert isinstance(table, dict)
    return float(table.get(deed, 0.0))


def opened(name: str, weeks: int, seed: int) -> dict[str, float]:
    """Return in which share of runs of a story each actor's action was ever open."""
    model = model_of(name, PROBED, seed)
    live(model, weeks)
    ever: dict[str, np.ndarray] = {}
    for d in model.decisions:
        for k, action in enumerate(d.menu.actions):
            deed = f"{d.menu.actor}:{action}"
            ever[deed] = ever.get(deed, False) | d.menu.allowed[:, k]
    release(model)
    return {deed: float(np.mean(runs)) for deed, runs in ever.items()}


def _batches(parts: Sequence[Part], size: Size, runs: range) -> Iterator[Work]:
    """Yield batches of arms: parts of one story together, so many arms and runs at once."""
    for name in dict.fromkeys(part.story for part in parts):
        group: list[Part] = []
        for part in [p for p in parts if p.story == name]:
            if group and len(needed([*group, part])) > MOST_ARMS:
                yield from _split(name, group, size, runs)
                group = []
            group.append(part)
        if group:
            yield from _split(name, group, size, runs)


def _split(name: str, group: Sequence[Part], size: Size, runs: range) -> Iterator[Work]:
    at_once = max(1, 256 // MOST_ARMS) if len(runs) > 24 else len(runs)
    for first in range(runs.start, runs.stop, at_once):
        some = range(first, min(first + at_once, runs.stop))
        given = (name, tuple(group), some, size.weeks, size.seed)
        yield Work(f"parts: {group[0].id} … {group[-1].id}", experiment, given)


def experiment(name: str, group: Sequence[Part], runs: range, weeks: int, seed: int) -> Seen:
    """Return what the arms of some parts came to in some runs of a story."""
    return tried(story(name), needed(group), runs, weeks, seed)


def _tallies(parts: Sequence[Part], done: Iterable[object], batches: Sequence[Work]) -> list[Tally]:
    """Gather what has been seen of each part."""
    found = {part.id: Tally(part, []) for part in parts}
    for seen, piece in zip(done, batches, strict=True):
        assert isinstance(seen, Seen)
        group = piece.given[1]
        assert isinstance(group, tuple)
        for part in group:
            found[part.id].seen.append(seen)
    return list(found.values())


def _elsewhere(asked: Plan, tallies: list[Tally], carry_out: CarryOut) -> list[Tally]:
    """Try what is inert in the baseline in the other stories: a part may have no occasion there."""
    idle = [t.part for t in tallies if t.part.story == STORIES[0] and row_of(t).verdict == "inert"]
    found = {t.part.id: t for t in tallies}
    for name in STORIES[1:]:
        again = [replace(part, story=name) for part in idle]
        batches = list(_batches(again, asked.size, range(asked.size.pairs)))
        for tally in _tallies(again, carry_out(batches), batches):
            if row_of(tally).verdict in BETTER.get(row_of(found[tally.part.id]).verdict, ()):
                found[tally.part.id] = tally
    return list(found.values())


def _doubled(asked: Plan, tallies: list[Tally], carry_out: CarryOut) -> list[Tally]:
    """Double the pairs of what is undecided until there are as many as the plan allows."""
    pairs = asked.size.pairs
    while pairs < asked.size.most_pairs:
        more = min(2 * pairs, asked.size.most_pairs)
        open_ = [t for t in tallies if t.opened >= FEWEST and row_of(t).verdict == "undecided"]
        if not open_:
            break
        batches = list(_batches([t.part for t in open_], asked.size, range(pairs, more)))
        fresh = {
            t.part.id: t for t in _tallies([t.part for t in open_], carry_out(batches), batches)
        }
        for tally in open_:
            tally.seen += fresh[tally.part.id].seen
        pairs = more
    return tallies
