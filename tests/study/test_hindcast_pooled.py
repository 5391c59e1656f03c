"""Several origins pooled: synthetic truths are recovered, shuffled ones give nothing."""

import json
from datetime import date

import numpy as np
import pytest

from sahelsim.analysis.months import months_between
from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError
from sahelsim.report.validation.pooled import summary, tables, told
from sahelsim.scenario import load_scenario
from sahelsim.study.hindcast import pooled
from sahelsim.study.hindcast.events import DATED, imposed
from sahelsim.study.hindcast.origins import HORIZONS, variants
from sahelsim.study.hindcast.paths import (
    Paths,
    Truth,
    half_and_half,
    level_ratios,
    past_deaths,
    recorded,
    scorable,
)
from sahelsim.study.hindcast.pooled import MEAN, OriginScores

NAMES = [f"20{k:02d}-01" for k in range(10, 22)]
MONTHS = 24


def _war(rng, members, level):
    """Draw paths whose level wanders from war to war and lasts, deaths by two regions."""
    levels = level * np.exp(0.6 * rng.standard_normal((members, 1)))
    total = rng.negative_binomial(4.0, 4.0 / (4.0 + levels), (members, MONTHS)).astype(float)
    north = rng.beta(2.0, 5.0, (members, 8, 1))
    quarters = total.reshape(members, 8, 3).sum(axis=2)[:, :, None]
    return Paths(
        {"total": total}, np.concatenate([quarters * north, quarters * (1 - north)], axis=2)
    )


def _places(truth_of, seed=5):
    """Return twelve origins whose model knows the level, with one rival that does not."""
    rng, found = np.random.default_rng(seed), []
    for k, name in enumerate(NAMES):
        level = 40.0 * 1.25**k
        model, rival = _war(rng, 200, level), _war(rng, 200, 120.0)
        flat = Paths(rival.months, rng.dirichlet((1.0, 1.0), (200, 8)))
        found.append(OriginScores(name, truth_of(rng, level), {"baseline": model}, {"trend": flat}))
    return found


def _drawn(rng, level):
    return _war(rng, 1, level).member(0)


def _pooled(places):
    by_origin = {at.origin: pooled.scored(at, HORIZONS) for at in places}
    rows = pooled.skills(by_origin, "baseline", MEAN, HORIZONS)
    return {(r["measure"], r["horizon"]): r for r in rows}


def test_a_synthetic_truth_is_covered_and_has_the_skill_of_the_power_line():
    """Series drawn from the model: nominal coverage, skill inside what the true model would get."""
    places = _places(_drawn)
    found = _pooled(places)
    lines = {
        (p["measure"], p["horizon"]): p
        for p in pooled.power(places, HORIZONS)
        if p["rival"] == MEAN
    }
    inside = [x["power_low"] <= found[k]["value"] <= x["power_high"] for k, x in lines.items()]
    assert np.mean(inside) >= 0.75  # of twelve lines, each of which holds nine truths in ten
    assert all(x["power_low"] < x["power"] < x["power_high"] for x in lines.values())
    held = pooled.calibration(places, "baseline", 24)
    assert held["coverage90"][1] <= 0.9 <= held["coverage90"][2] + 0.03
    assert sum(held["pit"]) == 24 * len(places)
    assert found["log_total", 24]["low"] > 0


def test_a_shuffled_record_gives_no_skill():
    """If each origin gets another's record, the model is no better than a rival that knows nothing."""

    def shuffled(rng, level):
        other = 40.0 * 1.25 ** float(rng.integers(0, len(NAMES)))
        return _drawn(rng, other)

    values = [_pooled(_places(shuffled, seed))["level", 12]["value"] for seed in range(6)]
    assert np.median(values) < 0.05
    right = [_pooled(_places(_drawn, seed))["level", 12]["value"] for seed in range(6)]
    assert np.median(right) > np.median(values) + 0.15


def test_intervals_resample_origins_and_hold_the_value():
    """An interval holds its value; scores that are equal have no skill; better ones have it surely."""
    rng = np.random.default_rng(2)
    ours = [rng.gamma(2.0, 1.0, 24) for _ in range(4)]
    low, high = pooled.interval(ours, [2 * x for x in ours], 6)
    assert low == pytest.approx(0.5) == pytest.approx(high)
    assert pooled.skill(ours, ours) == 0.0
    theirs = [rng.gamma(2.0, 1.0, 24) for _ in range(4)]
    low, high = pooled.interval(ours, theirs, 6)
    assert low < pooled.skill(ours, theirs) < high


def test_a_mixture_is_half_of_each():
    """As many members of the model as of the rival, whatever the rival's size."""
    model, rival = Paths({"total": np.zeros((10, 3))}), Paths({"total": np.ones((1000, 3))})
    both = half_and_half(model, rival).months["total"]
    assert both.shape == (20, 3)
    assert both.mean() == 0.5


def test_levels_come_from_wars_like_this_one():
    """The reference class: about one in five more than doubles within a year, one in five halves."""
    ratios = level_ratios(12)
    assert list(ratios.values()) == sorted(ratios.values())
    assert ratios[0.5] == pytest.approx(-0.042, abs=0.01)
    assert ratios[0.05] == pytest.approx(-2.0, abs=0.01)


def test_types_of_the_past_are_the_years_split():
    """Before 2018 a month's state-based deaths are its total times the year's share."""
    total, state, rest = (past_deaths("2018-01", k) for k in ("total", "state_based", "other"))
    np.testing.assert_allclose(state + rest, total)
    assert state[-12:].sum() / total[-12:].sum() == pytest.approx(383 / 612)


def test_events_have_base_rates_from_before_the_origin():
    """Three coups in 58 years; the fourth counts only afterwards; what never happened is rare."""
    coup = next(e for e in DATED if e.name == "coup")
    early, late = coup.base("2018-01"), coup.base("2021-11")
    assert np.median(early) == pytest.approx(np.log(2) * 12 * (58 + 1 / 12) / 3.5, rel=0.01)
    assert np.median(late) < np.median(early)
    assert coup.happened("2018-01") == pytest.approx(31.6, abs=0.1)
    assert coup.happened("2021-11") == np.inf
    assert all(day < date(2023, 1, 1) for event in DATED for day in event.days)


def test_forced_decisions_are_no_forecast():
    """What history scripts or a scenario bars is imposed; free actors impose nothing."""
    contract = DATED[0]
    assert imposed(load_scenario("history"), contract)
    assert imposed(load_scenario("no-deal"), contract)
    assert not imposed(variants("2019-01")["baseline"], contract)


def test_variants_of_an_origin_know_its_own_date():
    """Own control, forces and posterior; the landed start differs in its control alone."""
    found = variants("2019-01")
    assert {s.start for s in found.values()} == {date(2019, 1, 1)}
    assert {s.uncertainty for s in found.values()} == {"2018-12"}
    assert found["baseline"].origin == "2019-01" != found["landed"].origin
    assert (
        found["baseline"].cards["jnim"].forces.total == found["landed"].cards["jnim"].forces.total
    )


def test_a_hole_in_a_record_is_named():
    """A month that is missing between two others is an error that names it."""
    known = {m: {"total": 1.0} for m in months_between("2021-11", "2022-06") if m != "2022-02"}
    with pytest.raises(UsageError, match="lacks 2022-02"):
        scorable("2021-11", "2022-12", known)
    assert scorable("2021-11", "2022-01", known) == ["2021-11", "2021-12", "2022-01"]
    assert len(scorable("2018-01", "2022-12", recorded("2022-12"))) == 60


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Return the JSON of a short hindcast from two origins."""
    import contextlib
    import io

    out, folder = io.StringIO(), tmp_path_factory.mktemp("h") / "new"
    words = ["--origins", "2020-01,2021-11", "--runs", "6", "--seeds", "2", "--out", str(folder)]
    with contextlib.redirect_stdout(out):
        assert main(["hindcast", *words, "--json", "-q"]) == 0
    assert {p.name for p in folder.iterdir()} >= {"hindcast.html", "scores.json"}
    return json.loads(out.getvalue())


def test_the_report_is_whole(report):
    """Every measure, rival, horizon and mixture stands in it; 24 months lack the last origin."""
    rows = {(r["measure"], r["horizon"], r["forecast"], r["rival"]): r for r in report["skills"]}
    for measure in pooled.MEASURES:
        row = rows[measure, 12, "baseline", MEAN]
        assert set(row["origins"]) == {"2020-01", "2021-11"}
        assert row["low"] <= row["high"]
    assert set(rows["level", 24, "baseline", MEAN]["origins"]) == {"2020-01"}
    assert ("level", 12, "half_trend", "trend") in rows
    assert rows["region", 12, "baseline", "trend"]["power"] is not None
    assert {r["seed"] for r in report["by_seed"]} == {0, 1}
    assert report["saw"][0]["origin"] == "2020-01"
    assert not {"record", "truth"} & set(report)


def test_few_runs_conclude_nothing_and_enough_give_three_sentences(report):
    """Twelve runs conclude nothing; more are told in three sentences, losses named."""
    assert summary(report)[0].startswith("Nothing can be concluded")
    enough = report | {"runs": 200}
    said = summary(enough)
    assert [s.split(":")[0] for s in said] == [
        "Better than the mean of simple forecasts",
        "Worse than the mean of simple forecasts",
        "Not to be told apart yet",
    ]
    assert "2021-11" in said[2]  # skill at 24 months lacks it
    text = told(enough)
    assert all(len(row) == len(t.head) for t in tables(enough) for row in t.rows)
    assert "nan" not in text


def test_a_mechanism_can_be_cut():
    """A scenario without a mechanism runs, and says so in its settings."""
    from dataclasses import replace

    from sahelsim.scenario.assemble import assemble

    cut = replace(load_scenario("baseline"), cut=("ambushes",))
    model = assemble(cut, seed=1, runs=range(2))
    model.step()
    assert "ambushes" not in model.setup.mechanisms
    assert cut.resolved()["cut"] == ["ambushes"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--origins", "2016-01"], "2018-01, 2019-01"),
        (["--origins", "all", "--seeds", "0"], "1 to 20"),
        (["--cuts"], "--origins"),
        (["--origins", "all", "--no-aggregate"], "--origin"),
    ],
)
def test_bad_words_are_one_line(capsys, words, said):
    """Unknown origins, no seed, cuts of one origin: exit code 2, one line, nothing run."""
    assert main(["hindcast", *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("id,type_of_violence,best,date_start", "UCDP GED"),
        ("month_id,country_id,ged_sb,ged_ns,ged_os", "ViEWS"),
        ("event_date,country,fatalities", "ACLED"),
    ],
)
def test_tables_of_the_data_projects_are_refused_with_a_way(tmp_path, capsys, head, said):
    """One line says how to make a record of them."""
    table = tmp_path / "t.csv"
    table.write_text(f"{head}\n{','.join(['1'] * len(head.split(',')))}\n", encoding="utf-8")
    assert main(["hindcast", "--truth", str(table)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "total_best" in error


@pytest.mark.parametrize(
    ("name", "deaths"), [("mends-bom.csv", [100, 120]), ("mends-semicolon.csv", [120.5])]
)
def test_what_spreadsheets_write_is_read(tmp_path, name, deaths):
    """A byte-order mark, semicolons, decimal commas."""
    from sahelsim.study.truth import read_truth

    texts = {
        "mends-bom.csv": "﻿month,total_best\n2021-11,100\n2021-12,120\n",
        "mends-semicolon.csv": "month;total_best\n2021-11;120,5\n",
    }
    (tmp_path / name).write_text(texts[name], encoding="utf-8")
    assert [row["total"] for row in read_truth(tmp_path / name).values()] == deaths


def test_members_stand_for_the_record():
    """A member of a forecast is a record: months by type and quarters by region."""
    paths = Paths({"total": np.arange(6.0).reshape(2, 3)}, np.ones((2, 1, 2)))
    assert isinstance(paths.member(1), Truth)
    assert paths.member(1).months["total"].tolist() == [3.0, 4.0, 5.0]
