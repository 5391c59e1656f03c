"""From the model's weeks to the record's calendar months."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def by_month(weekly: Array, start: date) -> tuple[list[str], Array]:
    """Return the whole months of weekly counts, each week's count spread over its days.

    Parameters
    ----------
    weekly : array, (runs, weeks)
        Counts of the weeks that begin on ``start``.
    start : date
        First day of the first week.

    Returns
    -------
    months : list of str
        ``YYYY-MM``, only months of which every day was lived.
    counts : array, (runs, months)

    Examples
    --------
    >>> months, counts = by_month(np.full((1, 9), 7.0), date(2021, 11, 1))
    >>> months, counts.round(6).tolist()
    (['2021-11', '2021-12'], [[30.0, 31.0]])
    """
    days = [start + timedelta(days=k) for k in range(7 * weekly.shape[1])]
    names = [day.isoformat()[:7] for day in days]
    whole = [m for m in dict.fromkeys(names) if names.count(m) == _length(m)]
    column = {month: k for k, month in enumerate(whole)}
    spread = np.zeros((weekly.shape[1], len(whole)))
    for k, month in enumerate(names):
        if month in column:
            spread[k // 7, column[month]] += 1 / 7
    return whole, np.asarray(weekly @ spread)


def shifted(month: str, by: int) -> str:
    """Return the month some months later (or earlier).

    Examples
    --------
    >>> shifted("2021-11", 2), shifted("2021-01", -12)
    ('2022-01', '2020-01')
    """
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{number + 1:02d}"


def first_day(month: str) -> date:
    """Return the first day of a month like ``2021-11``."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """Return the last day of a month like ``2021-11``."""
    return first_day(shifted(month, 1)) - timedelta(days=1)


def _length(month: str) -> int:
    return (first_day(shifted(month, 1)) - first_day(month)).days
