"""One reader of the Explore page at the level of the protocol: what the page's script would send."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

HAND = 0.09  # seconds between two moves of a dragging hand, as the page's script sends them


class Client:
    """One reader of the Explore page, as the server sees it.

    Parameters
    ----------
    address : str
        Where the explorer is served, on this machine.
    name : str
        The session.
    """

    def __init__(self, address: str, name: str) -> None:
        host = urlsplit(address)
        if host.hostname not in ("127.0.0.1", "localhost"):
            raise ValueError("only the explorer of this machine is measured")
        self._line = http.client.HTTPConnection(host.hostname, host.port, timeout=60)
        self.name, self.link, self.asked, self.seen = name, "", 0, ""
        self._known = next(
            d for d in self._send("GET", "/_dash-dependencies") if "explore-status" in d["output"]
        )
        names = self._known["output"].strip(".").split("...")
        self._outputs = [
            dict(zip(("id", "property"), n.rsplit(".", 1), strict=True)) for n in names
        ]

    def _send(self, how: str, path: str, body: object = None) -> object:
        data = None if body is None else json.dumps(body).encode()
        self._line.request(how, path, data, {"Content-Type": "application/json"})
        answer = self._line.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {text[:200]!r}")
        return json.loads(text)

    def ask(self, link: str) -> tuple[float, dict]:
        """Move to a link, or ask again about the one the page is at; return seconds, answer."""
        moved = link != self.link
        self.link, self.asked = link, 0 if moved else self.asked + 1
        values = {
            "explore-link": link,
            "explore-asked": self.asked,
            "session": self.name,
            "explore-seen": self.seen,
        }
        begun = time.perf_counter()
        found = self._send(
            "POST",
            "/_dash-update-component",
            {
                "output": self._known["output"],
                "outputs": self._outputs,
                "inputs": [{**i, "value": values[i["id"]]} for i in self._known["inputs"]],
                "state": [{**i, "value": values[i["id"]]} for i in self._known["state"]],
                "changedPropIds": ["explore-link.data" if moved else "explore-asked.data"],
            },
        )["response"]
        taken = time.perf_counter() - begun
        self.seen = found["explore-seen"]["data"]
        found["all in"] = found["explore-pace"]["data"] is None
        return taken, found

    def follow(self, link: str, until: Callable[[dict], bool], most: float = 60.0) -> float:
        """Move to a link and ask until something holds; return the seconds that took."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < most:
            _, found = self.ask(link)
            if until(found):
                break
            time.sleep(wait_of(found))
        return time.perf_counter() - begun


def drawn(found: dict) -> bool:
    """Tell whether an answer draws a band."""
    return "fan-stability" in found


def all_in(found: dict) -> bool:
    """Tell whether an answer says that everything is in."""
    return found["all in"]


def wait_of(found: dict) -> float:
    """Return the seconds to wait before the next question."""
    pace = found["explore-pace"]["data"]
    return pace[0] / 1000 if pace else 0.0
