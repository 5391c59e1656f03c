"""Naive forecasts without luck, and what the scores are said to say."""

import numpy as np
import pytest

from sahelsim.analysis.naive import EXACT, forecasts, trend_crps, trend_law
from sahelsim.analysis.scores import crps
from sahelsim.experiment.outcomes import imposed
from sahelsim.scenario import load_scenario

PAST = np.round(50 + 40 * np.sin(np.arange(118.0)) + np.arange(118.0))


@pytest.mark.parametrize("name", EXACT)
def test_no_seed_touches_an_exact_naive_forecast(name):
    """Its ensemble is the whole law: any seed and size give the same, and many draws agree."""
    one, two = forecasts(PAST, 3, 400, 1)[name], forecasts(PAST, 3, 9, 2)[name]
    assert np.array_equal(one, two)
    truth = np.array([10.0, 120.0, 400.0])
    draws = np.random.default_rng(5).choice(one[:, 0], (60_000, 3))
    assert crps(one, truth, fair=False) == pytest.approx(crps(draws, truth), rel=0.01, abs=1e-9)


def test_exact_trend_is_the_limit_of_many_draws():
    """The exact score of the trend is what a very large sample of it comes to."""
    truth = np.array([30.0, 171.5, 1363.0])
    size, means = trend_law(PAST, 6)
    draws = np.random.default_rng(3).negative_binomial(size, size / (size + means), (90_000, 6))
    columns = [0, 2, 5]
    exact = trend_crps(PAST, 6, columns, truth)
    assert exact == pytest.approx(crps(draws[:, columns].astype(float), truth), rel=0.01)


def test_the_trends_sample_keeps_its_draws():
    """The sample that the published skill rests on does not move when its neighbours do."""
    rng = np.random.default_rng(1)
    for pool in (PAST, PAST[-12:], PAST[-36:]):
        rng.choice(pool, (400, 6))
    size, means = trend_law(PAST, 6)
    old = rng.negative_binomial(size, size / (size + means), (400, 6))
    assert np.array_equal(forecasts(PAST, 6, 400, 1)["trend"], old)


def test_imposed_events_are_those_a_scenario_scripts_or_bars():
    """Free actors impose nothing; history imposes all three; a barred contract is imposed."""
    found = {name: imposed(load_scenario(name)) for name in ("baseline", "history", "no-deal")}
    assert found["baseline"] == []
    assert len(found["history"]) == 3
    assert found["no-deal"] == ["deal_by_2022_03"]
