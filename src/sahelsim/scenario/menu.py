"""What each actor may choose in a scenario: its name, what it does, when it is open."""

from __future__ import annotations

import re
import sys
from typing import Any

from sahelsim.model import parts
from sahelsim.model.action import Action
from sahelsim.scenario.scenario import Scenario

ALWAYS = "always"


def menu(scenario: Scenario) -> list[dict[str, Any]]:
    """Return a row for each actor and action, in the order of the cards.

    Returns
    -------
    list of dict
        ``action`` (its identifier), ``actor``, ``decision``, ``label``, ``does``, ``open`` (when it
        can be chosen) and ``barred`` (whether the scenario takes it away).
    """
    return [
        {"action": name, "actor": actor, **told(parts.load_class("actions", name))}
        | {"barred": name in scenario.cannot.get(actor, ())}
        for actor, card in scenario.cards.items()
        for name in card.can
    ]


def told(action: type[Action]) -> dict[str, str]:
    """Return what an action says of itself."""
    own = action.allowed is not Action.allowed
    opens = (action.allowed.__doc__ or "").strip().split("\n")[0] if own else ALWAYS
    return {
        "decision": "any" if action.decision == "*" else action.decision,
        "label": action.label,
        "does": does(sys.modules[action.__module__].__doc__ or ""),
        "open": opens.rstrip("."),
    }


def does(text: str) -> str:
    """Return what stands under ``Does`` in an action's card, on one line."""
    found = re.search(r"^Does\n((?:    .*\n?|\n)+)", text, re.MULTILINE)
    return " ".join(found.group(1).split()) if found else ""
