"""Numbers that several parts hold under one name: said here once, while each part has its own."""

from __future__ import annotations

from typing import Any

from sahelsim.core.parameter import people


def full_french_force() -> Any:
    """Declare the French force that counts as a full one."""
    return people(
        2500.0,
        "about half of the 5,100 of July 2021 served in Mali (facts table F102)",
        low=500.0,
        high=6000.0,
    )
