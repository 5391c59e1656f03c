"""The crash matrix: whatever engine, fault or interruption, the same content and no lost run."""

import json
import os
import subprocess
import sys
import time

import distributed
import faults
import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.core.errors import ResultError, UsageError
from sahelsim.study.sweep import engines, work
from sahelsim.study.sweep.again import one, sample
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.engines import DIED, Engine
from sahelsim.study.sweep.extend import extend
from sahelsim.study.sweep.folder import merge, missing, sweep
from sahelsim.study.sweep.guard import OverTimeError, time_limit
from sahelsim.study.sweep.status import status
from sahelsim.study.sweep.tasks import SHARDS

DESIGN = """
name = "crash"
policies = ["no-deal", "baseline"]
weeks = 4
design = "latin_hypercube"
points = 70
replicates = 2
seed = 4
[factors]
"actors.cma.incentives.autonomy" = {}
"switches.payment_mode" = {}
"""
FAULTS = ("none", "kill", "deadly", "raise", "forever", "memory")
SAID = {
    "deadly": DIED,
    "stuck": DIED,
    "raise": "ValueError: boom",
    "forever": "OverTimeError",
    "memory": "MemoryError: no room",
}


def _content(folder):
    return json.loads((folder / "manifest.json").read_text())["content"]


@pytest.fixture
def design(tmp_path):
    """Return a design of 280 runs in four batches."""
    path = tmp_path / "crash.toml"
    path.write_text(DESIGN, encoding="utf-8")
    return read_design(path)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Return the folder of the sweep that nothing disturbed."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "crash.toml").write_text(DESIGN, encoding="utf-8")
    return sweep(read_design(folder / "crash.toml"), folder / "out")


@pytest.fixture(scope="module")
def fault_file(tmp_path_factory):
    """Return the file that every worker reads its fault from, and let the environment name it."""
    path = tmp_path_factory.mktemp("fault") / "fault"
    path.write_text("none", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAULT_FILE", str(path))
        yield path


@pytest.fixture
def fault(fault_file, monkeypatch):
    """Return a switch for one fault in every worker."""

    def switch(kind):
        mark = fault_file.with_name(f"mark-{kind}-{time.monotonic_ns()}")
        fault_file.write_text(f"{kind} {mark}", encoding="utf-8")
        monkeypatch.setattr(work, "lived", faults.lived)

    return switch


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, fault_file):
    """Start a real scheduler and two worker processes on loopback; yield the address."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    line = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    line += ["--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    once = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    started = [subprocess.Popen(line, env=once, **quiet)]
    while not file.exists() or not file.read_text():
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    line = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1"]
    line += ["--no-dashboard", "--preload", faults.__file__, "--local-directory", str(folder)]
    started += [subprocess.Popen(line, **quiet) for _ in range(2)]
    try:
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address
    finally:
        for process in started[::-1]:
            process.terminate()
            process.wait(20)


def _parted(design, tmp_path, limit, resumed):
    """Run two parts one after another, the first perhaps in two goes, and join them."""
    engine = Engine(workers=2, seconds=limit)
    if resumed:
        sweep(design, tmp_path / "p1", engine=engine, part=(1, 4))
    parts = [
        sweep(design, tmp_path / f"p{k}", engine=engine, part=(k, 2), resume=resumed and k == 1)
        for k in (1, 2)
    ]
    return merge(parts, tmp_path / "merged")


def _interrupted(design, folder, engine):
    """Start a sweep as a killed one leaves it: some batches whole, one half-written."""
    sweep(design, folder, engine=engine, part=(2, 2))
    (folder / SHARDS / "000000.runs.77.part").write_bytes(b"torn")
    assert 0 < len(missing(design, folder)) < 4


@pytest.mark.slow
@pytest.mark.parametrize("resumed", [False, True], ids=["fresh", "resumed"])
@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("engine", ["local", "dask", "parts"])
def test_crash_matrix(tmp_path, design, plain, fault, engine, kind, resumed, request):
    """Every cell gives the content of the plain sweep, or the same one failed row everywhere."""
    limit = 2.0 if kind == "forever" else 600.0
    fault(kind)
    folder = tmp_path / "out"
    local = Engine(workers=2, seconds=limit)
    if engine == "parts":
        folder = _parted(design, tmp_path, limit, resumed)
    elif engine == "local":
        if resumed:
            _interrupted(design, folder, local)
        sweep(design, folder, resume=resumed, engine=local)
    else:
        remote = Engine("dask", address=request.getfixturevalue("cluster"), seconds=limit)
        if resumed:
            _interrupted(design, folder, remote)
        sweep(design, folder, resume=resumed, engine=remote)
    if kind in ("none", "kill"):
        assert _content(folder) == _content(plain)
    else:
        _one_failed(folder, plain, SAID[kind])


def _one_failed(folder, plain, error):
    """Assert that one run is a row with its error, and every other as in the plain sweep."""
    runs, whole = (pd.read_parquet(f / "runs.parquet") for f in (folder, plain))
    bad = runs["outcome_class"] == "failed"
    assert bad.sum() == 1
    row = runs[bad].iloc[0]
    assert (row["policy"], row["point"], row["replicate"]) == ("baseline", 13, 1)
    assert row["error"] == error
    assert runs[~bad].equals(whole[~bad])


@pytest.mark.slow
def test_a_run_stuck_in_compiled_code_is_a_row(tmp_path, design, plain, fault, monkeypatch):
    """No line of Python runs any more: the process is ended, and the run that stuck it stands."""
    monkeypatch.setattr("sahelsim.study.sweep.folder.TRIES", 1)
    fault("stuck")
    folder = sweep(design, tmp_path / "out", engine=Engine(workers=2, seconds=1.0))
    _one_failed(folder, plain, SAID["stuck"])


def test_extended_equals_fresh(tmp_path, design):
    """More replicates run only what is new, and give the table of a fresh sweep of that size."""
    small = sweep(design, tmp_path / "small")
    told = []
    grown = extend(small, tmp_path / "grown", replicates=3, progress=told.append)
    assert sum(told) == 70 * 2
    text = DESIGN.replace("replicates = 2", "replicates = 3")
    (tmp_path / "fresh.toml").write_text(text, encoding="utf-8")
    fresh = sweep(read_design(tmp_path / "fresh.toml"), tmp_path / "fresh")
    assert _content(grown) == _content(fresh)
    for table in ("series", "decisions"):
        held = [pd.read_parquet(f / f"{table}.parquet") for f in (grown, fresh)]
        assert held[0].equals(held[1])
    wider = extend(small, tmp_path / "wider", points=80)
    first = pd.read_parquet(wider / "runs.parquet").query("point < 70").reset_index(drop=True)
    assert first.equals(pd.read_parquet(small / "runs.parquet"))
    with pytest.raises(UsageError, match="ask for more"):
        extend(small, tmp_path / "same", replicates=2)


def test_runs_again(tmp_path, design, capsys):
    """A sample equals its rows; one run replayed ends as its row; a damaged table is seen."""
    folder = sweep(design, tmp_path / "a")
    assert sample(folder, 12) == ([], 12)
    runs = pd.read_parquet(folder / "runs.parquet")
    row = runs.query("policy == 'baseline' and point == 7 and replicate == 1").iloc[0]
    again = one(folder, "baseline:7:1")
    assert again.series["stability"][0, -1] == row["stability"]
    assert main(["replay", str(folder), "baseline:7:1"]) == 0
    assert "What happened" in capsys.readouterr().out
    assert main(["replay", str(folder), "baseline:70:0"]) == 2
    runs.assign(stability=0.0).to_parquet(folder / "runs.parquet", index=False)
    assert len(sample(folder, 12)[0]) == 12
    assert main(["rerun", str(folder), "--sample", "3"]) == 1
    assert main(["verify", str(folder)]) == 1
    assert status(folder)["finished"]


def test_status_counts_runs_and_busy_time_alone(tmp_path, design):
    """Batches side by side count once, a pause not at all; runs are counted, not reckoned."""
    folder = sweep(design, tmp_path / "p1", part=(1, 2))
    (folder / "part.json").unlink()  # as if the whole had been stopped half-way
    names = sorted((folder / SHARDS).glob("*.runs.parquet"))
    notes = [path.parent / f"{path.name.split('.')[0]}.timing.json" for path in names]
    kept = [json.loads(note.read_text()) for note in notes]
    assert len(names) == 2
    for path, note, was, end in zip(names, notes, kept, (1002.0, 1003.0), strict=True):
        note.write_text(json.dumps(was | {"seconds": 2.0}), encoding="utf-8")
        os.utime(path, (end, end))  # 1000 to 1002 and 1001 to 1003: three seconds
    now, done = status(folder), sum(was["runs"] for was in kept)
    assert (now["runs_done"], now["runs"]) == (done, 280)
    assert now["runs_per_second"] == pytest.approx(done / 3.0)
    assert now["seconds_left"] == pytest.approx((280 - done) * 3.0 / done)
    os.utime(names[1], (9003.0, 9003.0))  # gone on with hours later: four seconds of work
    assert status(folder)["runs_per_second"] == pytest.approx(done / 4.0)
    notes[0].write_text("{}", encoding="utf-8")
    with pytest.raises(ResultError, match=r"timing.json cannot be read.*remove the files"):
        status(folder)


def test_merge_refuses_what_is_missing(tmp_path, design):
    """A part alone is no sweep."""
    part = sweep(design, tmp_path / "p1", part=(1, 2))
    with pytest.raises(ResultError, match="in no part"):
        merge([part], tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_time_limit_ends_a_loop_and_spares_the_rest():
    """An endless loop of Python is ended; a body that is done in time is not touched."""
    began = time.monotonic()

    def endless():
        with time_limit(0.2):
            while True:
                pass

    with pytest.raises(OverTimeError):
        endless()
    assert time.monotonic() - began < 5
    with time_limit(0.05):
        pass
    time.sleep(0.1)


def test_engine_errors_are_one_line(tmp_path, capsys):
    """An unknown engine, an unreachable scheduler, a part out of range."""
    for words in (
        ["--engine", "ray"],
        ["--address", "tcp://127.0.0.1:1"],
        ["--engine", "dask", "--address", "here"],
        ["--engine", "dask", "--address", "tcp://127.0.0.1:1", "--workers", "2"],
        ["--part", "3/2"],
        ["--memory", "1"],
        ["--time-limit", "0"],
    ):
        assert main(["sweep", "tiny", "--out", str(tmp_path / "x"), *words]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_an_unreachable_scheduler_leaves_nothing(tmp_path, design, monkeypatch):
    """No cluster at the address: one line, and no folder."""
    monkeypatch.setattr(engines, "PATIENCE", 2.0)
    with pytest.raises(ResultError, match="dask at tcp"):
        sweep(design, tmp_path / "x", engine=Engine("dask", address="tcp://127.0.0.1:1"))
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux alone")
def test_memory_is_limited():
    """A worker may not take much more than it is allowed; Python survives it."""
    code = (
        "from sahelsim.study.sweep.guard import limit_memory\n"
        "import numpy as np\n"
        "limit_memory(256)\n"
        "try:\n    np.ones(2**27)\n"
        "except MemoryError:\n    print(np.ones(2**20).sum())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "1048576.0\n"
