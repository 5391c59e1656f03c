"""A sweep's analyses against functions whose answer is known, and intervals by simulation."""

import re

import numpy as np
import pytest

from sahelsim.analysis import discover as discovery
from sahelsim.analysis.crossed import crossed_part, crossed_share
from sahelsim.analysis.discover import Points, chosen, discover, peel, quasi_p, tree
from sahelsim.analysis.flip import counted, flip
from sahelsim.analysis.precision import needed, plan, until
from sahelsim.analysis.ranking import nothing_to_tell
from sahelsim.analysis.robust import holm, reductions, robustness
from sahelsim.analysis.sensitivity import chance, morris, pairs, screen, sobol, steadiness
from sahelsim.core.errors import UsageError
from sahelsim.report.sweep import sections as sections
from sahelsim.study.sweep.sampling import DUMMY, MORRIS_LEVELS, quantiles, unit_problem

NAMES = ["a", "b", "c"]
ALL = [*NAMES, DUMMY]
# Ishigami's function with a = 7, b = 0.1: indices in closed form (Ishigami and Homma 1990)
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)
# densest box at each coverage on the planted data, by EMA Workbench 2.5.3 (peel 0.05, mass 0.05)
EMA = {0.5: 0.9313, 0.6: 0.9218, 0.7: 0.9141, 0.8: 0.8981, 0.9: 0.3739}


def _ishigami(unit):
    x = np.pi * (2 * unit[:, :3] - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def _noisy(unit, replicates=4):
    """Return the function with chance that every point shares, replicate by replicate."""
    replicates = np.random.default_rng(1).normal(0, 1.5, replicates)
    return _ishigami(unit)[:, None] + replicates


def test_sobol_finds_ishigamis_indices():
    """First and total order within 0.03; an inert input nothing; intervals hold the truth."""
    unit = quantiles("saltelli", NAMES, 4096, seed=1)
    rows = {row["factor"]: row for row in sobol(ALL, _noisy(unit))}
    for name, first, total in zip(NAMES, FIRST, TOTAL, strict=True):
        assert rows[name]["first"] == pytest.approx(first, abs=0.03)
        assert rows[name]["total"] == pytest.approx(total, abs=0.03)
        assert rows[name]["total_low"] - 0.02 <= total <= rows[name]["total_high"] + 0.02
    assert rows[DUMMY]["total"] == 0.0
    assert 0 < rows["chance"]["share"] < 1
    assert steadiness(ALL, _noisy(unit))[-1]["tau"] == pytest.approx(1.0)


def test_missing_values_are_refused_and_nothing_is_explained_of_a_constant():
    """One NaN stops the analysis with the count; a constant outcome too."""
    unit = quantiles("saltelli", NAMES, 16, seed=1)
    outcome = _noisy(unit)
    outcome[5, 1] = np.nan
    with pytest.raises(UsageError, match="1 of 96 points"):
        sobol(ALL, outcome)
    with pytest.raises(UsageError, match="nothing to explain"):
        sobol(ALL, np.ones((96, 2)))
    with pytest.raises(UsageError, match="not a saltelli"):
        sobol(ALL, _noisy(unit)[:-1])


@pytest.mark.parametrize("replicates", [1, 3])
def test_indices_equal_salib(replicates):
    """On the same rows: of one replicate ours, of several ours before chance is taken out."""
    from SALib.analyze import morris as salib_morris
    from SALib.analyze import sobol as salib

    unit = quantiles("saltelli", NAMES, 64, seed=1)
    outcome = _noisy(unit, replicates) + np.random.default_rng(2).normal(0, 1, (len(unit), 1))
    right = salib.analyze(unit_problem(ALL), outcome.mean(axis=1), calc_second_order=False, seed=1)
    rows = {row["factor"]: row for row in sobol(ALL, outcome.mean(axis=1, keepdims=True))}
    assert [rows[n]["first"] for n in ALL] == pytest.approx(list(right["S1"]), abs=1e-10)
    assert [rows[n]["total"] for n in ALL] == pytest.approx(list(right["ST"]), abs=1e-10)
    unit = quantiles("morris", NAMES, 30, seed=1)
    mean = _ishigami(unit)
    right = salib_morris.analyze(unit_problem(ALL), unit, mean, num_levels=MORRIS_LEVELS, seed=1)
    rows = {row["factor"]: row for row in morris(ALL, unit, mean[:, None], MORRIS_LEVELS)}
    assert [rows[n]["effect"] for n in ALL] == pytest.approx(list(right["mu_star"]), abs=1e-10)
    assert [rows[n]["spread"] for n in ALL] == pytest.approx(list(right["sigma"]), abs=1e-10)


def test_second_order_indices_equal_salib():
    """What two factors do together, on SALib's rows for pairs."""
    from SALib.analyze import sobol as salib
    from SALib.sample import sobol as rows_of

    problem = unit_problem(NAMES)
    unit = rows_of.sample(problem, 64, calc_second_order=True, seed=3)
    right = salib.analyze(problem, _ishigami(unit), calc_second_order=True, seed=1)
    found = {tuple(row["factors"]): row["second"] for row in pairs(NAMES, _ishigami(unit)[:, None])}
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert found[NAMES[i], NAMES[j]] == pytest.approx(right["S2"][i, j], abs=1e-10)


def test_a_dummy_that_draws_other_chance_guards():
    """Where chance is nearly all, the dummy's interval reaches as far as a factor's that does little."""
    unit, rng = quantiles("saltelli", NAMES, 64, seed=1), np.random.default_rng(1)
    dummy = np.arange(len(unit)) % 6 == 4
    draws = rng.normal(0, 6, (2, 4)) + rng.normal(0, 6, (len(unit), 1, 1)) * rng.normal(
        0, 1, (2, 4)
    )
    outcome = _ishigami(unit)[:, None] + np.where(dummy[:, None], draws[:, 1], draws[:, 0])
    rows = {row["factor"]: row for row in sobol(ALL, outcome)}
    assert rows[DUMMY]["total_low"] < 0 < rows[DUMMY]["total_high"]
    assert rows[DUMMY]["total_high"] > rows["b"]["total_low"]


def test_morris_orders_a_linear_function():
    """Effects are the slopes, without spread; the dummy has none."""
    unit = quantiles("morris", NAMES, 20, seed=0)
    outcome = (unit[:, :3] @ [3.0, 1.0, 0.5])[:, None]
    rows = morris(ALL, unit, outcome, MORRIS_LEVELS)
    assert [row["factor"] for row in rows] == ["a", "b", "c", DUMMY, "chance"]
    assert [row["effect"] for row in rows[:4]] == pytest.approx([3.0, 1.0, 0.5, 0.0])
    assert rows[-1]["share"] is None


def test_screening_tells_signal_from_the_random_column():
    """Of five factors two matter: they alone stand above the dummy."""
    x = quantiles("latin_hypercube", list("abcde"), 200, seed=2)
    outcome = (3 * x[:, 0] + 2 * x[:, 1] ** 2)[:, None]
    rows = screen({n: x[:, k] for k, n in enumerate("abcde")}, outcome)
    assert {row["factor"] for row in rows if row.get("above")} == {"a", "b"}


def test_chance_is_the_share_of_chance():
    """Equal variances of chance and factors give a half."""
    rng = np.random.default_rng(0)
    outcome = rng.normal(0, 1, (4000, 1)) + rng.normal(0, 1, (4000, 8))
    assert chance(outcome)["share"] == pytest.approx(1 / (2 + 1 / 8), abs=0.02)


def _planted():
    rng = np.random.default_rng(11)
    x = rng.random((2000, 6))
    inside = (x[:, 0] > 0.6) & (x[:, 1] < 0.5)
    cases = rng.random(2000) < np.where(inside, 0.9, 0.05)
    return Points({n: x[:, k] for k, n in enumerate("abcdef")}, cases.astype(float), np.ones(2000))


def test_prim_finds_the_planted_box_as_ema_does():
    """Density at each coverage equals EMA Workbench's within 0.005; the box is the planted one."""
    points = _planted()
    path = peel(points)
    measures = [points.measure(box) for box in path]
    for coverage, density in EMA.items():
        ours = max(m["density"] for m in measures if m["coverage"] >= coverage)
        assert ours == pytest.approx(density, abs=0.005)
    box = path[chosen(points, path, 0.8)]
    assert box["a"][0] == pytest.approx(0.6, abs=0.05)
    assert box["b"][1] == pytest.approx(0.5, abs=0.05)


def test_discovery_holds_points_back_and_tells_how_sure():
    """Both halves are told; real limits have tiny quasi-p and stand in every resample."""
    found = discover(_planted(), coverage=0.7)
    rows = {row["factor"]: row for row in found["box"]}
    assert rows["a"]["often"] == rows["b"]["often"] == 1.0
    assert max(rows["a"]["quasi_p"], rows["b"]["quasi_p"]) < 1e-10
    assert max(rows["a"]["held_p"], rows["b"]["held_p"]) < 1e-5
    point = found["curve"][found["chosen"]]
    assert point["held"]["density"] == pytest.approx(point["made"]["density"], abs=0.15)
    assert not found["few"]
    best = tree(_planted())["leaves"][0]
    assert "a > 0.6" in best["where"]
    assert best["held"] > 0.7
    few = Points({"a": np.arange(40.0)}, (np.arange(40) > 20).astype(float), np.ones(40))
    assert discover(few)["few"]
    with pytest.raises(UsageError, match="nothing to tell apart"):
        discover(Points({"a": np.arange(5.0)}, np.zeros(5), np.ones(5)))


def test_few_values_are_counted_one_by_one():
    """A switch's options and a factor's few levels are no bins, and a switch has no curve."""
    column = np.repeat([0.0, 1.0, 2.0], 20)
    second = (np.arange(60) % 3 == 0).astype(float)[:, None].repeat(4, axis=1)
    bins = counted(column, second, np.ones((60, 4)))
    assert [row["at"] for row in bins] == [0.0, 1.0, 2.0]
    assert [row["runs"] for row in bins] == [80.0] * 3
    found = {
        "factors": ["switches.payment_mode"],
        "between": ["a", "b"],
        "policy": "p",
        "replicates": 4,
        "options": ["cash", "concession", "mixed"],
        "bins": bins,
    }
    told = sections.section("flip", found)
    assert [row[0] for row in told.tables[0].rows] == ["cash", "concession", "mixed"]
    assert len(told.charts) == 1


def test_a_leaf_says_each_factor_once():
    """Of two cuts of one factor the nearer holds; a switch has the options that are left to it."""
    rng = np.random.default_rng(3)
    x, code = rng.random(400), rng.integers(0, 4, 400).astype(float)
    cases = ((x > 0.2) & (x < 0.8) & (code > 0) & (code < 3)).astype(float)
    points = Points({"x": x, "kind": code}, cases, np.ones(400))
    leaves = tree(points, {"kind": ["none", "one", "two", "three"]}, depth=4)["leaves"]
    assert leaves[0]["made"] == leaves[0]["held"] == 1.0
    assert re.fullmatch(r"kind is one or two and 0\.[12]\d+ < x <= 0\.[78]\d+", leaves[0]["where"])
    for leaf in leaves:
        assert (leaf["where"].count("kind"), leaf["where"].count("x") <= 1) == (1, True)


def test_flip_finds_the_boundary():
    """The crossing of a known curve, inside its interval; two factors give a plane."""
    rng = np.random.default_rng(5)
    x, z = rng.random((2, 600))
    chance = 1 / (1 + np.exp(-12 * (x - 0.4)))
    second, either = (rng.random((600, 5)) < chance[:, None]).astype(float), np.ones((600, 5))
    found = flip([x], second, either)
    (one,) = found["flips"]
    assert one["at"] == pytest.approx(0.4, abs=0.02)
    assert one["low"] <= 0.41
    assert one["high"] >= 0.39
    plane = flip([x, z], second, either)
    assert len(plane["share"]) == 41 * 41
    with pytest.raises(UsageError, match="too few"):
        flip([x], 0 * second, either)


def test_a_boundary_that_chance_moves_is_less_sure():
    """Chance that all futures share widens the interval; resampling points alone would not see it."""
    rng = np.random.default_rng(6)
    x = rng.random(400)
    moved = x[:, None] - rng.normal(0, 0.15, 4)
    calm, stormy = ((1 / (1 + np.exp(-30 * (u - 0.5)))) for u in (x[:, None] + np.zeros(4), moved))
    widths = []
    for share in (calm, stormy):
        second = (rng.random((400, 4)) < share).astype(float)
        (one,) = flip([x], second, np.ones((400, 4)))["flips"]
        widths.append(one["high"] - one["low"])
    assert widths[1] > 3 * widths[0]


def test_what_was_counted_along_a_factor_knows_of_common_random_numbers():
    """Chance alone decides: a bin of hundreds of runs is no surer than its few draws."""
    rng = np.random.default_rng(8)
    x, kind = rng.random(400), np.array([0.15, 0.85, 0.3, 0.7, 0.5])
    second = (rng.random((400, 5)) < kind).astype(float)
    bins = flip([x], second, np.ones((400, 5)))["bins"]
    assert all(row["high"] - row["low"] > 0.4 for row in bins)
    assert all(np.isnan(row["low"]) for row in flip([x], second[:, :1], np.ones((400, 1)))["bins"])
    cases = second * (rng.random((400, 5)) < 0.5)
    part, whole = crossed_part(second, np.ones((400, 5))), crossed_share(second)
    assert part == whole
    assert crossed_part(cases, cases)["share"] == 1.0


def test_a_curve_that_does_not_pass_one_half_says_how_sure_that_is():
    """The sentence follows the band: beside one half, or not to be told from it."""
    curve = {
        "factors": ["x"],
        "between": ["a", "b"],
        "policy": "p",
        "flips": [],
        "bins": [],
        "grid": [[0.0, 1.0, 2.0]],
        "share": [0.1, 0.3, 0.4],
        "low": [0.05, 0.2, 0.3],
        "high": [0.2, 0.4, 0.49],
    }
    assert "never passes one half" in sections.section("flip", curve).lines[1]
    said = sections.section("flip", curve | {"high": [0.2, 0.55, 0.6]}).lines[1]
    assert "never" not in said
    assert "between 1 and 2: there it cannot be told from one half" in said
    one = {"at": 1.0, "low": 0.5, "high": 1.5, "seen": 0.56}
    assert "that it does is unsure" in sections.section("flip", curve | {"flips": [one]}).lines[1]
    assert (
        "unsure" not in sections.section("flip", curve | {"flips": [one | {"seen": 0.95}]}).lines[1]
    )


def _idle(rng, points, replicates, alike):
    """Futures whose factors do nothing, with replicates that end alike: something unseen decides."""
    unseen = alike * rng.normal(size=(points, 1)) + rng.normal(size=replicates)
    cases = (rng.random((points, replicates)) < 1.0 / (1.0 + np.exp(0.8 - unseen))).sum(axis=1)
    factors = {name: rng.random(points) for name in "abcd"}
    return Points(factors, cases.astype(float), np.full(points, float(replicates)))


@pytest.mark.parametrize("points, replicates, alike", [(200, 10, 4.0), (60, 10, 30.0), (300, 3, 0)])
def test_a_limit_that_does_nothing_is_seldom_found(points, replicates, alike):
    """A planted null: p falls below 0.05 in about 5 of 100 cases, though replicates end alike."""
    rng, box = np.random.default_rng(7), {"a": (0.5, 1.0), "b": (0.0, 0.7)}
    found = [quasi_p(_idle(rng, points, replicates, alike), box, "a") for _ in range(1000)]
    assert 0.02 < np.mean(np.array(found) < 0.05) < 0.07
    assert np.mean(np.array(found) < 0.01) < 0.02


def test_quasi_p_is_the_share_of_permutations():
    """The law put through three moments is that of points in any order, replicates and all."""
    rng = np.random.default_rng(3)
    for _ in range(4):
        idle = _idle(rng, 60, 5, 2.0)
        inside = idle.inside({"a": (0.6, 1.0)})
        seen, k = idle.cases[inside].sum(), int(inside.sum())
        any_other = [rng.permutation(idle.cases)[:k].sum() >= seen for _ in range(10_000)]
        assert quasi_p(idle, {"a": (0.6, 1.0)}, "a") == pytest.approx(np.mean(any_other), abs=0.02)


def test_on_points_held_back_a_sought_limit_is_no_surer_than_it_says(monkeypatch):
    """Through the whole search on a null: the p held back keeps its word, the quasi-p does not."""
    monkeypatch.setattr(discovery, "RESAMPLES", 1)
    rng = np.random.default_rng(9)
    rows = [r for _ in range(100) for r in discover(_idle(rng, 200, 10, 3.0))["box"]]
    assert len(rows) > 200
    assert np.mean([r["held_p"] < 0.05 for r in rows]) < 0.06
    assert np.mean([r["quasi_p"] < 0.05 for r in rows]) > 0.2


def test_replicates_of_a_point_are_not_more_points():
    """Tenfold replicates that end alike change no p."""
    points = _planted().where(np.arange(300))
    tenfold = Points(points.factors, 10.0 * points.cases, 10.0 * points.runs)
    for box in ({"a": (0.3, 1.0)}, {"c": (0.0, 0.5), "b": (0.2, 0.9)}):
        for name in box:
            once = quasi_p(points, box, name)
            assert quasi_p(tenfold, box, name) == pytest.approx(once)


def test_discovery_says_what_its_quasi_p_is():
    """It counts futures, and says what it is no test of."""
    x = np.random.default_rng(4).random(400)
    points = Points({"a": x}, 3.0 * (x > 0.7), np.full(400, 3.0))
    told = {"when": "a", "policy": "p", "tree": tree(points)}
    said = " ".join(sections.discover(discover(points) | told).lines)
    assert "counts futures, not runs" in said
    assert "given the seeds that all futures share" in said
    assert "too small still" in said


@pytest.mark.parametrize(
    ("means", "kind", "said"),
    [
        (np.arange(3.0), "", "nothing to tell from 3 futures"),
        (np.arange(15.0), "saltelli", "nothing to tell from 3 base rows"),
        (np.full(40, 7.0), "", "the outcome is 7 in every future"),
        (np.arange(40.0), "saltelli", ""),
    ],
)
def test_too_few_points_or_a_constant_have_nothing_to_tell(means, kind, said):
    """No table of zeros, and no correlation of three points."""
    why = nothing_to_tell(means, kind, 5 if kind else 1)
    assert said in why
    assert bool(said) == bool(why)


def test_robustness_and_regret():
    """Worked by hand: two policies, three futures, one of them lost."""
    one, two = np.array([[1.0], [5], [np.nan]]), np.array([[3.0], [4], [9]])
    rows = robustness({"a": one, "b": two}, 1, 4.0)
    assert (rows[0]["regret"], rows[1]["regret"]) == (1.0, 0.5)
    assert rows[0]["regret_low"] is None
    assert rows[0]["regret_max"] == 2.0
    assert rows[1]["regret_max"] == 1.0
    assert (rows[0]["satisfied"], rows[1]["satisfied"]) == (0.5, 0.5)
    assert rows[0]["worst"] == 1.0
    fewer = robustness({"a": one[:2], "b": two[:2]}, -1, 4.0)
    assert fewer[0]["worst"] == 5.0
    assert fewer[0]["regret_max"] == 1.0
    assert holm({"x": 0.01, "y": 0.03, "z": 0.02}) == {"x": 0.03, "z": 0.04, "y": 0.04}


def test_common_random_numbers_is_worth_what_it_is():
    """Chance shared wholly gains without bound, chance apart gains nothing."""
    rng = np.random.default_rng(0)
    replicates, other = rng.normal(0, 1, (2, 50, 40))
    assert reductions(replicates, replicates + 2.0)["reduction"] > 1e6
    assert reductions(replicates, other + 2.0)["reduction"] == pytest.approx(1.0, abs=0.1)
    assert reductions(replicates, replicates + 2.0)["mean"] == pytest.approx(2.0)


def test_precision_keeps_its_promise():
    """The planned number of runs gives the width; going on stops when it is reached."""
    rng = np.random.default_rng(3)
    first = rng.normal(10, 2, 400)
    row = plan(first, first + rng.normal(1, 0.5, 400))[2]
    assert row["paired"] < row["runs"] < row["unpaired"]
    assert needed(2.0, 0.5) == pytest.approx((1.96 * 4) ** 2, abs=4)
    values, path = until(lambda first_run, n: rng.normal(10, 2, n), 0.05, 1000)
    assert path[-1]["half"] <= 0.05 * path[-1]["mean"]
    assert 50 < len(values) < 120
    assert len(until(lambda first_run, n: rng.normal(0, 1, n), 0.01, 60)[0]) == 60
