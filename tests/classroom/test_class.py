"""A class over the network: scripted students, a server that is killed, and how long they wait."""

import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sahelsim.classroom.session import Session

SEATS = ("junta", "cma", "france", "wagner", "jnim")
PLAY = {  # what each seat's strategy picks from, wherever it is open
    "war": ("unleash_forces", "restrain_forces", "offensive_azawad", "attack_army", "expand_south"),
    "patrons": ("hint_at_deal", "sign_contract", "meet_french_conditions"),
    "accord": ("protest", "demand_guarantees", "honour_accord"),
    "posture": ("sustain", "condition_aid", "strike", "joint_sweeps", "guard_regime"),
    "home": ("delay_elections", "implement_accord"),
}


class Browser:
    """A student's or the instructor's browser: cookies, forms with their origin, patience."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open

    def get(self, path):
        with self._open(self.base + path, timeout=60) as answer:
            return answer.read().decode()

    def send(self, path, **form):
        data = urllib.parse.urlencode(form).encode()
        asked = urllib.request.Request(self.base + path, data, {"Origin": self.base})
        with self._open(asked, timeout=60) as answer:
            return answer.read().decode()


class Served:
    """A class served as a user serves it; it can be killed and started again."""

    def __init__(self, folder, groups=1, *more):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.file = folder / "class.sahelsim"
        made = ["--set", "uncertainty=none", "--groups", str(groups), *more]
        self._start("baseline", "--save", str(self.file), *made)

    def _start(self, *words):
        command = [sys.executable, "-m", "sahelsim.cli.main", "classroom", *words]
        options = ["--port", str(self.port), "--no-browser"]
        self.process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
        said = "".join(self.process.stdout.readline() for _ in range(3))
        self.code = re.search(r"code (\w+)", said)[1]
        self.key = re.search(r"key=(\S+)", said)[1]

    def kill(self):
        """Kill it as a power cut would, and start it again from its file."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._start(str(self.file))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()

    def host(self):
        found = Browser(self.port)
        found.get(f"/host?key={self.key}")
        return found

    def student(self, group, seat):
        found = Browser(self.port)
        found.send("/join", code=self.code, name=f"{seat} {group}")
        found.send("/sit", seat=f"{group}.{seat}")
        return found


def choose(page, rng):
    """Return a form of orders that a seat's page allows, as a student would fill it in."""
    open_now = re.findall(r'name="order\.(\w+)" value="(\w+)"', page)
    form = {}
    for decision in dict.fromkeys(d for d, _ in open_now):
        known = [n for d, n in open_now if d == decision and n in PLAY.get(decision, ())]
        if known and rng.random() < 0.7:
            form[f"order.{decision}"] = rng.choice(known)
    return form


def rounds(served, groups, number, seed=1):
    """Play some rounds with five students a group; return times of orders and of rounds."""
    rng, host = random.Random(seed), served.host()
    at = [(g, s) for g in "ABCDEFGHIJKL"[:groups] for s in SEATS]
    orders, lived = [], []
    with ThreadPoolExecutor(len(at)) as pool:
        students = list(pool.map(lambda key: served.student(*key), at))
        for round in range(number):
            pages = list(pool.map(lambda one: one.get("/seat"), students))
            forms = [choose(page, rng) for page in pages]

            def order(pair, round=round):
                one, form = pair
                time.sleep(random.random())
                began = time.perf_counter()
                assert "Your orders are in" in one.send("/order", round=round, why="test", **form)
                return time.perf_counter() - began

            orders += pool.map(order, zip(students, forms, strict=True))
            began = time.perf_counter()
            host.send("/do", do="advance", round=round)
            lived.append(time.perf_counter() - began)
    return orders, lived


def idle():
    """Tell whether these times are the server's own: nobody else has used the processors lately."""
    return os.getloadavg()[1] < 0.5 * os.cpu_count()


def played(served, groups, number):
    """Play, look at the times, end the server, and live the class again from its file."""
    orders, lived = rounds(served, groups, number)
    wait, longest = float(np.quantile(orders, 0.95)), max(lived)
    print(f"{5 * groups} seats: order acknowledged in {wait:.3f} s (p95), round {longest:.2f} s")
    host = served.host()
    stamp = json.loads(host.get("/pulse"))["stamp"]
    assert stamp.startswith(f"{number}.")
    if idle():
        assert wait < 0.2
        assert longest < 3.0
    table = host.get("/orders.csv")
    served.end()
    again = Session.load(served.file)
    assert again.now.round == number
    assert all(len(r.drafts) == 5 * groups for r in again.now.rounds)
    from sahelsim.classroom.debrief import debrief, orders_csv

    assert orders_csv(debrief(again)) == table
    again.leave()


def test_five_seats_play_two_rounds(tmp_path):
    """Join, sit, order, live, and the file tells the same story."""
    played(Served(tmp_path), 1, 2)


@pytest.mark.slow
def test_five_seats_play_eight_rounds(tmp_path):
    played(Served(tmp_path), 1, 8)


@pytest.mark.slow
def test_sixty_players_in_twelve_games(tmp_path):
    """Two rounds of a full class: nobody waits long for an acknowledgement."""
    played(Served(tmp_path, 12), 12, 2)


def killed(tmp_path, kills, seed=1):
    """Send orders and kill the server at random; whatever was acknowledged must be in its file."""
    rng, served = random.Random(seed), Served(tmp_path)
    one, acknowledged = served.student("A", "junta"), []
    cookie_code = (served.code, served.key)
    for k in range(kills):
        for n in range(rng.randrange(1, 5)):
            name = f"order {k}.{n}"
            one.send("/order", round=0, why=name, **{"order.war": "unleash_forces"})
            acknowledged.append(name)
        if rng.random() < 0.5:  # one that is still on its way when the power goes
            with ThreadPoolExecutor(1) as pool:
                late = pool.submit(_try, one, f"late {k}")
                time.sleep(0.01 * rng.random())
                served.kill()
                if late.result():
                    acknowledged.append(f"late {k}")
        else:
            served.kill()
        assert (served.code, served.key) == cookie_code
        assert "Junta, Group A" in one.get("/seat")  # the same cookie, the same seat
    served.end()
    again = Session.load(served.file)
    kept = [e.data["why"] for e in again.log.entries() if e.kind == "submit"]
    again.leave()
    assert [name for name in acknowledged if name not in kept] == []
    assert again.now.drafts["A", "junta"].orders == {"war": "unleash_forces"}


def _try(one, name):
    try:
        one.send("/order", round=0, why=name, **{"order.war": "unleash_forces"})
    except (OSError, http.client.HTTPException):
        return False
    return True


def test_a_killed_server_loses_nothing_acknowledged(tmp_path):
    """Twice here, fifty times among the slow tests."""
    killed(tmp_path, 2)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_fifty_kills_lose_nothing_acknowledged(tmp_path):
    killed(tmp_path, 50)
