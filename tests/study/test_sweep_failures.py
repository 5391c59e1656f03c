"""Whatever fails, a sweep ends: rows with their errors, tables that join, parts that are whole."""

import json
import os
import signal

import faults
import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.study.sweep import work
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.engines import DIED, Engine
from sahelsim.study.sweep.folder import merge, sweep
from sahelsim.study.sweep.status import status
from sahelsim.study.sweep.tasks import count, part_of, tasks

TEXT = """
name = "fails"
policies = ["no-deal", "baseline"]
weeks = 6
design = "latin_hypercube"
points = 8
replicates = 2
[factors]
"initial.control.jnim" = {}
"""


@pytest.fixture
def design(tmp_path):
    """Return a small design of two policies."""
    path = tmp_path / "d.toml"
    path.write_text(TEXT, encoding="utf-8")
    return read_design(path)


def _all_of_baseline(how):
    def lived(task):
        if task.policy == "baseline":
            how()
        return faults.REAL(task)

    return lived


def _raise():
    raise ValueError("boom")


def _die():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("how, error", [(_raise, "ValueError: boom"), (_die, DIED)])
def test_a_policy_whose_every_run_fails(tmp_path, capsys, design, monkeypatch, how, error):
    """Its runs are rows with their error; the other policy's tables, report and analyses stand."""
    monkeypatch.setattr(work, "lived", _all_of_baseline(how))
    out = sweep(design, tmp_path / "out", engine=Engine(workers=1))
    runs = pd.read_parquet(out / "runs.parquet")
    bad = runs[runs["outcome_class"] == "failed"]
    assert set(bad["policy"]) == {"baseline"}
    assert set(bad["error"]) == {error}
    assert len(bad) == 16
    assert set(pd.read_parquet(out / "series.parquet")["policy"]) == {"no-deal"}
    assert main(["sweep", str(tmp_path / "d.toml"), "--out", str(out), "--resume", "-q"]) == 0
    assert "16 failed" in capsys.readouterr().out
    assert main(["contrast", str(out)]) == 2
    assert "every run of baseline failed" in capsys.readouterr().err
    assert main(["diff", str(out), str(out)]) == 0


def test_a_sweep_of_which_nothing_lives(tmp_path, capsys, design, monkeypatch):
    """Every run a row with its error, and a report that says why."""
    monkeypatch.setattr(work, "lived", lambda task: _raise())
    out = tmp_path / "out"
    assert main(["sweep", str(tmp_path / "d.toml"), "--out", str(out), "-q"]) == 0
    assert "32 failed" in capsys.readouterr().out
    assert "ValueError: boom" in (out / "report.html").read_text(encoding="utf-8")
    assert status(out)["failed"] == 32


def test_parts_are_shares_of_equal_work(tmp_path):
    """Every batch in one part, however many parts; the longest policy does not fall to one."""
    path = tmp_path / "d.toml"
    text = TEXT.replace("points = 8", "points = 600")
    path.write_text(text, encoding="utf-8")
    design = read_design(path)
    work_of = {t.number: len(t) * t.story.weeks for t in tasks(design)}
    for n in (1, 2, 3, 40):
        parts = [part_of(design, (k, n)) for k in range(1, n + 1)]
        assert sorted(number for part in parts for number in part) == list(range(count(design)))
        sizes = [sum(work_of[number] for number in part) for part in parts]
        assert max(sizes) - min(sizes) <= max(work_of.values())


def test_an_empty_part_is_whole_and_joins(tmp_path, capsys, design):
    """More parts than batches: the empty ones end, say so, and are no obstacle."""
    parts = [sweep(design, tmp_path / f"p{k}", part=(k, 3)) for k in (1, 2, 3)]
    for k, part in enumerate(parts, 1):
        told = status(part)
        assert (told["finished"], told["part"], told["seconds_left"]) == (True, [k, 3], 0.0)
    assert status(parts[2])["runs"] == 0
    assert main(["status", str(parts[2])]) == 0
    assert "part 3/3): 0 of 0 runs, this part is whole" in capsys.readouterr().out
    merged = merge(parts, tmp_path / "merged")
    whole = sweep(design, tmp_path / "whole")
    assert (
        json.loads((merged / "manifest.json").read_text())["content"]
        == json.loads((whole / "manifest.json").read_text())["content"]
    )
