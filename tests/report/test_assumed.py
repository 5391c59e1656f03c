"""What a scenario assumes: its story and its own settings, in words without dotted names."""

import pytest

import sahelsim as ss
from sahelsim.report.assumed import differing, told


@pytest.fixture(scope="module")
def worst():
    """One short run of the darker story."""
    return ss.run("at-worst", runs=1, weeks=1)


def test_a_number_that_differs_is_told_with_its_unit_and_the_usual(worst):
    """The contract is two and a half times the baseline's."""
    assert "Contract: Wagner's men: 2,500 people instead of 1,000" in differing(worst)


def test_no_line_is_a_dotted_name(worst):
    """Every setting of the shipped scenarios has words."""
    for name in ("at-best", "at-worst", "france-stays", "restrained-wagner"):
        lines = differing(ss.run(name, runs=1, weeks=1))
        assert [line for line in lines if "_" in line] == []


def test_the_baseline_differs_from_itself_in_nothing():
    """Fitted or not."""
    for fit in ("none", "2021-10"):
        result = ss.run("baseline", runs=1, weeks=1, set={"uncertainty": fit})
        assert differing(result) == []


def test_what_was_set_is_told():
    """One changed incentive is one line; one switch another."""
    settings = {"actors.cma.incentives.autonomy": 0.1, "switches.payment_mode": "mixed"}
    lines = differing(ss.run("baseline", runs=1, weeks=1, set=settings))
    assert "CMA: Autonomy: 0.1 instead of 0.34" in lines
    assert len(lines) == 2


def test_the_counterfactual_is_marked(worst):
    """No deal is what both are measured against."""
    rows = told([worst, ss.run("no-deal", runs=1, weeks=1)])
    assert rows[1]["label"] == "No deal, the reference"
    assert "cannot mediate" in rows[0]["bound"]
