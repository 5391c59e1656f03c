"""Renew the pinned summaries: say in CHANGELOG.md, under results, what moved and why."""

import json
from pathlib import Path

import series

from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.files import scenario_names
from sahelsim.study.ensemble import run_scenario

HERE = Path(__file__).parent
RUNS, SEED, WEEKS = 16, 1, 78


def golden(name):
    """Return a scenario's class counts and medians, rounded to five digits."""
    scenario = apply_overrides(
        load_scenario(name), [f"weeks={WEEKS if name != 'history' else 113}"]
    )
    result = run_scenario(scenario, runs=RUNS, seed=SEED)
    return {
        "classes": {k: s["count"] for k, s in result.shares.items()},
        "medians": {k: float(f"{r['median']:.5g}") for k, r in result.summary.items()},
    }


if __name__ == "__main__":
    series.renew()
    for name in scenario_names():
        text = json.dumps(golden(name), indent=1, sort_keys=True)
        (HERE / f"{name}.json").write_text(text + "\n")
