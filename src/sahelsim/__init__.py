"""sahelsim: a laboratory of Mali's conflict. A what-if, never a forecast.

>>> import sahelsim as ss
>>> ss.__version__
'0.1.0'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sahelsim.core.version import __version__

if TYPE_CHECKING:
    from sahelsim.api import (
        check,
        compare,
        fork,
        load_scenario,
        run,
        scenarios,
        sweep,
    )
    from sahelsim.core.errors import SahelsimError
    from sahelsim.study.result import Result

__all__ = [
    "Result",
    "SahelsimError",
    "__version__",
    "check",
    "compare",
    "fork",
    "load_scenario",
    "open_sweep",
    "run",
    "scenarios",
    "sweep",
]

_HOMES = {
    "Result": "sahelsim.study.result",
    "SahelsimError": "sahelsim.core.errors",
    "check": "sahelsim.api",
    "compare": "sahelsim.api",
    "fork": "sahelsim.api",
    "load_scenario": "sahelsim.api",
    "open_sweep": "sahelsim.api",
    "run": "sahelsim.api",
    "scenarios": "sahelsim.api",
    "sweep": "sahelsim.api",
}


def __getattr__(name: str) -> Any:
    """Import a public name where it is first used, so that ``import sahelsim`` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sahelsim' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
