"""What a run says of its actors' expectations: which table, and whether it was made for this model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sahelsim.geography.origins import LANDED
from sahelsim.model.sizes import POOLED, shipped_sizes
from sahelsim.scenario import load_scenario
from sahelsim.scenario.origins import at_origin
from sahelsim.study.expectations import table

NUMBERS = ("switches", "actors", "parameters", "initial", "cut")  # what a table was made with
OWN = ("expectations",)  # switches that no table depends on


def said_of(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a resolved scenario's actors expect, in plain values.

    ``changed`` names what differs from the model that the table was made of: these actors expect
    the unchanged model. ``assumed`` names actions without a row, which run on their own sizes.
    """
    sizes = str(scenario["switches"].get("expectations", "estimated"))
    if sizes == "written":
        return {"sizes": sizes}
    origin = str(scenario.get("origin", LANDED))
    known = [name for name in (origin, LANDED) if name in table.origins()]
    if not known:
        return {"sizes": "written"}
    rows = shipped_sizes(origin)
    held = {action for actor in scenario["actors"].values() for action in actor["can"]}
    return {
        "sizes": sizes,
        "table": known[0],
        "model": table.card(known[0])["model"],
        "stale": table.stale(known[0]),
        "changed": changed(scenario, origin),
        "assumed": sorted(action for action in held if (action, POOLED) not in rows),
    }


def changed(scenario: Mapping[str, Any], origin: str) -> list[str]:
    """Return the tables of settings that differ from the baseline's at the origin."""
    usual = _usual(origin)
    return [key for key in NUMBERS if _plain(scenario.get(key)) != _plain(usual.get(key))]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items() if k not in OWN}
    return value or None


@cache
def _usual(origin: str) -> dict[str, Any]:
    return at_origin(load_scenario("baseline"), origin).resolved()


__all__ = ["changed", "said_of"]
