"""A class at once: six connections a reader, each page soon, also beside somebody hostile."""

import http.client
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

READERS, A_BROWSER = 100, 6
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2")]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Serve the dashboard; return its port once its processes are warm."""
    low, high = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(high, 4096), high))
    command = [sys.executable, "-m", "sahelsim.cli.main", "dashboard", "--port", "0"]
    options = ["--no-browser", "--results", str(tmp_path_factory.mktemp("out"))]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as served:
        found = int(re.search(r":(\d+)/", served.stdout.readline())[1])
        time.sleep(8)
        yield found
        served.send_signal(signal.SIGTERM)
    resource.setrlimit(resource.RLIMIT_NOFILE, (low, high))


def _idle():
    """Tell whether these times are the server's own: nobody else has used the processors lately."""
    return os.getloadavg()[1] < 0.5 * os.cpu_count()


def _page(port, source="127.0.0.1"):
    """Return how long a reader waits for a page: its frame, its layout, its callbacks' list."""
    began = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        line.request("GET", path)
        answer = line.getresponse()
        assert (answer.status, len(answer.read()) > 50) == (200, True)
    line.close()
    return time.perf_counter() - began


def test_a_class_of_a_hundred_gets_its_pages(port):
    """Five idle connections each beside the one that asks: everybody's page within two seconds."""
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(READERS * (A_BROWSER - 1))]
    with ThreadPoolExecutor(READERS) as readers:
        waited = sorted(readers.map(lambda _: _page(port), range(READERS)))
    for line in idle:
        line.close()
    print(f"pages of {READERS} readers: median {waited[50]:.2f} s, last {waited[-1]:.2f} s")
    assert waited[-1] < (2.0 if _idle() else 20.0)


HOSTILE = """
import http.client, sys, threading

def ask():
    line = http.client.HTTPConnection("127.0.0.1", PORT, source_address=("127.0.0.2", 0))
    while True:
        try:
            line.request("GET", "/_dash-layout")
            line.getresponse().read()
        except (OSError, http.client.HTTPException):
            line.close()

for _ in range(30):
    threading.Thread(target=ask, daemon=True).start()
sys.stdin.read()
"""


def test_a_hostile_client_hardly_slows_an_honest_one(port):
    """Thirty lines that never rest, from another address: a page takes less than twice as long."""
    time.sleep(10)  # the class has left
    before = sorted(_page(port) for _ in range(40))[20]
    code = HOSTILE.replace("PORT", str(port))
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as hostile:
        time.sleep(12)  # until it has lost its pace
        during = sorted(_page(port) for _ in range(40))[20]
        hostile.kill()
    print(
        f"an honest page: {before * 1e3:.0f} ms alone, {during * 1e3:.0f} ms beside a hostile client"
    )
    assert during < (2.0 * before if _idle() else 0.5)
