"""Mali at other dates: the rule that spreads regions' scores, and what it may read."""

from datetime import date

import numpy as np
import pytest

from sahelsim.core.errors import CardError
from sahelsim.geography import origins
from sahelsim.geography.mali import load_geography
from sahelsim.geography.origins import LANDED, scores_at, state_range, weeks_since_coup
from sahelsim.geography.places import REGION_IDS
from sahelsim.geography.tables import number, read_table
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.origins import ORIGINS, at_origin, drawn_control

EARLY = [o for o in ORIGINS if o != LANDED]


@pytest.mark.parametrize("origin", EARLY)
def test_regions_keep_their_score(origin):
    """The mean over people of a region's cercles is the region's own score, capped at three."""
    geography, found = load_geography(), scores_at(origin)
    for row in read_table("control_at_origins"):
        if row["origin"] == origin:
            here = geography.region_of == geography.regions.index(REGION_IDS[row["region"]])
            people = geography.population[here] / geography.population[here].sum()
            for who, column in origins.COLUMNS.items():
                mean = (found[who][here] * people).sum()
                assert mean == pytest.approx(number(row[column]), abs=2e-3), (who, row["region"])
                assert found[who].max() <= 3.0


def test_more_events_less_state():
    """Within a region the state is weaker, and the jihadists stronger, where more places saw deaths."""
    found, ids = scores_at("2019-01"), load_geography().place_ids
    calm, war = (ids.index(p) for p in ("youwarou", "douentza"))
    assert found["state"][war] < found["state"][calm]
    assert found["jnim"][war] > found["jnim"][calm]


@pytest.mark.parametrize("origin", EARLY)
def test_nothing_after_an_origin_is_read(monkeypatch, origin):
    """Nonsense in later rows moves no share of control, no man and no displaced person."""

    def state():
        scenario = at_origin(load_scenario("from-2018"), origin)
        stocks = {k: n.value for k, n in scenario.initial.items()}
        forces = {n: c.forces.total for n, c in scenario.cards.items() if c.forces}
        return scores_at(origin), state_range(origin), stocks, forces

    before, real = state(), read_table

    def poisoned(name):
        late = {
            "ucdp_cercle_year_places": ("year", origin[:4]),
            "coups": ("date", origin),
            "control_at_origins": ("origin", f"{origin}-02"),
            "strengths_at_origins": ("origin", f"{origin}-02"),
        }
        if name not in late:
            return real(name)
        column, first = late[name]
        keep = {"origin", "region", "item", "cercle", "year", "date", "outcome", "quality", "note"}
        return tuple(
            {k: v if k in keep else "9e9" for k, v in row.items()} if row[column] >= first else row
            for row in real(name)
        )

    monkeypatch.setattr(origins, "read_table", poisoned)
    after = state()
    for who in before[0]:
        np.testing.assert_array_equal(before[0][who], after[0][who])
    assert before[1:] == after[1:]


@pytest.mark.parametrize("origin", EARLY)
def test_fighters_and_control_add_up(origin):
    """Shares of control stay shares; every armed party stands somewhere."""
    geography = load_geography(300, origin)
    assert geography.control_start.min() >= 0.0
    assert geography.control_start.sum(axis=0).max() <= 1.0
    assert all(w.sum() == pytest.approx(1.0) for w in geography.weights.values())
    assert geography.french_base.sum() > load_geography().french_base.sum()


def test_states_of_different_dates_differ_and_follow_the_war():
    """The state's share of people falls from origin to origin, the jihadists' rises."""
    held = []
    for origin in ORIGINS:
        geography = load_geography(300, origin)
        people = geography.population / geography.population.sum()
        held.append(geography.control_start @ people)
    assert np.all(np.diff([h[0] for h in held]) < 0)
    assert np.all(np.diff([h[3] + h[4] for h in held]) > 0)


def test_coups_are_counted_to_the_day():
    """The coup of March 2012 is 301 weeks before 2018."""
    assert weeks_since_coup(date(2018, 1, 1)) == (date(2018, 1, 1) - date(2012, 3, 22)).days // 7


def test_a_scenario_names_its_origin():
    """One key moves first day, forces, displaced and control; runs differ in the state's range."""
    story = apply_overrides(load_scenario("from-2018"), ["origin='2020-01'"])
    assert (story.start, story.origin) == (date(2020, 1, 1), "2020-01")
    assert story.cards["jnim"].forces.total == 1500
    assert story.initial["displaced_start"].value == 207751
    assert story.resolved()["origin"] == "2020-01"
    assert "origin" not in load_scenario("from-2018").resolved()
    held = assemble(story, seed=1, runs=range(8)).state.row("control.state").mean(axis=1)
    assert len(set(held.round(9))) == 8
    low, high = state_range("2020-01")
    assert low < drawn_control("2020-01", np.arange(8)).min() < 1 < high
    assert drawn_control("2020-01", np.arange(8)).max() < high


def test_an_unknown_origin_is_refused():
    """One line names the dates there are."""
    with pytest.raises(CardError, match=r"2016-01.*2018-01"):
        apply_overrides(load_scenario("from-2018"), ["origin='2016-01'"])
