"""Naive forecasts without luck, and what the scores are said to say."""

import numpy as np
import pytest

from sahelsim.analysis.months import shifted
from sahelsim.analysis.naive import EXACT, forecasts, trend_crps, trend_law
from sahelsim.analysis.scores import crps
from sahelsim.experiment.outcomes import imposed
from sahelsim.present.validation_fit import plain_target
from sahelsim.present.validation_page import _fitted, _missed
from sahelsim.scenario import load_scenario
from sahelsim.world import history

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


def test_logarithms_of_deaths_are_shown_as_deaths():
    """The fit works on log(1 + deaths); a reader sees deaths and their unit."""
    row = {"label": "Civilians", "unit": "log deaths", "value": str(np.log(6.0)), "inside": "False",
           "posterior_q05": str(np.log(151.0)), "posterior_median": "", "posterior_q95": "0"}  # fmt: skip
    shown = plain_target(row)
    assert (shown["value"], shown["unit"], shown["inside"]) == ("5", "deaths a month", "NO")
    assert (shown["posterior_q05"], shown["posterior_median"], shown["posterior_q95"]) == (
        "150",
        "",
        "0",
    )
    ratio = plain_target(row | {"unit": "log", "posterior_q95": np.log(28.5)})
    assert (ratio["unit"], ratio["posterior_q95"]) == ("ratio", "28.5")
    assert plain_target(row | {"unit": "share", "value": 0.25})["value"] == "0.25"


@pytest.mark.parametrize("window", ["2021-10", "2017-12"])
def test_the_page_shows_no_logarithm(window):
    """The shipped targets come out as deaths: the record of deaths a month is no 4.63."""
    text = "\n".join([*_fitted(window), *_missed(window)])
    assert "log" not in text.split("**Targets**")[1].split("**Numbers**")[0]
    mean = np.mean(list(history.deaths("total", window, shifted(window, -11)).values()))
    row = text.split("| Deaths a month | deaths a month | ")[1]
    assert float(row.split(" |")[0]) == pytest.approx(mean, rel=0.01)
