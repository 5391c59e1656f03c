"""A class in session: what people do, written down first, then lived through; it knows no browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sahelsim.classroom import deck, saved
from sahelsim.classroom.faults import ClassError
from sahelsim.classroom.guesses import check_guess
from sahelsim.classroom.log import Log
from sahelsim.classroom.orders import HOLD, STAFF, Option
from sahelsim.classroom.state import ClassState, Key, Message
from sahelsim.classroom.world import WEEKS, World, usual_seats
from sahelsim.core.errors import ResultError, UsageError, did_you_mean
from sahelsim.model.shocks import Shock
from sahelsim.scenario import Scenario, check_said

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_GROUPS = 12
LONGEST_NAME, LONGEST_TEXT, MOST_MESSAGES = 30, 500, 2_000
ALL = ""  # a message to everybody in the group
P = ParamSpec("P")
T = TypeVar("T")


def _alone(method: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """Let one thread at a time do something to a class."""

    @wraps(method)
    def locked(self: Session, /, *given: P.args, **more: P.kwargs) -> T:
        with self.lock:
            return method(self, *given, **more)

    return locked


class Session:
    """One class, its file and its worlds. Use ``new`` or ``load``.

    Every change is written to the file before it counts, so that nothing acknowledged is lost; what
    was lived is lived again when the file is loaded, bit for bit.
    """

    def __init__(self, log: Log, plan: saved.Plan) -> None:
        self.log, self.plan, self.lock = log, plan, threading.RLock()
        self.now = ClassState()
        self.lived = (
            0  # rounds lived by this process, those taken back too: pages see that it moved
        )
        self.world = self._world()
        for entry in log.entries():
            self.now.take(entry)
        self._live_again()

    @classmethod
    def new(
        cls,
        path: Path,
        scenario: Scenario,
        *,
        seed: int = 1,
        groups: int = 1,
        seats: Sequence[str] = (),
        about: Mapping[str, str] | None = None,
    ) -> Session:
        """Begin a class in a new file.

        Parameters
        ----------
        path : Path
            The file, which must not exist.
        scenario : Scenario
            Resolved settings.
        seed : int
            Of all chance, the same for every group.
        groups : int
            Worlds, 1 to 12.
        seats : sequence of str, optional
            Who can be played; five by role where none are named.
        about : mapping, optional
            What else the file is to say about itself.
        """
        if not 1 <= groups <= MOST_GROUPS:
            raise UsageError(f"a class has 1 to {MOST_GROUPS} groups, not {groups}")
        check_said(scenario)
        rounds = scenario.weeks // WEEKS
        if rounds < 1:
            raise UsageError(f"a round takes {WEEKS} weeks; the scenario has {scenario.weeks}")
        chosen = tuple(seats) or usual_seats(scenario)
        for seat in chosen:
            if seat not in scenario.roster.deciding:
                raise UsageError(
                    f"no seat '{seat}': {did_you_mean(seat, scenario.roster.deciding)}"
                )
        plan = saved.Plan(scenario, seed, tuple(LETTERS[:groups]), chosen, rounds)
        return cls(Log(path, {**plan.about(), **(about or {})}), plan)

    @classmethod
    def load(cls, path: Path) -> Session:
        """Go on with a class from its file.

        Raises
        ------
        ResultError
            If it is none, is in use, or was saved by another model.
        """
        log = Log(path)
        try:
            return cls(log, saved.read(log.about, path))
        except (KeyError, ValueError, TypeError, IndexError, AttributeError):
            log.close()
            raise ResultError(f"{path} holds no class that can be lived again") from None
        except BaseException:
            log.close()
            raise

    # ---- worlds

    def _world(self) -> World:
        plan = self.plan
        runs = [0] * len(plan.groups)
        return World(plan.scenario, seed=plan.seed, runs=runs, seats=plan.seats)

    def _live_again(self) -> None:
        """Live through every round of the log, from the first day."""
        for number in range(self.now.round):
            self._live(number)

    def _live(self, number: int) -> None:
        played, groups = self.now.rounds[number], self.plan.groups
        orders = [{s: o for (g, s), o in played.orders.items() if g == group} for group in groups]
        self.world.live(orders, self.shocks(number))
        self.lived += 1

    def shocks(self, number: int) -> list[Shock]:
        """Return the dated shocks that injects have made up to a round."""
        model = self.world.model
        found: list[Shock] = []
        for at, card in self.now.injects:
            if at <= number:
                day = model.setup.start + timedelta(weeks=at * WEEKS)
                found += deck.shocks(card, day, model.state)
        return found

    def replicate(self, group: str) -> int:
        """Return which replicate a group's world is."""
        if group not in self.plan.groups:
            raise UsageError(f"no group '{group}': {did_you_mean(group, self.plan.groups)}")
        return self.plan.groups.index(group)

    def _key(self, group: str, seat: str) -> Key:
        self.replicate(group)
        if seat not in self.plan.seats:
            raise UsageError(f"no seat '{seat}': {did_you_mean(seat, self.plan.seats)}")
        return group, seat

    # ---- people

    def _write(self, kind: str, **data: Any) -> None:
        self.now.take(self.log.append(kind, data))

    def _open(self, round: int | None = None) -> None:
        """Refuse what comes after the end, while the class is paused, or for another round."""
        if self.now.closed:
            raise ClassError("classroom.refused.closed")
        if self.now.paused:
            raise ClassError("classroom.refused.paused")
        self._is_now(round)

    def _is_now(self, round: int | None) -> None:
        if round is not None and round != self.now.round:
            raise ClassError("classroom.refused.round", then=round + 1, now=self.now.round + 1)

    @_alone
    def join(self, name: str, token: str) -> int:
        """Let somebody join under a display name; return his number.

        Parameters
        ----------
        name : str
            Shown to the class; cut to 30 letters.
        token : str
            What he is known by when he comes back; the caller keeps the secret and gives its hash.
        """
        self._not_closed()
        person = self.log.join(token, " ".join(name.split())[:LONGEST_NAME] or "?")
        self._write("person", person=person)
        return person

    @_alone
    def sit(self, person: int, group: str, seat: str) -> None:
        """Let somebody take a seat, which others may share, or leave his (no seat)."""
        self._not_closed()
        if person not in self.now.people:
            raise ClassError("classroom.refused.join")
        if seat:
            self._key(group, seat)
        self._write("sit", person=person, group=group, seat=seat)

    def _not_closed(self) -> None:
        if self.now.closed:
            raise ClassError("classroom.refused.closed")

    @_alone
    def bot(self, group: str, seat: str, on: bool) -> None:
        """Let the model's own rule play a seat from the next round on, or give it back."""
        self._not_closed()
        self._key(group, seat)
        self._write("bot", group=group, seat=seat, on=on)

    # ---- orders

    @_alone
    def options(self, group: str, seat: str) -> dict[str, list[tuple[Option, bool, bool]]]:
        """Return a seat's options, decision by decision: each with whether it is open and held."""
        k = self.replicate(self._key(group, seat)[0])
        found = self.world.options(seat)
        return {d: [(o, bool(o.allowed[k]), bool(o.held[k])) for o in found[d]] for d in found}

    @_alone
    def submit(
        self, group: str, seat: str, orders: Mapping[str, str], why: str = "", *, round: int
    ) -> None:
        """Take a seat's orders for a round, in place of those that it gave before.

        Parameters
        ----------
        group, seat : str
            Whose.
        orders : mapping
            Decision to an action's name, ``hold`` or ``staff``; what is left out stays as it stands.
        why : str
            A line for the debrief.
        round : int
            For which round they are meant; for another they are refused.
        """
        self._open(round)
        if self.over:
            raise ClassError("classroom.refused.over")
        options = self.options(group, seat)
        for decision, name in orders.items():
            if decision not in options:
                raise UsageError(f"no decision '{decision}': {did_you_mean(decision, options)}")
            if name in (HOLD, STAFF):
                continue
            known = {option.name: allowed for option, allowed, _ in options[decision]}
            if name not in known:
                raise UsageError(f"no order '{name}': {did_you_mean(name, known)}")
            if not known[name]:
                raise ClassError("classroom.refused.not_open", order=name)
        text = why[:LONGEST_TEXT]
        self._write("submit", group=group, seat=seat, orders=dict(orders), why=text)

    @property
    def over(self) -> bool:
        """Whether the last round was lived through."""
        return self.now.round >= self.plan.rounds

    @_alone
    def advance(self, round: int | None = None) -> None:
        """Live through a round: orders, standing orders, and the model's own rule for the rest."""
        self._open(round)
        if self.over:
            raise ClassError("classroom.refused.over")
        orders = []
        for group in self.plan.groups:
            for seat in self.plan.seats:
                if found := self.now.in_force((group, seat), self._acts(seat)):
                    orders.append([group, seat, found])
        self._write("advance", orders=orders)
        self._live(self.now.round - 1)

    def _acts(self, seat: str) -> dict[str, bool]:
        actor = self.world.actors[seat]
        return {
            name: bool(act)
            for decision, actions in actor.decisions.items()
            for name, act in zip(actions, actor.moods[decision].acts, strict=True)
        }

    @_alone
    def undo(self, round: int | None = None) -> None:
        """Take the last round back, if ``round`` is the one now; its orders are on the table again."""
        self._not_closed()
        self._is_now(round)
        if not self.now.rounds:
            raise ClassError("classroom.refused.no_round")
        self._write("undo")
        self.world.close()
        self.world = self._world()
        self._live_again()

    # ---- the instructor

    @_alone
    def inject(self, card: str) -> None:
        """Let something happen from outside in the round to come, in every group, once a round."""
        self._not_closed()
        if (self.now.round, card) in self.now.injects:
            raise ClassError("classroom.refused.twice")
        if card not in deck.DECK:
            raise UsageError(f"no inject '{card}': {did_you_mean(card, deck.DECK)}")
        self._write("inject", card=card)

    @_alone
    def start(self) -> None:
        """Open the first round."""
        self._not_closed()
        self._write("start")

    @_alone
    def pause(self) -> None:
        """Take no orders and live through nothing until ``resume``."""
        self._not_closed()
        self._write("pause")

    @_alone
    def resume(self) -> None:
        """Go on after a pause."""
        self._not_closed()
        self._write("resume")

    @_alone
    def close(self, *, keep_names: bool = False) -> None:
        """End the class for good; display names and tokens are deleted unless they are to be kept."""
        if not self.now.closed:
            self._write("close")
        if not keep_names:
            self.log.forget_people()

    @_alone
    def leave(self) -> None:
        """Let file and worlds go; the class can be loaded again."""
        self.log.close()
        self.world.close()

    # ---- words

    @_alone
    def message(self, group: str, sender: str, to: str, text: str) -> None:
        """Let one seat tell another, or all (``ALL``), something; it stays in the group."""
        self._open()
        self._key(group, sender)
        if to != ALL:
            self._key(group, to)
        text = text.strip()[:LONGEST_TEXT]
        if not text:
            raise ClassError("classroom.refused.empty")
        if len(self.now.messages) >= MOST_MESSAGES:
            raise ClassError("classroom.refused.full")
        self._write("message", group=group, sender=sender, to=to, text=text)

    @_alone
    def inbox(self, group: str, seat: str) -> list[Message]:
        """Return the messages that a seat may read: its own, those to it and those to all."""
        self._key(group, seat)
        return [
            m
            for m in self.now.messages
            if m.group == group and (m.to in (seat, ALL) or m.sender == seat)
        ]

    @_alone
    def ask(self) -> None:
        """Let everybody guess what will come of the round."""
        self._open()
        self._write("ask")

    @_alone
    def guess(self, person: int, question: str, answer: str, sure: float) -> None:
        """Take one person's guess about his group's round, and how sure he is (0.5 to 1)."""
        self._open()
        key = self.now.people.get(person)
        if not self.now.asking or key is None:
            raise ClassError("classroom.refused.no_guess")
        check_guess(question, answer, sure)
        self._write(
            "guess", person=person, group=key[0], question=question, answer=answer, sure=sure
        )


@contextmanager
def session(path: Path) -> Iterator[Session]:
    """Give a saved class, and let it go afterwards."""
    found = Session.load(path)
    try:
        yield found
    finally:
        found.leave()
