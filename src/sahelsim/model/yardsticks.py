"""Numbers that several parts hold under one name: said here once, while each part has its own."""

from __future__ import annotations

from typing import Any

from sahelsim.base.parameter import parameter


def full_french_force() -> Any:
    """Declare the French force that counts as a full one."""
    return parameter(
        2500.0,
        unit="people",
        low=500.0,
        high=6000.0,
        source="assumed",
        why="what France kept in Mali around the end of 2021 (facts table F136)",
    )
