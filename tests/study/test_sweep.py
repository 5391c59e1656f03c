"""Sweeps: the same table whatever dies, common random numbers, failed runs as rows, bad designs refused."""

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest

from sahelsim.analysis.ranking import policy_differences, ranking
from sahelsim.cli.main import main
from sahelsim.core.errors import SahelsimError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.files import scenario_folder
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.sweep import work
from sahelsim.study.sweep.design import find_design, read_design
from sahelsim.study.sweep.engines import Engine
from sahelsim.study.sweep.finish import content
from sahelsim.study.sweep.folder import merge, sweep
from sahelsim.study.sweep.tasks import task

SMALL = """
name = "small"
policies = ["no-deal", "baseline"]
weeks = 8
design = "latin_hypercube"
points = 30
replicates = 3
seed = 2
[factors]
"actors.cma.incentives.autonomy" = { low = 0.1, high = 0.9 }
"switches.payment_mode" = {}
"""


def _design(tmp_path, text=SMALL, name="small.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _runs(folder):
    return pd.read_parquet(folder / "runs.parquet")


def test_three_axes_in_one_table(tmp_path):
    """Every policy meets the same points with the same replicates; no run is lost."""
    folder = sweep(read_design(_design(tmp_path)), tmp_path / "a")
    runs = _runs(folder)
    assert len(runs) == 30 * 3 * 2
    assert not runs.duplicated(["policy", "point", "replicate"]).any()
    wide = runs.pivot(index=["point", "replicate"], columns="policy")
    for factor in ("actors.cma.incentives.autonomy", "switches.payment_mode"):
        assert (wide[factor]["no-deal"] == wide[factor]["baseline"]).all()
    assert (runs["error"] == "").all()


def test_a_row_is_the_run_alone(tmp_path):
    """A sweep's run is the run of its settings with its replicate's chance."""
    design = read_design(_design(tmp_path))
    runs = _runs(sweep(design, tmp_path / "a"))
    row = runs[(runs["policy"] == "baseline") & (runs["point"] == 17)].iloc[2]
    alone = work.lived(task(design, "baseline", np.array([17]), np.array([2])))["runs"]
    assert alone["total_deaths"].iloc[0] == row["total_deaths"]
    assert alone["stability"].iloc[0] == row["stability"]


def test_a_null_policy_differs_by_nothing(tmp_path):
    """A scenario with another name and nothing changed gives the same numbers, to the bit."""
    twin = tmp_path / "twin.toml"
    twin.write_text('name = "twin"\nextends = "baseline"\n', encoding="utf-8")
    text = SMALL.replace('"no-deal"', json.dumps(str(twin)))
    runs = _runs(sweep(read_design(_design(tmp_path, text)), tmp_path / "a"))
    one, other = (runs[runs["policy"] == p].drop(columns="policy") for p in ("twin", "baseline"))
    assert one.reset_index(drop=True).equals(other.reset_index(drop=True))


@pytest.mark.slow
def test_a_null_policy_differs_by_nothing_at_every_week(tmp_path):
    """Over a hundred runs and every series, the difference is exactly 0 in every week."""
    twin = tmp_path / "twin.toml"
    twin.write_text('name = "twin"\nextends = "baseline"\n', encoding="utf-8")
    stories = [apply_overrides(load_scenario(n), ["weeks=52"]) for n in ("baseline", str(twin))]
    one, other = (run_scenario(story, runs=100, seed=3) for story in stories)
    assert one.name != other.name
    for name, series in one.series.items():
        assert np.abs(series - other.series[name]).max() == 0.0, name


def _manifest(folder):
    """Return what a manifest says but for what the clock and so its seal depend on."""
    held = json.loads((folder / "manifest.json").read_text())
    held["files"].pop("timing.csv")
    return {key: value for key, value in held.items() if key != "seal"}


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_change_nothing(tmp_path, workers):
    """One worker or two: the same content hash."""
    folder = sweep(read_design(_design(tmp_path)), tmp_path / "a", engine=Engine(workers=workers))
    assert content(_runs(folder)) == json.loads((folder / "manifest.json").read_text())["content"]
    other = sweep(read_design(_design(tmp_path)), tmp_path / "b")
    assert _manifest(folder) == _manifest(other)


def test_a_dead_worker_costs_its_batch_only(tmp_path, monkeypatch):
    """A worker that is killed in the middle: the sweep finishes with the same content."""
    design = read_design(_design(tmp_path))
    whole = sweep(design, tmp_path / "whole")
    real, mark = work.lived, tmp_path / "killed"

    def deadly(batch):
        if batch.policy == "baseline" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(batch)

    monkeypatch.setattr(work, "lived", deadly)
    again = sweep(design, tmp_path / "again")
    assert mark.exists()
    assert content(_runs(again)) == content(_runs(whole))


def test_a_run_that_raises_is_a_row(tmp_path, monkeypatch):
    """One failing run is one row with its error; every other run is as before."""
    design = read_design(_design(tmp_path))
    whole = _runs(sweep(design, tmp_path / "whole"))
    real = work.lived

    def fragile(batch):
        if batch.policy == "baseline" and 41 in batch.point * 3 + batch.replicate:
            raise ValueError("boom")
        return real(batch)

    monkeypatch.setattr(work, "lived", fragile)
    runs = _runs(sweep(design, tmp_path / "hurt"))
    bad = runs["outcome_class"] == "failed"
    assert bad.sum() == 1
    assert runs[bad]["error"].iloc[0] == "ValueError: boom"
    assert runs[~bad].equals(whole[~bad])


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the folder of a sweep long enough to be killed in the middle, which nobody killed."""
    folder = tmp_path_factory.mktemp("whole")
    text = SMALL.replace("weeks = 8", "weeks = 26").replace("points = 30", "points = 150")
    return sweep(read_design(_design(folder, text)), folder / "out")


@pytest.mark.slow
@pytest.mark.parametrize("way", [[], ["--engine", "dask"], ["--part", "1/2"]], ids=" ".join)
def test_killed_and_resumed_is_equal_to_uninterrupted(tmp_path, whole, way):
    """SIGKILL of the main process, then --resume: equal files, nothing done twice, no orphans."""
    path, folder = whole.parent / "small.toml", tmp_path / "killed"
    command = [sys.executable, "-m", "sahelsim.cli.main", "sweep", str(path), "--out"]
    process = subprocess.Popen([*command, str(folder), "-q", *way], start_new_session=True)
    while not list(folder.glob("batches/*.runs.parquet")):
        time.sleep(0.02)
    process.kill()
    process.wait()
    time.sleep(5)
    left = subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, check=False)
    assert left.stdout == b""
    kept = {p: p.stat().st_mtime_ns for p in folder.glob("batches/*.runs.parquet")}
    assert 0 < len(kept) < 8
    engine = Engine("dask") if "dask" in way else None
    part = (1, 2) if "--part" in way else (1, 1)
    design, did = read_design(path), []
    sweep(design, folder, resume=True, engine=engine, part=part, progress=did.append)
    assert sum(did) <= design.runs / part[1] + 128 - 128 * (len(kept) - 1)
    if part[1] == 2:
        other = sweep(design, tmp_path / "other", part=(2, 2))
        folder = merge([folder, other], tmp_path / "merged")
    assert _manifest(folder) == _manifest(whole)


def test_resume_refuses_another_design(tmp_path, capsys):
    """A folder goes on with its own design only; a finished one stays as it is."""
    folder = sweep(read_design(_design(tmp_path)), tmp_path / "a")
    other = _design(tmp_path, SMALL.replace("seed = 2", "seed = 3"), "other.toml")
    assert main(["sweep", str(other), "--out", str(folder), "--resume"]) == 2
    assert "another design" in capsys.readouterr().err
    assert main(["sweep", str(tmp_path / "small.toml"), "--out", str(folder)]) == 2
    assert "exists" in capsys.readouterr().err


def test_command_line(tmp_path, capsys):
    """--plan runs nothing; --json is one object; status reads the folder."""
    path = str(_design(tmp_path))
    assert main(["sweep", path, "--plan"]) == 0
    assert "180 runs" in capsys.readouterr().out
    assert main(["sweep", path, "--out", str(tmp_path / "a"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["runs"], said["failed"]) == (180, 0)
    assert "baseline - no-deal" in said["differences"]["stability"]
    assert main(["status", str(tmp_path / "a")]) == 0
    assert "finished" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "a")]) == 0
    for command in (
        ["status", str(tmp_path)],
        ["why", str(tmp_path / "a")],
    ):
        assert main(command) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("actors.cma.incentives.autonomy", "actors.cma.incentives.autonomi", "did you mean"),
        ("low = 0.1, high = 0.9", "low = 0.9, high = 0.1", "empty range"),
        ("low = 0.1, high = 0.9", "levels = [0, 0.5, 0.0]", "name a value twice"),
        ("low = 0.1, high = 0.9", "low = -1, high = 0.9", "outside"),
        ("low = 0.1, high = 0.9", "lo = 0.1", "lo"),
        ('"latin_hypercube"', '"hypercube"', "one of"),
        ('"latin_hypercube"', '"grid"', "levels"),
        ('"no-deal"', '"no-dael"', "no-deal"),
        ("points = 30", "points = 0", "outside"),
        ("replicates = 3", "replicates = 2.5", "whole number"),
        ('"switches.payment_mode" = {}', '"switches.payment_mode" = { levels = ["x"] }', "cash"),
    ],
)
def test_bad_designs_are_one_line(tmp_path, capsys, old, new, said):
    """A bad design is refused before anything runs."""
    path = _design(tmp_path, SMALL.replace(old, new))
    assert main(["sweep", str(path), "--out", str(tmp_path / "a")]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("other\n1\n", "no column"),
        ("NAME\nnan\n", "line 2, .*: .* is no number"),
        ("NAME\n7\n", "outside"),
        ("NAME,NAME\n0.5,0.6\n", "stands there twice"),
        ("NAME\n0.5\n0.5,0.6\n", "line 3: 2 values for 1 columns"),
        ("NAME,other\n0.5,1\n", "column 'other' is no factor"),
        ("NAME\n", "no row"),
    ],
)
def test_bad_point_files(tmp_path, rows, said):
    """A missing column, a NaN, a value out of range: each names file and line."""
    name = "actors.cma.incentives.survival"
    (tmp_path / "p.csv").write_text(rows.replace("NAME", name), encoding="utf-8")
    text = f'policies=["baseline"]\ndesign="csv"\nfile="p.csv"\n[factors]\n"{name}"={{}}\n'
    with pytest.raises(SahelsimError, match=said):
        read_design(_design(tmp_path, text))


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path):
    """A points file as spreadsheets write it reads like any other."""
    name = "actors.cma.incentives.survival"
    (tmp_path / "p.csv").write_text(f"\ufeff{name}\r\n0.5\r\n", encoding="utf-8")
    text = f'policies=["baseline"]\ndesign="csv"\nfile="p.csv"\n[factors]\n"{name}"={{}}\n'
    assert read_design(_design(tmp_path, text)).table[name].tolist() == [0.5]


def test_too_many_runs_need_a_yes(tmp_path, capsys):
    """A large design asks first."""
    path = _design(tmp_path, SMALL.replace("points = 30", "points = 20000"))
    assert main(["sweep", str(path)]) == 2
    assert "--yes" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted((scenario_folder() / "designs").glob("*.toml")))
def test_shipped_designs_read(path):
    """Every shipped design reads, by path and by name."""
    design = read_design(find_design(path.stem))
    assert design.name == path.stem
    assert design.runs < 50_000
    assert load_scenario(next(iter(design.policies))).cards


def test_ranking_finds_what_matters_and_nothing_else():
    """A factor behind the outcome stands above chance; inert ones below."""
    rng = np.random.default_rng(3)
    factors = {f"x{k}": rng.random(200) for k in range(5)}
    rows = ranking(factors, 3 * factors["x0"] + rng.normal(0, 0.5, 200))
    names = [row["factor"] for row in rows]
    assert names[:2] == ["x0", "chance"]
    assert rows[0]["rho"] > 0.7


def test_policy_differences_pair_points():
    """The difference is run by run; a point with a failed run drops out."""
    first = np.array([[1.0, 20.0], [np.nan, 3.0], [4.0, 9.0]])
    row = policy_differences({"a": first, "b": first + 2.0})["b - a"]
    assert row["mean"] == pytest.approx(2.0)
    assert row["low"] == pytest.approx(2.0)
