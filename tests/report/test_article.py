"""The article's words: measured in runs of which one knows what they show, and told by sign and interval."""

from types import SimpleNamespace

import numpy as np
import pytest

from sahelsim.report.article import WORDS, article, verdict

WEEKS, RUNS = 156, 40
PLACES = ("Kidal", "Gao")
HOLDERS = ("state", "cma")


def ensemble(name, *, killed=10.0, rekindled=0, held=0.0):
    """Return an ensemble whose runs all see the same, but for which of them end rekindled."""
    flat = np.ones((RUNS, WEEKS + 1))
    jitter = 1.0 + 0.01 * np.arange(RUNS)[:, None]
    series = {
        "one_sided_state": flat * killed * jitter,
        "one_sided_deaths": flat * 20.0,
        "ruthlessness_ratio": flat * killed / 100.0,
        "azawad_control_share": flat * held,
        "cma_war": flat * 0.0,
        "total_deaths": flat * 30.0,
    }
    classes = np.array(["rekindled"] * rekindled + ["muddling"] * (RUNS - rekindled))
    control = np.zeros((RUNS, 3, 2, 2))
    control[:, :, 1, 0] = 0.9
    control[:, :, 0, 1] = 0.9
    return SimpleNamespace(
        name=name,
        label=name,
        runs=RUNS,
        weeks=WEEKS,
        series=series,
        classes=classes,
        control=control,
        controllers=HOLDERS,
        place_names=PLACES,
    )


@pytest.fixture
def rows():
    """The table of three ensembles: more killed in both, rebellion and division at worst alone."""
    results = [
        ensemble("at-best", killed=20.0),
        ensemble("at-worst", killed=30.0, rekindled=30, held=0.6),
        ensemble("no-deal"),
    ]
    return {(r["said"], r["measured"]): r for r in article(results)}


def test_each_word_has_a_row_with_a_value_for_each_scenario(rows):
    """Rows as many as words, in the order of the results."""
    assert len(rows) == len(WORDS)
    assert all(len(row["values"]) == 3 for row in rows.values())


def test_more_killed_in_both_is_as_the_article_says(rows):
    """Twice and three times the reference's dead."""
    row = rows["counterinsurgency grows more ruthless", "civilians killed by the state side"]
    assert row["verdict"] == "as the article says: higher in both"


def test_a_rebellion_in_three_quarters_of_runs_is_told(rows):
    """30 of 40 at worst, none in the reference."""
    row = rows["a new Tuareg rebellion ignites", "runs that end with a rekindled rebellion"]
    assert row["values"][1].startswith("75%")
    assert row["verdict"] == "as the article says: higher at worst"


def test_what_is_the_same_everywhere_is_not_in_the_model(rows):
    """Kidal is the CMA's in every run: no difference, and the first day says so."""
    row = rows["the country is divided further", "runs in which the CMA holds Kidal at the end"]
    assert row["verdict"].startswith("not in this model")
    assert row["start"].startswith("100%")


def test_division_is_counted_in_weeks(rows):
    """Held at 0.6 of the north in every week, the first day among them."""
    row = rows[
        "the country is divided further", "weeks in which the CMA holds half of the north or more"
    ]
    assert row["values"][1] == f"{WEEKS + 1} ({WEEKS + 1} to {WEEKS + 1})"


def test_without_the_reference_or_two_years_there_is_no_table():
    """Nothing is measured against nothing."""
    assert article([ensemble("at-best"), ensemble("at-worst")]) == []
    assert article([ensemble("baseline"), ensemble("no-deal")]) == []


def test_a_mixed_verdict_names_both_sides():
    """Lower at best where the article says higher in both."""
    gaps = {"at-best": {"low": -2.0, "high": -1.0}, "at-worst": {"low": -1.0, "high": 1.0}}
    assert verdict(gaps) == "lower at best, against it; no sure difference at worst"
    gaps = {"at-best": {"low": -2.0, "high": -1.0}, "at-worst": {"low": -3.0, "high": -1.0}}
    assert verdict(gaps) == "against the article: lower in both"
