"""The targets' statistics of simulated runs, computed as they are from the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.months import by_month, first_day, shifted
from sahelsim.geography import history

if TYPE_CHECKING:
    from sahelsim.study.calibration.targets import Window

Array = NDArray[np.float64]
REGION = "deaths_in_"  # head of a region's share of all deaths of a run
OPINION = "approves_france_"  # head of a region's approval of French forces
FEW = 1.0  # deaths a month added before a logarithm, so that an empty month has one


def statistics(series: Mapping[str, Array], start: date, window: Window) -> dict[str, Array]:
    """Return the targets' statistics of simulated runs, each (runs,).

    Parameters
    ----------
    series : mapping of str to array
        National series, (runs, weeks + 1); shares by region and opinions by region, (runs,).
    start : date
        First day of the runs.
    window : Window
        The months that the targets speak about.
    """

    def monthly(name: str) -> Array:
        months, counts = by_month(series[name][:, 1:], start)
        return counts[:, [months.index(m) for m in window.months()]]

    isgs = monthly("isgs_state_deaths").sum(axis=1)
    cma = monthly("cma_state_deaths").sum(axis=1)
    jihad = isgs + monthly("jnim_state_deaths").sum(axis=1)
    total = monthly("total_deaths")
    first = (first_day(window.since) - start).days // 7
    last = _week_of(start, shifted(window.until, 1), series)
    found = {
        "total": np.log(total.mean(axis=1) + FEW),
        "state_based": np.log(monthly("state_based_deaths").mean(axis=1) + FEW),
        "non_state": np.log(monthly("non_state_deaths").mean(axis=1) + FEW),
        "one_sided": np.log(monthly("one_sided_deaths").mean(axis=1) + FEW),
        "dispersion": dispersion(total),
        "autocorrelation": autocorrelation(total),
        "isgs_share": isgs / (jihad + FEW),
        "cma_share": cma / (jihad + cma + FEW),
        "displaced": series["displaced"][:, last] / series["displaced"][:, first],
        "accord": series["accord_in_force"][:, last],
    }
    found |= _by_quarter(monthly, window)
    return found | {k: x for k, x in series.items() if k.startswith((REGION, OPINION))}


def _week_of(start: date, month: str, series: Mapping[str, Array]) -> int:
    """Return the week in which a month begins, or the last that was lived."""
    return min((first_day(month) - start).days // 7, int(series["displaced"].shape[1]) - 1)


def _by_quarter(monthly: Callable[[str], Array], window: Window) -> dict[str, Array]:
    """Return civilians killed a month and perpetrators' shares, for whole quarters."""
    found = {}
    by = {who: monthly(f"one_sided_{who}") for who in ("state", "militia", "jihadist", "cma")}
    months = window.months()
    for quarter in history.quarters(window.since, window.until):
        first, last = history.quarter_ends(quarter)
        at = slice(months.index(first), months.index(last) + 1)
        killed = {who: x[:, at].sum(axis=1) for who, x in by.items()}
        everyone = np.asarray(sum(killed.values()))
        found[f"civilians_{quarter}"] = np.log(everyone / 3 + FEW)
        found[f"forces_{quarter}"] = killed["state"] / (everyone + FEW)
        found[f"militias_{quarter}"] = killed["militia"] / (everyone + FEW)
    return found


def dispersion(monthly: Array) -> Array:
    """Return the logarithm of variance over mean of monthly counts, (runs, months) to (runs,)."""
    ratio = (monthly.var(axis=1, ddof=1) + FEW) / (monthly.mean(axis=1) + FEW)
    return np.asarray(np.log(ratio))


def autocorrelation(monthly: Array) -> Array:
    """Return the correlation of one month with the next, (runs, months) to (runs,)."""
    z = monthly - monthly.mean(axis=1, keepdims=True)
    return np.asarray((z[:, 1:] * z[:, :-1]).sum(axis=1) / ((z**2).sum(axis=1) + 1e-9))
