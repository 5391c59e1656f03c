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

from sahelsim.core.errors import CardError, did_you_mean

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
        """Return the option's number, as arrays of replicates hold it."""
        if option not in self.options:
            raise CardError(f"unknown option '{option}': {did_you_mean(option, self.options)}")
        return float(self.options.index(option))


def parameter(
    value: float, why: str = "", *, unit: str, low: float, high: float, source: str = ASSUMED
) -> Any:
    """Declare a parameter of a mechanism or action as a dataclass field.

    Parameters
    ----------
    value : float
        Central value, in ``unit``.
    why : str
        Why the value is a fair guess; required when assumed.
    unit : str
        The unit in plain text; ``"1"`` for a pure number.
    low, high : float
        Range within which a study may vary it.
    source : str
        Key in ``references.bib``, or ``"assumed"``.
    """
    number = Number(value, unit, low, high, source, why)
    return dataclasses.field(default=value, metadata={"number": number})


def share(
    value: float, why: str = "", *, low: float = 0.0, high: float = 1.0, source: str = ASSUMED
) -> Any:
    """Declare a share, 0 to 1."""
    return parameter(value, why, unit="share", low=low, high=high, source=source)


def probability(
    value: float, why: str = "", *, low: float = 0.0, high: float = 1.0, source: str = ASSUMED
) -> Any:
    """Declare a probability, 0 to 1."""
    return parameter(value, why, unit="probability", low=low, high=high, source=source)


def swing(
    value: float, why: str = "", *, low: float = 0.0, high: float = 2.0, source: str = ASSUMED
) -> Any:
    """Declare how far an expected effect moves an incentive; 1 is a typical swing."""
    return parameter(value, why, unit="swing", low=low, high=high, source=source)


def weekly_rate(
    value: float, why: str = "", *, low: float, high: float, source: str = ASSUMED
) -> Any:
    """Declare a rate a week."""
    return parameter(value, why, unit="1/week", low=low, high=high, source=source)


def factor(value: float, why: str = "", *, low: float, high: float, source: str = ASSUMED) -> Any:
    """Declare a factor that multiplies something else."""
    return parameter(value, why, unit="factor", low=low, high=high, source=source)


def people(value: float, why: str = "", *, low: float, high: float, source: str = ASSUMED) -> Any:
    """Declare a number of people."""
    return parameter(value, why, unit="people", low=low, high=high, source=source)


def million_usd(
    value: float, why: str = "", *, low: float, high: float, source: str = ASSUMED
) -> Any:
    """Declare an amount of money in million USD."""
    return parameter(value, why, unit="million USD", low=low, high=high, source=source)


def switch(name: str) -> Any:
    """Declare that a mechanism or action follows the switch of this name (a code per replicate)."""
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
