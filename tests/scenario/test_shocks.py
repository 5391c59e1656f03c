"""Shocks: what ``check`` refuses, and that a change of control leaves a simplex."""

import numpy as np
import pytest

from sahelsim.core.errors import CardError
from sahelsim.geography.mali import load_geography
from sahelsim.report.story import booked
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble

DAY = "2021-11-01"


def _shocked(text):
    row = f'shocks=[{{ date = {DAY}, source = "x", {text} }}]'
    return apply_overrides(load_scenario("baseline"), ["communities=50", row])


@pytest.mark.parametrize(
    "text, told",
    [
        ('variable = "treasury", multiply = -2.0', "multiply = -2 is outside 0 to 10"),
        ('variable = "treasury", set = -5.0', "set = -5 is outside 0 to 2000"),
        ('variable = "control.state", add = 1.5', "outside -1 to 1"),
        ('variable = "control.stat", add = 0.5', "did you mean 'state'"),
        ('variable = "coup_attempts", add = 1.0', "counts what happens in a week"),
        ('variable = "treasury", add = 5.0, place = "gao"', "leave out 'place'"),
        ('variable = "treasury.x", add = 5.0', "has no rows"),
        ('variable = "treasury", add = 5.0, weeks = 0', "a whole number from 1 to 520"),
    ],
)
def test_a_shock_that_no_country_could_have(text, told):
    """One line names the amount, the row or the place."""
    with pytest.raises(CardError, match=told.replace("'", ".")):
        _shocked(text)


@pytest.mark.parametrize(
    "how", ["add = 0.5", "set = 0.9", "set = 0.0", "multiply = 3.0", "add = -0.7"]
)
@pytest.mark.parametrize("who", ["state", "jnim"])
def test_control_stays_a_simplex(how, who):
    """Others give way in proportion; the part of a cercle that somebody rules does not shrink."""
    model = assemble(
        _shocked(f'variable = "control.{who}", {how}, place = "gao"'), seed=1, runs=[0]
    )
    gao, before = load_geography(50).place_ids.index("gao"), model.state.control.copy()
    change = model.setup.shocks[0].changes(model.state, model.setup.geography)
    model.ledger.apply(model.state, [("shock:x", change)])
    after, row = model.state.control, model.state.roster.controllers.index(who)
    ruled = before[..., gao].sum()
    assert ruled - 1e-9 <= after[..., gao].sum() <= max(ruled, after[0, row, gao]) + 1e-9
    assert after.min() >= -1e-12
    assert np.delete(after - before, gao, axis=-1).max() == 0.0
    ratio = np.delete(after[0, :, gao], row) / np.maximum(np.delete(before[0, :, gao], row), 1e-12)
    if (ratio > 1e-9).any():
        assert np.allclose(ratio[ratio > 1e-9], ratio[ratio > 1e-9][0])


def test_a_report_tells_a_booked_shock():
    """A shock has no actor, and its note may hold a colon."""
    assert booked({"who": "shock:aid: cut_back", "total": -12.0})[0] == "shock: aid: cut back"


@pytest.mark.parametrize(
    "setting", ["initial.displaced_start=800000", "mechanisms.legitimacy.control_weight=1"]
)
def test_what_no_first_day_can_hold_is_refused(setting):
    """More displaced than people; a natural legitimacy of many times all."""
    with pytest.raises(CardError, match="outside its range"):
        apply_overrides(load_scenario("baseline"), [setting])


@pytest.mark.parametrize("origin", ["2018-01", "2019-01", "2020-01", "2021-11"])
def test_the_most_displaced_leave_people_at_home(origin):
    """The upper end of the range holds at every first day."""
    settings = [f"origin={origin}", "initial.displaced_start=500000", "communities=50"]
    model = assemble(apply_overrides(load_scenario("baseline"), settings), seed=1, runs=[0])
    assert model.state.population.min() > 0.0


def test_an_action_without_its_role_is_refused(tmp_path):
    """A card whose action reads rows that its roles do not give is told the role."""
    (tmp_path / "actors").mkdir()
    card = (
        'name = "fund"\nlabel = "Fund"\nkind = "sponsor"\nroles = ["sponsor"]\nsource = "assumed"\n'
        'about = "x"\ncan = ["carry_on", "stand_down"]\n[incentives]\n'
        'influence = { value = 1.0, low = 0, high = 1, unit = "weight", source = "assumed", why = "x" }\n'
        "[believes]\nrationality = 8.0\npace = 1.0\nswitching_cost = 0.05\ndoubt = 1.0\nlookahead = 1\npatience = 0.9\n"
    )
    (tmp_path / "actors" / "fund.toml").write_text(card, encoding="utf-8")
    path = tmp_path / "joined.toml"
    path.write_text('name = "joined"\nextends = "baseline"\nalso = ["fund"]\n', encoding="utf-8")
    with pytest.raises(CardError, match=r"joined.toml:3: 'fund' cannot 'stand_down'.*'contractor'"):
        load_scenario(path)
    (tmp_path / "actors" / "fund.toml").write_text(
        card.replace(', "stand_down"', ""), encoding="utf-8"
    )
    assert "fund" in load_scenario(path).cards
