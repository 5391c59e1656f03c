"""What each command takes from a cold process: its smallest useful job, wall seconds."""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from clock import cold, cold_seconds, median_of

SCENARIO = str(Path(__file__).resolve().parents[2] / "scenarios" / "baseline.toml")
FORK = ("--at", "2022-01-24", "--actor", "junta", "--choose", "talk_to_jnim")
AUTONOMY = "actors.cma.incentives.autonomy"
DESIGN = f"""
name = "cold"
policies = ["at-best", "at-worst"]
design = "latin_hypercube"
points = 24
replicates = 4
factors = {{ "{AUTONOMY}" = {{ low = 0.0, high = 0.9 }} }}
"""


def cold_starts():
    """Return wall seconds of every command, the longest jobs once, the others three times."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ran, swept = str(place / "ran"), str(place / "swept")
        parts = [str(place / f"part{k}") for k in (1, 2)]
        cold("run", "baseline", "--runs", "2", "--weeks", "8", "-q", "--out", ran)
        design = place / "cold.toml"
        design.write_text(DESIGN, encoding="utf-8")
        cold("sweep", str(design), "-q", "--out", swept)
        for k, part in enumerate(parts, 1):
            cold("sweep", "tiny", "-q", "--part", f"{k}/2", "--out", part)
        quick = (
            ("--help",),
            ("scenarios",),
            ("check", SCENARIO),
            ("parameters",),
            ("new", "mine"),
            ("run", "baseline", "--runs", "1", "-q"),
            ("fork", "baseline", *FORK, "--runs", "1", "-q"),
            ("verify", ran),
            ("why", ran),
            ("rerun", ran),
            ("sweep", "tiny", "--plan"),
            ("status", swept),
            ("diff", swept, swept),
            ("merge", *parts, "--out", "merged"),
            ("replay", swept, "at-worst:3:1"),
            ("precision", swept),
        )
        slow = (
            ("discover", swept, "--class", "rekindled"),
            ("sensitivity", swept),
            ("contrast", swept),
            ("flip", swept, "--factor", AUTONOMY),
            ("extend", swept, "--points", "25", "-q"),
            ("explorer", "baseline", "--points", "16", "--runs", "4", "-q"),
            ("hindcast", "--runs", "8", "-q"),
            ("calibrate", "--points", "200", "-q"),
        )
        found = {_name(words, folder): cold_seconds(*words) for words in quick}
        found["dashboard, first page"] = median_of(first_page, 3)
        return found | {_name(words, folder): cold(*words)[0] for words in slow}


def _name(words, folder):
    """Return a command as the table tells it: without its quiet flag and places of this machine."""
    shown = (Path(word).name if "/" in word else word for word in words if word != "-q")
    return " ".join(shown)


def first_page():
    """Return seconds from the command to the first page in a reader's hands."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "sahelsim.cli.main", "dashboard", "--port", "0"]
    with subprocess.Popen([*command, "--no-browser"], stdout=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            with urlopen(address, timeout=60) as page:
                page.read()
            return time.perf_counter() - start
        finally:
            process.terminate()  # what a shell runs in the background is deaf to Ctrl-C
