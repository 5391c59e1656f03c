"""The record of 2010 to 2022, with its flags; ``until`` proves what a reader has seen."""

from __future__ import annotations

from sahelsim.world.tables import Row, number, read_table


def deaths_by_month(until: str = "2022-12", since: str = "2010-01") -> list[tuple[str, float]]:
    """Return (month, deaths of all types) from UCDP, both ends included.

    Examples
    --------
    >>> months = deaths_by_month("2021-10", "2020-11")
    >>> len(months), round(sum(d for _, d in months) / 12)
    (12, 102)
    """
    rows = read_table("ucdp_country_month")
    return [(r["month"], number(r["total_best"])) for r in rows if since <= r["month"] <= until]


def facts(until: str = "2022-12") -> list[Row]:
    """Return dated facts up to a month."""
    return [r for r in read_table("facts") if r["date"][:7] <= until]
