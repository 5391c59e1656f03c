"""A function whose answer is known in the model's place: design, workers, tables, commands and all."""

import json

import numpy as np
import pytest

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.cli.main import main
from sahelsim.study.sweep import work
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep

NAMES = [f"initial.control.{who}" for who in ("state", "cma", "jnim")]
DESIGN = """
name = "known"
policies = ["baseline"]
weeks = 4
design = "{kind}"
points = {points}
replicates = 2
seed = 2
[factors]
"""
# Ishigami's function with a = 7, b = 0.1: indices in closed form (Ishigami and Homma 1990)
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)


def _lived(task):
    """Give Ishigami's function for stability, with each replicate's chance; a class in a box."""
    unit = [task.values[name] / 2 for name in NAMES]
    x = [np.pi * (2 * u - 1) for u in unit]
    draws = np.random.default_rng(1).normal(0, 1.5, 2)[task.replicate]
    numbers = {name: np.zeros(len(task)) for name in INDICATORS}
    numbers["stability"] = (
        np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]) + draws
    )
    inside = (unit[0] > 0.6) & (unit[1] < 0.5)
    return {"runs": work._runs(task, np.where(inside, "rekindled", "muddling"), "", numbers)}


@pytest.fixture
def known(tmp_path, monkeypatch):
    """Return a function that sweeps the known function over a design."""
    monkeypatch.setattr(work, "lived", _lived)

    def run(kind, points):
        path = tmp_path / "known.toml"
        factors = "".join(f'"{name}" = {{}}\n' for name in NAMES)
        path.write_text(DESIGN.format(kind=kind, points=points) + factors, encoding="utf-8")
        return str(sweep(read_design(path), tmp_path / kind))

    return run


def test_sobol_indices_are_those_of_the_function(known, capsys):
    """From the design's file to the command's JSON: every index within 0.03, the dummy nothing."""
    assert main(["sensitivity", known("saltelli", 1024), "--json"]) == 0
    rows = {r["factor"]: r for r in json.loads(capsys.readouterr().out)["rows"]}
    for name, first, total in zip(NAMES, FIRST, TOTAL, strict=True):
        assert rows[name]["first"] == pytest.approx(first, abs=0.03)
        assert rows[name]["total"] == pytest.approx(total, abs=0.03)
    assert rows["dummy"]["total"] == 0.0
    assert 0 < rows["chance"]["share"] < 1


def test_the_planted_box_is_found(known, capsys):
    """PRIM and the tree name the corner, as surely on points held back as on their own."""
    assert main(["discover", known("latin_hypercube", 600), "--coverage", "0.8", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    box = {row["factor"]: row for row in found["box"]}
    assert box[NAMES[0]]["low"] == pytest.approx(1.2, abs=0.1)
    assert box[NAMES[1]]["high"] == pytest.approx(1.0, abs=0.1)
    assert NAMES[2] not in box or box[NAMES[2]]["often"] < 0.5
    point = found["curve"][found["chosen"]]
    assert point["made"]["density"] > 0.9
    assert point["held"]["density"] == pytest.approx(point["made"]["density"], abs=0.1)
    assert not found["few"]
