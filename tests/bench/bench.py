"""``make bench``: speed as ratios measured side by side in one run, written to ``bench.json``.

Every figure is a median of CPU seconds, or of wall seconds of a cold process, on this machine, now.
What is compared is measured in turn, round after round, and a ratio is the median of the rounds'.
Numba and Starsim are needed for comparison only (extra ``[bench]``).
"""

import json
import os
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from both import COMMUNITY_WEEK, WHOLE_WEEK, array_week, lived, plain_country, plain_week
from clock import cold, exponent, median_of, seconds
from cold_starts import cold_starts
from fused import MINDS, Fused
from rivals import mesa_epstein, starsim_sir
from table import written

from sahelsim.core.streams import Draws
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.fork import fork

ROUNDS = 3
ROOT = Path(__file__).resolve().parents[2]


def week_of(replicates, communities, weeks=16, without=()):
    """Return median CPU seconds a week of the whole model, decisions included."""
    settings = [f"communities={communities}", *without]
    model = assemble(
        apply_overrides(load_scenario("baseline"), settings), seed=1, runs=range(replicates)
    )
    model.step()

    def month():  # four weeks hold one round of decisions
        for _ in range(4):
            model.step()

    return statistics.median(seconds(month) / 4 for _ in range(weeks // 4))


def harm(week):
    """Return civilians killed in one week of a war: a few cercles in a hundred are hit."""
    rng = np.random.default_rng(week)
    return {w: rng.poisson(0.05, 50).astype(float) for w in ("fama", "wagner", "jnim", "isgs")}


MIXED = ("switches.collateral_effect=mixed",)  # what the fused kernel computes


def community_rates(replicates=64, communities=1000, weeks=40):
    """Return community-weeks a second of the community mechanisms: arrays, and fused by hand.

    Weeks of the two alternate, so that both meet the same machine. The kernel is held to the
    arrays' numbers before it counts.
    """
    model = lived(replicates=replicates, communities=communities, settings=MIXED)
    kernel, taken = Fused(model), {"arrays": [], "fused": []}
    for week in range(100, 100 + weeks):
        draws = Draws(model.streams, "communal_retaliation", week).uniform("selfdef", 50).copy()
        killed = harm(week)
        once = (model, week, COMMUNITY_WEEK, killed)
        taken["arrays"].append(seconds_once(array_week, *once))
        taken["fused"].append(seconds_once(kernel.live, killed, draws))
    for k, name in enumerate(MINDS):
        np.testing.assert_allclose(model.state.arrays[name], kernel.minds[k], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(model.state.fighters, kernel.men, rtol=1e-9)
    return {name: replicates * communities / statistics.median(t) for name, t in taken.items()}


def seconds_once(work, *given):
    """Return the thread's CPU seconds of one call."""
    start = time.thread_time()
    work(*given)
    return time.thread_time() - start


def ground_rate(replicates=64, communities=1000, weeks=40):
    """Return community-weeks a second of all mechanisms, without decisions."""
    model = lived(replicates=replicates, communities=communities)
    taken = [seconds_once(array_week, model, week) for week in range(100, 100 + weeks)]
    return replicates * communities / statistics.median(taken)


def plain_rate(phases, killed=None, communities=1000, weeks=4):
    """Return community-weeks a second of the same mechanisms as plain Mesa objects."""
    model = lived(communities=communities)
    country, week = plain_country(model), iter(range(100, 10_000))

    def work():
        for _ in range(weeks):
            now = next(week)
            plain_week(country, model, now, phases, killed and killed(now))

    return communities * weeks / median_of(lambda: seconds(work), 3)


def one_round():
    """Return what each of those who are compared does in a second, one right after the other."""
    return {
        **community_rates(weeks=24),
        "mesa_epstein": mesa_epstein(),
        "starsim_sir": starsim_sir(),
        "plain_mesa": plain_rate(COMMUNITY_WEEK, harm),
        "ground": ground_rate(weeks=24),
        "plain_mesa_ground": plain_rate(WHOLE_WEEK),
        "whole": 64 * 1000 / week_of(64, 1000, weeks=24),
    }


def growth():
    """Return CPU seconds a week by replicates, communities, weeks lived and actors."""
    actors = ["isgs", "platform", "algeria", "ecowas", "russia"]
    return {
        "replicates": {n: week_of(n, 300) for n in (1, 8, 64, 256)},
        "communities": {n: week_of(8, n, weeks=8) for n in (300, 3000, 30_000)},
        "weeks": {n: week_of(64, 300, weeks=n) for n in (52, 104, 208)},
        "actors": {
            10 - len(left): week_of(64, 300, without=[f"without={left!r}"])
            for left in (actors, actors[:2], [])
        },
    }


def forked(runs=50):
    """Fork the baseline once."""
    baseline = load_scenario("baseline")
    day = baseline.start.replace(year=2022, month=1, day=3)
    fork(baseline, at=day, actor="junta", choose="talk_to_jnim", runs=runs, seed=1)


def main():
    """Measure everything; write ``bench.json`` and the table of the performance page."""
    baseline, by = load_scenario("baseline"), growth()
    rounds = [one_round() for _ in range(ROUNDS)]
    rates = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}

    def ratio(first, second):
        return statistics.median(each[first] / each[second] for each in rounds)

    compare, peak = cold("compare", "at-best", "at-worst", "--runs", "100", "-q")
    found = {
        # one update of the communities: what the reference, the kernel and the rivals are compared with
        "community_weeks_per_second": rates["arrays"],
        "fused_community_weeks_per_second": rates["fused"],
        "ratio_to_mesa_epstein": ratio("arrays", "mesa_epstein"),
        "ratio_to_starsim_sir": ratio("arrays", "starsim_sir"),
        "ratio_to_plain_mesa_reference": ratio("arrays", "plain_mesa"),
        "kernel_ratio": ratio("fused", "arrays"),
        # all mechanisms; and all that a run does: decisions, ledger and record as well
        "ground_community_weeks_per_second": rates["ground"],
        "ground_ratio_to_plain_mesa_reference": ratio("ground", "plain_mesa_ground"),
        "whole_model_community_weeks_per_second": rates["whole"],
        "whole_model_ratio_to_mesa_epstein": ratio("whole", "mesa_epstein"),
        "whole_model_ratio_to_starsim_sir": ratio("whole", "starsim_sir"),
        "exponent_worlds": exponent({n: by["replicates"][n] for n in (64, 256)}),
        "exponent_communities": exponent({n: by["communities"][n] for n in (3000, 30_000)}),
        "seconds_a_week": by,
        "seconds_100_runs": median_of(
            lambda: seconds(lambda: run_scenario(baseline, runs=100, seed=1))
        ),
        "seconds_fork_50": median_of(lambda: seconds(forked), 3),
        "seconds_compare_cold": statistics.median(
            [
                compare,
                *(
                    cold("compare", "at-best", "at-worst", "--runs", "100", "-q")[0]
                    for _ in range(2)
                ),
            ]
        ),
        "megabytes_compare": peak,
        "megabytes_run_1000": cold("run", "baseline", "--runs", "1000", "--weeks", "26", "-q")[1],
        "seconds_cold": cold_starts(),
        "rates": rates,
        "rounds": rounds,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "versions": {
            n: version(n)
            for n in ("sahelsim", "mesa", "numpy", "scipy", "pandas", "numba", "starsim")
        },
    }
    (ROOT / "bench.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    page = ROOT / "docs" / "performance.md"
    page.write_text(written(page.read_text(encoding="utf-8"), found), encoding="utf-8")
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
