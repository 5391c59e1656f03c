"""Starting the explorer: the pool, the application, waitress, a browser."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sahelsim.core.errors import UsageError
from sahelsim.dashboard.app import make_app
from sahelsim.dashboard.connections import listen
from sahelsim.dashboard.guard import ANY_NUMBER
from sahelsim.dashboard.jobs import Pool
from sahelsim.dashboard.service import Service

HERE = ("127.0.0.1", "localhost", "::1")


def serve(*, host: str, port: int, browser: bool, folder: Path) -> None:
    """Serve the explorer until it is stopped.

    Parameters
    ----------
    host, port : str, int
        Where to listen; an address other than this machine's own is warned about.
    browser : bool
        Whether to open a browser.
    folder : Path
        Where result folders of sweeps are looked for.

    Raises
    ------
    UsageError
        If the address cannot be had.
    """
    logging.getLogger("waitress").setLevel(logging.ERROR)  # a full class or its end is no fault
    with _at_work() as pool:
        app = make_app(Service(pool), folder, HERE if host in HERE else names_of(host))
        gc.freeze()  # pages and libraries stay: looking through them would hold up an answer
        try:
            server = listen(app.server, host, port)
        except (OSError, ValueError) as error:
            text = getattr(error, "strerror", None) or error
            raise UsageError(f"{host}:{port} cannot be had ({text}); try another --port") from None
        address = f"http://{host}:{server.effective_port}/"
        _announce(address, host)
        if browser:
            threading.Timer(0.3, webbrowser.open, [address]).start()
        server.run()


@contextmanager
def _at_work() -> Iterator[Pool]:
    """Give the processes; whatever ends the explorer, a plain ``kill`` too, ends them first."""
    pool: Pool | None = None

    def leave(*_: Any) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if pool is not None:
            pool.give_up()  # a thread that waits for its file would hold up the end
        raise SystemExit

    before = signal.signal(signal.SIGTERM, leave)
    pool = Pool(os.cpu_count() or 1)
    try:
        _warm(pool)
        yield pool
    finally:
        pool.close()
        signal.signal(signal.SIGTERM, before)


def _warm(pool: Pool) -> None:
    """Start the processes deaf to Ctrl-C, which reaches a whole terminal: the explorer ends them."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pool.warm()
    finally:
        signal.signal(signal.SIGINT, before)


def names_of(host: str) -> tuple[str, ...]:
    """Return by which names this machine is known where it listens beyond itself.

    Numbers are names too, and safe: who leads a name of his own here cannot lead a number.
    """
    here = socket.gethostname()
    return (
        *HERE,
        ANY_NUMBER,
        host.lower(),
        here.lower(),
        f"{here}.local".lower(),
        socket.getfqdn().lower(),
    )


def _announce(address: str, host: str) -> None:
    sys.stdout.write(f"The explorer is at {address}  (stop it with Ctrl-C)\n")
    if host not in HERE:
        sys.stdout.write(
            "Warning: it listens beyond this machine, without passwords; anybody who reaches it "
            "can use its processors.\n"
        )
    sys.stdout.flush()
