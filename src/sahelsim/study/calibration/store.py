"""A calibration's folder: the posterior with its provenance, prior beside posterior, every target."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sahelsim.analysis.months import last_day
from sahelsim.core.version import __version__
from sahelsim.geography.posterior import HEAD
from sahelsim.study.calibration.calibrate import Calibration
from sahelsim.study.calibration.statistics import REGION
from sahelsim.study.calibration.targets import Window

CARD = """\
title = "Posterior of the free numbers, fitted to data up to {until}"
what = "{draws} joint draws of {numbers} numbers; run k of an ensemble takes row k"
source = "sahelsim calibrate --until {until} --points {points} --seed {seed}{regions}"
licence = "MIT"
version = "{version}"
date = {date}
data_until = "{last}"
made = "Approximate Bayesian computation with an emulator, two waves; no data after {until} was read"
trust = "as good as the model: numbers that the record cannot constrain keep their prior's spread"
unverified = {loose}
file = "{file}"
sha256 = "{sha}"
"""


def files(found: Calibration, date: str) -> dict[str, str]:
    """Return the folder's files by name, as text.

    Parameters
    ----------
    found : Calibration
        What to write.
    date : str
        ISO date for the provenance card.
    """
    until, rows = found.window.until, found.posterior
    name = f"{HEAD}{until}.csv"
    cells = [[f"{v:.6g}" for v in column] for column in rows.values()]
    text = ",".join(rows) + "\n" + "".join(",".join(row) + "\n" for row in zip(*cells, strict=True))
    card = CARD.format(
        until=until,
        draws=len(cells[0]),
        numbers=len(rows),
        points=found.points,
        seed=found.seed,
        version=__version__,
        date=date,
        last=last_day(until).isoformat(),
        regions=" --regions FILE.csv" if found.window.regions else "",
        loose=json.dumps([n["name"] for n in found.numbers() if not n["constrained"]]),
        file=name,
        sha=hashlib.sha256(text.encode()).hexdigest(),
    )
    return {
        name: text,
        name.replace(".csv", ".toml"): card,
        f"numbers_{until}.csv": _table(found.numbers()),
        f"targets_{until}.csv": _table([_shippable(row, found.window) for row in found.checks()]),
    }


def _shippable(row: Mapping[str, Any], window: Window) -> dict[str, Any]:
    """Return a target's row without the record's value where a user's table gave it."""
    theirs = window.regions and row["name"].startswith(REGION)
    return dict(row) | ({"value": ""} if theirs else {})


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([f"{v:.6g}" if isinstance(v, float) else v for v in row.values()])
    return out.getvalue()
