"""A renaming moves no number: every recorded series of every scenario, bit for bit."""

import json

import pytest
import series

PINNED = json.loads(series.PINNED.read_text(encoding="utf-8"))
THEN = PINNED["scenarios"]
NAMES = series.todays_names()


@pytest.fixture(scope="module")
def today():
    if series.rounding() != PINNED["rounding"]:
        pytest.skip("this processor rounds exp and log otherwise; the pinned summaries remain")
    return series.measured()


@pytest.mark.slow
@pytest.mark.parametrize("scenario", THEN)
def test_series_are_the_pinned_ones(scenario, today):
    """Not a bit has moved."""
    found = today[NAMES["scenarios"].get(scenario, scenario)]
    moved = [k for k, v in THEN[scenario].items() if found[NAMES["series"].get(k, k)] != v]
    assert moved == []
