"""``make bench``: speed as ratios measured side by side in one run, written to ``bench.json``.

Every figure is the median of several repeats of CPU or wall time on this machine, now. Ratios say
more than seconds: another machine changes the seconds, not much the ratios.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from both import array_week, lived, plain_country, plain_week
from mesa.examples.advanced.epstein_civil_violence import model as epstein

from sahelsim.base.streams import Draws
from sahelsim.experiment.ensemble import run_scenario
from sahelsim.experiment.fork import fork
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble

ROOT = Path(__file__).resolve().parents[2]

REPEATS = 3


def median_of(measure, repeats=REPEATS):
    """Return the median of a measurement; the median shrugs off a busy moment."""
    return statistics.median(measure() for _ in range(repeats))


def seconds(work):
    """Return the CPU seconds that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def steps(worlds, communities, weeks=20):
    """Return CPU seconds a week of the whole model."""
    story = apply_overrides(load_scenario("baseline"), [f"communities={communities}"])
    model = assemble(story, seed=1, runs=range(worlds))
    model.step()
    return median_of(lambda: seconds(lambda: [model.step() for _ in range(weeks)]) / weeks)


def exponent(sizes, costs):
    """Return the slope of log cost on log size: 1 is linear, below 1 the start-up still shows."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def compared_mechanisms(worlds, communities, weeks=10):
    """Return community-weeks a second of the mechanisms that the reference has, in arrays."""
    model, none = lived(worlds=worlds, communities=communities), {}
    week = iter(range(100, 10_000))

    def work():
        for _ in range(weeks):
            array_week(model, next(week), none)

    return worlds * communities * weeks / median_of(lambda: seconds(work))


def plain_reference(communities, weeks=5):
    """Return community-weeks a second of the same mechanisms as plain Mesa objects."""
    model = lived(communities=communities)
    country = plain_country(model)
    luck = Draws(model.streams, "communal_retaliation", 100).uniform("revenge", 50)[0]

    def work():
        for _ in range(weeks):
            plain_week(country, {}, luck)

    return communities * weeks / median_of(lambda: seconds(work))


def mesa_epstein(size=40, rounds=10):
    """Return agent-steps a second of Mesa's own Epstein example."""
    model = epstein.EpsteinCivilViolence(size, size)
    count = len(model.agents)
    return (
        count * rounds / median_of(lambda: seconds(lambda: [model.step() for _ in range(rounds)]))
    )


def starsim_sir(people=20_000, years=10):
    """Return agent-steps a second of Starsim's SIR, or nothing where Starsim is not installed."""
    try:
        import starsim as ss
    except ImportError:
        return None

    def once():
        sim = ss.Sim(n_agents=people, dur=years, diseases="sir", networks="random", verbose=0)
        sim.init()
        taken = seconds(sim.run)
        return people * len(sim.t.timevec) / taken

    return median_of(once)


def cold(*words):
    """Return wall seconds of a command in a process of its own, in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-m", "sahelsim.present.cli.main", *words]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return time.perf_counter() - start


def main():
    """Measure everything and write ``bench.json``."""
    worlds = {n: steps(n, 300) for n in (1, 8, 64, 256)}
    places = {n: steps(8, n, weeks=8) for n in (300, 3000, 30_000)}
    whole = 64 * 1000 / steps(64, 1000)
    arrays = compared_mechanisms(64, 1000)
    plain, mesa_rate, sir = plain_reference(1000), mesa_epstein(), starsim_sir()
    baseline = load_scenario("baseline")
    found = {
        "community_weeks_per_second": whole,
        "community_weeks_per_second_compared_mechanisms": arrays,
        "ratio_to_mesa_epstein": whole / mesa_rate,
        "ratio_to_starsim_sir": None if sir is None else whole / sir,
        "ratio_to_plain_mesa_reference": arrays / plain,
        "exponent_worlds": exponent([64, 256], [worlds[64], worlds[256]]),
        "exponent_communities": exponent([3000, 30_000], [places[3000], places[30_000]]),
        "seconds_a_week_by_worlds": worlds,
        "seconds_a_week_by_communities_8_worlds": places,
        "seconds_100_runs": seconds(lambda: run_scenario(baseline, runs=100, seed=1)),
        "seconds_fork_50": seconds(
            lambda: fork(
                baseline,
                at=baseline.start.replace(year=2022, month=1, day=3),
                actor="junta",
                choose="talk_to_jnim",
                runs=50,
                seed=1,
            )
        ),
        "seconds_compare_cold": cold("compare", "at-best", "at-worst", "--runs", "100", "-q"),
        "seconds_run_one_cold": median_of(lambda: cold("run", "baseline", "--runs", "1", "-q")),
        "seconds_help_cold": median_of(lambda: cold("--help")),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "versions": {n: version(n) for n in ("sahelsim", "mesa", "numpy", "pandas")},
    }
    text = json.dumps(found, indent=1)
    (ROOT / "bench.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
