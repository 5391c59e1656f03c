"""Ensembles in processes of their own: nobody is left behind, whenever they are given up."""

import multiprocessing
import os
import time

import pytest

from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.study import pool

STORIES = [apply_overrides(load_scenario(n), ["weeks=60"]) for n in ("at-best", "at-worst")]
RUNS = 200
ALL = RUNS * sum(story.weeks for story in STORIES)
pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core starts no process")


class GivenUpError(Exception):
    """Whoever waited has left."""


@pytest.mark.timeout(60)
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 0.99, 1.0])
def test_an_ensemble_can_be_given_up_at_any_time(share):
    """Early, late, and while an answer is being sent: all end, by themselves and soon."""
    lived, left = [0], [0.0]

    def progress(replicate_weeks):
        lived[0] += replicate_weeks
        if lived[0] >= share * ALL:
            left[0] = time.perf_counter()
            raise GivenUpError

    with pytest.raises(GivenUpError):
        pool.run_scenarios(STORIES, runs=RUNS, seed=1, progress=progress)
    assert time.perf_counter() - left[0] < 10.0
    assert multiprocessing.active_children() == []


def test_processes_change_no_number(monkeypatch):
    """Two stories beside one another are the same as one after the other."""
    beside = pool.run_scenarios(STORIES, runs=RUNS, seed=1)
    monkeypatch.setattr(pool, "WORTH_A_PROCESS", 10**9)
    in_turn = pool.run_scenarios(STORIES, runs=RUNS, seed=1)
    for one, other in zip(beside, in_turn, strict=True):
        assert all((one.series[k] == other.series[k]).all() for k in one.series)
