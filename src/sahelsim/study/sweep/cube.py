"""A finished sweep as an xarray dataset, for those who work with labelled arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.errors import UsageError

if TYPE_CHECKING:
    from sahelsim.study.sweep.read import Sweep

DIMENSIONS = ("policy", "future", "replicate")


def dataset(held: Sweep) -> Any:
    """Return every indicator by policy, future and replicate; a failed run is NaN.

    ``outcome_class`` holds how each run ended; the values of the factors are coordinates of the futures, a
    switch by the name of its option.

    Raises
    ------
    UsageError
        If xarray is not installed.
    """
    try:
        import xarray
    except ImportError:
        raise UsageError('this needs xarray: pip install "sahelsim[xarray]"') from None
    xr: Any = xarray  # without it installed there are no types
    policies = held.policies
    cubes = {
        name: (
            DIMENSIONS,
            np.stack([held.outcome(p, name) for p in policies]),
            {"long_name": about.label, "units": about.unit},
        )
        for name, about in INDICATORS.items()
    }
    cubes |= {
        name: (DIMENSIONS, np.stack([held.outcome(p, name) for p in policies]), {"long_name": text})
        for name, text in held.plan["outcomes"].items()
    }
    shape = (len(policies), held.plan["points"], held.plan["replicates"])
    ended = np.concatenate([held.of(p)["outcome_class"].to_numpy(dtype=str) for p in policies])
    return xr.Dataset(
        cubes | {"outcome_class": (DIMENSIONS, ended.reshape(shape))},
        coords={
            "policy": policies,
            "future": np.arange(shape[1]),
            "replicate": np.arange(shape[2]),
            **_factors(held),
        },
        attrs={key: held.plan[key] for key in ("name", "design", "sahelsim", "seed", "seeds")},
    )


def _factors(held: Sweep) -> dict[str, Any]:
    options = {f["name"]: f.get("options") for f in held.plan["factors"]}
    units = {f["name"]: {"units": f["unit"]} for f in held.plan["factors"]}
    return {
        name: (
            "future",
            np.array(options[name])[values.astype(int)] if options[name] else values,
            units[name],
        )
        for name, values in held.factors(held.policies[0]).items()
    }
