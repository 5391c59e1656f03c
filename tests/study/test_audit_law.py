"""How a verdict is reached, on samples whose answer is known."""

import math

import numpy as np
import pytest

from sahelsim.study.audit import laws_harm, laws_minds
from sahelsim.study.audit.audit import every_law, plan
from sahelsim.study.audit.law import (
    Law,
    absent,
    bootstrapped,
    judged,
    mean_interval,
    sign_of,
    verdict_of,
)

EFFECT = Law("LLx", "an effect", 0.1, 0.4, "A/D", "ours", nothing=0.0, kind="sign")
LEVEL = Law("LLy", "a level", 0.1, 0.4, "D", "ours")


@pytest.mark.parametrize(
    "law, estimate, verdict",
    [
        (EFFECT, (0.2, 0.1, 0.3), "pass"),
        (EFFECT, (0.2, -0.1, 0.5), "undecided"),  # no effect is not excluded
        (EFFECT, (0.05, 0.02, 0.12), "undecided"),  # outside, but the interval reaches in
        (EFFECT, (0.05, 0.01, 0.09), "fail"),
        (EFFECT, (0.5, 0.41, 0.6), "fail"),
        (LEVEL, (0.2, 0.0, 0.5), "pass"),  # a level need not exclude anything
        (LEVEL, (0.45, 0.39, 0.5), "undecided"),
        (LEVEL, (math.nan, -math.inf, math.inf), "undecided"),
    ],
)
def test_the_rule(law, estimate, verdict):
    """In the band and an effect shown; wholly outside; everything else."""
    assert verdict_of(law, *estimate) == verdict


def test_the_direction_is_told_apart_from_the_band():
    """Too small an effect of the right direction fails its band and keeps its sign."""
    row = judged(EFFECT, 0.05, 0.01, 0.09)
    assert (row.verdict, row.sign, row.kind) == ("fail", "right", "sign")
    assert judged(EFFECT, -0.2, -0.3, -0.1).sign == "wrong"
    assert sign_of(LEVEL, 0.2, 0.3) == ""
    ratio = Law("LLz", "a ratio", 0.4, 0.7, "A/D", "ours", nothing=1.0)
    assert sign_of(ratio, 0.8, 0.9) == "right"


def test_an_absent_part_is_no_verdict():
    """It says what the model lacks, and gives no number."""
    row = absent(LEVEL, "no such part").to_dict()
    assert row["verdict"] == "not measurable"
    assert (row["value"], row["low"], row["high"], row["why"]) == (None, None, None, "no such part")


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Nine times in ten, for a mean and for a bootstrapped one."""
    rng, inside = np.random.default_rng(1), [0, 0]
    for _ in range(300):
        sample = rng.normal(1.0, 2.0, 40)
        for k, found in enumerate(
            (
                mean_interval(sample),
                bootstrapped(lambda i, s=sample: float(s[i].mean()), 40, draws=200),
            )
        ):
            inside[k] += found[1] <= 1.0 <= found[2]
    assert min(inside) >= 255
    assert max(inside) <= 288


def test_by_hand_half_lives_and_ratios():
    """Half gone in three weeks; a loss of twice a gain."""
    assert laws_harm.half_gone(np.array([4.0, 8.0, 5.0, 4.0])) == 3.0
    assert math.isnan(laws_harm.half_gone(np.array([-1.0, -2.0])))
    same = {"war": np.tile([0.5, 0.5], (30, 1))}
    assert laws_minds.distance(same, same) == (0.0, 0.0, 0.0)
    other = {"war": np.tile([0.9, 0.1], (30, 1))}
    assert laws_minds.distance(same, other)[0] == pytest.approx(0.4)


def test_a_hazard_ratio_by_hand():
    """Ten acts of 40 runs in 4 weeks, ten in 90 weeks of 30 runs: 0.0625 over 10 of 2,700."""
    early, late = np.zeros((1, 40)), np.zeros((1, 40))
    early[0, :10], late[0, 10:20] = 1.0, 1.0
    left = np.zeros((1, 40))
    left[0, 10:] = 90.0
    value = laws_minds.hazard_ratio(early, late, left)[0]
    assert value == pytest.approx((10 / 160) / (10 / 2700))


def test_every_law_of_the_page_is_in_the_audit():
    """LL0 to LL45, each once, and their kinds: LL0, LL1 and what was measured bind."""
    laws = list(every_law())
    numbers = {
        int("".join(c for c in law.id[2:].split(".")[0] if c.isdigit()))
        for law in laws
        if law.id.startswith("LL")
    }
    assert numbers == set(range(46))
    assert len({law.id for law in laws}) == len(laws)
    for law in laws:
        assert (law.kind == "binding") == (law.mark == "M" or law.id in ("LL0", "LL0s", "LL1"))
        assert law.kind != "sign" or law.mark in ("A/D", "D/A")
        assert law.low < law.high


def test_words_choose_laws():
    """A law by its number takes its parts along, and no longer number."""
    chosen = {law.id for check in plan(True, ["LL1"]).laws() for law in check.laws}
    assert chosen == {"LL1"}
    assert {"LL18a", "LL18b"} <= {
        law.id for check in plan(True, ["LL18"]).laws() for law in check.laws
    }


def test_a_coup_that_is_certain_happens_once():
    """In its week, in every run where it is asked for, and in no other."""
    from sahelsim.study.audit.hands import Certain, with_part
    from sahelsim.study.audit.lives import live, model_of

    model = model_of("no-deal", 6, 1)
    before = model_of("no-deal", 6, 1)
    where = np.array([True, True, True, False, False, False])
    part = model.setup.mechanisms["coup_risk"]
    with_part(model, "coup_risk", Certain(part, 1, ("attempt", "success"), where))
    for one in (model, before):
        live(one, 2)
    more = (model.state.coups - before.state.coups)[:, 0]
    assert more[:3].min() >= 0.0
    np.testing.assert_array_equal(model.state.coups[:3, 0] >= 1.0, True)
    np.testing.assert_array_equal(more[3:], 0.0)


@pytest.mark.slow
def test_every_check_gives_the_rows_of_its_laws():
    """Even of a few runs: no law is forgotten, and every estimate lies in its interval."""
    from dataclasses import replace

    from sahelsim.study.audit.audit import TOPICS
    from sahelsim.study.audit.lives import QUICK, Lives

    lives, size = Lives(), replace(QUICK, runs=6, rare=6)
    for checks in TOPICS.values():
        for check in checks:
            rows = list(check.measure(lives, size))
            assert [row.id for row in rows] == [law.id for law in check.laws]
            for row in rows:
                assert math.isnan(row.value) or row.low <= row.value <= row.high, row.id


@pytest.mark.slow
def test_the_clock_does_not_decide():
    """LL1 binds: looking every week or every quarter, outcomes come as often."""
    from dataclasses import replace

    from sahelsim.study.audit.lives import FULL, Lives

    size = replace(FULL, rare=200, clocks=(1, 12))
    (row,) = laws_minds.clock.measure(Lives(), size)
    assert row.verdict != "fail"


@pytest.mark.slow
def test_the_loop_answers_and_dies_out():
    """LL0 binds: the loop is not shown to damp itself, nor to run away."""
    from sahelsim.study.audit import links

    found = links.responses(96, 1, only=[links.MINDS])
    verdicts = {row.id: row for row in links.rows(found)}
    assert verdicts["LL0"].sign != "wrong"
    assert verdicts["LL0s"].verdict != "fail"
