"""Classes by hand-made series, intervals by known values and by simulation, contrasts, causes."""

import numpy as np
import pytest

from sahelsim.analysis.causes import decisive, largest_causes, middle_run, timeline
from sahelsim.analysis.classify import class_shares, classify, explain, flag_shares
from sahelsim.analysis.contrast import contrast
from sahelsim.analysis.indicators import (
    INDICATORS,
    STABILITY_WEIGHTS,
    completed,
    stability,
    ucdp_class,
)
from sahelsim.analysis.intervals import paired, t_quantile, wilson
from sahelsim.analysis.summarise import bands, per_run, summary
from sahelsim.report.story import sentence

WEEKS = 156


def story(**changed):
    """Return one run's series: a country that muddles through, with some series changed."""
    flat = dict.fromkeys(INDICATORS, 0.3) | {
        "total_deaths": 25.0,
        "accord_in_force": 1.0,
        "cma_state_deaths": 0.0,
        "coup_hazard": 0.2,
        "junta_in_power": 1.0,
        "jihadist_control_share": 0.15,
        "state_control_share": 0.7,
        "wagner_men": 0.0,
        "displaced": 4e5,
        "killed_by_state_side": 5.0,
        "one_sided_state": 1.0,
        "elections_held": 0.0,
    }
    series = {name: np.full((1, WEEKS + 1), value) for name, value in flat.items()}
    for name, value in changed.items():
        series[name] = np.asarray(value, dtype=float) * np.ones((1, WEEKS + 1))
    return completed(series)


def _from(week, before, after):
    return np.where(np.arange(WEEKS + 1) < week, before, after)


CASES = {
    "muddling": {},
    "jihadist_takeover": {"jihadist_control_share": _from(100, 0.2, 0.6)},
    "rekindled": {"accord_in_force": _from(60, 1.0, 0.0), "cma_state_deaths": _from(60, 0.0, 2.0)},
    "junta_falls": {"junta_in_power": _from(60, 1.0, 0.0)},
    "entrenched": {"wagner_men": 800.0, "coup_hazard": _from(60, 0.2, 0.05)},
    "stabilised": {"total_deaths": _from(60, 30.0, 8.0)},
}


@pytest.mark.parametrize("name", CASES)
def test_each_class_has_its_story(name):
    """A hand-made story gets the class that the rule says."""
    series = story(**CASES[name])
    assert classify(series)[0] == name
    assert explain(series, 0)[0] == name


def test_flags_are_counted_inside_a_class_and_change_none():
    """Both of a class at once are counted apart; a flag needs its threshold, and its class."""
    harsh = _from(60, 1.0, 3.0)
    runs = [
        story(**CASES["entrenched"], one_sided_state=harsh),
        story(**CASES["entrenched"]),
        story(**CASES["entrenched"] | {"wagner_men": 100.0}),
        story(
            **CASES["rekindled"],
            azawad_control_share=_from(120, 0.2, 0.6),
            war_weeks=np.arange(WEEKS + 1.0),
        ),
        story(**CASES["rekindled"], war_weeks=_from(90, 0.0, 30.0)),
        story(**CASES["stabilised"], one_sided_state=harsh),
    ]
    series = {name: np.concatenate([run[name] for run in runs]) for name in runs[0]}
    classes = classify(series)
    assert list(classes) == ["entrenched"] * 3 + ["rekindled"] * 2 + ["stabilised"]
    counts = {
        name: {flag: row["count"] for flag, row in rows.items()}
        for name, rows in flag_shares(series, classes).items()
    }
    assert counts == {
        "entrenched": {"behind_foreign_men": 2, "more_ruthless": 1, "all": 1},
        "rekindled": {"divided": 1, "at_rest": 1, "all": 0},
    }


def test_an_elected_government_is_no_entrenched_junta():
    """Where a vote was held nobody is entrenched, however safe."""
    voted = CASES["entrenched"] | {"elections_held": _from(60, 0.0, 1.0)}
    assert classify(story(**voted))[0] != "entrenched"


def test_precedence_is_the_published_one():
    """A rebellion in a country that jihadists took over is a takeover; war outranks a coup."""
    both = CASES["jihadist_takeover"] | CASES["rekindled"] | CASES["junta_falls"]
    assert classify(story(**both))[0] == "jihadist_takeover"
    assert classify(story(**(CASES["rekindled"] | CASES["junta_falls"])))[0] == "rekindled"


def test_a_skirmish_is_no_war():
    """A broken accord with fewer than 25 deaths in any year is not a rekindled war."""
    few = {"accord_in_force": _from(60, 1.0, 0.0), "cma_state_deaths": _from(60, 0.0, 0.4)}
    assert classify(story(**few))[0] != "rekindled"


def test_shares_add_up():
    """Every run has one class."""
    shares = class_shares(np.array(["muddling", "rekindled", "rekindled"]))
    assert sum(s["share"] for s in shares.values()) == pytest.approx(1.0)
    assert shares["rekindled"]["count"] == 2


@pytest.mark.parametrize(
    "hits, n, low, high",
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_wilson_known_values(hits, n, low, high):
    """Wilson's interval against published values."""
    assert wilson(hits, n)[1:] == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


@pytest.mark.parametrize("freedom, value", [(4, 2.776), (9, 2.262), (29, 2.045), (99, 1.984)])
def test_t_quantiles(freedom, value):
    """Student's t against tables."""
    assert t_quantile(freedom) == pytest.approx(value, abs=2e-2 if freedom < 9 else 2e-3)


@pytest.mark.parametrize("n", [10, 30, 100])
def test_paired_interval_covers(n):
    """Nominal 95 % covers 93 to 97 % on paired lognormal outcomes."""
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(2000):
        shared = rng.lognormal(size=n)
        found = paired(shared, shared + 0.5 + 0.3 * rng.normal(size=n))
        hits += found["low"] <= 0.5 <= found["high"]
    assert 0.93 <= hits / 2000 <= 0.97


def test_a_null_policy_differs_by_nothing():
    """A scenario against itself differs by exactly nothing."""
    series = {k: np.repeat(v, 5, axis=0) for k, v in story().items()}
    classes = classify(series)
    rows = contrast(series, series, classes, classes)
    assert all(row["mean"] == 0.0 for row in rows["indicators"].values())


def test_stability_index():
    """Weights are published, scale to one, and may be changed."""
    series = story()
    assert sum(STABILITY_WEIGHTS.values()) == pytest.approx(1.0)
    assert 0 < stability(series)[0, -1] < 100
    only = stability(series, {"control": 2.0, "peace": 0, "homes": 0, "accord": 0, "regime": 0})
    assert only[0, -1] == pytest.approx(70.0)


def test_ucdp_classes():
    """Twenty-five deaths in 52 weeks are a minor conflict, a thousand a war."""
    weekly = np.zeros((3, 60))
    weekly[1, 1:53] = 0.5
    weekly[2, 1:53] = 20.0
    assert ucdp_class(weekly).tolist() == [0, 1, 2]


def test_ruthlessness_ratio_by_hand():
    """One civilian for every five fighters is a sixth."""
    assert story()["ruthlessness_ratio"][0, -1] == pytest.approx(1 / 6)


def test_summaries_have_units_and_order():
    """Medians lie inside their bands; totals are sums over weeks."""
    series = {k: np.repeat(v, 5, axis=0) for k, v in story().items()}
    rows = summary(series)
    assert set(rows) == set(INDICATORS)
    assert all(r["q05"] <= r["median"] <= r["q95"] and r["unit"] for r in rows.values())
    assert per_run(series)["total_deaths"][0] == pytest.approx(25.0 * WEEKS)
    assert bands(series["stability"]).shape == (5, WEEKS + 1)


class _Round:
    week, actor, decision = 8, "junta", "patrons"
    options, labels = ("carry_on", "sign_contract"), ("Carry on", "Sign")
    chosen = np.array([0, 0, 1, 1])
    free = np.array([-1, -1, -1, 0])
    forced = free >= 0
    probability = np.full((4, 2), 0.5)
    value = np.zeros((4, 2))
    terms = (
        ((),),
        (("survival", "a guard", np.full(4, 0.3)), ("reputation", "outcry", np.full(4, -0.1))),
    )


def test_decisive_choices_are_ranked_and_told():
    """The choice that divides the runs is found, with its incentive and its price."""
    one = _Round()
    one.terms = ((), one.terms[1])
    rows = decisive([one], np.array([60.0, 62.0, 40.0, 42.0]))
    assert [(r["option"], r["gap"]) for r in rows] == [("sign_contract", -20.0)]
    told = sentence(rows[0])
    assert "chiefly for survival (a guard)" in told
    assert "against it: outcry (−0.10)" in told
    assert "forced in 50% of them" in told
    assert "by −20.0 points" in told


def test_a_forced_choice_is_told_with_what_was_wanted():
    """The run in which the signature was imposed says so, and what the junta would have done."""
    one = _Round()
    one.terms = ((), one.terms[1])
    free, forced = (timeline([one], run)[0] for run in (2, 3))

    assert (free["chosen"], free["forced"], free["free"]) == ("sign_contract", False, "")
    assert (forced["chosen"], forced["forced"], forced["free"]) == (
        "sign_contract",
        True,
        "carry_on",
    )


def test_ledger_and_middle_run():
    """Largest causes come first; the middle run is nearest to the median."""
    ledger = [
        {"who": w, "variable": "x", "total": t} for w, t in (("a", 1.0), ("b", -5.0), ("c", 0.0))
    ]
    assert [r["who"] for r in largest_causes(ledger, {"x": "X"})["X"]] == ["b", "a"]
    alike = np.array(["x", "x", "x"])
    assert middle_run(np.array([1.0, 5.0, 9.0]), alike) == 1
    mixed = np.array(["x", "y", "x", "x", "y"])
    assert middle_run(np.array([1.0, 5.0, 9.0, 4.0, 5.1]), mixed) == 3
