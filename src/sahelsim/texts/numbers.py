"""Numbers as people read them: units, thousands, few digits, as a locale writes them."""

from __future__ import annotations

from functools import cache
from typing import Any

PERCENT = ("share", "probability")
HEADS = ("people", "deaths")  # whole people; a mean difference below ten keeps a digit
MINUS = "\u2212"  # as wide as a plus, and no line breaks after it
ENGLISH = "en_GB"
HARD, NARROW = "\u00a0", "\u202f"  # browsers and thousands have the narrow one; so has per cent


def is_share(unit: str) -> bool:
    """Tell whether a unit counts from 0 to 1 and is read in per cent."""
    return unit.startswith(PERCENT)


def amount(value: float, unit: str, locale: str = ENGLISH) -> str:
    r"""Return a value with sensible digits for its unit.

    Examples
    --------
    >>> amount(0.234, "share of people"), amount(51234.0, "people"), amount(3.219, "index 0-1")
    ('23%', '51,200', '3.22')
    >>> amount(-0.0004, "share of people"), amount(-0.004, "index 0-1")
    ('0.0%', '0.00')
    >>> amount(60.5, "deaths"), amount(-0.07, "people")
    ('60', '0')
    >>> amount(51234.0, "people", "fr") == "51\u202f200"
    True
    """
    if is_share(unit):
        return percent(value, 0 if abs(value) >= 0.0995 else 1, locale)
    if unit.startswith(HEADS) and abs(value) < 100:
        return written(value, 0, locale)
    return _number(value, locale)


def _number(value: float, locale: str) -> str:
    size = abs(value)
    if size >= 10_000:
        return written(round(value, -2), 0, locale)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    return written(value, digits, locale)


def gap(value: float, unit: str, locale: str = ENGLISH) -> str:
    """Return a difference of two values; of shares, in points of a hundred without their name.

    Examples
    --------
    >>> gap(-0.14, "share of people"), gap(51234.0, "people")
    ('−14', '51,200')
    >>> gap(1.72, "deaths"), gap(17.9, "deaths")
    ('1.7', '18')
    """
    if is_share(unit):
        return written(100 * value, 0 if abs(value) >= 0.0995 else 1, locale)
    if unit.startswith(HEADS) and abs(value) < 10:
        return written(value, 1, locale)
    return amount(value, unit, locale)


def signed(value: float, digits: int = 2, locale: str = ENGLISH) -> str:
    """Return a value with its sign and so many digits; what rounds to nothing has no sign.

    Examples
    --------
    >>> signed(0.123), signed(-0.5), signed(-0.004), signed(-2.06, 1)
    ('+0.12', '−0.50', '0.00', '−2.1')
    """
    told = written(value, digits, locale)
    return f"+{told}" if value > 0 and told.strip("0., ") else told


def percent(share: float, digits: int = 0, locale: str = ENGLISH) -> str:
    r"""Return a share of 1 in per cent.

    Examples
    --------
    >>> percent(0.42), percent(0.042, 1), percent(0.42, locale="fr") == "42\u202f%"
    ('42%', '4.2%', True)
    """
    from babel import Locale

    form = Locale.parse(locale).percent_formats[None].pattern.replace(HARD, NARROW)
    return _written(share, form.replace("##0", f"##{_digits(digits)}"), locale, 2 + digits)


def plain(value: float, locale: str = ENGLISH) -> str:
    """Return a number as it was set, to six digits.

    Examples
    --------
    >>> plain(2500), plain(0.25), plain(1e-7)
    ('2,500', '0.25', '1e-07')
    """
    if isinstance(value, int):
        return written(value, 0, locale)
    whole, _, decimals = f"{value:.6g}".partition(".")
    if "e" in whole + decimals:
        return f"{value:.6g}"
    return written(value, len(decimals), locale)


def written(value: float, digits: int, locale: str = ENGLISH) -> str:
    """Return a number with so many decimals; what rounds to nothing has no sign."""
    return _written(value, f"#,##{_digits(digits)}", locale, digits)


def _digits(digits: int) -> str:
    return f"0.{'0' * digits}" if digits else "0"


def _written(value: float, form: str, locale: str, digits: int) -> str:
    value = round(float(value), digits) + 0.0  # never minus zero
    return _pattern(form).apply(value, locale).replace("-", MINUS)


@cache
def _pattern(form: str) -> Any:
    from babel.numbers import parse_pattern

    return parse_pattern(form)
