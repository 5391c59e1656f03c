"""One hash for each recorded series of each shipped scenario: what a renaming must not move.

``series.json`` holds them under the names of the day they were made; ``names.toml`` maps those
names to today's. Write them anew only with a results entry in the change log: ``make golden``.
"""

import hashlib
import json
import tomllib
from pathlib import Path

import numpy as np

from sahelsim.scenario import load_scenario
from sahelsim.scenario.files import scenario_names
from sahelsim.study.ensemble import run_scenario

HERE = Path(__file__).parent
PINNED, NAMES = HERE / "series.json", HERE / "names.toml"
RUNS, SEED = 4, 7


def digest(*arrays):
    """Return sixteen hexadecimal digits that name the bytes of some arrays."""
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()[:16]


def text_digest(rows):
    """Return sixteen hexadecimal digits that name the text of some rows."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def hashes(result):
    """Return {name: hash} of the series, maps, decisions, events and ledger of a result."""
    found = {f"series.{k}": digest(v) for k, v in result.series.items()}
    found |= {f"region.{k}": digest(v) for k, v in result.region_series.items()}
    found["map.control"] = digest(result.control)
    found["map.deaths"] = digest(result.place_deaths)
    found["map.displaced"] = digest(result.place_displaced)
    rounds = {}
    for r in result.decisions:
        rounds.setdefault(f"{r.actor}.{r.decision}", []).append(r)
    for name, taken in rounds.items():
        found[f"decision.{name}"] = digest(*[x for r in taken for x in _decided(r)])
        found[f"terms.{name}"] = digest(*[t[2] for r in taken for o in r.terms for t in o])
    found["events"] = text_digest(
        sorted((e["run"], e["week"], float(e.get("size", 0))) for e in result.events)
    )
    found["ledger"] = text_digest(
        sorted((float(row["total"]).hex(), float(row["p05"]).hex()) for row in result.ledger)
    )
    return found


def _decided(r):
    return r.chosen.astype("i4"), r.free.astype("i4"), r.probability, r.allowed, r.value


def rounding():
    """Return a hash of how this processor rounds the functions that the model uses."""
    grid = np.linspace(0.01, 3.0, 4001)
    return digest(np.exp(grid), np.log(grid), np.tanh(grid), np.expm1(grid), np.log1p(grid))


def measured():
    """Return {scenario: {name: hash}} of today's code."""
    return {
        name: hashes(run_scenario(load_scenario(name), runs=RUNS, seed=SEED))
        for name in scenario_names()
    }


def todays_names():
    """Return the published map of names: {kind: {name then: name today}}."""
    return tomllib.loads(NAMES.read_text(encoding="utf-8"))


def renew():
    """Write the hashes of today's code under today's names, with an empty map."""
    pinned = {"rounding": rounding(), "scenarios": measured()}
    PINNED.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    NAMES.write_text("[scenarios]\n\n[series]\n", encoding="utf-8")
