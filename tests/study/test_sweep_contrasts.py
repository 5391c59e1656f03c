"""Policies set against each other: any reference, any outcome, class shares, two changes at once."""

import json

import numpy as np
import pytest

from sahelsim.analysis.crossed import crossed_apart
from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError
from sahelsim.study.sweep.contrasts import contrast
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.read import read_sweep

TEXT = """
name = "four"
policies = ["no-deal", "baseline", "at-best", "at-worst"]
weeks = 6
design = "latin_hypercube"
points = 12
replicates = 2
[factors]
"initial.control.jnim" = {}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a sweep of four policies."""
    path = tmp_path_factory.mktemp("four") / "d.toml"
    path.write_text(TEXT, encoding="utf-8")
    return sweep(read_design(path), path.parent / "out")


def test_any_reference_and_any_outcome(folder):
    """Differences are of the table's own numbers, whatever was asked for."""
    held = read_sweep(folder)
    found = contrast(held, reference="at-best", outcome=["battle_deaths", "total_deaths / 2"])
    assert list(found["differences"]) == [
        f"{p} - at-best" for p in ("no-deal", "baseline", "at-worst")
    ]
    rows, mean = found["differences"]["baseline - at-best"], held.runs.groupby("policy").mean
    means = mean(numeric_only=True)
    right = means.loc["baseline"] - means.loc["at-best"]
    assert rows["battle_deaths"]["mean"] == pytest.approx(right["battle_deaths"])
    assert rows["total_deaths / 2"]["mean"] == pytest.approx(right["total_deaths"] / 2)
    assert list(found["robustness"]) == ["battle_deaths"]


def test_class_shares_stand_beside_outcomes(folder):
    """By default every class that any run ended in; differences of shares sum to nothing."""
    held = read_sweep(folder)
    rows = contrast(held)["differences"]["at-worst - no-deal"]
    shares = {n: row for n, row in rows.items() if n.startswith("outcome_class")}
    assert {n.split("'")[1] for n in shares} == set(held.runs["outcome_class"])
    assert sum(row["mean"] for row in shares.values()) == pytest.approx(0.0)
    assert all(row["low"] <= row["mean"] <= row["high"] for row in shares.values())


def test_two_changes_at_once(folder):
    """The difference of differences is the table's, with its interval."""
    held = read_sweep(folder)
    four = ["at-worst", "at-best", "baseline", "no-deal"]
    found = contrast(held, cross=four, outcome=["total_deaths"])
    row = found["differences"]["(at-worst - at-best) - (baseline - no-deal)"]["total_deaths"]
    a, b, c, d = (held.outcome(p, "total_deaths") for p in four)
    assert row["mean"] == pytest.approx(float(((a - b) - (c - d)).mean()))
    assert row["low"] < row["mean"] < row["high"]


def test_a_difference_of_shares_has_a_width_where_nothing_changed():
    """No run changed its side in ten futures: that is not sure of a thousand."""
    cases = np.zeros((10, 2))
    row = crossed_apart(cases, cases, shared=False)
    assert row["low"] < 0 == row["mean"] < row["high"]


def test_on_the_command_line(folder, capsys):
    """Words, table and JSON say the same; what is asked wrongly is one line."""
    words = ["contrast", str(folder), "--reference", "baseline", "--outcome", "stability < 60"]
    assert main([*words, "--outcome", "coup_hazard * 100"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "no-deal - baseline: differences" in said
    assert "coup_hazard * 100" in said
    assert main([*words, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["differences"]["no-deal - baseline"]
    assert list(rows) == ["stability < 60"]
    assert main([*words, "--outcome", "stabilty * 2"]) == 2
    assert "did you mean 'stability'" in capsys.readouterr().err
    with pytest.raises(UsageError, match="no policy 'basline'"):
        contrast(read_sweep(folder), reference="basline")
    with pytest.raises(UsageError, match="takes four policies"):
        contrast(read_sweep(folder), cross=["baseline"])
