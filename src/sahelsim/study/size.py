"""How many runs a study may ask for, and which seeds there are; imports nothing heavy."""

from __future__ import annotations

from numbers import Integral

from sahelsim.core.errors import UsageError

MOST_RUNS = 100_000


def check_size(runs: int, seed: int) -> None:
    """Refuse a number of runs or a seed that makes no sense.

    Raises
    ------
    UsageError
        If either is no whole number, runs are not 1 to 100,000, or the seed is negative or above 63
        bits.
    """
    for name, value in (("runs", runs), ("seed", seed)):
        if not isinstance(value, Integral) or isinstance(value, bool):
            raise UsageError(f"{name} must be a whole number, not {value!r}")
    if not 1 <= runs <= MOST_RUNS:
        raise UsageError(f"runs must be 1 to {MOST_RUNS:,}, not {runs}")
    if not 0 <= seed < 2**63:
        raise UsageError(f"seed must be 0 or a positive whole number below 2^63, not {seed}")
