"""Ensembles in processes of their own: nobody is left behind, whenever they are given up."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sahelsim.core.errors import ResultError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.study import pool

STORIES = [apply_overrides(load_scenario(n), ["weeks=60"]) for n in ("at-best", "at-worst")]
RUNS = 200
HERE = os.environ | {"PYTHONPATH": str(Path(pool.__file__).parents[2])}
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


def _started(tmp_path, start, words):
    """Run a program of ours in a process of its own group; return it once its workers are at work."""
    code = (
        "import multiprocessing, sys\n"
        f"multiprocessing.get_all_start_methods = lambda: ['{start}']\n"
        "from sahelsim.cli.main import main\n"
        "if __name__ == '__main__':\n"
        f"    sys.exit(main({words!r}))\n"
    )
    script = tmp_path / "program.py"
    script.write_text(code, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)], cwd=tmp_path, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while len(_children(process.pid)) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    return process


def _children(process):
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for one in found for child in one.read_text("ascii").split()]


def _lives(process):
    try:
        text = Path(f"/proc/{process}/stat").read_text("ascii")
    except FileNotFoundError:
        return False
    return text.rpartition(")")[2].split()[0] != "Z"


LONG = {
    "compare": ["compare", "at-best", "at-worst", "--runs", "3000", "-q"],
    "fork": [
        "fork",
        "baseline",
        "--at",
        "2022-01-24",
        "--actor",
        "junta",
        "--choose",
        "talk_to_jnim",
        "--runs",
        "3000",
        "-q",
    ],
    "calibrate": ["calibrate", "-q"],
    "explorer": ["explorer", "baseline", "-q"],
    "sweep": ["sweep", "incentives", "--json"],
}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda s: s.name)
@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_workers_end_with_whoever_started_them(tmp_path, words, start, how):
    """Five seconds after a kill nobody goes on computing for nobody."""
    process = _started(tmp_path, start, words)
    children = _children(process.pid)
    assert len(children) >= 2
    process.send_signal(how)
    process.wait(30)
    end = time.monotonic() + 5.0
    while any(map(_lives, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert [child for child in children if _lives(child)] == []


def test_a_script_without_a_guard_is_told_so(tmp_path):
    """Where processes begin by importing the script, one line names the guard, soon."""
    script = tmp_path / "unguarded.py"
    script.write_text(
        "import multiprocessing\n"
        "multiprocessing.get_all_start_methods = lambda: ['spawn']\n"
        "from sahelsim.core.errors import UsageError\n"
        "from sahelsim.scenario import load_scenario\n"
        "from sahelsim.study.pool import run_scenarios\n"
        "stories = [load_scenario(name) for name in ('no-deal', 'baseline')]\n"
        "try:\n    run_scenarios(stories, runs=100, seed=1)\n"
        "except UsageError as error:\n    print(error)\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env=HERE,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("\n") == 1
    assert "__main__" in ran.stdout


@pytest.mark.timeout(60)
def test_a_worker_that_is_killed_is_one_line(monkeypatch):
    """Out of memory, for example: the error says what to do, and nobody is left."""

    def killed(_):
        for child in multiprocessing.active_children():
            os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(ResultError, match="fewer runs"):
        pool.run_scenarios(STORIES, runs=2000, seed=1, progress=killed)
    assert multiprocessing.active_children() == []
