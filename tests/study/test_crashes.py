"""Commands that are killed at any moment: nothing half, nobody left, and the next try is whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sahelsim
from sahelsim.study.store import damage, read_manifest

KILLS = int(os.environ.get("KILLS", "0"))
"""Kills of each command; by default four of each signal, fewer (one of each) once a minute is spent."""
BUDGET = 60.0
HERE = os.environ | {"PYTHONPATH": str(Path(sahelsim.__file__).parents[1])}
DESIGN = """
name = "crash"
policies = ["baseline"]
weeks = 4
design = "latin_hypercube"
points = 8
replicates = 1
[factors]
"actors.cma.incentives.autonomy" = {}
"""
WRITERS = {
    "run": ["run", "baseline", "--runs", "4", "--weeks", "4", "-q", "--out", "o"],
    "compare": [
        "compare",
        "no-deal",
        "baseline",
        "--runs",
        "2600",
        "--weeks",
        "4",
        "-q",
        "--out",
        "o",
    ],
    "hindcast": ["hindcast", "--runs", "2", "--until", "2021-11", "-q", "--out", "o"],
    "sweep": ["sweep", "crash.toml", "-q", "--out", "o"],
    "new": ["new", "o"],
    "explorer": [
        "explorer",
        "baseline",
        "--points",
        "8",
        "--runs",
        "4",
        "--weeks",
        "8",
        "-q",
        "--out",
        "o.html",
    ],
    "calibrate": ["calibrate", "--points", "200", "-q", "--out", "o"],
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc"),
]


def _started(words, folder):
    command = [sys.executable, "-m", "sahelsim.cli.main", *words]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=folder, env=HERE, **quiet)


def _children(process):
    try:
        tasks = list(Path(f"/proc/{process}/task").glob("*/children"))
        return [int(child) for task in tasks for child in task.read_text("ascii").split()]
    except OSError:
        return []


def _lives(process):
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _made(folder):
    return [path for path in folder.iterdir() if path.name in ("o", "o.html", "o.toml")]


def _kills():
    """Yield the signals in turn: as many as asked, else until the minute is spent."""
    end = time.monotonic() + BUDGET
    for kill in range(KILLS or 8):
        if not KILLS and kill >= 2 and time.monotonic() > end:
            return
        yield (signal.SIGKILL, signal.SIGTERM)[kill % 2]


def _whole(path):
    """Tell whether what stands there is all that its manifest says; a single file stands whole."""
    return path.is_file() or damage(path, read_manifest(path)) == {}


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_a_kill_at_any_moment_leaves_nothing_half(tmp_path, words):
    """What stands under its name is whole or goes on; the same command then makes it whole."""
    (tmp_path / "crash.toml").write_text(DESIGN, encoding="utf-8")
    began = time.monotonic()
    assert _started(words, tmp_path).wait() == 0
    spent, rng = time.monotonic() - began, random.Random(words[0])
    for how in _kills():
        for path in _made(tmp_path):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        process = _started(words, tmp_path)
        time.sleep(rng.uniform(0.3, 1.0) * spent)
        children = _children(process.pid)
        process.send_signal(how)
        process.wait()
        end = time.monotonic() + 5.0
        while any(map(_lives, children)) and time.monotonic() < end:
            time.sleep(0.05)
        assert [child for child in children if _lives(child)] == []
        resume = ["--resume"] * (words[0] == "sweep" and (tmp_path / "o").exists())
        if resume or not _made(tmp_path):
            assert _started([*words, *resume], tmp_path).wait() == 0
            assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        assert [_whole(path) for path in _made(tmp_path)] == [True]
