"""Writing an explorer: surfaces, words and outlines into one self-contained page."""

from __future__ import annotations

import base64
import gzip
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.classify import CLASSES
from sahelsim.core.save import write_file
from sahelsim.core.version import __version__
from sahelsim.dashboard.labels import texts as scenario_texts
from sahelsim.figures.palette import party_colour
from sahelsim.geography.mali import load_geography
from sahelsim.geography.outlines import centres, outlines
from sahelsim.report.page import packed, scripts, template
from sahelsim.report.page import static as shared
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.explorer.fields import FEW, FIELDS, MONTH
from sahelsim.study.explorer.levers import own_values
from sahelsim.study.explorer.study import HELD_OUT, HELD_RUNS, Plan, Surface
from sahelsim.study.sweep.design import Axis

LANGUAGES = ("en", "fr")
HERE = "sahelsim.report.explorer"
EXACT = 15  # digits where large numbers cancel
SCRIPTS = ("emulator.js", "charts.js", "explorer.js")


def write_explorer(plan: Plan, surfaces: Mapping[str, Surface], path: Path, command: str) -> Path:
    """Write the page; the same input gives the same bytes.

    Parameters
    ----------
    plan : Plan
        What the surfaces were computed from.
    surfaces : mapping of str to Surface
        One for each field.
    path : Path
        The HTML file; it is written whole or not at all.
    command : str
        How to make it again.
    """
    words = texts(plan)
    text = template("explorer.html", HERE).render(
        words=words["en"],
        levers=[_lever(axis, words) for axis in plan.axes],
        months=plan.scenario.weeks // MONTH + 1,
        command=command,
        data=_zipped(_data(plan, surfaces, words)),
        plotly=packed("plotly-basic.min.js.gz"),
        style=shared("report.css") + _static("explorer.css"),
        watch=shared("watch.js"),
        script=scripts() + "".join(map(_static, SCRIPTS)),
    )
    write_file(path, text)
    return path


def texts(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return every word of the page by language, with the plan's own facts in it."""
    known = tomllib.loads(_static("words.toml"))
    story, (fitted, judged) = plan.scenario, plan.tables()
    facts = {
        "start": story.start.isoformat(), "weeks": story.weeks, "points": len(fitted),
        "runs": plan.runs, "own_runs": int(plan.efforts()[0][0]), "held": len(judged),
        "anywhere": HELD_OUT, "alone": len(judged) - HELD_OUT, "held_runs": HELD_RUNS * plan.runs,
        "seed": plan.seed, "version": __version__, "hash": story.hash, "name": story.name,
    }  # fmt: skip
    for language in LANGUAGES:
        here = facts | _told(story, language)
        for key in ("title", "facts", "story", "made_of", "at_own", "trust_help", "cite"):
            known[language][key] = known[language][key].format(**here)
    return known | {"fr": _unbroken(known["fr"])}


def _unbroken(text: Any) -> Any:
    """Return French words whose double punctuation never starts a line."""
    if isinstance(text, str):
        return re.sub(r" (?=[:;?!»%])|(?<=«) ", "\N{NO-BREAK SPACE}", text)
    if isinstance(text, dict):
        return {key: _unbroken(part) for key, part in text.items()}
    return [_unbroken(part) for part in text]


def _told(story: Scenario, language: str) -> dict[str, str]:
    """Return a scenario's label and what it is about; a reader's own has both as it wrote them."""
    known = scenario_texts(language) if language != "en" else {}
    about = " ".join(story.about.split())
    return {
        "label": known.get("scenarios", {}).get(story.name, story.label or story.name),
        "about": known.get("stories", {}).get(story.name, about),
    }


def _lever(axis: Axis, words: Mapping[str, Any]) -> dict[str, Any]:
    factor = axis.factor
    named = {language: _named(factor.name, words[language]) for language in LANGUAGES}
    return {
        "label": {language: label for language, (label, _) in named.items()},
        "help": {language: text for language, (_, text) in named.items()},
        "unit": factor.unit,
        "low": axis.low,
        "high": axis.high,
        "own": float(own_values([axis])[0]),
        "options": list(factor.options) or None,
    }


def _named(name: str, words: Mapping[str, Any]) -> tuple[str, str]:
    """Return a lever's label and help; a number without words of its own shows its dotted name."""
    if name in words["levers_named"]:
        own = words["levers_named"][name]
        return own["label"], own["help"]
    parts = name.split(".")
    if parts[0] == "actors" and parts[2] == "incentives":
        actor = words["actors"].get(parts[1], parts[1])
        aim = words["incentives"][parts[3]]
        label = words["weight_of"].format(actor=actor, incentive=aim)
        return label, ""
    return name, words["other_help"].format(name=name)


def _data(plan: Plan, surfaces: Mapping[str, Surface], words: Mapping[str, Any]) -> dict[str, Any]:
    story, geography = plan.scenario, load_geography(plan.scenario.communities)
    weeks = range(0, story.weeks + 1, MONTH)
    some = surfaces["deaths"].emulator
    spans = FIELDS["deaths"].shown(some(some.points).reshape(-1, *surfaces["deaths"].shape))
    return {
        "levers": [_lever(axis, words) for axis in plan.axes],
        "points": _rounded(some.points, EXACT),
        "order_of_fields": list(FIELDS),
        "fields": {name: _field(name, surface) for name, surface in surfaces.items()},
        "words": words,
        "dates": [(story.start + timedelta(weeks=week)).isoformat() for week in weeks],
        "weeks": story.weeks,
        "few": FEW,
        "top": float(f"{1.05 * spans.max():.2g}"),
        "classes": list(CLASSES),
        "controllers": list(story.roster.controllers),
        "colours": [party_colour(name) for name in story.roster.controllers],
        "places": list(geography.place_names),
        "order": [geography.place_ids.index(place) for place in outlines()],
        "outlines": list(outlines().values()),
        "centres": list(centres().values()),
    }


def _field(name: str, surface: Surface) -> dict[str, Any]:
    emulator = surface.emulator
    digits = 4 if name == "control" else 6
    return {
        "unit": FIELDS[name].unit, "bounds": FIELDS[name].bounds, "wrong": surface.mean,
        "p95": surface.p95, "chance": surface.chance, "doubt": surface.doubt,
        "slides": surface.slides,
        "lengths": emulator.lengths.tolist(), "slope": emulator.slope,
        "noise": emulator.noise.tolist(), "weights": _rounded(emulator.weights, EXACT), "mean": _rounded(emulator.mean, digits),
        "basis": _rounded(emulator.basis, digits),
    }  # fmt: skip


def _rounded(values: Any, digits: int) -> Any:
    """Return nested lists with so many significant digits."""
    array = np.asarray(values, dtype=float)
    if array.ndim > 1:
        return [_rounded(row, digits) for row in array]
    return [float(f"{v:.{digits}g}") for v in array]


def _zipped(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def _static(name: str) -> str:
    return files(HERE).joinpath("static", name).read_text(encoding="utf-8")
