"""The free numbers: few, each a level or a shape that the record can speak about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sahelsim.scenario.factors import factors
from sahelsim.scenario.scenario import Scenario

Array = NDArray[np.float64]

FREE = (
    "mechanisms.ambushes.aimed_fire",
    "mechanisms.intelligence_war.kill_rate",
    "mechanisms.selective_violence.terror_rate",
    "mechanisms.indiscriminate_violence.punishment_rate",
    "mechanisms.indiscriminate_violence.event_size",
    "mechanisms.communal_retaliation.revenge_rate",
    "mechanisms.militia_clashes.contact_deaths",
    "mechanisms.rivalry_clashes.contact_deaths",
    "mechanisms.displacement.leave_probability",
    "mechanisms.recruitment.trigger_rate",
    "mechanisms.public_opinion.violence_blame",
    "initial.here.isgs",
)
REACH = 4.0  # a prior spans a quarter to four times the card's value, within the card's range
EVENLY = ("initial.here.isgs",)  # uniform over the card's whole range


@dataclass(frozen=True)
class Prior:
    """A prior range of one number: log-uniform, or uniform where ``even``."""

    name: str
    low: float
    high: float
    unit: str
    even: bool

    def at(self, quantile: Array) -> Array:
        """Return values at quantiles 0-1."""
        if self.even:
            return np.asarray(self.low + quantile * (self.high - self.low))
        return np.asarray(self.low * (self.high / self.low) ** quantile)

    def quantile(self, value: Array) -> Array:
        """Return the quantiles of values, the inverse of ``at``."""
        if self.even:
            return np.asarray((value - self.low) / (self.high - self.low))
        return np.asarray(np.log(value / self.low) / np.log(self.high / self.low))


def priors(scenario: Scenario) -> list[Prior]:
    """Return the priors of the free numbers, from their cards."""
    known = {factor.name: factor for factor in factors(scenario)}
    found = []
    for name in FREE:
        card, even = known[name], name in EVENLY
        low = card.low if even else max(card.low, card.value / REACH)
        high = card.high if even else min(card.high, card.value * REACH)
        found.append(Prior(name, low, high, card.unit, even))
    return found


def spread_evenly(n: int, numbers: int, seed: int) -> Array:
    """Return a Latin hypercube of n quantile rows, (n, numbers)."""
    return np.asarray(qmc.LatinHypercube(numbers, rng=np.random.default_rng(seed)).random(n))


def table(known: list[Prior], quantiles: Array) -> dict[str, Array]:
    """Return the values of quantile rows, by name."""
    return {prior.name: prior.at(quantiles[:, k]) for k, prior in enumerate(known)}
