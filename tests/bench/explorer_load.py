"""Load on the explorer: protocol clients and one browser on this machine, bounded; prints a table.

Clients speak what the page speaks: a move, then questions at the pace that the server gives.
Every client is a thread with a connection of its own and moves a slider to values nobody else has,
so that nothing comes from a cache unless a row says so.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from page_client import HAND, Client, all_in, drawn, wait_of
from slider import browser_times

MOST_CLIENTS, MOST_SECONDS = 100, 60  # this is a measurement, not an attack
SERVE = [sys.executable, "-m", "sahelsim.cli.main", "dashboard"]


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Serve the explorer on a free port of this machine; yield its address and process id."""
    command = [*SERVE, "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.search(r"http://\S+(?=/)", process.stdout.readline())[0], process.pid
        finally:
            process.terminate()  # what a shell runs in the background is deaf to Ctrl-C


def a_class(address: str, clients: int, seconds: float, pause: float) -> tuple[list, list, list]:
    """Return seconds of every move, every question, and every wait for a first band."""
    moves, questions, firsts, lock = [], [], [], threading.Lock()
    end = time.perf_counter() + seconds

    def reader(number: int) -> None:
        rng = Random(number)
        time.sleep(rng.random() * pause)
        client = Client(address, f"reader {number} {pause}")
        while time.perf_counter() < end:
            link = f"s=at-worst&cma.autonomy={rng.random():.6f}&seed={number}"
            begun = time.perf_counter()
            taken, found = client.ask(link)
            mine = [[taken], [], [time.perf_counter() - begun] if drawn(found) else []]
            while pause > HAND and (left := begun + pause - time.perf_counter()) > 0:
                wait = wait_of(found)
                if wait >= left or all_in(found):
                    time.sleep(left)
                    break
                time.sleep(wait)
                taken, found = client.ask(link)
                mine[1].append(taken)
                if drawn(found) and not mine[2]:
                    mine[2].append(time.perf_counter() - begun)
            if pause <= HAND:
                time.sleep(pause)
            with lock:
                for whole, part in zip((moves, questions, firsts), mine, strict=True):
                    whole += part

    threads = [threading.Thread(target=reader, args=(k,)) for k in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return moves, questions, firsts


def memory_of(process: int) -> int:
    """Return the bytes that a process holds."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return 1024 * int(re.search(r"VmRSS:\s+(\d+)", text)[1])


def a_session(address: str, process: int, sessions: int) -> float:
    """Return the bytes that each further session costs the server, on settings already known."""
    link = "s=at-worst"
    Client(address, "first").follow(link, all_in)
    for k in range(20):
        Client(address, f"early {k}").follow(link, all_in)
    before = memory_of(process)
    for k in range(sessions):
        Client(address, f"session {k}").follow(link, all_in)
    return (memory_of(process) - before) / sessions


def cancelling(times: int = 8) -> list[float]:
    """Return how long a process stays busy after the work was given up."""
    from sahelsim.dashboard.jobs import Pool
    from sahelsim.dashboard.service import Service, Wish
    from sahelsim.dashboard.state import read

    pool, found = Pool(os.cpu_count() or 1), []
    try:
        for job in pool.warm():
            job.ended.wait(120)
        service = Service(pool)
        for k in range(times):
            service.want("a", [Wish("ensemble", read(f"s=baseline&n=400&seed={k + 2}"))])
            time.sleep(0.3 + 0.2 * k)
            service.want("a", [])
            begun = time.perf_counter()
            while pool.running and time.perf_counter() - begun < 10:
                time.sleep(0.002)
            found.append(time.perf_counter() - begun)
    finally:
        pool.close()
    return found


def processor_time(seed: int) -> float:
    """Return the processor seconds of the busier of two processes for 200 runs.

    Other work on the machine lengthens the wall clock and leaves this nearly alone.
    """
    from sahelsim.dashboard.service import Wish
    from sahelsim.dashboard.state import read
    from sahelsim.dashboard.work import ensemble

    class Nobody:
        def check(self) -> None:
            pass

        def tell(self, what: str, value: object) -> None:
            pass

    shares = [0.0, 0.0]
    for part in Wish("ensemble", read(f"s=at-worst&seed={seed}")).parts(2):
        if part.kind == "ensemble":
            begun = time.process_time()
            ensemble(Nobody(), *part.args)
            shares[shares.index(min(shares))] += time.process_time() - begun
    return max(shares)


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def told(values: list[float]) -> str:
    """Return median and 95th percentile in milliseconds."""
    if not values:
        return "none"
    return f"{1000 * statistics.median(values):,.0f} / {1000 * p95(values):,.0f} ms ({len(values)})"


Rows = Iterator[tuple[str, str, str]]


def alone(clients: int, seconds: float) -> Rows:
    """Measure one reader, by protocol."""
    with served() as (address, _):
        reader = Client(address, "alone")
        reader.follow("s=at-worst&seed=9", all_in)
        links = [f"s=at-worst&cma.autonomy={k / 100}&seed=9" for k in range(11, 17)]
        yield "first band, protocol", told([reader.follow(x, drawn) for x in links]), "1,000 ms"
        whole = [reader.follow(x, all_in) for x in links]
        yield "whole ensemble of 200, protocol", told(whole), "3,000 ms"
        yield "same settings again", told([reader.follow(x, all_in) for x in links]), "200 ms"
    busy = [processor_time(seed) for seed in range(4)][1:]
    yield "the whole, processor time of the busier process", told(busy), "3,000 ms"


def in_a_browser(clients: int, seconds: float) -> Rows:
    """Measure one reader's slider."""
    if shutil.which("chromium"):
        with served() as (address, _):
            first, complete = browser_times(address, 60)
        yield "slider to redraw, one browser", told(first), "100 ms"
        yield "slider to all 200 runs, one browser", told(complete), "3,000 ms"


def full_class(clients: int, seconds: float) -> Rows:
    """Measure a class: first with thought, then with everybody dragging."""
    with served() as (address, _):
        moves, questions, firsts = a_class(address, clients, seconds, 2.0)
        yield f"{clients} clients, a change each 2 s: moves", told(moves), "50 ms"
        yield "the same: questions", told(questions), "50 ms"
        yield "the same: from move to first band", told(firsts), "–"
        moves, _, _ = a_class(address, clients, seconds, HAND)
        yield f"{clients} clients dragging: moves", told(moves), "250 ms"


def memory(clients: int, seconds: float) -> Rows:
    """Measure what a session costs the server."""
    with served() as (address, process):
        yield "memory a session", f"{a_session(address, process, 100) / 1e6:.3f} MB", "1 MB"


def cancel(clients: int, seconds: float) -> Rows:
    """Measure how soon a process is free again."""
    yield "work given up, until its process is free", told(cancelling()), "500 ms"


PARTS = {
    "alone": alone,
    "browser": in_a_browser,
    "class": full_class,
    "memory": memory,
    "cancel": cancel,
}


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which (all)")
    words.add_argument("--clients", type=int, default=60)
    words.add_argument("--seconds", type=float, default=20.0)
    given = words.parse_args()
    size = min(given.clients, MOST_CLIENTS), min(given.seconds, MOST_SECONDS)
    sys.stdout.write("| what: median / 95 of 100 (number) | figure | aim |\n|---|---|---|\n")
    for name in given.parts or PARTS:
        for row in PARTS[name](*size):
            sys.stdout.write(f"| {' | '.join(row)} |\n")
            sys.stdout.flush()
    sys.stdout.write(f"\nLoad of the machine at the end: {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
