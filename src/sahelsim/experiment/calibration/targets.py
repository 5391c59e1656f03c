"""What the record says before the deal, and the same statistics of a simulated run."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import by_month, first_day, shifted
from sahelsim.base.errors import UsageError
from sahelsim.scenario.scenario import Scenario
from sahelsim.world import history
from sahelsim.world.mali import load_world

Array = NDArray[np.float64]
REGION = "deaths_in_"  # head of a region's share of all deaths of a run
LEAST_SHARE = 0.05  # regions with fewer deaths say little about the pattern
FEW = 1.0  # deaths a month added before a logarithm, so that an empty month has one


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
        _civilians(window),
        Target("dispersion", "Variance over mean of monthly deaths", "log", float(_dispersion(total)[0]),
               0.5, "ucdp_ged"),
        Target("autocorrelation", "Correlation of one month with the next", "1",
               float(_autocorrelation(total)[0]), 0.35, "ucdp_ged"),
    ]  # fmt: skip
    return [*found, *_shares(window), *_displaced(window), *_regional(window)]


def statistics(series: Mapping[str, Array], scenario: Scenario, window: Window) -> dict[str, Array]:
    """Return the same statistics of simulated runs, each (runs,)."""

    def monthly(name: str) -> Array:
        months, counts = by_month(series[name][:, 1:], scenario.start)
        return counts[:, [months.index(m) for m in window.months()]]

    first = (first_day(window.since) - scenario.start).days // 7
    last = min(first + 52, series["displaced"].shape[1] - 1)
    state, militia = series["one_sided_state"], series["one_sided_militia"]
    jihadist = series["one_sided_jihadist"]
    civilians = (state + militia + jihadist)[:, first + 1 : last + 1].sum(axis=1) + FEW
    isgs = monthly("isgs_state_deaths").sum(axis=1)
    jihad = isgs + monthly("jnim_state_deaths").sum(axis=1)
    total = monthly("total_deaths")
    return {
        "total": np.log(total.mean(axis=1) + FEW),
        "state_based": np.log(monthly("state_based_deaths").mean(axis=1) + FEW),
        "non_state": np.log(monthly("non_state_deaths").mean(axis=1) + FEW),
        "one_sided": np.log(monthly("one_sided_deaths").mean(axis=1) + FEW),
        "dispersion": _dispersion(total),
        "autocorrelation": _autocorrelation(total),
        "isgs_share": isgs / (jihad + FEW),
        "by_forces": state[:, first + 1 : last + 1].sum(axis=1) / civilians,
        "by_militias": militia[:, first + 1 : last + 1].sum(axis=1) / civilians,
        "displaced": series["displaced"][:, last] / series["displaced"][:, first],
    } | {name: share for name, share in series.items() if name.startswith(REGION)}


def _record(kind: str, window: Window) -> Array:
    found = history.deaths(kind, window.until, window.since)
    return np.array([[found[m] for m in window.months() if m in found]])


def _level(kind: str, label: str, window: Window, tolerance: float) -> Target:
    mean = float(_record(kind, window).mean())
    return Target(kind, label, "log deaths", float(np.log(mean + FEW)), tolerance, "ucdp_ged")


def _civilians(window: Window) -> Target:
    """Return civilians killed a month: the UN's count, which is wider than UCDP's, if there is one."""
    rows = {
        row["period"]: float(row["value"])
        for row in history.civilians_killed(window.until)
        if (row["indicator"], row["actor"]) == ("civilians_killed", "all")
        and row["end"][:7] >= window.since
        and "Q" in row["period"]
    }
    if not rows:
        return _level("one_sided", "Civilians killed a month (UCDP)", window, 0.6)
    mean = sum(rows.values()) / (3 * len(rows))
    label = "Civilians killed a month (UN)"
    return Target("one_sided", label, "log deaths", float(np.log(mean + FEW)), 0.4, "minusma_hrd")


def _dispersion(monthly: Array) -> Array:
    ratio = (monthly.var(axis=1, ddof=1) + FEW) / (monthly.mean(axis=1) + FEW)
    return np.asarray(np.log(ratio))


def _autocorrelation(monthly: Array) -> Array:
    z = monthly - monthly.mean(axis=1, keepdims=True)
    return np.asarray((z[:, 1:] * z[:, :-1]).sum(axis=1) / ((z**2).sum(axis=1) + 1e-9))


def _shares(window: Window) -> list[Target]:
    """Return the shares of dyads in the last full year, and of perpetrators where counted."""
    last_year = int(window.until[:4]) - (window.until[5:] != "12")
    dyads = history.dyad_deaths(last_year)
    jihad = {group: d for (year, group), d in dyads.items() if year == last_year}
    found = []
    if jihad:
        share = jihad.get("IS", 0.0) / sum(jihad.values())
        label = "ISGS's share of state-jihadist deaths"
        found.append(Target("isgs_share", label, "share", share, 0.12, "ucdp_ged"))
    counted = {
        row["actor"]: float(row["value"]) / 100.0
        for row in history.civilians_killed(window.until)
        if row["indicator"] == "share_of_victims" and row["end"][:7] >= window.since
    }
    if counted:
        forces = counted["malian_forces"] + counted.get("international_regional_forces", 0.0)
        known = forces + counted["community_militia"] + counted["jihadist"]
        for name, label, part in (
            ("by_forces", "State side's share of civilian victims", forces),
            ("by_militias", "Militias' share of civilian victims", counted["community_militia"]),
        ):
            found.append(Target(name, label, "share", part / known, 0.12, "minusma_hrd"))
    return found


def _displaced(window: Window) -> list[Target]:
    """Return the growth of displacement over the last full year that the window may see."""
    year = int(window.until[:4]) - (window.until[5:] != "12")
    stock = history.displaced_at_year_end(year)
    growth = stock[year] / stock[year - 1]
    label = f"Displaced at the end of {year} over a year before"
    # the wide tolerance pays for a year that is not the window's
    return [Target("displaced", label, "factor", growth, 0.5, "unhcr_rdf")]


def _regional(window: Window) -> list[Target]:
    """Return regions' shares of deaths from the user's table; the shipped data hold none."""
    return [
        Target(REGION + name, f"{name}'s share of deaths", "share", share, 0.15, "user's table")
        for name, share in window.regions
        if share >= LEAST_SHARE
    ]


def read_regions(path: Path, until: str) -> tuple[tuple[str, float], ...]:
    """Return each region's share of deaths in the last full year of a table ``year,REGION,...``.

    Raises
    ------
    UsageError
        If the table cannot be read, or has no row for that year.
    """
    year = str(int(until[:4]) - (until[5:] != "12"))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("year") == year]
        counts = {k: float(v) for k, v in rows[0].items() if k != "year"}
    except (OSError, UnicodeDecodeError, csv.Error, ValueError, IndexError, TypeError):
        text = f"--regions {path}: needs a row for {year} under 'year,REGION,...'"
        raise UsageError(text) from None
    known = {plain_name(r): r for r in load_world().regions}
    shares = dict.fromkeys(known.values(), 0.0)
    for name, deaths in counts.items():
        home = known.get(plain_name(ALIASES.get(name, name)))
        if home is None:
            raise UsageError(f"--regions {path}: unknown region '{name}'")
        shares[home] += deaths / max(sum(counts.values()), 1.0)
    return tuple(shares.items())


ALIASES = {"Taoudenit": "Tombouctou"}


def plain_name(text: str) -> str:
    """Return a name without accents, in small letters."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in split if not unicodedata.combining(c))
