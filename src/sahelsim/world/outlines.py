"""Outlines of the 50 cercles for drawing: longitude and latitude, rings separated by None."""

from __future__ import annotations

import json
from functools import cache

from sahelsim.world.tables import DATA

Ring = list[float | None]


@cache
def outlines() -> dict[str, dict[str, Ring]]:
    """Return ``{place id: {"x": longitudes, "y": latitudes}}``, on a grid of 1/40 degree."""
    text = (DATA / "cercle_outlines.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Ring]] = json.loads(text)
    return found
