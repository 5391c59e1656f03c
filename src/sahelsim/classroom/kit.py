"""The kit of a class: plan, map, a page for each seat, sheets, cards, rubric, questions; on paper."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.classroom.brief import Brief, brief, decision_label, holders
from sahelsim.classroom.deck import DECK
from sahelsim.classroom.drawn import map_shapes, map_svg, on_map
from sahelsim.classroom.guesses import ANSWERS
from sahelsim.classroom.page import answer_label
from sahelsim.classroom.session import MOST_GROUPS, Session
from sahelsim.classroom.telling import believed_title
from sahelsim.core.errors import UsageError
from sahelsim.core.version import __version__
from sahelsim.geography.mali import load_geography
from sahelsim.geography.outlines import centres
from sahelsim.report.page import static, template
from sahelsim.scenario import Scenario
from sahelsim.texts.translator import Translator

LEAST, MOST = 35, 240  # minutes of a class
A_ROUND, FRAME = 5, 25  # minutes of a round, and of what stands around the rounds
DEBRIEF = 10  # minutes at the end
MOST_ROUNDS = 12
NAMES = ("Kidal", "Gao", "Ménaka", "Tombouctou", "Mopti", "Ségou", "Sikasso", "Kayes", "Bamako")
QUESTIONS = ("luck", "unseen", "paid", "limits", "again")


def kit_page(
    scenario: Scenario,
    words: Translator,
    *,
    teams: int = 3,
    minutes: int = 50,
    seats: Sequence[str] = (),
) -> str:
    """Return the kit as one page to print: it needs no device in the room but the instructor's.

    Parameters
    ----------
    scenario, words : Scenario, Translator
        What is played, in which language.
    teams, minutes : int
        Groups, 1 to 12; length of the class, 35 to 240, of which rounds take five each.
    seats : sequence of str, optional
        Who can be played; five by role where none are named.
    """
    _check(teams, minutes)
    with tempfile.TemporaryDirectory() as folder:
        session = Session.new(Path(folder) / "kit.sahelsim", scenario, groups=1, seats=seats)
        briefs = [brief(session, "A", seat, words) for seat in session.plan.seats]
        held, most = holders(session.world, 0), session.plan.rounds
        session.leave()
    rounds = max(1, min(MOST_ROUNDS, most, (minutes - FRAME) // A_ROUND))
    made: str = template("kit.html", "sahelsim.classroom").render(
        label=words.named("scenario", scenario.name, scenario.label),
        scenario=scenario.name,
        teams=teams,
        minutes=minutes,
        rounds=range(1, rounds + 1),
        plan=_plan(rounds, minutes, words),
        seats=[_seat(one, words) for one in briefs],
        **_drawn(held, words),
        **_texts(words),
    )
    return made


def _check(teams: int, minutes: int) -> None:
    if not 1 <= teams <= MOST_GROUPS:
        raise UsageError(f"a kit is for 1 to {MOST_GROUPS} teams, not {teams}")
    if not LEAST <= minutes <= MOST:
        raise UsageError(f"a class takes {LEAST} to {MOST} minutes, not {minutes}")


def _drawn(held: Mapping[str, str], words: Translator) -> dict[str, str]:
    """Return the map of the first day and its letters."""
    drawn = map_svg(held, words, more=_names())
    letters = _letters(set(held.values()), words)
    return {"shapes": map_shapes(), "map": drawn, "letters": letters, "style": static("report.css")}


def _texts(words: Translator) -> dict[str, Any]:
    """Return what every kit asks and says."""
    return {
        "words": words,
        "say": lambda id, **values: words(f"classroom.{id}", **values),
        "asked": _asked(words),
        "cards": [words(f"classroom.inject.{name}") for name in DECK],
        "questions": [
            (words(f"classroom.question.{name}"), words(f"classroom.kit.guide_{name}"))
            for name in QUESTIONS
        ],
        "version": __version__,
    }


def _plan(rounds: int, minutes: int, words: Translator) -> list[tuple[str, str]]:
    """Return the steps of the class, each with its minutes."""
    steps = [(5, words("classroom.kit.step_hello")), (5, words("classroom.kit.step_read"))]
    steps.append((5, words("classroom.kit.step_guess")))
    play = (minutes - sum(length for length, _ in steps) - DEBRIEF) // rounds
    steps += [(play, words("classroom.kit.step_round", round=k + 1)) for k in range(rounds)]
    found, now = [], 0
    for length, told in steps:
        found.append((f"{now}-{now + length}", told))
        now += length
    return [*found, (f"{now}-{minutes}", words("classroom.kit.step_debrief"))]


def _letters(held: set[str], words: Translator) -> str:
    parties = sorted(who for who in held if who != "nobody")
    told = [f"{words.letter(who)} {words.holder(who)}" for who in parties]
    return ", ".join([*told, f"· {words.holder('nobody')}"])


def _names() -> str:
    """Return the names of the towns that everybody speaks of, beneath their letters."""
    geography, parts = load_geography(), []
    places = dict(zip(geography.place_names, geography.place_ids, strict=True))
    for name in NAMES:
        if name in places:
            x, y = on_map(*centres()[places[name]])
            parts.append(f'<text class="town" x="{x:.0f}" y="{y + 16:.0f}">{name}</text>')
    return "".join(parts)


def _seat(one: Brief, words: Translator) -> dict[str, Any]:
    return {
        "brief": one,
        "believed_title": believed_title(one, words),
        "decisions": [
            (decision_label(decision, words), choices) for decision, choices in one.menu.items()
        ],
    }


def _asked(words: Translator) -> list[tuple[str, str]]:
    return [
        (
            words(f"classroom.ask.{question}"),
            " / ".join(answer_label(question, answer, words) for answer in answers),
        )
        for question, answers in ANSWERS.items()
    ]
