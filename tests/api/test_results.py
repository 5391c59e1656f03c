"""What verbs return: bounded in print, equal by value, the same after a folder, drawn and told."""

import dataclasses
import json

import pytest

import sahelsim as ss
from sahelsim.core.errors import SahelsimError

KEY = "actors.cma.incentives.autonomy"
SMALL = {"runs": 3, "weeks": 12}


@pytest.fixture(scope="module")
def compared():
    """Three variants of one scenario."""
    base = ss.load_scenario("baseline")
    return ss.compare(base, base.set({KEY: 0.1}), base.set({KEY: 0.9}), **SMALL)


def test_variants_of_a_scenario_stand_apart(compared):
    """Names, differences, rows and legends: three are three."""
    names = ["baseline", "baseline [autonomy=0.1]", "baseline [autonomy=0.9]"]
    assert [r.name for r in compared.results] == names
    assert list(compared.differences) == [f"{name} - baseline" for name in names[1:]]
    assert list(compared.frame()["scenario"].unique()) == names
    assert compared.frame().index.is_unique
    legend = {trace.name for trace in compared.figure().data if trace.name}
    assert len(legend) == 3


def test_names_of_two_numbers_with_one_last_word_are_whole():
    """One must see whose ``autonomy`` it is."""
    base = ss.load_scenario("baseline")
    other = "actors.platform.incentives.autonomy"
    both = ss.compare(base.set({KEY: 0.2}), base.set({other: 0.2}), runs=1, weeks=2)
    assert [r.name for r in both.results] == [f"baseline [{KEY}=0.2]", f"baseline [{other}=0.2]"]


def test_a_decision_tells_variants_apart():
    """By who chooses what when."""
    base = ss.load_scenario("baseline")
    made = base.decide("2021-11-29", "junta", "talk_to_jnim")
    names = [r.name for r in ss.compare(base, made, runs=1, weeks=8).results]
    assert names == ["baseline", "baseline [junta talk_to_jnim 2021-11-29]"]


def test_what_is_printed_is_a_screen(compared):
    """However many runs there are."""
    shown = [
        compared,
        *compared.results,
        ss.why(compared, run=0),
        ss.scenarios(),
        ss.parameters(),
        ss.actions(),
        ss.load_scenario("at-worst"),
        ss.check("tiny"),
    ]
    for one in shown:
        assert 0 < len(repr(one)) < 2_000
        assert len(str(one)) < 2_000
        if hasattr(one, "_repr_html_"):
            assert len(one._repr_html_()) < 6_000


def test_results_are_equal_by_value(compared):
    """The same scenario, seed and numbers; another seed is another result."""
    again = ss.run("baseline", **SMALL)
    assert again == compared.results[0]
    assert hash(again) == hash(compared.results[0])
    assert again != ss.run("baseline", seed=2, **SMALL)
    assert again != compared.results[1]
    assert again != "a text"
    assert compared == ss.compare(*(["baseline"]), *_variants(), **SMALL)


def _variants():
    return [ss.load_scenario("baseline", {KEY: x}) for x in (0.1, 0.9)]


def test_every_answer_is_a_frame_and_a_dict(compared):
    """JSON takes every dict."""
    for one in (
        compared,
        compared.results[0],
        ss.why(compared, run=0),
        ss.scenarios(),
        ss.parameters(),
        ss.actions("cma"),
        ss.check("tiny"),
    ):
        json.dumps(one.to_dict())
        assert one.frame().shape[1] > 0


def test_a_folder_gives_back_what_was_saved(compared, tmp_path):
    """The same rows, shares and chart; its scenarios' names; and the runs again."""
    folder = compared.save(tmp_path / "kept")
    opened = ss.open(folder)
    assert opened.frame()["stability"].tolist() == compared.frame()["stability"].tolist()
    told, held = opened.to_dict()["scenarios"], compared.to_dict()["scenarios"]
    assert list(told) == list(held)
    assert told["baseline"]["classes"] == held["baseline"]["classes"]
    assert opened.again() == compared
    assert ss.rerun(folder).equal
    assert ss.verify(folder).whole
    assert opened.figure().data[2].name == "baseline"
    with pytest.raises(SahelsimError, match="no series of 'refugees' was kept"):
        opened.figure("refugees")
    assert ss.why(folder, scenario="baseline [autonomy=0.9]", run=1).run == 1
    assert "ss.compare" in (folder / "manifest.json").read_text(encoding="utf-8")


def test_unequal_lengths_are_compared_over_the_common_weeks():
    """The same runs, some longer: no difference at all."""
    base = ss.load_scenario("baseline")
    found = ss.compare(base.set("weeks=8"), base.set("weeks=20"), runs=4)
    (rows,) = found.differences.values()
    for name in ("total_deaths", "stability", "displaced"):
        assert rows["indicators"][name]["mean"] == pytest.approx(0.0, abs=1e-9)


def test_unequal_first_days_are_compared_over_the_common_days():
    """Sums count no week that only one of them lived through."""
    base = ss.load_scenario("baseline", weeks=8)
    early = base.set("start=2021-10-04")
    found = ss.compare(early, base, runs=3)
    (rows,) = found.differences.values()
    first, second = (r.series["total_deaths"] for r in found.results)
    lived = second[:, 1:5].sum(axis=1).mean() - first[:, 5:9].sum(axis=1).mean()
    assert rows["indicators"]["total_deaths"]["mean"] == pytest.approx(lived)


def test_what_has_no_common_week_is_refused():
    """Before anything runs."""
    with pytest.raises(SahelsimError, match="have no week in common"):
        ss.compare("from-2018", "baseline", runs=1, weeks=10)


@pytest.mark.parametrize("weeks", [0, 10.5, 600, True, "many"])
def test_horizons_are_checked_however_they_are_set(weeks):
    """As an argument, on an object, or in a field."""
    base = ss.load_scenario("baseline")
    for one in (
        lambda: ss.run(base, runs=1, weeks=weeks),
        lambda: ss.run("baseline", weeks=weeks),
        lambda: ss.run(dataclasses.replace(base, weeks=weeks), runs=1),
    ):
        with pytest.raises(SahelsimError, match="weeks"):
            one()


def test_near_names_are_told():
    """A series, an indicator of a chart, an actor, a scenario of a comparison."""
    result = ss.run("baseline", runs=1, weeks=4)
    for one, near in (
        (lambda: result.weekly("stabilty"), "stability"),
        (lambda: result.figure("stabilty"), "stability"),
        (lambda: ss.why(result, actor="hunta"), "junta"),
        (lambda: ss.why(result, scenario="base"), "baseline"),
        (lambda: ss.actions("hunta"), "junta"),
    ):
        with pytest.raises(SahelsimError, match=near):
            one()
