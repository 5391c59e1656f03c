"""Folders that were cut off, edited or stopped: one line that says what to do, nothing half-written."""

import builtins
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from sahelsim.cli.main import main
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep

SMALL = """
name = "small"
policies = ["no-deal", "baseline"]
weeks = 4
design = "latin_hypercube"
points = 70
replicates = 2
[factors]
"initial.control.jnim" = {}
"""
READERS = (
    "rerun FOLDER --sample 3",
    "status FOLDER",
    "sensitivity FOLDER",
    "contrast FOLDER",
    "extend FOLDER --replicates 3 --out OUT",
    "diff FOLDER FOLDER",
    "discover FOLDER --class entrenched",
)
PLANNERS = (
    "sensitivity FOLDER",
    "contrast FOLDER",
    "replay FOLDER baseline:0:0",
    "discover FOLDER --class entrenched",
    "status FOLDER",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the folder of a finished sweep, and beside it those of its two parts."""
    home = tmp_path_factory.mktemp("whole")
    (home / "small.toml").write_text(SMALL, encoding="utf-8")
    design = read_design(home / "small.toml")
    for k in (1, 2):
        sweep(design, home / f"part-{k}", part=(k, 2))
    return sweep(design, home / "out")


@pytest.fixture
def copy(tmp_path, whole):
    """Return a copy of the finished sweep, to be damaged."""
    return shutil.copytree(whole, tmp_path / "copy")


def _cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _refused(words, capsys, folder, out):
    """Run a command that must refuse in one line and leave the folder it was to write unmade."""
    words = words.replace("FOLDER", str(folder)).replace("OUT", str(out)).split()
    assert main(words) == 2, words
    error = capsys.readouterr().err
    assert "cannot be read: written by another program or cut off" in error
    assert error.count("\n") == 1
    assert not out.exists()
    return error


@pytest.mark.parametrize("words", READERS)
def test_a_table_that_was_cut_off(copy, capsys, words):
    """Every reader of runs.parquet says the same."""
    _cut(copy / "runs.parquet")
    assert "sahelsim verify" in _refused(words, capsys, copy, copy.parent / "new")


@pytest.mark.parametrize("words", PLANNERS)
@pytest.mark.parametrize(("key", "value"), [("replicates", "x"), ("points", -4), ("policies", [1])])
def test_a_plan_of_wrong_types(copy, capsys, words, key, value):
    """A plan that no sweep wrote is not acted on."""
    plan = json.loads((copy / "plan.json").read_text())
    (copy / "plan.json").write_text(json.dumps(plan | {key: value}))
    _refused(words, capsys, copy, copy.parent / "new")


def test_a_plan_of_another_size_is_not_that_of_the_table(copy, capsys):
    """Runs that are not the plan's are not squared into its shape."""
    plan = json.loads((copy / "plan.json").read_text())
    (copy / "plan.json").write_text(json.dumps(plan | {"points": 35}))
    for words in ("contrast FOLDER", "replay FOLDER baseline:0:0"):
        _refused(words, capsys, copy, copy.parent / "new")


@pytest.mark.parametrize("table", ["runs", "decisions"])
def test_a_batch_that_was_cut_off_is_not_merged(tmp_path, whole, capsys, table):
    """Merging says which batch, and leaves no folder behind."""
    parts = [shutil.copytree(whole.parent / f"part-{k}", tmp_path / f"p{k}") for k in (1, 2)]
    _cut(next((parts[1] / "batches").glob(f"*.{table}.parquet")))
    words = f"merge {parts[0]} {parts[1]} --out OUT"
    assert "batches" in _refused(words, capsys, tmp_path, tmp_path / "merged")


def test_a_cut_off_batch_is_run_again_once_it_is_gone(tmp_path, whole, capsys):
    """--resume names the batch's files; without them it goes on to the same content."""
    folder = shutil.copytree(whole.parent / "part-1", tmp_path / "a")
    for path in (whole.parent / "part-2" / "batches").iterdir():
        shutil.copyfile(path, folder / "batches" / path.name)
    _cut(folder / "batches" / "000000.runs.parquet")
    words = ["sweep", str(whole.parent / "small.toml"), "--resume", "-q", "--out", str(folder)]
    assert main(words) == 2
    error = capsys.readouterr().err
    assert "remove the files" in error
    assert "000000.*; then go on with the same command and --resume" in error
    for path in (folder / "batches").glob("000000.*"):
        path.unlink()
    assert main(words) == 0
    manifests = [json.loads((f / "manifest.json").read_text()) for f in (folder, whole)]
    assert manifests[0]["content"] == manifests[1]["content"]


def test_a_stop_says_what_is_kept(tmp_path):
    """Ctrl-C in the middle: how many runs are kept, and how to go on, which works."""
    (tmp_path / "small.toml").write_text(
        SMALL.replace("= 70", "= 700").replace("weeks = 4", "weeks = 52"), encoding="utf-8"
    )
    words = [
        sys.executable,
        "-m",
        "sahelsim.cli.main",
        "sweep",
        str(tmp_path / "small.toml"),
        "-q",
        "--workers",
        "1",
        "--out",
        str(tmp_path / "a"),
    ]
    process = subprocess.Popen(
        words,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored in a background
    )
    while process.poll() is None and not list(tmp_path.glob("a/batches/*.runs.parquet")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    _, error = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in error
    last = error.strip().splitlines()[-1]
    assert last.startswith("sahelsim: stopped; ")
    assert f"runs are kept; go on with the same command and --resume --out {tmp_path / 'a'}" in last
    kept = int(last.split()[2].replace(",", ""))
    assert 0 < kept < 2800
    assert (tmp_path / "a" / "plan.json").exists()


def test_a_stop_before_anything_was_run_leaves_nothing(tmp_path, monkeypatch, capsys):
    """No batch, no folder."""
    from sahelsim.study.sweep import folder

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "_run", stopped)
    assert main(["sweep", "tiny", "-q", "--out", str(tmp_path / "a")]) == 130
    assert "nothing was run and nothing is left behind" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("command", ["sweep", "extend"])
def test_dask_that_is_not_installed_leaves_nothing(tmp_path, whole, monkeypatch, capsys, command):
    """The line names both ways to install it; the same command may be typed again."""
    real = builtins.__import__

    def without(name, *more, **named):
        if name == "distributed":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    what = ["sweep", "tiny"] if command == "sweep" else ["extend", str(whole), "--replicates", "3"]
    for _ in range(2):
        assert main([*what, "--engine", "dask", "-q", "--out", str(tmp_path / "a")]) == 2
        error = capsys.readouterr().err
        assert "pip install 'sahelsim[cluster]'" in error
        assert "pip install -e '.[cluster]'" in error
        assert not (tmp_path / "a").exists()


def test_a_scheduler_out_of_reach_names_no_folder(tmp_path, monkeypatch, capsys):
    """What was not kept is not offered to go on with."""
    pytest.importorskip("distributed")
    from sahelsim.study.sweep import engines

    monkeypatch.setattr(engines, "PATIENCE", 1.0)
    words = ["--engine", "dask", "--address", "tcp://127.0.0.1:1", "-q"]
    assert main(["sweep", "tiny", *words, "--out", str(tmp_path / "a")]) == 2
    error = capsys.readouterr().err
    assert "nothing was run and nothing is left behind" in error
    assert "--resume" not in error
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("command", ["rerun FOLDER --sample 3", "contrast FOLDER", "verify FOLDER"])
def test_a_manifest_that_is_none_is_refused(whole, tmp_path, capsys, command):
    """Who reads a sweep's tables asks first whether a sweep wrote them."""
    shutil.copytree(whole, tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text("[]", encoding="utf-8")
    assert main(command.replace("FOLDER", str(tmp_path / "out")).split()) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "manifest.json" in told
