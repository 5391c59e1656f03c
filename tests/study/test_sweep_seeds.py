"""Whose chance a run meets: of its replicate, or of its future; and what a design says of it."""

import json

import numpy as np
import pytest

from sahelsim.cli.main import main
from sahelsim.study.sweep.again import one
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.extend import extend
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.read import read_sweep

TEXT = """
name = "seeds"
policies = ["no-deal", "baseline"]
weeks = 6
design = "{kind}"
points = {points}
replicates = 2
{more}
[factors]
"initial.control.jnim" = {{}}
"""


def _sweep(tmp_path, kind, more="", points=8):
    path = tmp_path / f"{kind}{len(more)}-{points}.toml"
    path.write_text(TEXT.format(kind=kind, more=more, points=points), encoding="utf-8")
    return sweep(read_design(path), tmp_path / path.stem)


def test_every_future_has_chance_of_its_own_and_policies_share_it(tmp_path):
    """No run number twice under a policy, the same ones under both."""
    held = read_sweep(_sweep(tmp_path, "latin_hypercube"))
    numbers = [held.of(policy)["run"].to_numpy() for policy in held.policies]
    assert len(set(numbers[0])) == len(numbers[0])
    assert (numbers[0] == numbers[1]).all()
    assert not held.shared


def test_where_points_are_compared_they_share(tmp_path):
    """Run numbers are replicates; the dummy alone moves to other chance."""
    held = read_sweep(_sweep(tmp_path, "saltelli"))
    numbers = held.of("baseline")["run"].to_numpy().reshape(-1, 4, 2)
    assert (numbers[:, [0, 1, 3]] == [0, 1]).all()
    assert (numbers[:, 2] == [10_000, 10_001]).all()
    values = held.outcome("baseline", "stability").reshape(-1, 4, 2)
    assert (values[:, 0] != values[:, 2]).any()


def test_a_trajectory_goes_on_with_the_dummys_chance(tmp_path):
    """After the dummy's step the others are compared under the same new chance."""
    held = read_sweep(_sweep(tmp_path, "morris"))
    dummy = held.factors("baseline", dummy=True)["dummy"].reshape(-1, 3)
    moved = held.of("baseline")["run"].to_numpy().reshape(-1, 3, 2)[:, :, 0] > 0
    assert (moved == (dummy != dummy[:, :1])).all()
    assert moved.any()


def test_one_replicate_of_its_own_has_an_interval(tmp_path, capsys):
    """Every future tells of chance, so one replicate is enough to tell how sure a mean is."""
    path = tmp_path / "d.toml"
    text = TEXT.format(kind="latin_hypercube", more="", points=30)
    path.write_text(text.replace("replicates = 2", "replicates = 1"), encoding="utf-8")
    assert main(["sweep", str(path), "--out", str(tmp_path / "a"), "--json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["differences"]["total_deaths"]["baseline - no-deal"]["low"] is not None


def test_runs_are_told_and_grow_as_they_were(tmp_path):
    """A replayed run is the table's, and an extension is a fresh sweep of its size."""
    out = _sweep(tmp_path, "latin_hypercube")
    row = read_sweep(out).runs.iloc[21]
    run = one(out, f"{row['policy']}:{row['point']}:{row['replicate']}")
    assert run.series["stability"][0, -1] == row["stability"]
    more = extend(out, tmp_path / "more", replicates=3)
    path = tmp_path / "fresh.toml"
    text = TEXT.format(kind="latin_hypercube", more="", points=8)
    path.write_text(text.replace("replicates = 2", "replicates = 3"), encoding="utf-8")
    fresh = read_sweep(sweep(read_design(path), tmp_path / "fresh"))
    assert read_sweep(more).runs.equals(fresh.runs)


def test_the_plan_says_whose_and_how_wide(tmp_path, capsys):
    """Before anything runs: whose chance, why, and how sure a share will be."""
    said = []
    for seeds in ("per_point", "shared"):
        path = tmp_path / f"{seeds}.toml"
        more = f'seeds = "{seeds}"'
        path.write_text(TEXT.format(kind="latin_hypercube", more=more, points=40), encoding="utf-8")
        assert main(["sweep", str(path), "--plan"]) == 0
        said.append(capsys.readouterr().out)
    assert "each future has chance of its own" in said[0]
    assert "known to 11 to 16 points" in said[0]
    assert "every future meets the same replicates" in said[1]
    assert "possibly to nothing" in said[1]


def test_unknown_seeds_are_one_line(tmp_path, capsys):
    """Two ways, and a third is refused with its line."""
    path = tmp_path / "d.toml"
    path.write_text(TEXT.format(kind="grid", more='seeds = "own"', points=4), encoding="utf-8")
    assert main(["sweep", str(path), "--plan"]) == 2
    told = capsys.readouterr().err
    assert "unknown seeds 'own': per_point or shared" in told
    assert told.count("\n") == 1


@pytest.mark.slow
def test_the_same_model_differs_from_itself_by_nothing(tmp_path):
    """Sixty futures four times against sixty-one futures ten times: no difference."""
    from sahelsim.study.sweep.analyses import diff

    text = TEXT.replace("weeks = 6", "weeks = 52").replace('"no-deal", ', "")
    held = []
    for points, replicates in ((60, 4), (61, 10)):
        path = tmp_path / f"{points}.toml"
        path.write_text(
            text.format(kind="latin_hypercube", more="", points=points).replace(
                "replicates = 2", f"replicates = {replicates}"
            ),
            encoding="utf-8",
        )
        held.append(read_sweep(sweep(read_design(path), tmp_path / str(points))))
    rows = diff(*held)["outcomes"]["baseline"]
    assert all(row["low"] <= 0 <= row["high"] for row in rows.values())
    assert all(np.isfinite(row["mean"]) for row in rows.values())
