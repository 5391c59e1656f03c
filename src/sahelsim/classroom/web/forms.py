"""What each form of a page does to the class."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from sahelsim.classroom.faults import ClassError
from sahelsim.classroom.guesses import ANSWERS
from sahelsim.classroom.state import Key
from sahelsim.classroom.web.room import Room
from sahelsim.classroom.whatif import Change

STANDS = ""  # what a form sends for a decision that it leaves as it stands
LONGEST_TIMER = 120.0  # minutes


@dataclass(frozen=True)
class Who:
    """Who asks: a person in a seat or without one, or the instructor in any."""

    person: int | None
    key: Key | None

    @property
    def is_host(self) -> bool:
        """Whether it is the instructor."""
        return self.person is None

    @property
    def seat(self) -> Key:
        """Group and seat.

        Raises
        ------
        ClassError
            If he has none.
        """
        if self.key is None:
            raise ClassError("classroom.refused.seat")
        return self.key


def _number(name: str, default: str = "") -> float:
    """Return a number of the form; nan and infinity are none."""
    try:
        found = float(request.form.get(name, default))
    except ValueError:
        raise ClassError("classroom.refused.request") from None
    if not math.isfinite(found):
        raise ClassError("classroom.refused.request")
    return found


def sit(room: Room, who: Who) -> None:
    """Take a seat, or none."""
    if who.person is None:
        raise ClassError("classroom.refused.request")
    group, _, seat = request.form["seat"].partition(".")
    room.session.sit(who.person, group, seat)


def order(room: Room, who: Who) -> None:
    """Give the orders of a seat."""
    group, seat = who.seat
    decisions = room.session.options(group, seat)
    given = {name: request.form.get(f"order.{name}", STANDS) for name in decisions}
    orders = {name: value for name, value in given.items() if value != STANDS}
    why, number = request.form.get("why", ""), round(_number("round"))
    room.session.submit(group, seat, orders, why, round=number)


def message(room: Room, who: Who) -> None:
    """Send a message."""
    group, seat = who.seat
    room.session.message(group, seat, request.form.get("to", ""), request.form.get("text", ""))


def guess(room: Room, who: Who) -> None:
    """Take guesses; a question without an answer is left out."""
    if who.person is None:
        raise ClassError("classroom.refused.request")
    for question in ANSWERS:
        if answer := request.form.get(f"guess.{question}", ""):
            sure = _number(f"sure.{question}", "0.5")
            room.session.guess(who.person, question, answer, sure)


def do(room: Room) -> None:
    """Do what a button of the board says."""
    said = request.form["do"]
    if said not in BUTTONS:
        raise ClassError("classroom.refused.request")
    BUTTONS[said](room)


def _advance(room: Room) -> None:
    room.session.advance(round(_number("round")))
    room.deadline = None


def _undo(room: Room) -> None:
    room.undo(round(_number("round")))


def _timer(room: Room) -> None:
    room.wind(min(LONGEST_TIMER, max(0.0, _number("minutes"))))


def _bot(room: Room) -> None:
    group, _, seat = request.form["seat"].partition(".")
    room.session.bot(group, seat, request.form["on"] == "1")


def _what_if(room: Room) -> None:
    group, _, seat = request.form["seat"].partition(".")
    room.ask_what_if(Change(group, seat))


BUTTONS: dict[str, Callable[[Room], None]] = {
    "start": lambda room: room.session.start(),
    "pause": lambda room: room.session.pause(),
    "resume": lambda room: room.session.resume(),
    "ask": lambda room: room.session.ask(),
    "inject": lambda room: room.session.inject(request.form["card"]),
    "close": lambda room: room.close(keep_names="keep" in request.form),
    "advance": _advance,
    "undo": _undo,
    "timer": _timer,
    "bot": _bot,
    "what_if": _what_if,
}
