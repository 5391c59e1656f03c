"""The explorer's end: whatever ends it, it says nothing and takes its processes along."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

SERVE = [sys.executable, "-m", "sahelsim.cli.main", "dashboard"]
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")


def _children(process):
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text("ascii").split()]


def _lives(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _refused(address, answers):
    try:
        urlopen(f"{address}/report.html?s=at-worst&n=400").read()
    except HTTPError as error:
        answers.append(error.read().decode())


@pytest.fixture
def served(tmp_path):
    """Serve the explorer; yield its process, its address and its processes."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    options = ["--port", "0", "--no-browser", "--results", str(tmp_path)]
    with subprocess.Popen([*SERVE, *options], start_new_session=True, **given) as started:
        address = re.search(r"http://\S+(?=/)", started.stdout.readline())[0]
        children = _children(started.pid)
        assert len(children) > 2
        yield started, address
        started.kill()  # does nothing to one that has ended
        assert started.returncode in (0, 130, 143)
    end = time.perf_counter() + 5
    while any(map(_lives, children)) and time.perf_counter() < end:
        time.sleep(0.05)
    assert [child for child in children if _lives(child)] == []


def test_a_plain_kill_ends_it_silently(served):
    """Even right after the start: no word, no process left."""
    started, _ = served
    started.terminate()
    assert started.communicate(timeout=60) == ("", "")


def test_a_kill_lets_go_of_who_waits_for_a_file(served):
    """A report in the making ends with one line for its reader, and holds nothing up."""
    started, address = served
    answers = []
    reader = Thread(target=_refused, args=(address, answers))
    reader.start()
    time.sleep(1.0)
    started.terminate()
    assert started.communicate(timeout=60) == ("", "")
    reader.join()
    assert answers == ["the dashboard was stopped: start it again"]


def test_ctrl_c_in_a_terminal_prints_no_traceback(served):
    """It reaches every process of the terminal; those that are still starting say nothing of it."""
    started, _ = served
    os.killpg(started.pid, signal.SIGINT)
    said, complained = started.communicate(timeout=60)
    assert said == ""
    assert complained in ("", "sahelsim: stopped; nothing was written\n")
