"""A class that browsers can enter: its code, its keys, its timer, and what pages are made from."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from sahelsim.classroom.brief import Brief, brief
from sahelsim.classroom.faults import ClassError
from sahelsim.classroom.session import Session
from sahelsim.classroom.state import Key
from sahelsim.classroom.whatif import Change, WhatIf, check, what_if
from sahelsim.core.errors import SahelsimError
from sahelsim.texts.translator import translator

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read for another
CODE = 6  # letters: a thousand million codes
TRIES, MINUTE = 10, 60.0  # wrong codes of one address in a minute
ALL_TRIES = 200  # wrong codes of everybody in a minute
MOST_ADDRESSES = 2_000
MOST_PEOPLE = 200
PAIRS = 20  # of runs in a what-if that a page asks for
TICK = 0.25  # seconds between two looks at the timer


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Tries:
    """Counts wrong codes, by address and in all, within the last minute."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Refuse an address that has guessed too often.

        Raises
        ------
        ClassError
            For a minute.
        """
        with self._lock:
            own = self._wrong.get(address, deque())
            if self._recent(own) >= TRIES or self._recent(self._all) >= ALL_TRIES:
                raise ClassError("classroom.refused.slow")

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        with self._lock:
            now = time.monotonic()
            self._wrong.setdefault(address, deque()).append(now)
            self._all.append(now)
            while len(self._wrong) > MOST_ADDRESSES:
                self._wrong.popitem(last=False)

    @staticmethod
    def _recent(times: deque[float]) -> int:
        while times and times[0] < time.monotonic() - MINUTE:
            times.popleft()
        return len(times)


@dataclass
class Room:
    """A session with everything that its pages need beside it.

    ``code`` is what students type, ``key`` the instructor's secret; both stand in the class's file,
    so that browsers find their class again when its server was killed, and end with the class.
    """

    session: Session
    code: str
    key: str
    addresses: tuple[str, ...] = ()
    tries: Tries = field(default_factory=Tries)
    deadline: float | None = None
    futures: list[WhatIf] = field(default_factory=list)
    working: bool = False
    past: int = 0  # how often rounds were taken back
    changes: int = 0
    _tokens: dict[str, int] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _briefs: dict[tuple[str, str, str], Brief] = field(default_factory=dict)
    _briefs_of: tuple[int, int] = (-1, -1)

    @classmethod
    def of(cls, session: Session) -> Room:
        """Return the room of a class, with the code and key that its file has, or new ones."""
        about = session.log.about
        code = about.get("code") or "".join(secrets.choice(LETTERS) for _ in range(CODE))
        key = about.get("key") or secrets.token_urlsafe(24)
        session.log.tell(code=code, key=key)
        made = cls(session, code, key)
        for person, token, name in session.log.people():
            made._tokens[token], made._names[person] = person, name
        return made

    # ---- who is there

    def join(self, code: str, name: str, address: str) -> str:
        """Let somebody in who knows the code; return his secret, which a cookie keeps.

        Raises
        ------
        ClassError
            If the code is wrong, was guessed at too often, or the room is full or closed.
        """
        self.tries.check(address)
        given = code.strip().upper().replace(" ", "").encode("utf-8", "replace")
        if self.session.now.closed or not hmac.compare_digest(given, self.code.encode()):
            self.tries.wrong(address)
            raise ClassError("classroom.refused.code")
        if len(self._names) >= MOST_PEOPLE:
            raise ClassError("classroom.refused.full_room")
        token = secrets.token_urlsafe(24)
        person = self.session.join(name, hashed(token))
        self._tokens[hashed(token)] = person
        self._names[person] = " ".join(name.split())[:30] or "?"
        self.changes += 1
        return token

    def person(self, token: str) -> int | None:
        """Return whom a secret belongs to; nobody once the class is closed."""
        return None if self.session.now.closed else self._tokens.get(hashed(token))

    def is_host(self, key: str) -> bool:
        """Tell whether a secret is the instructor's."""
        return hmac.compare_digest(key.encode("utf-8", "replace"), self.key.encode())

    def names(self, key: Key) -> list[str]:
        """Return the display names of who sits in a seat."""
        people = self.session.now.people.items()
        return [self._names.get(person, "?") for person, at in people if at == key]

    def name(self, person: int) -> str:
        """Return somebody's display name."""
        return self._names.get(person, "?")

    # ---- what pages show

    def stamp(self) -> str:
        """Return what changes when a page should be drawn anew: the round, and its state."""
        now = self.session.now
        flags = "".join("01"[flag] for flag in (now.started, now.paused, now.asking, now.closed))
        return f"{now.round}.{self.session.lived}.{flags}.{int(self.working)}"

    def brief(self, group: str, seat: str, lang: str) -> Brief:
        """Return a seat's brief, made once a round and language."""
        with self.session.lock:
            at = (self.session.now.round, self.session.lived)
            if at != self._briefs_of:
                self._briefs, self._briefs_of = {}, at
            key = (group, seat, lang)
            if key not in self._briefs:
                self._briefs[key] = brief(self.session, group, seat, translator(lang))
            return self._briefs[key]

    # ---- the timer, and what takes its time

    def left(self) -> int | None:
        """Return the seconds until the round is lived through by itself, if a timer runs."""
        return None if self.deadline is None else max(0, round(self.deadline - time.monotonic()))

    def wind(self, minutes: float) -> None:
        """Start the timer; 0 stops it."""
        self.deadline = time.monotonic() + 60.0 * minutes if minutes > 0 else None
        self.changes += 1

    def tick(self) -> None:
        """Live through the round when its time is up: who gave no orders lets his old ones stand."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            self.deadline = None
            try:
                self.session.advance()
            except SahelsimError:
                return  # paused, over or closed in between
            self.changes += 1

    def watch(self, ended: threading.Event) -> None:
        """Look at the timer until the server ends."""
        while not ended.wait(TICK):
            self.tick()

    def ask_what_if(self, change: Change) -> None:
        """Live a changed past beside the class, one at a time; the debrief shows it when it is there."""
        check(self.session, change)
        if self.working:
            return
        self.working = True
        threading.Thread(target=self._what_if, args=(change,), daemon=True).start()

    def _what_if(self, change: Change) -> None:
        past = self.past
        try:
            found = what_if(self.session, change, PAIRS)
            if past == self.past:  # no round was taken back in between
                self.futures.append(found)
        except SahelsimError:
            return
        finally:
            self.working = False

    def undo(self, round: int) -> None:
        """Take the last round back, and with it what was lived again from it."""
        self.session.undo(round)
        self.past += 1
        self.futures.clear()

    def close(self, *, keep_names: bool) -> None:
        """End the class: code and keys are dead, names are deleted unless they are to be kept."""
        self.session.close(keep_names=keep_names)
        self.session.log.tell(code="", key="")
        self.deadline = None
        if not keep_names:
            self._names.clear()
        self._tokens.clear()
        self.changes += 1
