"""Sizes multiply written reasons at one seam; who has no row keeps its own."""

import numpy as np
import pytest

from sahelsim.model.sizes import OTHERWISE, Expected, Fitted, expected, from_rows
from sahelsim.scenario import load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.files import package_cards

TERM = ("survival", "rivals are removed")
WRITTEN = {TERM: np.array([[0.4]]), ("cost", "effort and risk"): -0.1}


def _row(action="purge", role="regime", incentive="survival", because=TERM[1], size="0.5"):
    names = ("action", "role", "incentive", "because", "size")
    row = dict(zip(names, (action, role, incentive, because, size), strict=True))
    return row | {"low": "0", "high": "1", "sd": "0.2", "states": "50"}


def test_a_size_multiplies_its_reason_and_the_rest_is_a_term_of_its_own():
    """0.4 written, half of it borne out, and 0.1 lost besides; effort stays as written."""
    sizes = from_rows([_row(), _row(because=OTHERWISE, size="-0.1")])
    found = expected(sizes, "purge", package_cards()["junta"]).of(WRITTEN)
    assert found[TERM] == pytest.approx(0.2)
    assert found["survival", OTHERWISE] == -0.1
    assert found["cost", "effort and risk"] == -0.1


def test_the_switch_goes_back_to_what_is_written():
    """Some replicates of a batch may follow one theory, others the other."""
    sizes = from_rows([_row(), _row(because=OTHERWISE, size="-0.1")])
    code = np.array([[0.0], [1.0]])
    found = expected(sizes, "purge", package_cards()["junta"], code).of(WRITTEN)
    np.testing.assert_allclose(found[TERM][:, 0], [0.2, 0.4])
    np.testing.assert_allclose(found["survival", OTHERWISE][:, 0], [-0.1, 0.0])


def test_another_role_uses_the_pooled_row_and_a_target_its_action():
    """An actor that no table knew expects what others in other roles do."""
    sizes = from_rows([_row()])
    found = expected(sizes, "purge.somebody", package_cards()["jnim"])
    assert found.fitted.size == {TERM: 0.5}


def test_an_action_without_a_row_keeps_its_own_sizes():
    """A part from outside runs on what it wrote."""
    assert expected({}, "purge", package_cards()["junta"]).of(WRITTEN) == WRITTEN


def test_the_posture_that_others_are_measured_against_brings_nothing():
    """Whatever reasons it wrote."""
    sizes = from_rows([_row(because="", size="0")])
    assert expected(sizes, "purge", package_cards()["junta"]).of(WRITTEN)[TERM] == 0.0


def test_tastes_keep_their_written_size():
    """What no variable shows is no business of a table."""
    fitted = Fitted({("revenue", "arms are sold"): 0.0}, {"revenue": 1.0})
    found = expected({("send_arms", "any"): fitted}, "send_arms", package_cards()["russia"])
    assert found.of({("revenue", "arms are sold"): 0.3}) == {("revenue", "arms are sold"): 0.3}
    assert Expected(None).of(WRITTEN) == WRITTEN


def test_an_actor_looks_at_its_sizes():
    """Expectations in a menu are those of the table, and of the action's file under the switch."""
    scenario = load_scenario("baseline").set({"uncertainty": "none"})
    row = _row("purge_officers", because="those who remain resent it", size="0.0")
    worth = {}
    for name, option in (("table", "estimated"), ("file", "written")):
        one = scenario.set({"switches.expectations": option})
        model = assemble(one, seed=1, runs=[0], sizes=from_rows([row]))
        model.step()
        (menu,) = [d.menu for d in model.decisions if d.menu.decision == "home"]
        terms = dict(zip(menu.actions, menu.terms, strict=True))["purge_officers"]
        worth[name] = {because: float(value[0]) for _, because, value in terms}
    assert worth["table"]["those who remain resent it"] == 0.0
    assert worth["file"]["those who remain resent it"] < 0.0
    assert worth["table"]["rivals are removed"] == worth["file"]["rivals are removed"]
