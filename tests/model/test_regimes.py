"""Regimes: who takes over is drawn evenly, wants other things, and is told as an event."""

import numpy as np
import pytest

from sahelsim.model.events import REGIME_BEGINS, EventLog
from sahelsim.model.regimes import ELECTED, OFFICERS, REGIMES, drawn_by_coup, takes_over, tilts
from sahelsim.texts.sentences import event
from sahelsim.texts.translator import translator


def test_a_coup_brings_one_of_three_camps():
    """Each comes in a third of coups; the officers of 2021 and an elected government in none."""
    drawn = drawn_by_coup((np.arange(300)[:, None] + 0.5) / 300)
    assert drawn.shape == (300, 1)
    codes, counts = np.unique(drawn, return_counts=True)
    assert set(codes) == set(range(len(REGIMES))) - {OFFICERS, ELECTED}
    assert np.all(np.abs(counts - 100) <= 2)


def test_the_officers_of_2021_weigh_as_their_card_says():
    """A tilt is a factor on a card's weight: 1 for them, what the table says for the others."""
    code = np.arange(len(REGIMES), dtype=float)[:, None]
    found = tilts(code, ("reputation", "cost"))
    assert found["reputation"][OFFICERS] == found["cost"][ELECTED] == 1.0
    assert found["reputation"][ELECTED] == REGIMES[ELECTED].tilt["reputation"].value


def test_nothing_changes_where_nobody_takes_over(state):
    """Where rulers do not change, nothing that they would change does."""
    none, code = np.zeros((state.replicates, 1)), np.full((state.replicates, 1), float(ELECTED))
    for name, change in takes_over(state, none, code, np.full_like(none, 0.01)).items():
        assert not change.any(), name


@pytest.mark.parametrize("code, kind", REGIME_BEGINS.items())
def test_who_takes_power_is_an_event(geography, state, code, kind):
    """The week in which another regime rules is told once, in words of its own."""
    log = EventLog(geography, state.roster)
    log.watch(state, 0)
    state.regime[:] = code
    log.watch(state, 1)
    log.watch(state, 2)
    begun = [row for row in log.rows if row["kind"] in REGIME_BEGINS.values()]
    assert [(row["week"], row["kind"]) for row in begun] == [(1, kind)] * state.replicates
    told = {lang: event(translator(lang), begun[0], {}) for lang in ("en", "fr")}
    assert len(set(told.values())) == 2
