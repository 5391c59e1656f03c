"""What the record says before the deal: the targets of a fit, each with its tolerance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sahelsim.analysis.months import shifted
from sahelsim.geography import history
from sahelsim.study.calibration.statistics import (
    FEW,
    REGION,
    autocorrelation,
    dispersion,
)

LEAST_SHARE = 0.05  # regions with fewer deaths say little about the pattern


@dataclass(frozen=True)
class Target:
    """One statistic of the record, with the standard deviation that a fit may miss it by."""

    name: str
    label: str
    unit: str
    value: float
    tolerance: float
    source: str


@dataclass(frozen=True)
class Window:
    """The months that a fit may see: 12 months that end with ``until``."""

    until: str
    regions: tuple[tuple[str, float], ...] = ()  # shares of deaths by region, if the user has them

    @property
    def since(self) -> str:
        """First month of the window."""
        return shifted(self.until, -11)

    @property
    def last_year(self) -> int:
        """Last calendar year that ends inside the window or before it."""
        return int(self.until[:4]) - (self.until[5:] != "12")

    def months(self) -> list[str]:
        """Return the window's months."""
        return [shifted(self.since, k) for k in range(12)]


def targets(window: Window) -> list[Target]:
    """Return the record's statistics in a window; nothing after it is read."""
    total = _record("total", window)
    found = [
        _level("total", "Deaths a month", window, 0.25),
        _level("state_based", "State-based deaths a month", window, 0.3),
        _level("non_state", "Non-state deaths a month", window, 0.4),
        Target(
            "dispersion",
            "Variance over mean of monthly deaths",
            "log",
            float(dispersion(total)[0]),
            0.5,
            "ucdp_ged",
        ),
        Target(
            "autocorrelation",
            "Correlation of one month with the next",
            "1",
            float(autocorrelation(total)[0]),
            0.35,
            "ucdp_ged",
        ),
    ]
    found += [*_civilians(window), *_dyads(window), *_perpetrators(window)]
    return [*found, *_displaced(window), *_accord(), *_opinion(window), *_regional(window)]


def _record(kind: str, window: Window) -> np.ndarray:
    found = history.deaths(kind, window.until, window.since)
    return np.array([[found[m] for m in window.months() if m in found]])


def _level(kind: str, label: str, window: Window, tolerance: float) -> Target:
    mean = _mean(kind, window)
    return Target(kind, label, "log deaths", float(np.log(mean + FEW)), tolerance, "ucdp_ged")


def _mean(kind: str, window: Window) -> float:
    """Return deaths a month of a type; a split that no month has is the last full year's."""
    total = float(_record("total", window).mean())
    by = history.deaths_by_type(window.last_year)[window.last_year]
    months = _record("state_based", window)
    split = total * by["state_based"] / sum(by.values())
    state_based = float(months.mean()) if months.size == len(window.months()) else split
    if kind in ("total", "state_based"):
        return {"total": total, "state_based": state_based}[kind]
    return (total - state_based) * by[kind] / (by["non_state"] + by["one_sided"])


def _one_sided(first: str, last: str, window: Window) -> float:
    """Return civilians killed a month from the rest of deaths, split as in the last full year."""
    by = history.deaths_by_type(window.last_year)[window.last_year]
    rest = float(np.mean(list(history.deaths("other", last, first).values())))
    return rest * by["one_sided"] / (by["non_state"] + by["one_sided"])


def _civilians(window: Window) -> list[Target]:
    """Return civilians killed by quarter, between the UN's wide count and UCDP's strict one.

    The two differ by a factor of two to four; the tolerance reaches from one to the other.
    """
    counts = history.civilians_by_quarter(window.until)
    known = {q: n for q, n in counts.items() if history.quarter_ends(q)[0] >= window.since}
    found = []
    for quarter, killed in known.items():
        first, last = history.quarter_ends(quarter)
        strict = _one_sided(first, last, window)
        middle = float(np.log([killed / 3 + FEW, strict + FEW]).mean())
        label = f"Civilians killed a month, {quarter} (between UN and UCDP)"
        found.append(
            Target(
                f"civilians_{quarter}", label, "log deaths", middle, 0.6, "minusma_hrd, ucdp_ged"
            )
        )
    return found or [_level("one_sided", "Civilians killed a month (UCDP)", window, 0.6)]


def _dyads(window: Window) -> list[Target]:
    """Return the dyads' shares of state-based deaths in the last full year; JNIM has the rest."""
    year = window.last_year
    deaths = {who: d for (y, who), d in history.dyads(year).items() if y == year}
    total = sum(deaths.values())
    if not total:
        return []
    jihad = deaths.get("isgs", 0.0) + deaths.get("jnim", 0.0)
    return [
        Target(
            "isgs_share",
            f"ISGS's share of state-jihadist deaths, {year}",
            "share",
            deaths.get("isgs", 0.0) / jihad,
            0.08,
            "ucdp_brd",
        ),
        Target(
            "cma_share",
            f"CMA's share of state-based deaths, {year}",
            "share",
            deaths.get("cma", 0.0) / total,
            0.05,
            "ucdp_brd",
        ),
    ]


def _perpetrators(window: Window) -> list[Target]:
    """Return perpetrators' shares of civilian victims by quarter, where the UN counted them."""
    found = []
    for quarter, (forces, militias) in history.perpetrators(window.until).items():
        if history.quarter_ends(quarter)[0] >= window.since:
            for name, label, part in (
                ("forces", "State side's share of victims", forces),
                ("militias", "Militias' share of victims", militias),
            ):
                text = f"{label}, {quarter}"
                found.append(Target(f"{name}_{quarter}", text, "share", part, 0.15, "minusma_hrd"))
    return found


def _displaced(window: Window) -> list[Target]:
    """Return how displacement grew: inside the window where counted, else over the last year."""
    first, last = history.displaced_counts(window.since, window.until)
    if last is not None and first is not None:
        label = f"Displaced in {last[0]} over the end of {first[0]}"
        return [Target("displaced", label, "factor", last[1] / first[1], 0.25, "facts_mali")]
    stock = history.displaced_at_year_end(window.last_year)
    growth = stock[window.last_year] / stock[window.last_year - 1]
    label = f"Displaced at the end of {window.last_year} over a year before"
    return [Target("displaced", label, "factor", growth, 0.5, "unhcr_rdf")]


def _accord() -> list[Target]:
    """Return that the accord of 2015 held: in every window before the deal it did."""
    label = "The accord of 2015 in force at the end"
    return [Target("accord", label, "share of runs", 1.0, 0.2, "facts_mali")]


def _opinion(window: Window) -> list[Target]:
    """Return approval of French forces by region, from the last poll that asked it by region."""
    return [
        Target(
            f"approves_france_{region}",
            f"Approval of French forces, {region} ({poll})",
            "share",
            share,
            0.06,
            "mali_metre",
        )
        for region, (poll, share) in history.approval_of_france(window.until).items()
    ]


def _regional(window: Window) -> list[Target]:
    """Return regions' shares of deaths: UCDP's in the window, or those of the user's table."""
    source = "user's table" if window.regions else "ucdp_ged"
    return [
        Target(REGION + name, f"{name}'s share of deaths", "share", share, 0.1, source)
        for name, share in window.regions or _shares(window)
        if share >= LEAST_SHARE
    ]


def _shares(window: Window) -> list[tuple[str, float]]:
    months = history.deaths_by_region(window.until, window.since).values()
    by = {name: sum(row[name] for row in months) for name in next(iter(months))}
    return [(name, deaths / max(sum(by.values()), 1.0)) for name, deaths in by.items()]
