"""Figures: whole numbers on logarithmic axes, legends and labels that cover nothing, honest tables."""

import dataclasses
import re

import numpy as np
import pytest

from sahelsim import compare, run
from sahelsim.analysis.curve import Curve
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import UsageError
from sahelsim.figures import choices, fan_chart, opinion, paired
from sahelsim.figures.names import called
from sahelsim.figures.scoring import months
from sahelsim.figures.svg import TOP, plot
from sahelsim.report.story import booked, sentence, told_run
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.fork import force
from sahelsim.texts.numbers import amount


def test_a_logarithmic_axis_says_whole_numbers():
    """Not 2 and 5 alone between the decades; every drawn value has a mark above it."""
    q = np.array([[20.0, 30.0], [40.0, 50.0], [80.0, 90.0], [150.0, 160.0], [300.0, 310.0]])
    axis = months(["2021-11", "2021-12"], q, np.array([1363.0, 40.0]))["layout"]["yaxis"]
    assert {"20", "50", "200", "500", "1,000", "2,000"} <= set(axis["ticktext"])
    assert max(axis["tickvals"]) >= 1363.0
    assert [float(t.replace(",", "")) for t in axis["ticktext"]] == axis["tickvals"]


@pytest.mark.parametrize("asked", [{"runs": "x"}, {"runs": 2.5}, {"seed": True}, {"seed": None}])
def test_in_python_too_a_wrong_number_is_one_line(asked):
    """No traceback out of the engine's middle: what it must be, and what it is."""
    with pytest.raises(UsageError, match="must be a whole number, not"):
        run("baseline", **{"runs": 2, "weeks": 8} | asked)


def test_a_figure_of_nothing_known_says_what_there_is():
    """Of one ensemble and of several."""
    both = compare("baseline", "no-deal", runs=2, weeks=8)
    for made in (both, both.results[0]):
        with pytest.raises(UsageError, match="did you mean 'stability'"):
            made.figure("stabilit")


def test_the_legend_stands_above_the_data():
    """Names of curves are written over the chart, not in it, side by side."""
    x = np.arange(3.0)
    curves = [
        Curve("low", x, x),
        Curve("high", x, x + 2),
        Curve("median", x, x + 1),
        Curve("a much longer name of a curve", x, x, dots=True),
    ]
    drawn = plot("title", ("x", "y"), curves, bands=1)
    places = {
        name: (float(a), float(b))
        for a, b, name in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)</text>', drawn)
    }
    names = ("median", "a much longer name of a curve", "9 runs in 10")
    assert all(places[name][1] < TOP for name in names)
    assert [places[n][0] for n in names] == sorted(places[n][0] for n in names)
    assert "low" not in places


@pytest.fixture(scope="module")
def two():
    """Two stories that begin a year apart."""
    return compare("baseline", "history", runs=2, weeks=60)


def test_a_row_of_numbers_is_one_date(two):
    """Where a story has not begun or has ended, the table has a dash, not another day's number."""
    first, later = two.results[1].dates[0].isoformat(), two.results[0].dates[0].isoformat()
    head, *rows = fan_chart.table(two.results, "stability")
    cells = {row[0]: row[1:] for row in rows}
    assert head[1].startswith("Baseline")
    assert cells[first][0] == "–"
    assert cells[first][1] != "–"
    alone = {row[0]: row[1] for row in fan_chart.table(two.results[:1], "stability")[1:]}
    assert cells[rows[-1][0]][1] == "–"
    assert later in alone
    assert all(cells[day][0] == alone[day] for day in cells.keys() & alone.keys())


def test_labels_at_lines_ends_stay_apart_and_inside():
    """However close the lines end, labels keep their height, and none rises over the top."""
    tall = [10.0, 30.0, 10.0]
    for values in ([97.0, 98.0, 99.0], [0.0, 0.0, 0.0], [5.0, 50.0, 95.0]):
        places = fan_chart._apart(values, 100.0, tall)
        room = zip(places, places[1:], tall, tall[1:], strict=False)
        assert all(b - a >= (low + high) / 2 - 1e-9 for a, b, low, high in room)
        assert max(places) <= 115.0
    assert fan_chart._apart([5.0, 50.0, 95.0], 100.0, tall) == [5.0, 50.0, 95.0]


def test_long_labels_are_folded(two):
    """A scenario's long name never takes the chart's room: it stands on several lines."""
    result = dataclasses.replace(two.results[0], label="From January 2018, no contract possible")
    shown = fan_chart.figure([result], "stability")["layout"]
    assert shown["annotations"][0]["text"].count("<br>") >= 2
    assert shown["margin"]["r"] <= 150


def test_a_chart_of_many_rows_says_how_it_fits_a_phone(two):
    """Its rows are numbered, named and tall enough for a label above each."""
    drawn = (
        choices.figure(two.results[0]),
        paired.figure(two.differences["history - baseline"]["indicators"]),
    )
    for figure in drawn:
        shown = figure["layout"]
        rows = shown["yaxis"]["ticktext"]
        assert len(rows) == len(shown["yaxis"]["tickvals"]) > 20
        assert shown["meta"]["narrow"]["height"] >= 36 * len(rows)
        assert set(figure["data"][0]["y"]) <= set(shown["yaxis"]["tickvals"])


def test_actors_are_called_by_their_names(two):
    """No card's file name reaches a reader; a reader's own actor is named as it was written."""
    names = [called(a) for a in ("cma", "fama", "isgs", "france", "selfdef", "my_own")]
    assert names == ["CMA", "The army", "ISGS", "France", "Militias", "My own"]
    assert not any(name[0].islower() for name in choices.by_quarter(two.results[0])[1])


def test_a_table_ends_with_the_last_date_and_what_the_text_quotes():
    """The sentence's number stands in the last row: a sum, a mean, or the end itself."""
    result = run_scenario(apply_overrides(load_scenario("baseline"), ["weeks=40"]), runs=6, seed=1)
    for name, row in (("total_deaths", "Over all weeks"), ("coup_hazard", "")):
        last = fan_chart.table([result], name)[-1]
        assert last[0] == (row or fan_chart.monthly(result, name)[0][-1])
        middle = amount(result.summary[name]["median"], INDICATORS[name].unit)
        assert last[1].startswith(f"{middle} (")
    assert [fan_chart.and_last(range(n), 6) for n in (0, 1, 7, 9)] == [[], [0], [0, 6], [0, 6, 8]]


def test_opinion_shows_every_story_where_they_end_alike():
    """Dots of one region stand apart, round its row, whatever their shares; the start stands in it."""
    both = compare("baseline", "no-deal", "at-best", runs=2, weeks=8).results
    drawn = opinion.figure(both, "approval_junta")["data"]
    rows = np.array([trace["y"] for trace in drawn])
    assert len(drawn) == 1 + len(both)
    assert (np.diff(rows[1:], axis=0) > 0.15).all()
    assert (np.abs(rows - np.arange(len(both[0].regions))) < 0.3).all()
    assert (rows[0] == np.arange(len(both[0].regions))).all()


def test_who_moved_a_number_is_named_as_elsewhere():
    """An order by its label, a mechanism by its name; people whole."""
    told = booked({"who": "junta:meet_french_conditions", "total": -0.034})
    assert told == ("Junta: meet France's conditions", "−0.03")
    assert booked({"who": "posture_decay", "total": 1148.38}) == ("posture decay", "+1,148")
    assert booked({"who": "posture_decay", "total": -1148.38})[1] == "−1,148"


def test_a_rekindled_run_is_told_with_its_rebellion():
    """What defines the outcome is in the story, however long the run; the rest is counted."""
    armed = apply_overrides(load_scenario("at-worst"), ["initial.readiness=1.0"])
    rebels = force(armed, at=armed.start, actor="cma", choose="rebel")
    result = run_scenario(rebels, runs=12, seed=1)
    story = told_run(result)
    assert "the accord is broken" in story["outcome_class"]
    told = [entry["text"] for entry in story["entries"]]
    assert "The 2015 accord breaks" in told
    assert any(text.startswith("CMA: rebel") for text in told)
    assert [e["week"] for e in story["entries"]] == sorted(e["week"] for e in story["entries"])
    assert story["left_out"] > 0
    short = told_run(result, most=4, massacres=1)
    assert len(short["entries"]) <= 5
    assert short["left_out"] + len(short["entries"]) == story["left_out"] + len(told)


def test_a_reason_worth_nothing_is_no_reason():
    """What reads 0.00 is neither for nor against a decisive choice; what counts is told."""
    row = {"actor": "jnim", "label": "Expand south", "share": 0.9, "week": 34.0, "gap": 4.3}
    row |= {"probability": 0.15, "forced": 0.0}
    worth = {"expansion": 0.2, "survival": -0.004, "autonomy": -0.03}
    row["why"] = [{"incentive": k, "because": k, "worth": w} for k, w in worth.items()]
    assert "chiefly for expansion (expansion); against it: autonomy (−0.03)" in sentence(row)
