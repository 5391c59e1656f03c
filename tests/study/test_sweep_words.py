"""What a sweep says of itself: after how many weeks, over which runs, and where it can say nothing."""

import json

import numpy as np
import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep

TINY = """
name = "tiny-one"
policies = ["baseline"]
weeks = 6
design = "latin_hypercube"
points = 3
replicates = 2
[factors]
"initial.control.jnim" = {}
"""


def _design(tmp_path, text=TINY):
    path = tmp_path / "tiny-one.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a sweep of three futures."""
    return sweep(read_design(_design(tmp_path)), tmp_path / "a")


def test_shares_say_after_how_many_weeks(tmp_path, capsys):
    """A share of endings is one after so many weeks."""
    assert main(["sweep", str(_design(tmp_path)), "--out", str(tmp_path / "a")]) == 0
    assert "baseline: how runs end after 6 weeks, over all futures" in capsys.readouterr().out


def test_three_futures_rank_no_factor(folder, capsys):
    """Neither a table of zeros nor correlations of plus or minus 1."""
    assert main(["sensitivity", str(folder)]) == 0
    assert "nothing to tell from 3 futures" in " ".join(capsys.readouterr().out.split())
    assert main(["sensitivity", str(folder), "--json"]) == 0
    assert "rows" not in json.loads(capsys.readouterr().out)
    out = folder.parent / "b"
    assert main(["sweep", str(folder.parent / "tiny-one.toml"), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "nothing to tell from 3 futures" in said
    assert "1.00" not in said


@pytest.mark.parametrize("record", ["summary", "runs"])
def test_rows_of_flows_add_up_to_the_run(tmp_path, capsys, record):
    """Deaths of a run's rows are its deaths, also where the last row ends half a month; stocks stand."""
    text = TINY.replace("points = 3", f'points = 12\nrecord = "{record}"').replace("6", "18")
    out = sweep(read_design(_design(tmp_path, text)), tmp_path / "a")
    rows, runs = (pd.read_parquet(out / f"{name}.parquet") for name in ("series_runs", "runs"))
    weeks = [0, 4, 8, 12, 16, 18] if record == "summary" else list(range(19))
    assert rows["week"].unique().tolist() == weeks
    summed = rows.groupby(["policy", "point", "replicate"]).sum()
    last = rows[rows["week"] == 18].set_index(["policy", "point", "replicate"])
    whole = runs.set_index(["policy", "point", "replicate"])
    for flow in ("total_deaths", "one_sided_state"):
        assert np.allclose(summed[flow], whole[flow], rtol=1e-5)
        assert whole[flow].sum() > 0
    for stock in ("displaced", "stability"):
        assert np.allclose(last[stock], whole[stock], rtol=1e-5)
    assert main(["sensitivity", str(out), "--week", "18", "--outcome", "total_deaths"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("in weeks 17 to 18" if record == "summary" else "in week 18") in said
    assert main(["sensitivity", str(out), "--week", "19"]) == 2
    middle = pd.read_parquet(out / "series.parquet").query("indicator == 'total_deaths'")
    assert middle["week"].tolist() == weeks


def test_diff_says_over_which_runs(folder, capsys):
    """An extension holds its origin's runs: the zeros are over those, and it is said."""
    grown = folder.parent / "grown"
    assert main(["extend", str(folder), "--replicates", "4", "--out", str(grown), "-q"]) == 0
    capsys.readouterr()
    assert main(["diff", str(folder), str(grown)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "6 runs of the first and 12 of the second count, for means and intervals alike" in said
    assert main(["extend", str(folder), "--points", "5", "--out", str(grown) + "2", "-q"]) == 0
    capsys.readouterr()
    assert main(["diff", str(folder), str(grown) + "2"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "the futures are others, and only chance is shared" in said
