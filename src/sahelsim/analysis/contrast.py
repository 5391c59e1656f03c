"""One scenario against another under the same seeds: paired differences with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.analysis.intervals import paired, share_difference
from sahelsim.analysis.summarise import per_run

Array = NDArray[np.float64]


def contrast(
    first: Mapping[str, Array],
    second: Mapping[str, Array],
    first_classes: NDArray[np.str_],
    second_classes: NDArray[np.str_],
) -> dict[str, dict[str, Any]]:
    """Return second − first for every indicator and class share, paired run by run.

    Returns
    -------
    dict
        ``indicators`` and ``classes``, each name to mean, low, high (95 % paired t) and, for
        indicators, unit and the variance-reduction factor of common seeds.
    """
    one, two = per_run(first), per_run(second)
    n = min(len(first_classes), len(second_classes))
    indicators: dict[str, dict[str, Any]] = {
        name: {"unit": INDICATORS[name].unit, **paired(one[name][:n], two[name][:n])}
        for name in INDICATORS
    }
    classes: dict[str, dict[str, Any]] = {
        name: share_difference(first_classes[:n] == name, second_classes[:n] == name)
        for name in CLASSES
    }
    for rows in (indicators, classes):
        for row in rows.values():
            for key, value in row.items():
                if isinstance(value, float) and not np.isfinite(value):
                    row[key] = None
    return {"indicators": indicators, "classes": classes}
