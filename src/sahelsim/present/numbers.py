"""Numbers as people read them: units, thousands, few digits."""

from __future__ import annotations

PERCENT = ("share", "probability")


def amount(value: float, unit: str) -> str:
    """Return a value with sensible digits for its unit.

    Examples
    --------
    >>> amount(0.234, "share of people"), amount(51234.0, "people"), amount(3.219, "index 0-1")
    ('23 %', '51,200', '3.22')
    >>> amount(-0.0004, "share of people"), amount(-0.004, "index 0-1")
    ('0.0 %', '0.00')
    """
    text = _share(value) if unit.startswith(PERCENT) else _number(value)
    nothing = not text.strip("-0. %")
    return text.removeprefix("-") if nothing else text


def _share(value: float) -> str:
    return f"{100 * value:.0f} %" if abs(value) >= 0.0995 else f"{100 * value:.1f} %"


def _number(value: float) -> str:
    size = abs(value)
    if size >= 10_000:
        return f"{round(value, -2):,.0f}"
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def gap(value: float, unit: str) -> str:
    """Return a difference of two values; shares differ by points, not by per cent.

    Examples
    --------
    >>> gap(-0.14, "share of people"), gap(51234.0, "people")
    ('-14 points', '51,200')
    """
    if unit.startswith(PERCENT):
        return amount(value, unit).replace("%", "points")
    return amount(value, unit)
