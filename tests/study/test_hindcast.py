"""Hindcast: scores against hand calculations, shapes of its answers, bad input."""

import json

import numpy as np
import pytest
import scoringrules

from sahelsim.analysis.months import by_month, first_day
from sahelsim.analysis.rivals import ABOUT, rivals, trend_law
from sahelsim.analysis.scores import (
    brier,
    coverage,
    crps,
    date_score,
    energy_score,
    log_score,
    pit,
    skill,
)
from sahelsim.cli.main import main


def test_crps_of_a_certain_forecast_is_its_error():
    """A point forecast's CRPS is its absolute error."""
    assert crps(np.full((5, 1), 30.0), np.array([12.0]))[0] == pytest.approx(18.0)


def test_fair_crps_does_not_reward_small_ensembles():
    """Averaged over draws of one law, the fair score does not depend on the ensemble's size."""
    rng = np.random.default_rng(1)
    truth = rng.normal(0, 1, 20_000)
    small, large = (crps(rng.normal(0, 1, (n, 20_000)), truth).mean() for n in (3, 30))
    assert small == pytest.approx(large, abs=0.02)
    assert large == pytest.approx(1 / np.sqrt(np.pi), abs=0.02)


def test_log_score_and_coverage_prefer_the_right_law():
    """The true law scores better than a wrong one, and covers what it says."""
    rng = np.random.default_rng(2)
    truth, right = rng.gamma(3, 30, 500), rng.gamma(3, 30, (300, 500))
    assert log_score(right, truth).mean() < log_score(right * 4, truth).mean()
    assert coverage(right, truth, 0.9) == pytest.approx(0.9, abs=0.04)
    assert pit(right, truth).mean() == pytest.approx(0.5, abs=0.05)


def test_brier_and_skill():
    """Brier by hand; equal scores have no skill; a worthless baseline gives none at all."""
    assert brier(0.8, True) == pytest.approx(0.04)
    scores = np.array([1.0, 5.0, 2.0, 8.0])
    assert skill(scores, scores)["value"] == 0.0
    assert skill(scores / 2, scores)["low"] == pytest.approx(0.5)
    assert skill(scores, 0 * scores)["value"] is None


def test_months_keep_every_death_of_whole_months():
    """Weeks are spread by days: thirty days of one a day make thirty."""
    months, counts = by_month(np.full((2, 60), 7.0), first_day("2021-01"))
    assert months[0] == "2021-01"
    assert counts[0, 1] == pytest.approx(28.0)


RATIOS = {0.05: -2.0, 0.5: 0.0, 0.95: 1.3}


def test_rivals():
    """Each is what its name says, the same whatever the seed, and as long as the horizon."""
    past = np.arange(1.0, 121.0)
    found = rivals(past, 6, RATIOS)
    assert set(found) == set(ABOUT)
    assert all(x.shape == (1000, 6) and x.min() >= 0 for x in found.values())
    assert found["last_12"].min() >= 109
    assert found["last_12"][:, 0].mean() == pytest.approx(past[-12:].mean(), rel=0.01)
    assert found["last_36"].min() >= 85
    assert trend_law(past, 6)[1].mean() > past[-12:].mean()
    levels = found["reference_class"].sum(axis=1)
    assert np.quantile(levels, 0.95) / np.quantile(levels, 0.05) > 15
    again = rivals(past, 6, RATIOS)
    assert all(np.array_equal(found[name], again[name]) for name in found)


def test_the_local_level_follows_the_last_months():
    """After a jump it stands near the new level, and its paths spread with the horizon."""
    rng = np.random.default_rng(3)
    past = np.concatenate([rng.poisson(20, 60), rng.poisson(120, 24)]).astype(float)
    paths = rivals(past, 24, RATIOS)["local_level"]
    assert 90 < paths[:, 0].mean() < 150
    assert paths[:, -1].std() > paths[:, 0].std()


def test_scores_agree_with_a_library():
    """CRPS, fair and not, and the energy score are those of scoringrules."""
    rng = np.random.default_rng(7)
    sample, truth = rng.gamma(2.0, 30.0, (50, 9)), rng.gamma(2.0, 30.0, 9)
    ours = [crps(sample, truth, fair=fair) for fair in (True, False)]
    theirs = [
        scoringrules.crps_ensemble(truth, sample.T, estimator=name) for name in ("fair", "nrg")
    ]
    np.testing.assert_allclose(ours, theirs)
    parts, came = rng.dirichlet(np.ones(4), (50, 9)), rng.dirichlet(np.ones(4), 9)
    found = scoringrules.es_ensemble(came, parts.swapaxes(0, 1), estimator="fair")
    np.testing.assert_allclose(energy_score(parts, came), found)


def test_a_date_score_does_not_reward_being_years_early():
    """Too early costs as much as too late; quiet time counts; the truth is best."""
    early, late = date_score(np.array([6.0]), 48.0, 60.0), date_score(np.array([90.0]), 48.0, 60.0)
    assert early == pytest.approx(42 / 60)
    assert late == pytest.approx(12 / 60)
    assert date_score(np.full(9, 48.0), 48.0, 60.0) == 0.0
    base = -np.log1p(-(np.arange(999) + 0.5) / 999) * 120.0
    assert date_score(base, 48.0, 60.0) < early
    assert date_score(base, np.inf, 60.0) > date_score(np.array([np.inf]), np.inf, 60.0) == 0.0


def test_json_has_the_promised_shape(capsys):
    """One object on stdout, with every key that the manual names."""
    assert main(["hindcast", "--runs", "6", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["origin"], said["months"]) == ("2021-11", 14)
    assert set(said["variants"]) == {"baseline", "history", "no-deal"}
    for row in said["variants"].values():
        assert {"total", "state_based", "other"} <= set(row["crps"])
        assert set(row["skill"]) == set(said["baselines"])
        assert 0 <= row["coverage50"] <= row["coverage90"] <= 1
        assert set(row["events"]["deal_by_2022_03"]) == {"probability", "brier"}
    assert said["variants"]["history"]["events"]["deal_by_2022_03"]["probability"] == 1.0
    assert said["variants"]["no-deal"]["events"]["deal_by_2022_03"]["probability"] == 0.0
    for row in said["baselines"].values():
        assert row["crps"] == row["crps_by_type"]["total"] > 0
    assert set(said["variants"]["history"]["skill"]["trend"]) == {"value", "low", "high"}


def test_a_users_record_is_scored(tmp_path, capsys):
    """Months after 2022 can be scored by whoever holds them."""
    table = tmp_path / "later.csv"
    table.write_text("month,total_best\n2022-12,300\n2023-01,250\n", encoding="utf-8")
    words = ["hindcast", "--runs", "4", "--until", "2023-01", "--truth", str(table), "--json"]
    assert main(words) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["months"] == 2
    assert set(said["variants"]["baseline"]["crps"]) == {"total"}
    assert "record" not in said
    assert "crps_by_month" not in json.dumps(said)
    assert sum(said["variants"]["baseline"]["pit"]) == 2


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (["--until", "2022-13"], None, "YYYY-MM"),
        (["--until", "2020-01"], None, "between"),
        (["--runs", "0"], None, "runs"),
        ([], "month,deaths\n2022-01,3\n", "total_best"),
        ([], "month,total_best\n2022-01,many\n", "line 2"),
        ([], "month,total_best\n2022-01,-4\n", "line 2"),
        ([], "month,total_best\nJanuary,4\n", "line 2"),
        ([], "month,total_best\n2019-01,4\n", "no month"),
        ([], "\xff\xfe", "total_best"),
    ],
)
def test_bad_input_is_one_line(tmp_path, capsys, words, text, said):
    """Bad months, tables and sizes: exit code 2 and one line."""
    if text is not None:
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        words = [*words, "--truth", str(tmp_path / "t.csv")]
    assert main(["hindcast", *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_missing_truth_and_existing_folder(tmp_path, capsys):
    """A file that is not there, a folder that is: refused before anything runs."""
    assert main(["hindcast", "--truth", str(tmp_path / "none.csv")]) == 2
    assert main(["hindcast", "--out", str(tmp_path)]) == 2
    assert main(["calibrate", "--points", "3"]) == 2
    assert main(["calibrate", "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 4
