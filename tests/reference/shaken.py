"""States that no war would lead to: every number anywhere within its bounds, corners included."""

import numpy as np

from sahelsim.model.variables import LARGE, VARIABLES

CORNERS = {  # where a rule changes its mind
    "relation": (0.0, 0.2, 0.25, 0.5, 1.0),
    "accord_in_force": (0.0, 0.4, 1.0),
    "contract": (0.0, 1.0),
    "blockade": (0.0, 1.0),
    "ceasefire": (0.0, 1.0),
    "dormant": (0.0, 1.0),
    "treasury": (3.0, 80.0, 200.0),
    "debt": (0.0, 2.0, 900.0),
    "wage_arrears": (0.0, 0.5),
}
AROUND = {
    "population": None,
    "recent_losses": 60.0,
    "posts": 3.0,
    "bases": 1.0,
    "regional_trend": 1.0,
    "usual_violence": 5.0,
    "fighters": 300.0,
    "fought": 30.0,
}


def shake(state, seed):
    """Fill a state with numbers that have nothing to do with each other."""
    rng = np.random.default_rng(seed)
    for name, variable in VARIABLES.items():
        array = state.arrays[name]
        if name in CORNERS:
            array[...] = rng.choice(CORNERS[name])
        elif name in AROUND:
            middle = array.copy() if AROUND[name] is None else AROUND[name]
            array[...] = middle * rng.lognormal(0.0, 1.0, array.shape)
        elif variable.kind == "flow":
            array[...] = np.floor(rng.exponential(3.0, array.shape))
        elif variable.high == LARGE:
            array[...] = rng.exponential(1000.0, array.shape)
        else:
            inside = rng.uniform(variable.low, variable.high, array.shape)
            array[...] = np.where(rng.random(array.shape) < 0.2, variable.low, inside)
    state.fighters[rng.random(state.fighters.shape) < 0.3] = 0.0
    state.forget(set(VARIABLES))
