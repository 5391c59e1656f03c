"""``dashboard``: start the dashboard's web pages on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.core.errors import UsageError

NEEDS = ("dash", "waitress")


def dashboard(
    *,
    port: Annotated[int, Parameter(help="Port; 0 takes a free one.")] = 8050,
    host: Annotated[str, Parameter(help="Address to listen on; this machine.")] = "127.0.0.1",
    no_browser: Annotated[bool, o.flag("Only print the address.")] = False,
    results: Annotated[Path, Parameter(help="Folder of sweeps' results.")] = Path("out"),
) -> int:
    """Open the dashboard: web pages served by this machine, without a network.

    Try:
      sahelsim dashboard
      sahelsim dashboard --port 8100 --no-browser
    """
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the dashboard needs {' and '.join(missing)}: pip install 'sahelsim[dashboard]'"
        )
    if not 0 <= port <= 65_535:
        raise UsageError(f"--port must be 0 to 65535, not {port}")
    from sahelsim.dashboard.server import serve

    serve(host=host, port=port, browser=not no_browser, folder=results)
    return 0
