"""What one swing is: how far half-years of the baseline lie apart, measure by measure.

Utility is on one scale for everybody, 0-1 (``model/choice.py``); the measures are too, but some hardly
ever move. One swing is the distance between the worst and the best twentieth of half-years in the
baseline as written, and at least a tenth of the measure's whole scale, so that what never moves is
not taken for everything.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.model.payoffs import kind_of, measures_of, payoffs
from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.scenario import Scenario

HALF_YEAR = 26
LEAST = Number(
    0.1, "share of the scale", 0.01, 0.5, ASSUMED, "what never moves is not taken for everything"
)


def yardsticks(scenario: Scenario, *, seed: int, runs: int) -> dict[tuple[str, str], float]:
    """Return one swing by (role, incentive), of the widest actor in that role."""
    model = assemble(scenario, seed=seed, runs=range(runs), sizes={})
    halves: dict[str, list[Array]] = {}
    for _ in range(scenario.weeks // HALF_YEAR):
        total: dict[str, Array] = {}
        for _ in range(HALF_YEAR):
            model.step()
            for name, value in payoffs(model.state, model.setup.geography):
                total[name] = total.get(name, 0.0) + value / HALF_YEAR
        model.decisions.clear()
        for name, mean in total.items():
            halves.setdefault(name, []).append(mean)
    found: dict[tuple[str, str], float] = {}
    for card in model.state.roster.ordered:
        for k in measures_of(card):
            key = (kind_of(card), k)
            found[key] = max(found.get(key, LEAST.value), _span(halves[f"payoff_{card.name}_{k}"]))
    release(model)
    return found


def _span(parts: Sequence[Array]) -> float:
    low, high = np.quantile(np.concatenate(parts), [0.05, 0.95])
    return float(high - low)
