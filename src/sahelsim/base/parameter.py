"""A number with its unit, range and source: the only way a constant enters the model.

A number that has a range is an uncertainty. ``source`` is a key of ``references.bib`` or the word
``assumed``; a number that is assumed must say why.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sahelsim.base.errors import CardError, did_you_mean

ASSUMED = "assumed"


@dataclass(frozen=True)
class Number:
    """A value with unit, range and source.

    Raises
    ------
    CardError
        If the value lies outside its range, or is assumed without a reason.
    """

    value: Any
    unit: str
    low: float
    high: float
    source: str
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse what no card may hold."""
        if self.source == ASSUMED and not self.why:
            raise CardError("a number with source 'assumed' needs a 'why'")
        value = np.asarray(self.value, dtype=float)
        if not bool(np.all((value >= self.low) & (value <= self.high))):
            raise CardError(
                f"value {self.value} is outside its range {self.low} to {self.high} {self.unit}"
            )


@dataclass(frozen=True)
class Switch:
    """A contested question of theory with its named answers, both literatures cited."""

    default: str
    options: tuple[str, ...]
    about: str
    sources: tuple[str, ...]

    def code(self, option: str) -> float:
        """Return the option's number, as arrays of worlds hold it."""
        if option not in self.options:
            raise CardError(f"unknown option '{option}': {did_you_mean(option, self.options)}")
        return float(self.options.index(option))


def parameter(
    value: float, *, unit: str, low: float, high: float, source: str, why: str = ""
) -> Any:
    """Declare a number of a mechanism or action as a dataclass field.

    Parameters
    ----------
    value : float
        Central value, in ``unit``.
    unit : str
        The unit in plain text; ``"1"`` for a pure number.
    low, high : float
        Range within which a study may vary it.
    source : str
        Key in ``references.bib``, or ``"assumed"``.
    why : str
        Why the value is a fair guess; required when assumed.
    """
    number = Number(value, unit, low, high, source, why)
    return dataclasses.field(default=value, metadata={"number": number})


def switch(name: str) -> Any:
    """Declare that a mechanism or action follows the switch of this name (a code per world)."""
    return dataclasses.field(default=0.0, metadata={"switch": name})


def numbers_of(part: Any) -> Mapping[str, Number]:
    """Return the declared numbers of a mechanism or action class, by field name."""
    return {
        field.name: field.metadata["number"]
        for field in dataclasses.fields(part)
        if "number" in field.metadata
    }


def switches_of(part: Any) -> Mapping[str, str]:
    """Return which fields of a part follow which switch."""
    return {
        field.name: field.metadata["switch"]
        for field in dataclasses.fields(part)
        if "switch" in field.metadata
    }
