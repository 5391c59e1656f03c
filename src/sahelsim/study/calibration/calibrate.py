"""``calibrate``: fit the free numbers to one window of the record, and write down what was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.geography.origins import LANDED
from sahelsim.scenario import load_scenario
from sahelsim.scenario.origins import at_origin
from sahelsim.study.calibration.fit import FRESH, Fit, fit
from sahelsim.study.calibration.priors import Prior, priors, table
from sahelsim.study.calibration.simulate import simulated
from sahelsim.study.calibration.targets import Target, Window, targets

Array = NDArray[np.float64]

WEEKS = 53
WINDOWS = {  # last month of data: the decisions as taken, and the first day's own origin
    "2017-12": ("history-2017", LANDED),
    "2018-12": ("history-2017", "2018-01"),
    "2019-12": ("history-2017", "2019-01"),
    "2021-10": ("history", LANDED),
}
LAST_MONTH = "2021-10"  # no fit may see a later month
DRAWS = 200  # rows of a shipped posterior
LEARNT = 0.8  # a posterior spread below this share of the prior's says that the record spoke


@dataclass(frozen=True)
class Calibration:
    """A fit with what it was fitted to."""

    window: Window
    priors: Sequence[Prior]
    targets: Sequence[Target]
    fit: Fit
    points: int
    seed: int

    @property
    def posterior(self) -> dict[str, Array]:
        """Return the posterior rows by name, rounded to six digits as they are stored."""
        rows = table(list(self.priors), self.fit.quantiles)
        return {
            name: np.array([float(f"{v:.6g}") for v in column]) for name, column in rows.items()
        }

    def numbers(self) -> list[dict[str, Any]]:
        """Return prior and posterior of each number, and whether the record constrained it."""
        found = []
        for k, prior in enumerate(self.priors):
            spread = float(self.fit.quantiles[:, k].std() / np.sqrt(1 / 12))
            low, middle, high = np.quantile(self.posterior[prior.name], [0.05, 0.5, 0.95])
            found.append(
                {
                    "name": prior.name,
                    "unit": prior.unit,
                    "prior_low": prior.low,
                    "prior_high": prior.high,
                    "q05": float(low),
                    "median": float(middle),
                    "q95": float(high),
                    "spread": spread,
                    "constrained": spread < LEARNT,
                }
            )
        return found

    def checks(self) -> list[dict[str, Any]]:
        """Return each target beside prior and posterior predictions under fresh seeds."""
        found = []
        for target in self.targets:
            row = dataclasses.asdict(target)
            for name, sample in (("prior", self.fit.before), ("posterior", self.fit.after)):
                low, middle, high = np.quantile(sample[target.name], [0.05, 0.5, 0.95])
                row |= {f"{name}_q05": float(low), f"{name}_median": float(middle)}
                row |= {f"{name}_q95": float(high)}
            row["inside"] = row["posterior_q05"] <= target.value <= row["posterior_q95"]
            found.append(row)
        return found


def runs_of(points: int) -> int:
    """Return how many runs a calibration takes."""
    return 2 * points + FRESH * DRAWS


def calibrate(
    until: str,
    *,
    points: int = 4000,
    draws: int = DRAWS,
    seed: int = 1,
    regions: tuple[tuple[str, float], ...] = (),
    progress: Callable[[int], None] | None = None,
) -> Calibration:
    """Fit the free numbers to the 12 months that end with ``until``.

    Parameters
    ----------
    until : str
        A key of ``WINDOWS``.
    points : int
        Points in each of two waves.
    draws : int
        Rows of the posterior.
    seed : int
        Seed of everything.
    regions : tuple of (region, share), optional
        Where people died in the last full year, from a table of the user's.
    """
    assert until <= LAST_MONTH
    name, origin = WINDOWS[until]
    taken = load_scenario(name) if origin == LANDED else at_origin(load_scenario(name), origin)
    barred = {**taken.cannot, "cma": ()}  # free to rebel: that the accord holds must be earned
    story = dataclasses.replace(taken, weeks=WEEKS, uncertainty="none", cannot=barred)
    window = Window(until, regions)
    known, aims = priors(story), targets(window)

    def simulate(rows: dict[str, Array], draws: int) -> dict[str, Array]:
        return simulated(story, window, rows, draws, progress)

    found = fit(known, aims, simulate, points=points, draws=draws, seed=seed)
    return Calibration(window, known, aims, found, points, seed)
