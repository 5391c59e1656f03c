"""Laws of peace: what has a sign is asked of the model, and the measuring itself is checked by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from sahelsim.study.audit import laws_truces as laws


@pytest.mark.slow
def test_the_red_line_has_a_dose_and_a_threshold():
    """More men, more rebellion, all the way; it comes with a large shift of power, not with a small."""
    found = [laws.dose(men, 60, 3) for men in (0, 250, 500, 1000, 2000, 3000, 5000)]
    assert np.all(np.diff([one["rebel"].mean() for one in found]) > 0.0)
    assert found[-1]["arm_and_unite"].mean() > found[0]["arm_and_unite"].mean()
    arming, threshold = laws.red_line(60, seed=3)
    assert arming.value > 0.0
    assert threshold.low > 0.0


@pytest.mark.slow
def test_wars_come_to_rest_and_wake():
    """In five years of war there are ceasefires, some of which fail; some wars end."""
    lasts, fails, ceasefires = laws.war(60, seed=3)
    assert lasts.low < 5.0
    assert 0.3 < fails.value < 1.0
    assert ceasefires.value > 0.05


def _result(**series):
    return SimpleNamespace(series={k: np.array(v, dtype=float) for k, v in series.items()})


def test_by_hand_when_a_war_ends():
    """A ceasefire is no end; an accord after three weeks is, and sleep after two; one goes on."""
    result = _result(
        accord_in_force=[[1, 0, 0, 0, 1], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]],
        cma_dormant=[[0] * 5, [0, 0, 0, 1, 1], [0] * 5, [0] * 5],
    )
    ended, weeks = laws.ends(result)
    assert ended.tolist() == [True, True, False]
    assert weeks.tolist() == [3.0, 2.0, 4.0]


def test_by_hand_first_deals():
    """Broken after ten weeks; kept for a year; begun too late to be watched for a year."""
    week = np.arange(105)
    held = [(week >= 5) & (week < 15), week >= 5, week >= 80, week < 0]
    assert laws.first_deals(_result(cma_ceasefire=held)) == [True, False]


def test_by_hand_conflict_years():
    """Two conflicts, two years: active with 25 deaths, one of three active years has a ceasefire."""
    dead, none = np.zeros((1, 105)), np.zeros((1, 105))
    dead[:, 1:53] = 1.0
    held = none.copy()
    held[:, 20:30] = 1.0
    result = _result(
        cma_state_deaths=dead,
        jnim_state_deaths=np.ones((1, 105)),
        isgs_state_deaths=none,
        cma_ceasefire=held,
        jnim_ceasefire=none,
        isgs_ceasefire=none,
    )
    assert laws.conflict_years(result) == [True, False, False]
