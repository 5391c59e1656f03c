"""What an exported chart says of itself: everything that a reader needs to make it again."""

import pytest

from sahelsim.core.version import __version__
from sahelsim.dashboard.facts import facts_of
from sahelsim.dashboard.state import read

CHANGED = "s=at-worst&cma.autonomy=0.1&payment_mode=mixed&seed=7&n=64&weeks=40&w.control=0.5"


@pytest.mark.parametrize(
    "lang, words",
    [
        (
            "en",
            (
                "At worst",
                "what if",
                "Autonomy 0.1",
                "preset",
                "half of each",
                "64 runs, seed 7",
                "40 weeks",
                "State control 0.5",
            ),
        ),
        (
            "fr",
            (
                "Au pire",
                "«\N{NO-BREAK SPACE}et si\N{NO-BREAK SPACE}»",
                "Autonomie 0,1",
                "préréglage",
                "moitié-moitié",
                "64 simulations, graine 7",
                "40 semaines",
                "Contrôle de l'État 0,5",
            ),
        ),
    ],
)
def test_story_changes_size_and_chance_are_named(lang, words):
    """In the reader's language, with the version and what this is not."""
    found = facts_of("explore", "fan-stability", read(f"{CHANGED}&lang={lang}"))
    told = " ".join(found["lines"])
    for word in words:
        assert word in told
    assert __version__ in found["made"]


def test_an_unchanged_story_says_that_it_is_as_shipped():
    """Nobody takes a preset for a what-if."""
    lines = facts_of("explore", "classes", read("s=at-best"))["lines"]
    assert lines[0] == "Scenario: At best (as shipped)"


def test_each_page_names_what_its_charts_are_of():
    """Compare names both stories and a difference's indicator; a fork its decision and its run."""
    both = facts_of("compare", "gap-1", read("s=at-worst&s=at-best&outcome=total_deaths"))["lines"]
    assert [line.partition(" (")[0] for line in both[:2]] == [
        "Scenario: At worst",
        "Scenario: At best",
    ]
    assert "Indicator: All deaths" in both
    fork = read("s=at-worst&run=3&fork=2022-01-24~junta~talk_to_jnim")
    told = " ".join(facts_of("why", "fork-run", fork)["lines"])
    assert "talk to JNIM" in told
    assert "One run (number: 3)" in told
