"""A sweep in other tools' hands: EMA Workbench reads it, and every column says what it is."""

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from sahelsim.core.errors import ResultError
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.read import read_sweep

TEXT = """
name = "shared"
policies = ["no-deal", "baseline"]
weeks = 6
design = "latin_hypercube"
points = 6
replicates = 2
[factors]
"initial.control.jnim" = {}
"switches.payment_mode" = {}
[outcomes]
dead = "sum(total_deaths)"
"""
READ = """
import sys, json
from ema_workbench.util.utilities import load_results
experiments, outcomes = load_results(sys.argv[1])
print(json.dumps({"experiments": {c: [str(x) for x in experiments[c]] for c in experiments},
                  "outcomes": {n: v.tolist() for n, v in outcomes.items()}}))
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Return a small finished sweep."""
    path = tmp_path_factory.mktemp("exchange") / "d.toml"
    path.write_text(TEXT, encoding="utf-8")
    return read_sweep(sweep(read_design(path), path.parent / "out"))


def test_ema_workbench_reads_it(held, tmp_path):
    """Its own reader gives every run and every outcome, number by number."""
    path = held.to_ema(tmp_path / "sweep.tar.gz")
    line = [sys.executable, "-W", "ignore", "-c", READ, str(path)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    assert np.allclose(found["outcomes"]["stability"], held.runs["stability"])
    assert np.allclose(found["outcomes"]["dead"], held.runs["total_deaths"])
    assert found["experiments"]["policy"] == held.runs["policy"].tolist()
    named = held.options["switches.payment_mode"]
    right = [named[int(code)] for code in held.runs["switches.payment_mode"]]
    assert found["experiments"]["switches.payment_mode"] == right
    with pytest.raises(ResultError, match="name another file"):
        held.to_ema(path)


def test_every_column_of_every_table_is_described(held):
    """The data dictionary lists what is there, with types, units and definitions, under the seal."""
    told = json.loads((held.folder / "datapackage.json").read_text(encoding="utf-8"))
    manifest = json.loads((held.folder / "manifest.json").read_text(encoding="utf-8"))
    assert "datapackage.json" in manifest["files"]
    tables = {r["path"]: {f["name"]: f for f in r["schema"]["fields"]} for r in told["resources"]}
    assert set(tables) == {path.name for path in held.folder.glob("*.parquet")}
    for name, fields in tables.items():
        columns = pd.read_parquet(held.folder / name).columns
        assert list(fields) == list(columns)
        assert [c for c in columns if not fields[c].get("description")] == []
    runs = tables["runs.parquet"]
    assert runs["total_deaths"]["unit"] == "deaths"
    assert (runs["outcome_class"]["type"], runs["stability"]["type"]) == ("string", "number")
