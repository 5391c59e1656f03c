"""A headless Chromium for every test of a page."""

import os
import shutil
from pathlib import Path

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


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
def axe():
    """Return axe-core, which looks for accessibility faults."""
    return (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
