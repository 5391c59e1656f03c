"""Numbers as people read them: units, thousands, few digits."""

from __future__ import annotations

PERCENT = ("share", "probability")
HEADS = ("people", "deaths")  # whole people; a mean difference below ten keeps a digit


def is_share(unit: str) -> bool:
    """Tell whether a unit counts from 0 to 1 and is read in per cent."""
    return unit.startswith(PERCENT)


def amount(value: float, unit: str) -> str:
    """Return a value with sensible digits for its unit.

    Examples
    --------
    >>> amount(0.234, "share of people"), amount(51234.0, "people"), amount(3.219, "index 0-1")
    ('23 %', '51,200', '3.22')
    >>> amount(-0.0004, "share of people"), amount(-0.004, "index 0-1")
    ('0.0 %', '0.00')
    >>> amount(60.5, "deaths"), amount(-0.07, "people")
    ('60', '0')
    """
    if is_share(unit):
        return _plain(_share(value))
    if unit.startswith(HEADS) and abs(value) < 100:
        return _plain(f"{value:.0f}")
    return _plain(_number(value))


def _plain(text: str) -> str:
    """Drop the sign of what rounds to nothing."""
    return text if text.strip("-0. %") else text.removeprefix("-")


def _share(value: float) -> str:
    return f"{100 * value:.0f} %" if abs(value) >= 0.0995 else f"{100 * value:.1f} %"


def _number(value: float) -> str:
    size = abs(value)
    if size >= 10_000:
        return f"{round(value, -2):,.0f}"
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def signed(value: float, digits: int = 2) -> str:
    """Return a value with its sign and so many digits; what rounds to nothing has no sign.

    Examples
    --------
    >>> signed(0.123), signed(-0.5), signed(-0.004), signed(-2.06, 1)
    ('+0.12', '-0.50', '0.00', '-2.1')
    """
    text = f"{value:+.{digits}f}"
    return text if text.strip("+-0.") else text[1:]


def gap(value: float, unit: str) -> str:
    """Return a difference of two values; shares differ by points, not by per cent.

    Examples
    --------
    >>> gap(-0.14, "share of people"), gap(51234.0, "people")
    ('-14 points', '51,200')
    >>> gap(1.72, "deaths"), gap(17.9, "deaths")
    ('1.7', '18')
    """
    if is_share(unit):
        return amount(value, unit).replace("%", "points")
    if unit.startswith(HEADS) and abs(value) < 10:
        return _plain(f"{value:.1f}")
    return amount(value, unit)
