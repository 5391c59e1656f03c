"""What a class did and what came of it: orders and messages in time, beliefs, outcomes, scores."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sahelsim.analysis.classify import explain
from sahelsim.classroom.faults import ClassError
from sahelsim.classroom.guesses import Score, score, truth
from sahelsim.classroom.orders import STAFF
from sahelsim.classroom.session import Session
from sahelsim.classroom.state import Draft, Message, Played
from sahelsim.classroom.world import WEEKS
from sahelsim.study.outcomes import EVENTS
from sahelsim.study.result import Result

ONE = 0.5  # from which the flag of an event counts as up


@dataclass(frozen=True)
class Order:
    """One decision of one seat in one round: what was in force, and what the model would have done.

    ``new`` says that people ordered it for this round; else it stood from before. ``own`` is what
    the seat's own rule would have taken in the first week of the round, empty where it is not known.
    """

    round: int
    day: date
    group: str
    seat: str
    decision: str
    order: str
    new: bool
    own: str
    why: str


@dataclass(frozen=True)
class Belief:
    """How strong a seat believed a force to be at the end of a round, and how strong it was (people)."""

    round: int
    group: str
    seat: str
    force: str
    believed: float
    true: float


@dataclass(frozen=True)
class PersonScore:
    """What one student did: rounds in which his seat was ordered anew, and his calibration."""

    person: int
    name: str
    group: str
    seat: str
    rounds: int
    score: Score | None


@dataclass(frozen=True)
class Debrief:
    """Everything that a class talks about afterwards."""

    result: Result
    groups: tuple[str, ...]
    orders: tuple[Order, ...]
    messages: tuple[Message, ...]
    injects: tuple[tuple[int, str], ...]
    beliefs: tuple[Belief, ...]
    outcomes: dict[str, tuple[str, list[str]]]
    happened: dict[str, dict[str, bool | None]]
    people: tuple[PersonScore, ...]
    class_score: Score | None


def debrief(session: Session) -> Debrief:
    """Return what a class did so far.

    Raises
    ------
    ClassError
        If no round was played yet.
    """
    with session.lock:
        if not session.now.rounds:
            raise ClassError("classroom.refused.no_round")
        result, groups = session.world.result(), session.plan.groups
        came = _came(session)
        return Debrief(
            result=result,
            groups=groups,
            orders=tuple(_orders(session, result)),
            messages=tuple(session.now.messages),
            injects=tuple(session.now.injects),
            beliefs=tuple(_beliefs(session)),
            outcomes={g: explain(result.series, k) for k, g in enumerate(groups)},
            happened=_happened(result, groups),
            people=tuple(_people(session, came)),
            class_score=score(session.now.guesses, came),
        )


def _day(session: Session, number: int) -> date:
    return session.plan.scenario.start + timedelta(weeks=WEEKS * number)


def _orders(session: Session, result: Result) -> Iterable[Order]:
    own = {
        (row.actor, row.decision, row.week, k): row.options[int(row.free[k])]
        for row in result.decisions
        for k in range(result.runs)
        if row.week % WEEKS == 0 and row.free[k] >= 0
    }
    for number, played in enumerate(session.now.rounds):
        for (group, seat), orders in sorted(played.orders.items()):
            draft = played.drafts.get((group, seat), Draft())
            for decision, order in sorted(orders.items()):
                at = (seat, decision, WEEKS * number, session.replicate(group))
                yield Order(
                    number,
                    _day(session, number),
                    group,
                    seat,
                    decision,
                    order,
                    decision in draft.orders,
                    own.get(at, ""),
                    draft.why,
                )


def _beliefs(session: Session) -> Iterable[Belief]:
    world, armed = session.world, session.plan.scenario.roster.armed
    for number, (seen, true) in enumerate(zip(world.beliefs, world.strengths, strict=True)):
        for seat, rows in seen.items():
            own = session.plan.scenario.roster.force(seat)
            for k, group in enumerate(session.plan.groups):
                for n, force in enumerate(armed):
                    if force != own:
                        strong = float(rows[k, n]), float(true[k, n])
                        yield Belief(number, group, seat, force, *strong)


def came_of(session: Session, number: int) -> dict[tuple[str, str], str]:
    """Return what came of a round, by group and question."""
    return {
        (group, question): answer
        for k, group in enumerate(session.plan.groups)
        for question, answer in truth(session.world, k, number, WEEKS).items()
    }


def _came(session: Session) -> list[dict[tuple[str, str], str]]:
    return [came_of(session, number) for number in range(session.now.round)]


def _happened(result: Result, groups: Sequence[str]) -> dict[str, dict[str, bool | None]]:
    """Return which dated events of history came in each group; None where the class ended before."""
    found: dict[str, dict[str, bool | None]] = {}
    for event in EVENTS:
        year, month = (int(part) for part in event.by.split("-"))
        last = date(year + month // 12, month % 12 + 1, 1)
        weeks = (last - result.start).days // 7
        lived = 0 < weeks <= result.weeks
        came = event.holds(result.series[event.series][:, : weeks + 1]) if lived else None
        found[event.name] = {
            group: None if came is None else bool(came[k]) for k, group in enumerate(groups)
        }
    return found


def _people(session: Session, came: Sequence[dict[tuple[str, str], str]]) -> Iterable[PersonScore]:
    names = {person: name for person, _, name in session.log.people()}
    for person, key in session.now.people.items():
        group, seat = key or ("", "")
        rounds = sum(_ordered(played, group, seat) for played in session.now.rounds)
        own = [g for g in session.now.guesses if g.person == person]
        yield PersonScore(person, names.get(person, ""), group, seat, rounds, score(own, came))


def _ordered(played: Played, group: str, seat: str) -> bool:
    draft = played.drafts.get((group, seat))
    return draft is not None and any(order != STAFF for order in draft.orders.values())


def orders_csv(found: Debrief) -> str:
    """Return every order as a table of comma-separated values."""
    head = ("round", "date", "group", "seat", "decision", "order", "new", "model_would", "why")
    rows = (
        (o.round + 1, o.day, o.group, o.seat, o.decision, o.order, int(o.new), o.own, o.why)
        for o in found.orders
    )
    return _csv(head, rows)


def messages_csv(found: Debrief) -> str:
    """Return every message."""
    rows = ((m.round + 1, m.group, m.sender, m.to or "all", m.text) for m in found.messages)
    return _csv(("round", "group", "from", "to", "text"), rows)


def scores_csv(found: Debrief) -> str:
    """Return a row for each student: rounds ordered, guesses, calibration; nothing counts deaths."""
    head = (
        "person",
        "name",
        "group",
        "seat",
        "rounds_ordered",
        "guesses",
        "right",
        "sure",
        "brier",
    )
    rows = (
        (
            p.person,
            p.name,
            p.group,
            p.seat,
            p.rounds,
            p.score.guesses if p.score else 0,
            *(
                (f"{p.score.right:.3f}", f"{p.score.sure:.3f}", f"{p.score.brier:.4f}")
                if p.score
                else ("", "", "")
            ),
        )
        for p in found.people
    )
    return _csv(head, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return made.getvalue()


def _safe(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    text = cell if isinstance(cell, str) else ""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
