"""The engine's laws: replicates alone and together, seeds, ledger, phases, side by side."""

import gc

import mesa
import numpy as np
import pytest

from sahelsim.core.streams import Draws, Streams
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.forms import by_place, people_by_place
from sahelsim.model.ledger import Ledger
from sahelsim.model.schedule import PHASES
from sahelsim.model.state import FLOWS, State
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.ensemble import run_scenario


def _stepped(runs, weeks=20, seed=7, name="at-worst", **more):
    model = assemble(load_scenario(name), seed=seed, runs=runs, **more)
    for _ in range(weeks):
        model.step()
    return model


def test_replicate_k_alone_equals_replicate_k_in_a_batch():
    """A run is the same, bit for bit, alone or among others."""
    batch = _stepped(range(9), weeks=30)

    for k in (0, 4, 8):
        alone = _stepped([k], weeks=30)
        for name, array in alone.state.arrays.items():
            assert np.array_equal(array[0], batch.state.arrays[name][k]), name


@pytest.mark.parametrize("seed", [0, 1])
def test_same_seed_same_bytes(seed):
    """A second call gives the same bytes; seed 0 is a seed like any other."""
    first, second = _stepped(range(3), seed=seed), _stepped(range(3), seed=seed)
    assert all(np.array_equal(a, second.state.arrays[n]) for n, a in first.state.arrays.items())


def test_seeds_and_runs_differ():
    """Another seed, or another run of one seed, lives through another war."""
    one, other = _stepped(range(2), seed=0), _stepped(range(2), seed=1)
    assert not np.array_equal(one.state.fighters[0], other.state.fighters[0])
    assert not np.array_equal(one.state.fighters[0], one.state.fighters[1])


class EveryCell(Ledger):
    """A ledger that also keeps what communities were changed by, each in its cell."""

    def __init__(self):
        super().__init__()
        self.cells = {}

    def book(self, who, key, change, shape):
        super().book(who, key, change, shape)
        self.cells[who, key] = self.cells.get((who, key), 0.0) + np.broadcast_to(change, shape)


def test_ledger_explains_the_whole_change():
    """Start plus everything booked is the state, for every stock; sums are sums of cells."""
    model = assemble(load_scenario("at-worst"), seed=3, runs=range(2))
    start = {n: a.copy() for n, a in model.state.arrays.items()}
    model.ledger = EveryCell()
    for _ in range(26):
        model.step()

    explained = State({n: a.copy() for n, a in start.items()}, model.setup.roster)
    for (_, key), total in model.ledger.cells.items():
        explained.targets[key][...] += total
    for name, array in model.state.arrays.items():
        if name not in FLOWS:
            np.testing.assert_allclose(
                explained.arrays[name], array, rtol=1e-7, atol=1e-6, err_msg=name
            )
    for booked, cells in model.ledger.cells.items():
        np.testing.assert_allclose(
            model.ledger.totals[booked].sum(axis=-1), cells.sum(axis=-1), rtol=1e-9, atol=1e-6
        )


def test_order_inside_a_phase_does_not_matter():
    """Mechanisms of one phase see the same state: reversed, they give the same week."""
    plain, turned = (assemble(load_scenario("at-best"), seed=1, runs=range(2)) for _ in range(2))
    turned.setup.mechanisms = dict(reversed(list(turned.setup.mechanisms.items())))
    for _ in range(6):
        plain.step()
        turned.step()

    for name, array in plain.state.arrays.items():
        np.testing.assert_allclose(
            array, turned.state.arrays[name], rtol=1e-9, atol=1e-9, err_msg=name
        )


def test_order_of_phases_is_an_assumption_that_moves_little():
    """With the phases turned round, the level of violence stays within a fifth."""
    sums = []
    for phases in (tuple(PHASES), tuple(PHASES)[5:] + tuple(PHASES)[:5]):
        model = _stepped(range(24), weeks=40, name="no-deal", phases=phases)
        sums.append(
            np.stack(model.recorder.national["total_deaths"], axis=1)[:, 1:].sum(axis=1).mean()
        )
    assert sums[1] == pytest.approx(sums[0], rel=0.2)


def test_two_models_side_by_side_share_nothing():
    """Stepping one model leaves another untouched."""
    first = assemble(load_scenario("baseline"), seed=1, runs=[0])
    before = {n: a.copy() for n, a in first.state.arrays.items()}
    second = assemble(load_scenario("at-worst"), seed=2, runs=[0])
    for _ in range(8):
        second.step()
    assert all(np.array_equal(before[n], a) for n, a in first.state.arrays.items())


def test_one_replicate_is_a_normal_mesa_model():
    """Step, agents, steps and running work as Mesa's own tools expect."""
    model = assemble(load_scenario("baseline"), seed=1, runs=[0])
    model.step()
    assert isinstance(model, mesa.Model)
    assert isinstance(model, ConflictModel)
    assert {agent.name for agent in model.agents} >= {
        "junta",
        "france",
        "wagner",
        "cma",
        "platform",
        "jnim",
        "isgs",
    }
    assert (model.steps, model.running, model.week) == (1, True, 1)


def test_finished_runs_are_let_go():
    """No model stays alive after its ensemble has been joined."""
    run_scenario(load_scenario("baseline"), runs=2, seed=1)
    gc.collect()
    living = [o for o in gc.get_objects() if isinstance(o, ConflictModel)]
    run_scenario(load_scenario("baseline"), runs=2, seed=1)
    gc.collect()
    assert len([o for o in gc.get_objects() if isinstance(o, ConflictModel)]) <= max(len(living), 1)


def test_stocks_keep_their_bounds_and_are_finite():
    """Nothing is ever out of bounds or undefined."""
    from sahelsim.model.variables import VARIABLES

    model = _stepped(range(4), weeks=60)
    for name, array in model.state.arrays.items():
        assert np.isfinite(array).all(), name
        assert array.min() >= VARIABLES[name].low - 1e-12
        assert array.max() <= VARIABLES[name].high + 1e-12


def test_people_are_conserved():
    """People at home, displaced and fled abroad add up, less the dead and fighters' own stock."""
    model = assemble(load_scenario("baseline"), seed=1, runs=range(2))
    s = model.state
    before = s.population.sum(1) + s.displaced.sum(1) + s.refugees[:, 0]
    killed = np.zeros(2)
    returned = 0.0
    for _ in range(20):
        refugees = s.refugees[:, 0].copy()
        model.step()
        killed += s.civilians_killed.sum(axis=(1, 2))
        returned += 0.0 * refugees
    home = model.ledger.totals[("displacement", "refugees")][:, 0]
    crossed = s.refugees[:, 0] - (before - before) - home
    assert np.allclose(crossed, 164_588.0)
    assert ((before - killed) * 1.001 > s.population.sum(1) + s.displaced.sum(1)).all()


def test_streams_are_keyed_by_name_step_and_run():
    """Draws depend on the key alone, whatever was drawn before."""
    plain, other = Streams(0, [0, 5]), Streams(0, [5])
    plain.uniform("a", 3, 4)
    assert np.array_equal(plain.uniform("b", 40, 4)[1], other.uniform("b", 40, 4)[0])
    assert not np.array_equal(plain.uniform("b", 41, 4), plain.uniform("b", 40, 4))


def test_normal_draws_have_mean_zero_and_variance_one():
    """A uniform number is turned into the normal one that as many lie below."""
    draws = Draws(Streams(1, range(400)), "x", 0).normal("y", 50)
    assert abs(draws.mean()) < 0.02
    assert draws.var() == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("communities", [197, 1000])
def test_resolution_changes_rows_not_the_story(communities):
    """More or fewer community rows leave the level of violence within a quarter."""
    levels = []
    for rows in (300, communities):
        story = apply_overrides(load_scenario("no-deal"), [f"communities={rows}", "weeks=26"])
        levels.append(
            run_scenario(story, runs=32, seed=1).series["total_deaths"][:, 1:].sum(1).mean()
        )
    assert levels[1] == pytest.approx(levels[0], rel=0.25)


@pytest.mark.parametrize("law", ["uniform", "normal"])
def test_a_run_draws_the_same_alone_among_others_and_in_any_order(law):
    """Runs may have gaps, repeats and no order; steps may be asked for again and backwards."""
    runs = [900, 3, 4, 4, 7]
    many = getattr(Streams(2, runs), law)
    drawn = {step: many("x", step, 5) for step in (40, 0, 41)}
    for step in (41, 0, 40):
        assert np.array_equal(many("x", step, 5), drawn[step])
        for geography, run in enumerate(runs):
            alone = getattr(Streams(2, [run]), law)("x", step, 5)
            assert np.array_equal(drawn[step][geography], alone[0])


def test_steps_runs_and_names_share_no_numbers():
    """Neighbouring keys give unrelated chance: nothing is drawn twice, nothing goes along."""
    streams = Streams(1, range(400))
    drawn = [streams.uniform(n, step, 25).ravel() for n in ("x", "y") for step in range(5)]
    drawn.append(Streams(2, range(400)).uniform("x", 0, 25).ravel())
    assert len(np.unique(np.concatenate(drawn))) == len(drawn) * 10_000
    together = np.corrcoef(drawn) - np.eye(len(drawn))
    assert np.abs(together).max() < 0.05
    of_neighbours = np.corrcoef(drawn[0][:-25], drawn[0][25:])[0, 1]
    assert abs(of_neighbours) < 0.05


def test_chance_of_zero_has_a_normal_number_too():
    """The smallest uniform number stands for a very small normal one, not for minus infinity."""
    streams = Streams(1, [0])
    streams.uniform = lambda name, step, n: np.zeros((1, n))
    assert -9.0 < streams.normal("x", 0, 1).item() < -8.0


def test_what_follows_from_the_state_is_kept_until_that_changes():
    """Shared sums are computed once, and anew after the ledger has changed what they follow from."""
    model = assemble(load_scenario("baseline"), seed=1, runs=range(2))
    geography, state = model.setup.geography, model.state
    people = people_by_place(state, geography)
    assert people_by_place(state, geography) is people

    model.ledger.apply(state, [("x", {"fear": np.zeros_like(state.fear)})])
    assert people_by_place(state, geography) is people
    model.ledger.apply(state, [("x", {"population": np.ones_like(state.population)})])
    assert np.array_equal(people_by_place(state, geography), by_place(state.population, geography))
    assert not np.array_equal(people_by_place(state, geography), people)

    alone = state.take(np.arange(2))
    alone.population[:] = 1.0
    assert np.array_equal(people_by_place(alone, geography)[0], geography.rows_here)
