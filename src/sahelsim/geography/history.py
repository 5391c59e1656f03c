"""The record of 2010 to 2022, with its flags; ``until`` proves what a reader has seen."""

from __future__ import annotations

from sahelsim.geography.places import REGION_IDS
from sahelsim.geography.tables import Row, number, read_table


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
        ``total``, ``state_based`` or ``other`` (non-state and one-sided); months without a split,
        all before 2018, are left out.
    until, since : str
        Months like ``2021-10``.
    """
    rows = [r for r in read_table("ucdp_country_month") if since <= r["month"] <= until]
    return {r["month"]: number(r[TYPES[kind]]) for r in rows if r[TYPES[kind]].strip()}


def deaths_by_type(until_year: int) -> dict[int, dict[str, float]]:
    """Return deaths by year and type, up to and with a year (UCDP).

    Examples
    --------
    >>> deaths_by_type(2017)[2017]
    {'state_based': 383.0, 'non_state': 176.0, 'one_sided': 53.0}
    """
    kinds = ("state_based", "non_state", "one_sided")
    rows = [r for r in read_table("ucdp_country_year_types") if int(r["year"]) <= until_year]
    return {int(r["year"]): {k: number(r[k]) for k in kinds} for r in rows}


def deaths_by_region(until: str, since: str = "2017-01") -> dict[str, dict[str, float]]:
    """Return monthly deaths by month and region, both ends included (UCDP events with a place).

    Ménaka is counted inside Gao before 2017.
    """
    found: dict[str, dict[str, float]] = {}
    for row in read_table("ucdp_region_month"):
        if since <= row["month"] <= until:
            region = REGION_IDS[row["region"]]
            found.setdefault(row["month"], {})[region] = number(row["deaths_best"])
    return found


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


def refugees_at_year_end(until_year: int) -> dict[int, float]:
    """Return refugees from Mali by year, up to and with a year (UNHCR)."""
    rows = read_table("displacement_year")
    return {int(r["year"]): number(r["refugees"]) for r in rows if int(r["year"]) <= until_year}


def dyads(until_year: int) -> dict[tuple[int, str], float]:
    """Return deaths between the state and ``jnim``, ``isgs`` or ``cma`` by (year, group) (UCDP).

    JNIM counts the groups that founded it in 2017.
    """
    group = {"IS": "isgs", "CMA": "cma"}
    found: dict[tuple[int, str], float] = {}
    for row in read_table("ucdp_dyad_year"):
        year, kind = int(row["year"]), row["dyad_class"]
        if year <= until_year and kind in ("state_vs_jihadist", "state_vs_tuareg"):
            other = "jnim" if kind == "state_vs_jihadist" else "cma"
            key = (year, group.get(row["side_b"], other))
            found[key] = found.get(key, 0.0) + number(row["deaths_best"])
    return found


def quarters(since: str, until: str) -> list[str]:
    """Return the whole quarters between two months, both included.

    Examples
    --------
    >>> quarters("2020-11", "2021-10")
    ['2021Q1', '2021Q2', '2021Q3']
    """
    years = range(int(since[:4]), int(until[:4]) + 1)
    names = [f"{year}Q{k}" for year in years for k in (1, 2, 3, 4)]
    return [q for q in names if since <= quarter_ends(q)[0] and quarter_ends(q)[1] <= until]


def quarter_ends(quarter: str) -> tuple[str, str]:
    """Return the first and last month of a quarter like ``2021Q2``."""
    year, k = quarter[:4], int(quarter[-1])
    return f"{year}-{3 * k - 2:02d}", f"{year}-{3 * k:02d}"


def civilians_by_quarter(until: str) -> dict[str, float]:
    """Return civilians killed by quarter (UN); a half year less its first quarter gives the second."""
    rows = [r for r in civilians_killed(until) if r["indicator"] == "civilians_killed"]
    counts = {r["period"]: number(r["value"]) for r in rows if r["actor"] == "all"}
    found = {period: n for period, n in counts.items() if "Q" in period}
    for period, n in counts.items():
        first, second = (period.replace("H1", q) for q in ("Q1", "Q2"))
        if "H1" in period and first in found and second not in found:
            found[second] = n - found[first]
    return dict(sorted(found.items()))


def perpetrators(until: str) -> dict[str, tuple[float, float]]:
    """Return the state side's and the militias' share of victims by quarter (UN).

    Victims where the UN published them, else documented cases. The state side counts French and
    regional forces; the rest are jihadists and signatory groups.
    """
    found = {}
    for indicator in ("abuses_documented", "share_of_victims"):
        counts: dict[str, dict[str, float]] = {}
        for row in civilians_killed(until):
            if row["indicator"] == indicator and row["actor"] != "all" and "Q" in row["period"]:
                counts.setdefault(row["period"], {})[row["actor"]] = number(row["value"])
        for period, by in counts.items():
            total = sum(by.values())
            state = sum(n for who, n in by.items() if "forces" in who or "france" in who)
            found[period] = (state / total, by.get("community_militia", 0.0) / total)
    return found


Count = tuple[str, float]


def displaced_counts(since: str, until: str) -> tuple[Count | None, Count | None]:
    """Return (year, displaced) before a window and the last (month, displaced) counted in it."""
    year = str(int(since[:4]) - (since[5:] == "01"))
    ends = displaced_at_year_end(int(year)) if f"{year}-12" <= until else {}
    inside = [
        (row["date"], number(row["number"]))
        for row in facts(until)
        if (row["actor"], row["category"]) == ("Displaced", "idp")
        and row["date"] >= since
        and "-" in row["date"]
    ]
    first = (year, ends[int(year)]) if int(year) in ends else None
    return first, max(inside, default=None)


def approval_of_france(until: str) -> dict[str, tuple[str, float]]:
    """Return (poll, share approving) by region from polls that ended by a month (Mali-Mètre).

    Where only dissatisfaction was published, approval is taken as the rest.
    """
    named = {"Segou": "Ségou", "Menaka": "Ménaka"}
    found = {}
    for row in read_table("public_opinion"):
        ended, area = row["field_end"][:7], row["area"]
        asked = (row["question"], row["answer"])
        if ended and ended <= until and area != "national" and asked == _BARKHANE:
            poll = f"{row['poll'].split(' ')[0]}, {ended}"
            found[named.get(area, area)] = (poll, 1.0 - number(row["percent"]) / 100.0)
    return found


_BARKHANE = ("work of Barkhane", "dissatisfied (very or rather)")
