"""Results move only on purpose: every scenario against its pinned summary."""

import json
from pathlib import Path

import pytest
import renew

from sahelsim.scenario.files import scenario_names

HERE = Path(__file__).parent


@pytest.mark.slow
@pytest.mark.parametrize("name", scenario_names())
def test_summary_is_the_pinned_one(name):
    """Medians agree to three digits; processors may differ in the last bit of exp."""
    pinned = json.loads((HERE / f"{name}.json").read_text())
    found = renew.golden(name)
    assert found["classes"] == pinned["classes"]
    for key, value in pinned["medians"].items():
        assert found["medians"][key] == pytest.approx(value, rel=1e-3, abs=1e-6), key
