"""``plan.json``: what a sweep's folder says of itself, written once and read with care."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

from sahelsim.core.errors import ResultError
from sahelsim.core.version import __version__
from sahelsim.study.manifest import data_hash
from sahelsim.study.sweep.design import Design
from sahelsim.study.sweep.form import Record
from sahelsim.study.sweep.sampling import KINDS
from sahelsim.study.sweep.seeds import SEEDS
from sahelsim.study.sweep.shapes import is_pair, is_shape
from sahelsim.study.sweep.tables import unreadable
from sahelsim.study.sweep.tasks import count

PLAN = "plan.json"
BEFORE: dict[str, Any] = {
    "seeds": "shared",
    "keep": [],
    "outcomes": {},
    "shapes": {},
    "correlations": [],
}  # of every sweep whose plan does not say
Test = Callable[[Any], bool]


def read_plan(folder: Path) -> dict[str, Any]:
    """Return what a sweep's folder says of itself.

    Raises
    ------
    ResultError
        If there is no plan, or one that no sweep wrote.
    """
    try:
        found = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ResultError(f"{folder} is no sweep folder (no readable {PLAN})") from None
    if isinstance(found, dict):
        for key, value in BEFORE.items():
            found.setdefault(key, value)
    if not _fits(found, WHOLE):
        raise unreadable(folder / PLAN)
    return dict(found)


def _shapes(design: Design) -> dict[str, list[Any]]:
    """Return each factor's distribution, its kind and then its numbers; even ones say none."""
    shapes = {name: axis.shape for name, axis in design.axes.items()}
    return {name: [one.kind, *one.numbers] for name, one in shapes.items() if one}


def plan_text(design: Design) -> str:
    """Return the plan of a design."""
    held = {
        "name": design.name,
        "about": design.about,
        "kind": design.kind,
        "record": design.record,
        "keep": list(design.keep),
        "outcomes": dict(design.outcomes),
        "design": design.hash,
        "sahelsim": __version__,
        "data": data_hash(),
        "policies": [
            {"name": name, "file": design.files[name], "hash": story.hash, "weeks": story.weeks}
            for name, story in design.policies.items()
        ],
        "factors": [
            {
                "name": name,
                "unit": axis.factor.unit,
                "low": axis.low,
                "high": axis.high,
                "levels": list(axis.levels),
                "options": list(axis.factor.options or ()),
            }
            for name, axis in design.axes.items()
        ],
        "shapes": _shapes(design),
        "correlations": [list(pair) for pair in design.correlations],
        "points": design.points,
        "replicates": design.replicates,
        "runs": design.runs,
        "seed": design.seed,
        "seeds": design.seeds,
        "held": list(design.held),
        "batches": count(design),
    }
    return json.dumps(held, indent=1, sort_keys=True) + "\n"


def _fits(found: Any, tests: Mapping[str, Test]) -> bool:
    return isinstance(found, dict) and all(k in found and ok(found[k]) for k, ok in tests.items())


def _word(value: Any) -> bool:
    return isinstance(value, str)


def _whole(value: Any, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _positive(value: Any) -> bool:
    return _whole(value, 1)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _list_of(test: Test, least: int = 0) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(test, value))


POLICY: dict[str, Test] = {"name": _word, "file": _word, "hash": _word, "weeks": _positive}
FACTOR: dict[str, Test] = {
    "name": _word,
    "unit": _word,
    "low": _number,
    "high": _number,
    "levels": _list_of(_number),
    "options": _list_of(_word),
}
WHOLE: dict[str, Test] = {
    "name": _word,
    "about": _word,
    "design": _word,
    "sahelsim": _word,
    "data": _word,
    "kind": KINDS.__contains__,
    "record": (*get_args(Record), "series").__contains__,
    "keep": _list_of(_word),
    "outcomes": lambda value: isinstance(value, dict) and all(map(_word, value.values())),
    "seeds": SEEDS.__contains__,
    "shapes": lambda value: isinstance(value, dict) and all(map(is_shape, value.values())),
    "correlations": _list_of(is_pair),
    "policies": _list_of(lambda value: _fits(value, POLICY), 1),
    "factors": _list_of(lambda value: _fits(value, FACTOR)),
    "points": _positive,
    "replicates": _positive,
    "runs": _positive,
    "seed": _whole,
    "batches": _whole,
    "held": _list_of(_whole, 2),
}
