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
    return list(deaths("total", until, since).items())


TYPES = {"total": "total_best", "state_based": "state_based", "other": "nonstate_plus_onesided"}


def deaths(kind: str, until: str, since: str = "2012-01") -> dict[str, float]:
    """Return monthly deaths of one type by month, both ends included (UCDP).

    Parameters
    ----------
    kind : str
        ``total``, ``state_based``, ``other`` (non-state and one-sided), ``non_state`` or
        ``one_sided``; months without a split are left out.
    until, since : str
        Months like ``2021-10``.
    """
    column = TYPES.get(kind, kind)
    rows = [r for r in read_table("ucdp_country_month") if since <= r["month"] <= until]
    return {r["month"]: number(r[column]) for r in rows if r[column].strip()}


def dyad_deaths(until_year: int) -> dict[tuple[int, str], float]:
    """Return deaths between state and jihadists by (year, group), up to and with a year (UCDP)."""
    found: dict[tuple[int, str], float] = {}
    for row in read_table("ucdp_dyad_year"):
        year = int(row["year"])
        if year <= until_year and row["dyad_class"] == "state_vs_jihadist":
            key = (year, row["side_b"])
            found[key] = found.get(key, 0.0) + number(row["deaths_best"])
    return found


def civilians_killed(until: str) -> list[Row]:
    """Return the UN's rows on civilians, for periods that end by a month."""
    rows = read_table("civilians_killed_by_perpetrator_quarter")
    return [r for r in rows if r["end"][:7] <= until]


def facts(until: str = "2022-12") -> list[Row]:
    """Return dated facts up to a month."""
    return [r for r in read_table("facts") if r["date"][:7] <= until]


def displaced_at_year_end(until_year: int) -> dict[int, float]:
    """Return internally displaced people by year, up to and with a year (UNHCR)."""
    rows = read_table("displacement_year")
    return {int(r["year"]): number(r["idps"]) for r in rows if int(r["year"]) <= until_year}
