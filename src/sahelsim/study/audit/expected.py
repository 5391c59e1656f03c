"""What actors expect of an action beside what came of it: forced less barred, same seeds.

A small table that reads the terms of a decision's menu against the series a run records. Each
incentive that a series measures has a scale on which a change of 1 is a whole swing; what no series
measures is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sahelsim.model.state import Array
from sahelsim.scenario import Scenario

LOSSES, KILLED = 1000.0, 1000.0  # dead a year that count as a whole swing (assumption)
PURSE = 200.0  # million USD that count as a full treasury (assumption)
YEAR = 52.0
Series = Mapping[str, Array]


def _mean(values: Array) -> Array:
    return np.asarray(values[:, 1:].mean(axis=1))


def _a_year(values: Array, scale: float) -> Array:
    return np.asarray(-_mean(values) * YEAR / scale)


def _grown(values: Array) -> Array:
    return np.asarray(np.minimum(1.0, values[:, -1] / np.maximum(2.0 * values[:, 0], 1.0)))


Measure = Callable[[Series, Mapping[str, str]], Array]
REGIME: dict[str, Measure] = {
    "survival": lambda s, own: 1.0 - _mean(s["coup_hazard"]),
    "territory": lambda s, own: s["state_control_share"][:, -1],
    "revenue": lambda s, own: np.minimum(1.0, _mean(s["treasury"]) / PURSE),
    "own_losses": lambda s, own: _a_year(s["soldiers_killed"], LOSSES),
    "civilian_harm": lambda s, own: _a_year(s["one_sided_state"], KILLED),
}
JIHADIST: dict[str, Measure] = {
    "survival": lambda s, own: _grown(s[own["fighters"]]),
    "territory": lambda s, own: s["jihadist_control_share"][:, -1],
    "expansion": lambda s, own: s["jihadist_control_share"][:, -1],
    "own_losses": lambda s, own: _a_year(s["jihadists_killed"], LOSSES),
    "civilian_harm": lambda s, own: _a_year(s["one_sided_jihadist"], KILLED),
}
SIGNATORY: dict[str, Measure] = {
    "survival": lambda s, own: _grown(s[own["fighters"]]),
    "territory": lambda s, own: s["azawad_control_share"][:, -1],
    "civilian_harm": lambda s, own: _a_year(s["one_sided_cma"], KILLED),
}
SPONSOR: dict[str, Measure] = {"influence": lambda s, own: s[own["influence"]][:, -1]}
BY_ROLE: dict[str, dict[str, Measure]] = {
    "regime": REGIME,
    "jihadist": JIHADIST,
    "signatory": SIGNATORY,
    "pro_state_signatory": SIGNATORY,
    "sponsor": SPONSOR,
}


def realised(scenario: Scenario, deed: str, series: Series) -> dict[str, Array]:
    """Return the measures of what an actor wants, by incentive, each (runs,).

    Parameters
    ----------
    scenario : Scenario
        Who there is.
    deed : str
        Actor and action, with a colon between.
    series : mapping
        Weekly series, (runs, weeks + 1).
    """
    roster, actor = scenario.roster, deed.partition(":")[0]
    force, found = roster.force(actor), {}
    own = {
        "fighters": roster.recorded("fighters", force),
        "influence": roster.recorded("influence", actor),
    }
    for role in roster.card(actor).roles:
        for incentive, measure in BY_ROLE.get(role, {}).items():
            if incentive in roster.card(actor).weights:
                found[incentive] = measure(series, own)
    return found


def weighed(scenario: Scenario, deed: str, worth: Mapping[str, Array]) -> dict[str, Array]:
    """Return what an actor expected of an action by incentive, 0-1, from its weighted terms."""
    weights = scenario.cards[deed.partition(":")[0]].weights
    return {
        incentive: values / float(weights[incentive])
        for incentive, values in worth.items()
        if incentive in weights and float(weights[incentive]) > 0.0
    }
