"""How factors are spread and go together: against SciPy, with what a design refuses in one line."""

import json

import numpy as np
import pytest
from scipy import stats

from sahelsim.core.errors import SahelsimError, UsageError
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.extend import larger
from sahelsim.study.sweep.folder import begin, design_of
from sahelsim.study.sweep.shapes import Shape, coupled, matrix

TRUST = "initial.accord_trust"
AUTONOMY = "actors.cma.incentives.autonomy"
MODE = "switches.payment_mode"
HEAD = 'policies = ["baseline"]\nweeks = 4\npoints = {}\ndesign = "{}"\n'


def _design(tmp_path, factors, pairs="", kind="latin_hypercube", points=400):
    path = tmp_path / "shaped.toml"
    text = HEAD.format(points, kind) + (f"correlations = [{pairs}]\n" if pairs else "")
    lines = "".join(f'"{name}" = {given}\n' for name, given in factors.items())
    path.write_text(f"{text}[factors]\n{lines}", encoding="utf-8")
    return read_design(path)


def _pair(first, second, value):
    return f'{{ factors = ["{first}", "{second}"], value = {value} }}'


KINDS = {
    "triangular = 0.4": stats.triang(0.4, loc=0.2, scale=0.5),
    "normal = [0.4, 0.1]": stats.truncnorm(-2, 3, loc=0.4, scale=0.1),
    "beta = [2, 5]": stats.beta(2, 5, loc=0.2, scale=0.5),
}


@pytest.mark.parametrize("said", KINDS)
def test_a_range_is_spread_as_the_design_says(tmp_path, said):
    """A hypercube of 400 points lies within 1/400 of the distribution function everywhere."""
    column = _design(tmp_path, {TRUST: f"{{ low = 0.2, high = 0.7, {said} }}"}).table[TRUST]
    assert stats.kstest(column, KINDS[said].cdf).statistic <= 1 / 400 + 1e-9


def test_weights_give_options_their_shares(tmp_path):
    """Three to one, exactly, on a hypercube; an option of weight 0 never comes."""
    given = '{ levels = ["cash", "concession"], weights = [3, 1] }'
    column = _design(tmp_path, {MODE: given}).table[MODE]
    assert sorted(np.unique(column, return_counts=True)[1]) == [100, 300]
    assert list(Shape("weights", (0, 1, 0)).pick(np.array([0.0, 0.5, 1.0]))) == [1, 1, 1]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol_sequence"])
def test_factors_go_together_as_the_copula_says(tmp_path, kind):
    """Ranks correlate by 6 / pi asin(r / 2); both factors keep their own spread."""
    factors = {TRUST: "{}", AUTONOMY: "{ normal = [0.4, 0.1] }", MODE: "{}"}
    design = _design(tmp_path, factors, _pair(TRUST, AUTONOMY, -0.6), kind, 2048)
    ranks = stats.spearmanr(design.table[TRUST], design.table[AUTONOMY]).statistic
    assert ranks == pytest.approx(6 / np.pi * np.arcsin(-0.3), abs=0.05)
    axis = design.axes[TRUST]
    uniform = stats.uniform(axis.low, axis.high - axis.low)
    assert stats.kstest(design.table[TRUST], uniform.cdf).pvalue > 0.01


def test_no_correlation_changes_nothing():
    """The copula of independent factors gives the quantiles back."""
    drawn = np.random.default_rng(1).random((50, 3))
    assert np.allclose(coupled(drawn, matrix(["a", "b", "c"], [])), drawn, atol=1e-9)


def test_a_folder_keeps_shapes_and_grows_by_them(tmp_path):
    """The plan says them, the design read from it extends as the file's own does."""
    factors = {TRUST: "{ low = 0.2, high = 0.7, beta = [2, 5] }", AUTONOMY: "{}"}
    design = _design(tmp_path, factors, _pair(TRUST, AUTONOMY, 0.5), "sobol_sequence", 16)
    begin(design, tmp_path / "out", resume=False)
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    assert plan["shapes"] == {TRUST: ["beta", 2, 5]}
    again = larger(design_of(tmp_path / "out"), None, 32)
    whole = _design(tmp_path, factors, _pair(TRUST, AUTONOMY, 0.5), "sobol_sequence", 32)
    for name in (TRUST, AUTONOMY):
        assert np.allclose(again.table[name], whole.table[name])


BAD = {
    "one distribution, not triangular and beta": "{ triangular = 0.4, beta = [1, 1] }",
    "the mode 0.9 is outside 0.2 to 0.7": "{ low = 0.2, high = 0.7, triangular = 0.9 }",
    "the mean 0.9 is outside 0.2 to 0.7": "{ low = 0.2, high = 0.7, normal = [0.9, 0.1] }",
    "the second above 0": "{ normal = [0.4, 0] }",
    "both above 0": "{ beta = [1] }",
    "weights go with levels": "{ weights = [1, 2] }",
    "2 numbers of 0 or more": "{ levels = [0.2, 0.4], weights = [1] }",
}


@pytest.mark.parametrize("said", BAD)
def test_a_bad_distribution_is_one_line(tmp_path, said):
    """Each names what would be right."""
    with pytest.raises(SahelsimError, match=said) as told:
        _design(tmp_path, {TRUST: BAD[said]})
    assert "\n" not in str(told.value)


def test_a_switch_takes_no_distribution(tmp_path):
    """Its options have no distance; weights are what there is."""
    with pytest.raises(SahelsimError, match="weights go with levels"):
        _design(tmp_path, {MODE: "{ normal = [0, 1] }"})


@pytest.mark.parametrize("kind", ["saltelli", "morris", "grid"])
def test_correlated_factors_need_a_design_that_draws_them(tmp_path, kind):
    """Indices would be of no such factors, and a grid has every pair."""
    given, pair = "{ levels = [0.2, 0.4] }" if kind == "grid" else "{}", _pair(TRUST, AUTONOMY, 0.5)
    with pytest.raises(SahelsimError, match="takes no correlations"):
        _design(tmp_path, dict.fromkeys((TRUST, AUTONOMY), given), pair, kind, 4)


def test_a_grid_refuses_a_distribution(tmp_path):
    """It would have no effect there."""
    with pytest.raises(SahelsimError, match="no distribution"):
        _design(tmp_path, {TRUST: "{ levels = [0.2, 0.4], weights = [1, 2] }"}, kind="grid")


def test_points_from_a_table_refuse_a_distribution(tmp_path):
    """They are where the table says."""
    with pytest.raises(SahelsimError, match="points of its own: no distribution"):
        _design(tmp_path, {TRUST: "{ beta = [2, 5] }"}, kind="csv")


def test_morris_refuses_weights(tmp_path):
    """A step of a trajectory could leave its factor where it was."""
    with pytest.raises(SahelsimError, match="no weights"):
        _design(tmp_path, {TRUST: "{ levels = [0.2, 0.4], weights = [3, 1] }"}, kind="morris")


MATRICES = {
    "not positive definite": [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)],
    "correlated twice": [("a", "b", 0.5), ("b", "a", 0.5)],
    "'d' is no factor": [("a", "d", 0.5)],
    "with itself": [("a", "a", 0.5)],
    "between -1 and 1": [("a", "b", 1.0)],
}


@pytest.mark.parametrize("said", MATRICES)
def test_a_correlation_matrix_that_is_none_is_one_line(said):
    """Nothing is drawn from it."""
    with pytest.raises(UsageError, match=said) as told:
        matrix(["a", "b", "c"], MATRICES[said])
    assert "\n" not in str(told.value)
