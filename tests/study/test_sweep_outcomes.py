"""Outcomes of one's own: in a design, over an old sweep, as expressions or functions."""

import numpy as np
import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError
from sahelsim.study.sweep.contrasts import contrast
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.read import read_sweep

TEXT = """
name = "own"
policies = ["no-deal", "baseline"]
weeks = 10
design = "latin_hypercube"
points = 5
replicates = 2
{more}
[factors]
"initial.control.jnim" = {{}}
{outcomes}
"""
OUTCOMES = """
[outcomes]
deadly = "weeks(total_deaths > 40)"
army_lost = "start(army_strength) - end(army_strength)"
dead = "sum(total_deaths)"
"""


def _sweep(tmp_path, more="", outcomes=""):
    path = tmp_path / "d.toml"
    path.write_text(TEXT.format(more=more, outcomes=outcomes), encoding="utf-8")
    return sweep(read_design(path), tmp_path / "out")


def test_a_designs_own_outcomes_are_columns_like_others(tmp_path):
    """Computed in the run from all its weeks; every analysis takes them."""
    held = read_sweep(_sweep(tmp_path, 'record = ["army_strength"]', OUTCOMES))
    assert np.allclose(held.runs["dead"], held.runs["total_deaths"])
    series = pd.read_parquet(held.folder / "series_runs.parquet")
    grouped = series.groupby(["policy", "point", "replicate"], sort=False)
    lost = grouped["army_strength"].first() - grouped["army_strength"].last()
    assert np.allclose(held.runs["army_lost"], lost, atol=1e-2)
    deadly = series[series["week"] > 0].assign(over=lambda t: t["total_deaths"] > 40)
    counts = deadly.groupby(["policy", "point", "replicate"], sort=False)["over"].sum()
    assert held.runs["deadly"].tolist() == counts.tolist()
    assert held.cases("baseline", "deadly >= 0").all()
    rows = contrast(held, outcome=["deadly / 10"])["differences"]["baseline - no-deal"]
    assert list(rows) == ["deadly / 10"]


def test_an_old_sweep_says_what_its_series_allow(tmp_path):
    """Ends and sums of flows without running anew; what every fourth week cannot say is refused."""
    held = read_sweep(_sweep(tmp_path))
    found = held.with_outcomes(
        {
            "dead": "sum(total_deaths)",
            "fell": "start(stability) - end(stability)",
            "both": lambda series: series["stability"][:, -1] * 2,
        }
    )
    assert np.allclose(found.runs["dead"], held.runs["total_deaths"], rtol=1e-6)
    assert np.allclose(found.runs["both"], 2 * held.runs["stability"], rtol=1e-6)
    assert found.outcome("baseline", "fell").shape == (5, 2)
    assert "dead" not in held.runs
    for text, said in (
        ("weeks(total_deaths > 40)", "needs every week"),
        ("sum(stability)", "the sum of 'stability' needs every week"),
        ("end(army_strength)", "unknown name 'army_strength'"),
    ):
        with pytest.raises(UsageError, match=said):
            held.with_outcomes({"x": text})
    with pytest.raises(UsageError, match="'stability' is taken"):
        held.with_outcomes({"stability": "end(stability)"})


@pytest.mark.parametrize(
    "more, outcomes, said",
    [
        ("", '[outcomes]\nx = "weeks(total_deats > 1)"', "did you mean 'total_deaths'"),
        ("", '[outcomes]\nx = "total_deaths"', "one number a run is needed"),
        ("", '[outcomes]\n"no name" = "end(stability)"', "letters, digits and _"),
        ("", '[outcomes]\nstability = "end(stability)"', "is taken"),
        ('record = ["army"]', "", "no series 'army'"),
    ],
)
def test_bad_outcomes_are_one_line(tmp_path, capsys, more, outcomes, said):
    """Before anything is run, with the line of the file."""
    path = tmp_path / "d.toml"
    path.write_text(TEXT.format(more=more, outcomes=outcomes), encoding="utf-8")
    assert main(["sweep", str(path), "--plan"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "d.toml:" in told
    assert told.count("\n") == 1
