"""An explorer that is served as a user serves it, and a tab that notes what goes wrong."""

import re
import signal
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve the explorer as a user does, on a free port, and stop it as a user does."""
    command = [sys.executable, "-m", "sahelsim.cli.main", "dashboard"]
    options = ["--port", "0", "--no-browser", "--results", str(tmp_path_factory.mktemp("out"))]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as served:
        yield re.search(r"http://\S+(?=/)", served.stdout.readline())[0]
        served.send_signal(signal.SIGINT)
    assert served.returncode in (0, 130)


@pytest.fixture
def page(browser, address):
    """Open a tab that notes what it asks for and what goes wrong; both must stay clean."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    outside, faults = [], []
    opened.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url),
    )
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()
    assert outside == []
    assert faults == []
