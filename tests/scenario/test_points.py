"""Points on the replicates axis: a replicate with its own numbers is the run that has them alone."""

import numpy as np
import pytest

from sahelsim.core.errors import UsageError
from sahelsim.geography.posterior import posterior
from sahelsim.scenario import apply_overrides, factors, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.points import with_points, with_posterior

WEEKS = 30


def _lived(scenario, runs, weeks=WEEKS):
    model = assemble(scenario, seed=5, runs=runs)
    for _ in range(weeks):
        model.step()
    return model.state.arrays


def _anywhere(factor, rng, n):
    if factor.options:
        return rng.integers(0, len(factor.options), n).astype(float)
    width = factor.high - factor.low
    return rng.uniform(factor.low + 1e-3 * width, min(factor.high, factor.low + 1e6), n)


@pytest.mark.parametrize("name", ["baseline", "at-worst"])
def test_every_factor_at_once(name):
    """All numbers and switches differ by replicate; each replicate equals the same settings alone."""
    base, rng = load_scenario(name), np.random.default_rng(4)
    table = {f.name: _anywhere(f, rng, 3) for f in factors(base)}
    together = _lived(with_points(base, table), range(3))

    for k in range(3):
        alone = _lived(with_points(base, {n: v[k : k + 1] for n, v in table.items()}), [k])
        for variable, array in alone.items():
            assert np.array_equal(array[0], together[variable][k]), variable


def test_a_point_equals_a_setting():
    """The value on the replicates axis does what the same value in a file does."""
    base = load_scenario("at-worst")
    values = {"actors.cma.incentives.autonomy": [0.1], "mechanisms.ambushes.event_size": [5.0]}
    text = [f"{name}={column[0]}" for name, column in values.items()]

    spread, said = _lived(with_points(base, values), [0]), _lived(apply_overrides(base, text), [0])

    for variable, array in said.items():
        assert np.allclose(array, spread[variable], rtol=1e-12), variable


def test_a_switch_by_replicate():
    """Replicates of one batch may hold different theories."""
    base = load_scenario("at-best")
    both = _lived(with_points(base, {"switches.collateral_effect": [0, 1]}), [3, 3])
    inflame = _lived(apply_overrides(base, ["switches.collateral_effect=inflame"]), [3])
    assert np.allclose(both["fear"][0], inflame["fear"][0])
    assert not np.allclose(both["fear"][0], both["fear"][1])


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("actors.cma.incentives.autonomi", 0.1, "autonomy"),
        ("actors.cma.incentives.autonomy", -1.0, "outside"),
        ("mechanisms.ambushes.event_size", float("nan"), "outside"),
    ],
)
def test_bad_points_are_refused(name, value, said):
    """An unknown name or a value out of range is one clear line."""
    with pytest.raises(UsageError, match=said):
        with_points(load_scenario("baseline"), {name: [value]})


@pytest.mark.parametrize("name", posterior(load_scenario("baseline").uncertainty)[0])
def test_what_the_user_sets_is_not_drawn_over(name):
    """Every number of the posterior keeps the value that somebody gave it, start values too."""
    known = {f.name: f for f in factors(load_scenario("baseline"))}[name]
    told = apply_overrides(load_scenario("baseline"), [f"{name}={known.high}"])
    value = {f.name: f.value for f in factors(with_posterior(told, range(3)))}[name]
    assert np.all(np.asarray(value) == known.high)
