"""Outlines of the 50 cercles for drawing: longitude and latitude, rings separated by None."""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sahelsim.geography.tables import DATA

Array = NDArray[np.float64]
Ring = list[float | None]


@cache
def outlines() -> dict[str, dict[str, Ring]]:
    """Return ``{place id: {"x": longitudes, "y": latitudes}}``, on a grid of 1/40 degree."""
    text = (DATA / "cercle_outlines.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Ring]] = json.loads(text)
    return found


@cache
def centres() -> dict[str, tuple[float, float]]:
    """Return ``{place id: (longitude, latitude)}`` of the middle of each cercle's largest ring."""
    return {place: middle(line["x"], line["y"]) for place, line in outlines().items()}


def middle(x: Ring, y: Ring) -> tuple[float, float]:
    """Return the centre of mass of the largest of some rings, which None sets apart."""
    points = groupby(zip(x, y, strict=True), lambda point: None in point)
    rings = [np.array(list(ring), dtype=float).T for gap, ring in points if not gap]
    area, east, north = max((_moments(*ring) for ring in rings), key=lambda m: abs(m[0]))
    return round(east / (3 * area), 3), round(north / (3 * area), 3)


def _moments(x: Array, y: Array) -> tuple[float, float, float]:
    """Return twice a ring's area, and its moments, by the shoelace formula."""
    u, v = np.roll(x, -1), np.roll(y, -1)
    area = x * v - u * y
    return float(area.sum()), float(((x + u) * area).sum()), float(((y + v) * area).sum())
