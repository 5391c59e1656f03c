"""sahelsim: a laboratory of Mali's conflict. A what-if, never a forecast.

>>> import sahelsim as ss
>>> ss.__version__
'0.1.0'
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sahelsim.core.version import __version__

if TYPE_CHECKING:
    from sahelsim.api.analyses import contrast, diff, discover, flip, precision, sensitivity
    from sahelsim.api.answer import Answer, Listing
    from sahelsim.api.audit import Audit, audit
    from sahelsim.api.explorer import explorer
    from sahelsim.api.folders import Rerun, Verified, report, rerun, verify
    from sahelsim.api.results import Comparison, Fork, Result
    from sahelsim.api.runs import compare, fork, load_scenario, run
    from sahelsim.api.saved import Saved, open
    from sahelsim.api.settings import actions, check, new, parameters, scenarios, schema, trust
    from sahelsim.api.sweeps import extend, merge, status, sweep
    from sahelsim.api.swept import Sweep
    from sahelsim.api.truth import calibrate, hindcast
    from sahelsim.api.why import Why, replay, why
    from sahelsim.classroom.solo import Game, play
    from sahelsim.core.errors import SahelsimError
    from sahelsim.scenario.scenario import Scenario

__all__ = [
    "Answer",
    "Audit",
    "Comparison",
    "Fork",
    "Game",
    "Listing",
    "Rerun",
    "Result",
    "SahelsimError",
    "Saved",
    "Scenario",
    "Sweep",
    "Verified",
    "Why",
    "__version__",
    "actions",
    "audit",
    "calibrate",
    "check",
    "compare",
    "contrast",
    "diff",
    "discover",
    "explorer",
    "extend",
    "flip",
    "fork",
    "hindcast",
    "load_scenario",
    "merge",
    "new",
    "open",
    "parameters",
    "play",
    "precision",
    "replay",
    "report",
    "rerun",
    "run",
    "scenarios",
    "schema",
    "sensitivity",
    "status",
    "sweep",
    "trust",
    "verify",
    "why",
]

_HOMES = {
    "SahelsimError": "sahelsim.core.errors",
    "Scenario": "sahelsim.scenario.scenario",
    "contrast": "sahelsim.api.analyses",
    "diff": "sahelsim.api.analyses",
    "discover": "sahelsim.api.analyses",
    "flip": "sahelsim.api.analyses",
    "precision": "sahelsim.api.analyses",
    "sensitivity": "sahelsim.api.analyses",
    "Answer": "sahelsim.api.answer",
    "Listing": "sahelsim.api.answer",
    "Audit": "sahelsim.api.audit",
    "audit": "sahelsim.api.audit",
    "explorer": "sahelsim.api.explorer",
    "Rerun": "sahelsim.api.folders",
    "Verified": "sahelsim.api.folders",
    "report": "sahelsim.api.folders",
    "rerun": "sahelsim.api.folders",
    "verify": "sahelsim.api.folders",
    "Comparison": "sahelsim.api.results",
    "Fork": "sahelsim.api.results",
    "Result": "sahelsim.api.results",
    "compare": "sahelsim.api.runs",
    "fork": "sahelsim.api.runs",
    "load_scenario": "sahelsim.api.runs",
    "run": "sahelsim.api.runs",
    "Saved": "sahelsim.api.saved",
    "open": "sahelsim.api.saved",
    "actions": "sahelsim.api.settings",
    "check": "sahelsim.api.settings",
    "new": "sahelsim.api.settings",
    "parameters": "sahelsim.api.settings",
    "scenarios": "sahelsim.api.settings",
    "schema": "sahelsim.api.settings",
    "trust": "sahelsim.api.settings",
    "Sweep": "sahelsim.api.swept",
    "extend": "sahelsim.api.sweeps",
    "merge": "sahelsim.api.sweeps",
    "status": "sahelsim.api.sweeps",
    "sweep": "sahelsim.api.sweeps",
    "calibrate": "sahelsim.api.truth",
    "hindcast": "sahelsim.api.truth",
    "Why": "sahelsim.api.why",
    "replay": "sahelsim.api.why",
    "Game": "sahelsim.classroom.solo",
    "play": "sahelsim.classroom.solo",
    "why": "sahelsim.api.why",
}


class _Verb:
    """A verb that has the name of a folder of the package: ``actions``, ``report``."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, module: object, owner: type) -> Any:
        return getattr(import_module(_HOMES[self.name]), self.name)

    def __set__(self, module: object, folder: object) -> None:
        """Leave the folder where Python finds it, in ``sys.modules``."""


class _Package(ModuleType):
    """The package, whose public names are imported where they are first used."""

    actions, report = _Verb(), _Verb()

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'sahelsim' has no attribute '{name}'")
        return getattr(import_module(_HOMES[name]), name)

    def __dir__(self) -> list[str]:
        return sorted(__all__)


sys.modules[__name__].__class__ = _Package
