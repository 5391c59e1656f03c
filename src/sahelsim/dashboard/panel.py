"""The panel of levers: everything that the page's script needs to build the controls."""

from __future__ import annotations

import json
from typing import Any

from dash import html

from sahelsim.analysis.indicators import STABILITY_WEIGHTS
from sahelsim.dashboard import names, parts
from sahelsim.dashboard.attributes import attributes
from sahelsim.dashboard.levers import Lever, levers_of
from sahelsim.dashboard.state import MOST_RUNS, RUNS, State, factor_of
from sahelsim.texts.translator import Translator

# what the script writes itself
WORDS = (
    "scenario",
    "seed",
    "runs",
    "reset",
    "copy",
    "guess",
    "guess_ask",
    "guess_show",
    "index",
    "index_help",
    "drawer",
)


def controls(words: Translator, state: State) -> Any:
    """Return the place of the levers, and everything the script needs to build them."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for lever in levers_of(state.scenario).values():
        groups.setdefault(lever.group, []).append(_control(words, state, lever))
    story = state.story
    data = {
        "groups": [
            {
                "name": names.group(words, state, name),
                "about": _about(words, state, name),
                "levers": levers,
            }
            for name, levers in groups.items()
        ],
        "scenarios": parts.stories(words),
        "scenario": state.scenario,
        "runs": [state.runs, RUNS, MOST_RUNS],
        "seed": state.seed,
        "weights": [
            [k, words(f"dashboard.weight.{k}"), state.weights.get(k, v)]
            for k, v in STABILITY_WEIGHTS.items()
        ],
        "kept": _kept(state),
        "about": words.named("scenario_about", state.scenario, story.about),
        "words": {k: words(f"dashboard.{k}") for k in WORDS},
    }
    return html.Div(
        id="levers", **attributes({"data-levers": json.dumps(data, ensure_ascii=False)})
    )


def _kept(state: State) -> list[list[str]]:
    """Return the changes that no slider shows; the script carries them along."""
    shown_here = levers_of(state.scenario)
    kept = [[k, v] for k, v in state.changes.items() if k not in shown_here]
    kept += [["weeks", str(state.weeks)]] if state.weeks is not None else []
    if state.fork is not None:
        kept.append(["fork", "~".join((state.fork[0].isoformat(), *state.fork[1:]))])
    return kept + [[k, v] for k, v in state.view.items() if k != "month"]


def _control(words: Translator, state: State, lever: Lever) -> dict[str, Any]:
    f = lever.factor
    kind = lever.key.partition(".")[2]
    told = words.named("incentive_help", kind, "") if lever.group in state.story.cards else ""
    told = "" if told == kind else told
    source = words("dashboard.assumed") if f.source == "assumed" else f.source
    why = words.prose("why", f.why) if f.why else ""
    found = {
        "key": lever.key,
        "label": names.label(words, lever),
        "value": state.changes.get(lever.key, f.value),
        "preset": f.value,
        "help": " · ".join(t for t in (told, why, source) if t),
        "unit": "" if f.unit in ("option", "weight") else words.unit(f.unit),
    }
    if f.options:
        found["options"] = [[o, words.named("option", f"{lever.key}.{o}", o)] for o in f.options]
    else:
        found |= {"low": lever.low, "high": lever.high, "step": lever.step}
    return found


def _about(words: Translator, state: State, name: str) -> str:
    if name == "theory":
        return words("dashboard.theory_help")
    card = state.story.cards.get(name)
    return words.named("actor_about", name, card.about) if card is not None else ""


def changed_line(words: Translator, state: State) -> list[Any]:
    """Return a line that says what the reader changed in a story; none for a story as shipped."""
    told = changes(words, state)
    if not told:
        return []
    return [
        html.P(
            f"* {words('dashboard.facts_changed')}{words.colon}{words.listed(told)}",
            className="note",
        )
    ]


def changes(words: Translator, state: State) -> list[str]:
    """Return every change of a link's settings in words: levers, weeks, weights."""
    factors = {key: factor_of(state.scenario, key) for key in state.changes}
    known, found = names.called(words, state, (f.name for f in factors.values())), []
    for key, value in state.changes.items():
        then, now = (_value(words, key, v) for v in (factors[key].value, value))
        name = known[factors[key].name]
        found.append(f"{name} {now} ({words('dashboard.preset')}{words.colon}{then})")
    if state.weeks is not None:
        found.append(words("dashboard.facts_weeks", weeks=state.weeks))
    if state.weights:
        told = ", ".join(
            f"{words(f'dashboard.weight.{k}')} {words.plain(v)}" for k, v in state.weights.items()
        )
        found.append(f"{words('dashboard.index')} ({told})")
    return found


def _value(words: Translator, key: str, value: float | str) -> str:
    try:
        return words.plain(float(value))
    except ValueError:
        return words.named("option", f"{key}.{value}", str(value))
