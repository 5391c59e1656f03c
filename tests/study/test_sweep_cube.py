"""A sweep as labelled arrays holds what its table holds."""

import sys

import numpy as np
import pytest

import sahelsim as ss
from sahelsim.core.errors import UsageError
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep

DESIGN = """
policies = ["baseline", "no-deal"]
weeks = 8
design = "grid"
replicates = 2
[factors]
"initial.accord_trust" = { levels = [0.2, 0.5, 0.8] }
"switches.payment_mode" = {}
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Run three values of a number by three options of a switch, two policies, two replicates."""
    place = tmp_path_factory.mktemp("cube")
    (place / "cube.toml").write_text(DESIGN, encoding="utf-8")
    return ss.open(sweep(read_design(place / "cube.toml"), place / "out"))


def test_every_run_stands_where_its_table_says(held):
    """Each cell of the cube is the row of that policy, future and replicate, factors and all."""
    pytest.importorskip("xarray")
    cube = held.to_xarray()
    assert dict(cube.sizes) == {"policy": 2, "future": 9, "replicate": 2}
    options = next(f["options"] for f in held.plan["factors"] if f.get("options"))
    for row in held.runs.to_dict("records"):
        cell = cube.sel(policy=row["policy"], future=row["point"], replicate=row["replicate"])
        assert float(cell["stability"]) == row["stability"]
        assert str(cell["outcome_class"].values) == row["outcome_class"]
        assert float(cell["initial.accord_trust"]) == row["initial.accord_trust"]
        mode = options[int(row["switches.payment_mode"])]
        assert str(cell["switches.payment_mode"].values) == mode
    assert cube["total_deaths"].attrs["units"]


def test_the_examples_of_the_manual_hold(held):
    """Quantiles by policy, and the share of a class."""
    pytest.importorskip("xarray")
    cube = held.to_xarray()
    bands = cube["stability"].mean("replicate").quantile([0.05, 0.5, 0.95], dim="future")
    assert (np.diff(bands.transpose("policy", "quantile").values, axis=1) >= 0).all()
    shares = (cube["outcome_class"] == "muddling").mean(["future", "replicate"])
    assert ((shares >= 0) & (shares <= 1)).all()


def test_without_xarray_one_line_says_what_to_do(held, monkeypatch):
    """It is optional."""
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(UsageError, match="pip install"):
        held.to_xarray()
