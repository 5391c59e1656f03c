"""Plain words for what the validation pages name: forecasts, variants, shares, months."""

from __future__ import annotations

from collections.abc import Sequence

VARIANTS = {
    "baseline": "all actors free",
    "history": "decisions as taken",
    "no-deal": "no contract possible",
}
PLAIN = {
    "last_12": "any of the last 12 months",
    "last_36": "any of the last 36 months",
    "trend": "a trend of 60 months",
    "local_level": "a level that follows the last months",
    "reference_class": "wars like this one",
    "mean_of_rivals": "the mean of the simple forecasts",
}
SHARES = {
    "isgs_share": "ISGS's share of deaths between state and jihadists",
    "displaced": "Displaced inside Mali at the end of the year",
    "refugees": "Refugees abroad at the end of the year",
    "killed_by_state": "Share of killed civilians: by the state side",
    "killed_by_jihadist": "Share of killed civilians: by jihadists",
    "killed_by_militia": "Share of killed civilians: by militias",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_name(month: str) -> str:
    """Return a month in words.

    Examples
    --------
    >>> month_name("2022-03")
    'March 2022'
    """
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s unless there is one.

    Examples
    --------
    >>> counted(1, "month"), counted(8, "run")
    ('1 month', '8 runs')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def variant_name(variant: str) -> str:
    """Return a variant in words, with the name that commands know it by."""
    return f"{VARIANTS[variant]} ({variant})"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines of a terminal, each column as wide as its widest cell."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
