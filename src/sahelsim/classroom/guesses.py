"""Guess together: what will come of the round, and how sure each is; scored for calibration alone.

A guess scores by how well stated sureness meets what happens, never by whom it harms: nobody gains
by deaths, and no score counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from sahelsim.classroom.state import Guess
    from sahelsim.classroom.world import World

DEATHS = (250, 500, 1_000)  # of a quarter: where one range ends and the next begins
MAIN_TOWN = "Kidal"  # the town whose holder a class argues about most
ANSWERS: dict[str, tuple[str, ...]] = {
    "accord": ("yes", "no"),
    "town": ("state", "cma", "jihadist", "nobody"),
    "deaths": tuple(f"r{k}" for k in range(len(DEATHS) + 1)),
    "rulers": ("same", "other"),
}


@dataclass(frozen=True)
class Score:
    """How well sureness met truth: guesses, share that came true, mean sureness, Brier score."""

    guesses: int
    right: float
    sure: float
    brier: float


def check_guess(question: str, answer: str, sure: float) -> None:
    """Refuse a guess that is none.

    Raises
    ------
    UsageError
        If question or answer do not exist, or sureness is not from 0.5 to 1.
    """
    if question not in ANSWERS:
        raise UsageError(f"no question '{question}': {did_you_mean(question, ANSWERS)}")
    if answer not in ANSWERS[question]:
        raise UsageError(f"no answer '{answer}': {did_you_mean(answer, ANSWERS[question])}")
    if not 0.5 <= sure <= 1.0:
        raise UsageError("sureness is from 0.5 (a coin) to 1 (certain)")


def truth(world: World, replicate: int, number: int, weeks: int) -> dict[str, str]:
    """Return what came of a round of so many weeks in one world, by question."""
    series, first, last = world.model.recorder.national, weeks * number, weeks * (number + 1)
    deaths = sum(float(week[replicate]) for week in series["total_deaths"][first + 1 : last + 1])
    before, now = (float(series["regime"][w][replicate]) for w in (first, last))
    return {
        "accord": "yes" if series["accord_in_force"][last][replicate] > 0.5 else "no",
        "town": holder(world, replicate, number, MAIN_TOWN),
        "deaths": f"r{int(np.searchsorted(DEATHS, deaths, side='right'))}",
        "rulers": "same" if before == now else "other",
    }


def holder(world: World, replicate: int, number: int, town: str) -> str:
    """Return which camp held half of a cercle or more at the end of a round, or nobody."""
    roster, geography = world.model.state.roster, world.model.setup.geography
    share = world.controls[number][replicate, :, geography.place_names.index(town)]
    if share.max() < 0.5:
        return "nobody"
    who = roster.controllers[int(share.argmax())]
    if who in roster.of("jihadist"):
        return "jihadist"
    return "cma" if who in roster.of("signatory") else "state" if who == "state" else "nobody"


def score(guesses: Iterable[Guess], came: Sequence[dict[tuple[str, str], str]]) -> Score | None:
    """Return the score of some guesses; ``came[round]`` maps (group, question) to what happened."""
    rows = [
        (g.sure, g.answer == came[g.round][g.group, g.question])
        for g in guesses
        if g.round < len(came)
    ]
    if not rows:
        return None
    sure = np.array([row[0] for row in rows])
    right = np.array([row[1] for row in rows], dtype=float)
    brier = float(((sure - right) ** 2).mean())
    return Score(len(rows), float(right.mean()), float(sure.mean()), brier)


def histogram(guesses: Iterable[Guess], question: str, round: int) -> dict[str, int]:
    """Return how often each answer was given in a round."""
    given = [g.answer for g in guesses if g.question == question and g.round == round]
    return {answer: given.count(answer) for answer in ANSWERS[question]}
