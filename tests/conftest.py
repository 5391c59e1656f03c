"""Fixtures that many tests share: the geography, a small state, draws that a test can foresee, a browser."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from sahelsim.geography.mali import load_geography
from sahelsim.model.parts import load_class, names
from sahelsim.model.start import first_state, settle
from sahelsim.scenario import load_scenario

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# what a shell starts in the background is deaf to Ctrl-C, and so would be all that tests start
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Fixed:
    """Draws that are all the same number: 0 makes every event happen and large, 0.999999 none."""

    def __init__(self, value: float, replicates: int = 2) -> None:
        self.value, self.replicates = value, replicates

    def uniform(self, part: str, n: int) -> np.ndarray:
        """Return the number, (replicates, n)."""
        return np.full((self.replicates, n), self.value)

    def normal(self, part: str, n: int) -> np.ndarray:
        """Return zeros, (replicates, n)."""
        return np.zeros((self.replicates, n))


@pytest.fixture(scope="session")
def geography():
    """Mali at the default resolution."""
    return load_geography()


@pytest.fixture
def state(geography):
    """Two replicates on the baseline's first day."""
    first = first_state(geography, load_scenario("baseline").roster, 2, {})
    settle(first, [load_class("mechanisms", name)() for name in names("mechanisms")], geography)
    return first


@pytest.fixture
def rigged():
    """Draws under which every possible event happens, and each is a large one."""
    return Fixed(0.0)


@pytest.fixture
def quiet():
    """Draws under which no event happens."""
    return Fixed(0.999999)


@pytest.fixture
def fixed():
    """Make draws of one's own choice."""
    return Fixed


@pytest.fixture(scope="session")
def browser():
    """Start Debian's Chromium, or say plainly that there is none."""
    if os.environ.get("SAHELSIM_NO_BROWSER") == "1":
        pytest.skip("left out by SAHELSIM_NO_BROWSER=1")
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        pytest.fail(
            "no Chromium: install one, or set SAHELSIM_NO_BROWSER=1 to leave these tests out"
        )
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def awaited():
    """Ask a page again until it answers as wanted: after a key or a click it may take its time."""

    def compared(read, wanted, seconds=20.0):
        late = time.monotonic() + seconds
        while (got := read()) != wanted and time.monotonic() < late:
            time.sleep(0.05)
        assert got == wanted

    return compared


@pytest.fixture(scope="session")
def axe():
    """Return axe-core, which looks for accessibility faults."""
    return (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
