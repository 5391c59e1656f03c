"""What a sweep says of itself: after how many weeks, over which runs, and where it can say nothing."""

import json

import pytest

from sahelsim.experiment.sweep.design import read_design
from sahelsim.experiment.sweep.folder import sweep
from sahelsim.present.cli.main import main

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


def test_diff_says_over_which_runs(folder, capsys):
    """An extension holds its origin's runs: the zeros are over those, and it is said."""
    grown = folder.parent / "grown"
    assert main(["extend", str(folder), "--replicates", "4", "--out", str(grown), "-q"]) == 0
    capsys.readouterr()
    assert main(["diff", str(folder), str(grown)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "run by run over the 6 runs that both hold (of 6 and 12)" in said
    assert main(["extend", str(folder), "--points", "5", "--out", str(grown) + "2", "-q"]) == 0
    capsys.readouterr()
    assert main(["diff", str(folder), str(grown) + "2"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "other futures, so all 6 runs are set against all 10, unpaired" in said
