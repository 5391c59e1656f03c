"""A sweep's outcomes as people read them: what they are called, values, differences, intervals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sahelsim.analysis.expression import is_test
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.texts import numbers

NONE = "-"  # where there is no number to tell


def called(outcome: str) -> str:
    """Return an outcome's label; a class's, or what was asked for as it was written.

    Examples
    --------
    >>> called("total_deaths"), called("outcome_class == 'muddling'"), called("stability < 50")
    ('All deaths', 'Ends as muddling', 'stability < 50')
    """
    if outcome in INDICATORS:
        return INDICATORS[outcome].label
    ended = re.fullmatch(r"outcome_class == '(\w+)'", outcome)
    return f"Ends as {ended[1]}" if ended else outcome


def _unit(outcome: str) -> str:
    """Return an outcome's unit; a condition's is a share, an expression's is not known."""
    if outcome in INDICATORS:
        return INDICATORS[outcome].unit
    return "share of runs" if is_test(outcome) else ""


def value(outcome: str, number: float | None) -> str:
    """Return a value of an outcome in its unit; policies may differ by tenths of a share.

    Examples
    --------
    >>> value("total_deaths", 1519.4), value("jihadist_control_share", 0.1489)
    ('1,519', '14.9 %')
    """
    if number is None:
        return NONE
    unit = _unit(outcome)
    return f"{100 * number:.1f} %" if numbers.is_share(unit) else numbers.amount(number, unit)


def loss(outcome: str, number: float | None) -> str:
    """Return by how much an outcome falls short, which is never below 0."""
    return NONE if number is None else numbers.gap(number, _unit(outcome))


def difference(outcome: str, number: float | None) -> str:
    """Return a difference of two values of an outcome, with its sign.

    Examples
    --------
    >>> difference("total_deaths", 512.0), difference("jihadist_control_share", -0.021)
    ('+512', '−2.1 points')
    >>> difference("jihadist_control_share", -0.0005), difference("stability", 0.001)
    ('−0.05 points', '0.00')
    """
    if number is None:
        return NONE
    if numbers.is_share(_unit(outcome)):
        points = 100 * number
        return f"{numbers.signed(points, 2 if abs(points) < 1 else 1)} points"
    told = loss(outcome, number)
    return told if number < 0 or not told.strip("0.") else f"+{told}"


def interval(outcome: str, row: Mapping[str, Any]) -> str:
    """Return the ends of a difference's interval; the unit stands once.

    Examples
    --------
    >>> interval("jihadist_control_share", {"low": -0.05, "high": 0.012})
    '−5.0 to +1.2 points'
    """
    low, high = (difference(outcome, row.get(end)) for end in ("low", "high"))
    return NONE if NONE in (low, high) else f"{low.removesuffix(' points')} to {high}"


def plain(number: Any) -> str:
    """Return any number of an analysis, with three digits.

    Examples
    --------
    >>> plain(0.12345), plain(51234.0), plain(None), plain(True)
    ('0.123', '51,234', '-', 'yes')
    """
    if number is None or number != number:
        return NONE
    if isinstance(number, bool):
        return "yes" if number else "no"
    return f"{number:.3g}" if abs(number) < 1000 else f"{number:,.0f}"


def span(row: Mapping[str, Any], low: str, high: str) -> str:
    """Return an interval's ends as one cell."""
    if row.get(low) is None or row.get(high) is None:
        return NONE
    return f"{plain(row[low])} to {plain(row[high])}"
