"""Serving a class: where students can reach it, who is warned, and how it ends."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any

from sahelsim.classroom.session import Session
from sahelsim.classroom.web.app import make_app
from sahelsim.classroom.web.room import Room
from sahelsim.core.errors import UsageError
from sahelsim.dashboard.connections import listen
from sahelsim.dashboard.server import HERE, names_of

ANYWHERE = ("0.0.0.0", "::", "")
ELSEWHERE = ("192.0.2.1", 9)  # an address of documentation: nothing is sent there


def serve(session: Session, *, host: str, port: int, browser: bool, lang: str) -> None:
    """Serve a class until it is stopped; its file goes on afterwards.

    Parameters
    ----------
    session : Session
        The class.
    host, port : str, int
        Where to listen; an address other than this machine's own is warned about.
    browser : bool
        Whether to open the instructor's board.
    lang : str
        Language of whoever has chosen none.
    """
    logging.getLogger("waitress").setLevel(logging.ERROR)
    room = Room.of(session)
    app = make_app(room, HERE if host in HERE else names_of(host), lang)
    gc.freeze()
    try:
        server = listen(app, host, port)
    except (OSError, ValueError) as error:
        text = getattr(error, "strerror", None) or error
        raise UsageError(f"{host}:{port} cannot be had ({text}); try another --port") from None
    room.addresses = reachable(host, server.effective_port)
    board = f"http://{HERE[0]}:{server.effective_port}/host?key={room.key}"
    if host not in (*HERE, *ANYWHERE):
        board = f"http://{host}:{server.effective_port}/host?key={room.key}"
    _announce(room, board, host, session.log.path)
    if browser:
        threading.Timer(0.3, webbrowser.open, [board]).start()
    _run(server, room)


def _run(server: Any, room: Room) -> None:
    """Serve; whatever ends it, a plain ``kill`` too, lets the file go."""
    ended = threading.Event()

    def leave(*_: Any) -> None:
        raise SystemExit

    before = signal.signal(signal.SIGTERM, leave)
    threading.Thread(target=room.watch, args=(ended,), daemon=True).start()
    try:
        server.run()
    finally:
        ended.set()
        room.session.leave()
        signal.signal(signal.SIGTERM, before)


def reachable(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that students can type: never 0.0.0.0, which leads nowhere."""
    if host in HERE or host not in ANYWHERE:
        return (f"http://{host}:{port}/",)
    found = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(ELSEWHERE)
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += [str(i[4][0]) for i in socket.getaddrinfo(socket.gethostname(), None)]
    known = [a for a in dict.fromkeys(found) if "." in a and not a.startswith("127.")]
    return tuple(f"http://{a}:{port}/" for a in known) or (f"http://{HERE[0]}:{port}/",)


def _announce(room: Room, board: str, host: str, path: Path) -> None:
    lines = [
        f"Students join at {' or '.join(room.addresses)} with the code {room.code}",
        f"Instructor's board (keep this link to yourself): {board}",
        f"The class is in {path}; it goes on from there whatever happens. Stop with Ctrl-C",
    ]
    if host in HERE:
        lines.append("Only this machine can reach it; for a room use --host 0.0.0.0")
    else:
        lines.append(
            "Warning: it listens beyond this machine, without encryption: whoever is on this "
            "network can reach it, and could read along."
        )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
