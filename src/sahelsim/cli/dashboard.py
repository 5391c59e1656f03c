"""``dashboard``: start the explorer's web pages on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from sahelsim.cli import options
from sahelsim.core.errors import UsageError

NEEDS = ("dash", "waitress")


def main(command: str, words: Sequence[str]) -> int:
    """Serve until stopped."""
    given = _parser(command).parse_args(list(words))
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the explorer needs {' and '.join(missing)}: pip install 'sahelsim[dashboard]'"
        )
    if not 0 <= given.port <= 65_535:
        raise UsageError(f"--port must be 0 to 65535, not {given.port}")
    from sahelsim.dashboard.server import serve

    serve(host=given.host, port=given.port, browser=not given.no_browser, folder=given.results)
    return 0


def _parser(command: str) -> options.Parser:
    words = options.parser(
        command,
        "Open the explorer: web pages served by this machine, without a network.",
        "  sahelsim dashboard\n  sahelsim dashboard --port 8100 --no-browser",
    )
    words.add_argument("--port", type=int, default=8050, help="port (8050); 0 takes a free one")
    words.add_argument("--host", default="127.0.0.1", help="address to listen on (this machine)")
    words.add_argument("--no-browser", action="store_true", help="only print the address")
    words.add_argument("--results", type=Path, default=Path("out"), help="sweep results (out)")
    return words
