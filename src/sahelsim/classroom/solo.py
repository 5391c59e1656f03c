"""One person, one seat, one world: the verb ``play``, and the game that it returns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer
from sahelsim.classroom.begin import begin, check_language
from sahelsim.classroom.brief import Brief, brief
from sahelsim.classroom.debrief import Debrief, debrief
from sahelsim.classroom.orders import HOLD, STAFF
from sahelsim.classroom.page import debrief_page
from sahelsim.classroom.session import Session
from sahelsim.classroom.telling import brief_text, menu_text, numbered
from sahelsim.classroom.whatif import Change, what_if
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.save import write_file
from sahelsim.scenario import Scenario, Settings
from sahelsim.texts.translator import translator

if TYPE_CHECKING:
    import pandas as pd

GROUP = "A"


class Game(Answer):
    """A game of one seat; whatever is ordered is in its file at once."""

    def __init__(self, session: Session, seat: str, lang: str) -> None:
        self.session, self.seat, self.words = session, seat, translator(lang)

    @property
    def path(self) -> Path:
        """File that the game goes on from."""
        return self.session.log.path

    @property
    def over(self) -> bool:
        """Whether the last round was played."""
        return self.session.over

    @property
    def brief(self) -> Brief:
        """What the seat knows, and what it may order."""
        return brief(self.session, GROUP, self.seat, self.words)

    def order(self, *orders: str | int, why: str = "") -> Game:
        """Order something for the round: numbers of the menu, names, or ``DECISION:NAME``.

        Parameters
        ----------
        orders : str or int
            One for each decision at most; ``DECISION:staff`` leaves one to the model,
            ``DECISION:hold`` changes nothing there.
        why : str
            A line for the debrief.
        """
        given = dict(self._said(orders))
        if len(given) < len(orders):
            raise UsageError("two orders for one decision: give one")
        now = self.session.now
        before = now.drafts.get((GROUP, self.seat))
        merged = {**(before.orders if before else {}), **given}
        self.session.submit(GROUP, self.seat, merged, why, round=now.round)
        return self

    def _said(self, orders: Iterable[str | int]) -> Iterable[tuple[str, str]]:
        known = [(decision, choice.name) for decision, choice in numbered(self.brief)]
        for one in orders:
            text = str(one)
            yield _numbered(text, known) if text.isdigit() else _named(text, known)

    def go(self) -> Game:
        """Live through the round."""
        self.session.advance()
        return self

    def undo(self) -> Game:
        """Take the last round back."""
        self.session.undo()
        return self

    def debrief(self, path: str | Path | None = None, *, runs: int = 0) -> Debrief:
        """Return what came of it; write the page if a path is given.

        Parameters
        ----------
        path : str or path, optional
            An HTML file.
        runs : int
            Pairs of runs in which the model plays the seat instead; 0 for none.
        """
        found = debrief(self.session)
        if path is not None:
            futures = [what_if(self.session, Change(GROUP, self.seat), runs)] if runs > 0 else []
            page = debrief_page(self.session, found, self.words, futures)
            write_file(Path(path), page, replace=True)
        return found

    def close(self) -> None:
        """Let the file go; ``play`` with its path goes on."""
        self.session.leave()

    def text(self) -> str:
        """Return brief and menu, or at the end the outcome."""
        if self.over:
            name, _ = debrief(self.session).outcomes[GROUP]
            told = self.words("classroom.ended", outcome=self.words.outcome_in_short(name))
            return f"{brief_text(self.brief, self.words)}\n{told}"
        seen = self.brief
        return f"{brief_text(seen, self.words)}\n{menu_text(seen, self.words)}"

    def to_dict(self) -> dict[str, Any]:
        """Return brief, menu and whether it is over."""
        return {"file": str(self.path), "over": self.over, **dataclasses.asdict(self.brief)}

    def frame(self) -> pd.DataFrame:
        """Return a row for each order so far."""
        import pandas as pd

        return pd.DataFrame([dataclasses.asdict(o) for o in debrief(self.session).orders])


def play(
    scenario: str | Path | Scenario = "baseline",
    *,
    seat: str = "junta",
    seed: int = 1,
    set: Settings = (),
    save: str | Path | None = None,
    lang: str = "en",
) -> Game:
    """Play one seat against the model: a round is a quarter, everybody else decides as always.

    Parameters
    ----------
    scenario : str, path or Scenario
        A shipped scenario, a TOML file, or the file of a game, which then goes on.
    seat : str
        Whom to play.
    seed : int
        Of all chance.
    set : mapping, iterable of str, or str
        Settings on top.
    save : str or path, optional
        File of the game, which must not exist yet; in ``out`` if none.
    lang : str
        ``en`` or ``fr``.

    Examples
    --------
    >>> import sahelsim as ss, tempfile
    >>> file = tempfile.mkdtemp() + "/mine.sahelsim"
    >>> game = ss.play("baseline", seat="cma", set={"weeks": 26}, save=file)
    >>> game.order("protest").go().brief.round
    2
    >>> game.close()
    >>> ss.play(file).seat
    'cma'
    """
    check_language(lang)
    name, about = f"play-{{scenario}}-{seat}", {"seat": seat}
    found = begin(scenario, seats=[seat], seed=seed, set=set, save=save, name=name, about=about)
    return Game(found, found.log.about.get("seat", found.plan.seats[0]), lang)


def _numbered(text: str, known: Sequence[tuple[str, str]]) -> tuple[str, str]:
    if not 1 <= int(text) <= len(known):
        raise UsageError(f"no order {text}: there are 1 to {len(known)}")
    return known[int(text) - 1]


def _named(text: str, known: Sequence[tuple[str, str]]) -> tuple[str, str]:
    decision, _, name = text.rpartition(":")
    if decision and name in (HOLD, STAFF):
        return decision, name
    found = [pair for pair in known if pair[1] == name and decision in ("", pair[0])]
    if not found:
        raise UsageError(f"no order '{text}': {did_you_mean(name, [n for _, n in known])}")
    if len(found) > 1:
        either = " or ".join(f"{d}:{n}" for d, n in found)
        raise UsageError(f"'{text}' can be ordered at several decisions: {either}")
    return found[0]
