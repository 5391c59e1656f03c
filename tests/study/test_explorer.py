"""Levers, held-out points and errors of the one-file explorer, on real runs."""

import dataclasses

import numpy as np
import pytest

from sahelsim.core.errors import UsageError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.files import scenario_names
from sahelsim.study.explorer import study
from sahelsim.study.explorer.fields import FIELDS
from sahelsim.study.explorer.levers import (
    USUAL,
    held_out,
    levers,
    own_values,
    scaled,
    slides,
    spread,
)
from sahelsim.study.explorer.study import Plan, Surface, explore

TWO = ["actors.cma.incentives.autonomy", "switches.payment_mode"]


def _plan(weeks=8, points=8, runs=4, name="baseline"):
    story = apply_overrides(load_scenario(name), [f"weeks={weeks}"])
    return Plan(story, levers(story, TWO), points, runs, 3)


@pytest.mark.parametrize("name", scenario_names())
def test_the_usual_levers_hold_every_scenarios_own_values(name):
    """No scenario starts outside its own sliders."""
    axes = levers(load_scenario(name), [])
    assert [axis.factor.name for axis in axes] == list(USUAL)
    assert (np.abs(scaled(axes, own_values(axes)[None])) <= 1.0).all()


def test_points_fill_the_ranges_and_the_judges_are_others():
    """The fitted points go from end to end; none of them judges, nor does the scenario itself."""
    axes = levers(load_scenario("baseline"), [*TWO, "actions.sign_contract.men=500:2000"])
    fitted, judged = spread(axes, 100, 1), held_out(axes, 24, 1)
    assert fitted.shape == (128, 3)
    assert fitted.min(axis=0) == pytest.approx([0.05, 0.0, 500.0], abs=20.0)
    assert fitted.max(axis=0) == pytest.approx([0.9, 2.0, 2000.0], abs=20.0)
    assert set(fitted[:, 1]) == {0.0, 1.0, 2.0}
    assert judged.shape == (24, 3)
    assert not {tuple(row) for row in judged} & {tuple(row) for row in fitted}
    assert tuple(own_values(axes)) not in {tuple(row) for row in judged}


def test_every_lever_slides_alone_to_both_its_ends():
    """The ends are fitted, one lever at a time; where a number's slide is judged, nothing is."""
    plan = _plan()
    fitted, judged = plan.tables()
    own, (ends, which) = own_values(plan.axes), slides(plan.axes, 1.0)
    assert np.array_equal(fitted[0], own)
    assert plan.efforts()[0].argmax() == 0
    assert ends[which == 0, 0].tolist() == [0.05, 0.9]
    assert sorted([own[1], *ends[which == 1, 1]]) == [0.0, 1.0, 2.0]
    assert ((ends != own).sum(axis=1) == 1).all()
    # a share of 64 runs is known to 12 points, which a surface through the end would follow
    assert (plan.efforts()[0][1 : 1 + len(ends)] >= 8 * plan.runs).all()
    assert {tuple(row) for row in ends} <= {tuple(row) for row in fitted}
    numbers = judged[-len(ends) :][which == 0]
    assert not {tuple(row) for row in numbers} & {tuple(row) for row in fitted}


def test_no_two_runs_share_chance():
    """The batches number all runs through, once each."""
    plan = _plan()
    batches = study._batches(plan)
    starts = [(batch.first, len(batch.values) * batch.runs) for batch in batches]
    assert [first for first, _ in starts] == np.cumsum([0, *(n for _, n in starts)])[:-1].tolist()
    assert sum(n for _, n in starts) == plan.all_runs


def test_at_its_own_settings_the_surface_is_the_runs():
    """What the page shows there is what these runs gave, and what other runs give but for chance."""
    plan = _plan()
    found, own = explore(plan), own_values(plan.axes)[None]
    runs = int(plan.efforts()[0][0])
    same = study._measure(plan, study._Batch(True, 0, own, runs))
    others = [
        study._measure(plan, study._Batch(False, k * 10**6, own, 4 * runs)) for k in (1, 2, 3, 4)
    ]
    for name, surface in found.items():
        field = FIELDS[name]
        said = field.shown(surface.emulator(scaled(plan.axes, own)).reshape(1, *surface.shape))
        assert said == pytest.approx(field.shown(same[name][0]), rel=1e-6, abs=1e-6)
        missed, chance = [], []
        for other in others:
            whole, one, half = (field.shown(other[name][0][[k]]) for k in range(3))
            missed.append(field.error(said, whole).mean())
            # two halves of 4 differ by about as much as 1 and 4 do
            chance.append(field.error(one, half).mean())
        assert np.mean(missed) <= 3.0 * np.mean(chance) + 1e-6
        assert len(surface.slides) == len(plan.axes)


@pytest.mark.parametrize(
    "asked, hint",
    [
        (["actors.cma.incentives.autonmy"], "autonomy"),
        (["actors.cma.incentives.autonomy=0.9:0.1"], "within"),
        (["actions.sign_contract.men=1:9999"], "100 to 5000"),
        (["actions.sign_contract.men=few"], "LOW:HIGH"),
        (["actions.sign_contract.men=few:many"], "LOW:HIGH"),
        (["switches.payment_mode=0:1"], "options"),
        (TWO + TWO, "once"),
    ],
)
def test_a_wrong_lever_gets_one_clear_line(asked, hint):
    """Unknown, empty, outside, or named twice."""
    with pytest.raises(UsageError, match=hint):
        levers(load_scenario("baseline"), asked)


def test_processes_change_nothing():
    """One worker or two: the same surfaces and errors."""
    one, two = (explore(_plan(), workers=k) for k in (1, 2))
    for name in FIELDS:
        assert np.array_equal(one[name].emulator.weights, two[name].emulator.weights)
        assert (one[name].mean, one[name].p95) == (two[name].mean, two[name].p95)


def test_a_point_is_the_ensemble_of_its_settings():
    """What is fitted at a point is what the runs of that point alone give."""
    plan = _plan()
    fitted, _ = plan.tables()
    whole = study._measure(plan, study._Batch(True, 0, fitted, plan.runs))
    alone = study._measure(plan, study._Batch(True, 5 * plan.runs, fitted[5:6], plan.runs))
    for name in FIELDS:
        assert np.array_equal(whole[name][5], alone[name][0])


def test_bounds_are_bounds():
    """Above either bound a field may not be shown."""
    fine = Surface(None, (), 1.5, 4.0, 0.5, 0.1)
    assert fine.within("stability")
    assert not dataclasses.replace(fine, mean=1.51).within("stability")
    assert not dataclasses.replace(fine, p95=4.1).within("stability")


def test_quantiles_never_cross_and_shares_sum_to_one():
    """Whatever a surface says, what is shown makes sense."""
    said = np.random.default_rng(0).normal(size=(6, 5, 9))
    for name in ("stability", "deaths"):
        assert (np.diff(FIELDS[name].shown(said), axis=1) >= 0).all()
    shares = said[:, :, 0] - said[:, :, 0].mean(axis=1, keepdims=True) + 0.2
    shown = FIELDS["classes"].shown(shares)
    assert (shown >= 0).all()
    assert shown.sum(axis=1) == pytest.approx(1.0)


@pytest.mark.slow
def test_it_stands_in_for_the_model():
    """A year of two levers: within its bounds on held-out settings, and better than no lever."""
    plan = _plan(weeks=104, points=32, runs=16, name="at-worst")
    found = explore(plan)
    assert found["stability"].within("stability")
    assert found["control"].within("control")
    told = found["stability"].emulator
    ends = scaled(plan.axes, np.array([[0.05, 0.0], [0.9, 0.0]]))
    low, high = told(ends).reshape(2, *found["stability"].shape)[:, 2, -1]
    assert (
        high < low - 0.5
    )  # a CMA that wants autonomy more leaves Mali less stable: by 2 in 100 runs
