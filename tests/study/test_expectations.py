"""Sizes are estimated from forced forks of the model itself, offline, and kept with a hash."""

import numpy as np
import pytest

from sahelsim.documents import expectations as page
from sahelsim.model import parts
from sahelsim.model.branch import branch
from sahelsim.model.sizes import POOLED, TABLES, shipped_sizes
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble, make_setup
from sahelsim.study.expectations import table
from sahelsim.study.expectations.estimate import estimate
from sahelsim.study.expectations.fit import fit, mean_interval, regression
from sahelsim.study.expectations.forks import base_model, fork_all, until
from sahelsim.study.expectations.said import said_of


@pytest.fixture(scope="module")
def baseline():
    """The baseline with one number for each parameter and few communities."""
    return load_scenario("baseline").set({"uncertainty": "none", "communities": 60})


def test_a_branch_goes_on_as_its_model_would(baseline):
    """Nothing forced: the copies live the very weeks that the model lives."""
    model = assemble(baseline, seed=3, runs=[0, 1, 2])
    for _ in range(9):
        model.step()
    rows = np.array([2, 0, 2])
    setup = make_setup(baseline, seed=3, runs=[2, 0, 2])
    copy = branch(model, setup, rows)
    for _ in range(9):
        model.step()
        copy.step()
    for name, array in model.state.arrays.items():
        np.testing.assert_array_equal(array[rows], copy.state.arrays[name], err_msg=name)


def test_forks_find_what_an_action_does(baseline):
    """Unleashing kills civilians; mediating brings the mediator influence; chance is shared."""
    model = base_model(baseline, {}, seed=1, runs=range(8))
    until(model, 20)
    forked = fork_all(baseline, model, {}, seed=1, most=8)
    unleashed = forked.samples["unleash_forces", "junta"]
    assert unleashed.gain("civilian_harm").mean() < -0.02
    assert forked.samples["mediate", "algeria"].gain("influence").mean() > 0.05
    assert unleashed.size == len(unleashed.groups) == 8
    assert ("carry_on", "junta") in forked.rests


def test_a_fit_finds_known_sizes_and_keeps_signs():
    """Two reasons, one that is borne out and one that is not, and something else besides."""
    chance = np.random.default_rng(4)
    good, bad = chance.uniform(0.2, 1.0, 400), -chance.uniform(0.2, 1.0, 400)
    gains = 0.7 * good - 0.4 * bad - 0.3 + 0.05 * chance.standard_normal(400)
    found = fit([good, bad], gains, np.arange(400) % 50, again=True)
    assert found.size[0] == pytest.approx(0.7, abs=0.1)
    assert found.size[1] == 0.0
    assert found.low[0] <= found.size[0] <= found.high[0]
    assert np.mean(good * found.size[0] + found.other) == pytest.approx(gains.mean(), abs=0.02)


def test_intervals_and_slopes_of_known_numbers():
    """Groups that say the same leave no interval; a doubled effect has slope 2."""
    middle, low, high = mean_interval(np.array([1.0, 3.0, 1.0, 3.0]), np.array([0, 0, 1, 1]))
    assert middle == low == high == 2.0
    slope, r = regression(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))
    assert (slope, r) == (pytest.approx(2.0), pytest.approx(1.0))


@pytest.mark.slow
def test_rounds_settle(baseline):
    """Each round moves what is expected less than the one before."""
    sticks = dict.fromkeys(_keys(baseline), 0.2)
    found = estimate(baseline, sticks, seed=1, start={}, rounds=3, states=2, runs=8)
    assert found.moves[2] < found.moves[0]


def _keys(scenario):
    from sahelsim.model.payoffs import kind_of, measures_of

    return {(kind_of(card), k) for card in scenario.cards.values() for k in measures_of(card)}


@pytest.mark.parametrize("origin", table.origins())
def test_no_table_is_stale(origin):
    """Mechanisms, actions and cards are those that the table was made of: ``make expectations``."""
    assert not table.stale(origin)


@pytest.mark.parametrize("origin", table.origins())
def test_every_action_has_a_row_or_is_named(origin):
    """What was open too seldom for an estimate is named on the table's card."""
    known = {action for action, role in shipped_sizes(origin) if role == POOLED}
    assert set(parts.names("actions")) - known <= set(table.card(origin)["written"])
    assert (TABLES / f"{origin}.csv").is_file()


def test_the_page_is_up_to_date():
    """``make expectations`` wrote it last."""
    kept = parts.PACKAGE.parents[1] / "docs/expectations.md"
    assert kept.read_text(encoding="utf-8") == page.page()


def test_a_run_says_what_its_actors_expect():
    """Changed numbers, another origin, written sizes: the manifest tells."""
    usual = load_scenario("baseline")
    said = said_of(usual.resolved())
    assert said["sizes"] == "estimated"
    assert said["changed"] == []
    other = usual.set(
        {"actors.cma.incentives.autonomy": 0.9, "switches.contest_form": "difference"}
    )
    assert said_of(other.resolved())["changed"] == ["switches", "actors"]
    written = usual.set({"switches.expectations": "written"})
    assert said_of(written.resolved()) == {"sizes": "written"}
