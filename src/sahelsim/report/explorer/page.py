"""Writing an explorer: surfaces, words and outlines into one self-contained page."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis.causes import inside
from sahelsim.analysis.classify import CLASSES
from sahelsim.core.save import write_file
from sahelsim.core.version import __version__
from sahelsim.figures.palette import party_colour
from sahelsim.geography.mali import load_geography
from sahelsim.geography.outlines import centres, outlines
from sahelsim.report.page import packed, scripts, template
from sahelsim.report.page import static as shared
from sahelsim.study.explorer.fields import FEW, FIELDS, MONTH
from sahelsim.study.explorer.levers import own_values
from sahelsim.study.explorer.study import HELD_OUT, HELD_RUNS, Plan, Surface
from sahelsim.study.sweep.design import Axis
from sahelsim.texts.translator import LOCALES, Translator, catalogue, translator

HERE = "sahelsim.report.explorer"
PAGE = "explorer."  # where the ids of this page's own texts begin
HEAD = ("figure", "mean", "p95", "bounds", "here", "state")  # of the table of errors
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
        levers=[_lever(axis) for axis in plan.axes],
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
    return {lang: _words(translator(lang), plan) for lang in LOCALES}


def _words(words: Translator, plan: Plan) -> dict[str, Any]:
    own = [id.removeprefix(PAGE) for id in catalogue(words.lang) if id.startswith(PAGE)]
    found: dict[str, Any] = {key: words(PAGE + key) for key in own}
    found["errors_head"] = [found.pop(f"errors_head.{part}") for part in HEAD]
    facts = _facts(plan, words)
    for key in ("title", "facts", "story", "made_of", "at_own", "trust_help", "cite"):
        found[key] = found[key].format(**facts)
    return found | {
        "classes_named": {name: words.outcome(name) for name in CLASSES},
        "controllers": {name: words.holder(name) for name in plan.scenario.roster.controllers},
        "letters": {name: words.letter(name) for name in plan.scenario.roster.controllers},
        "units": {a.factor.unit: _unit(words, a.factor.unit) for a in plan.axes},
    }


def _facts(plan: Plan, words: Translator) -> dict[str, Any]:
    """Return what a plan is, and a scenario's label and text; a reader's own as it wrote them."""
    scenario, (fitted, judged) = plan.scenario, plan.tables()
    return {
        "start": words.date(scenario.start),
        "weeks": scenario.weeks,
        "points": len(fitted),
        "runs": plan.runs,
        "own_runs": int(plan.efforts()[0][0]),
        "held": len(judged),
        "anywhere": HELD_OUT,
        "alone": len(judged) - HELD_OUT,
        "held_runs": HELD_RUNS * plan.runs,
        "seed": plan.seed,
        "version": __version__,
        "hash": scenario.hash,
        "name": scenario.name,
        "label": words.named("scenario", scenario.name, scenario.label),
        "about": words.named("scenario_about", scenario.name, " ".join(scenario.about.split())),
    }


def _unit(words: Translator, unit: str) -> str:
    """Return a unit as a lever shows it; what has no dimension shows none."""
    return "" if unit in ("weight", "utility") else words.unit(unit)


def _lever(axis: Axis) -> dict[str, Any]:
    factor = axis.factor
    named = {lang: _named(factor.name, translator(lang)) for lang in LOCALES}
    return {
        "label": {lang: label for lang, (label, _) in named.items()},
        "help": {lang: text for lang, (_, text) in named.items()},
        "unit": factor.unit,
        "low": axis.low,
        "high": axis.high,
        "own": float(own_values([axis])[0]),
        "options": list(factor.options) or None,
    }


def _named(name: str, words: Translator) -> tuple[str, str]:
    """Return a lever's label and help; one without words of its own shows its dotted name."""
    if words.knows(f"lever_named.{name}"):
        return words(f"lever_named.{name}"), words(f"lever_help.{name}")
    parts = name.split(".")
    if parts[0] == "actors" and parts[2] == "incentives":
        actor = words.named("actor_short", parts[1])
        aim = words.named("incentive", parts[3])
        return words("explorer.weight_of", actor=actor, incentive=inside(aim)), ""
    return name, words("explorer.other_help", name=name)


def _data(plan: Plan, surfaces: Mapping[str, Surface], words: Mapping[str, Any]) -> dict[str, Any]:
    story, geography = plan.scenario, load_geography(plan.scenario.communities)
    weeks = range(0, story.weeks + 1, MONTH)
    some = surfaces["deaths"].emulator
    spans = FIELDS["deaths"].shown(some(some.points).reshape(-1, *surfaces["deaths"].shape))
    return {
        "levers": [_lever(axis) for axis in plan.axes],
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
        "unit": FIELDS[name].unit,
        "bounds": FIELDS[name].bounds,
        "wrong": surface.mean,
        "p95": surface.p95,
        "chance": surface.chance,
        "doubt": surface.doubt,
        "slides": surface.slides,
        "lengths": emulator.lengths.tolist(),
        "slope": emulator.slope,
        "noise": emulator.noise.tolist(),
        "weights": _rounded(emulator.weights, EXACT),
        "mean": _rounded(emulator.mean, digits),
        "basis": _rounded(emulator.basis, digits),
    }


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
