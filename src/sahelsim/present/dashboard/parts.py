"""Pieces of pages: a chart with its sentence and table, the frame, the controls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, Patch, dcc, html, no_update

from sahelsim.analysis.indicators import STABILITY_WEIGHTS
from sahelsim.present.dashboard.drawing import Drawn, Rows, blank_map, map_words
from sahelsim.present.dashboard.levers import Lever, levers_of, scenario_of
from sahelsim.present.dashboard.state import MOST_RUNS, RUNS, State
from sahelsim.present.dashboard.words import Words, texts
from sahelsim.present.figures.frame import layout
from sahelsim.present.report.page import Table
from sahelsim.scenario.files import scenario_names

PAGES = ("explore", "compare", "why", "sweep", "validation", "about")
SAME = (no_update, no_update, no_update)  # a chart that stays as it is
MONTHS = {"fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                 "septembre", "octobre", "novembre", "décembre")}  # fmt: skip
SHORT = {"fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
                "nov.", "déc.")}  # fmt: skip


def still(words: Words) -> dict[str, Any]:
    """Return the settings of a chart without tools, its dates and numbers in the page's language."""
    found: dict[str, Any] = {"displayModeBar": False, "responsive": True}
    if words.lang in MONTHS:
        form = {"months": MONTHS[words.lang], "shortMonths": SHORT[words.lang],
                "date": "%d/%m/%Y", "decimal": ",", "thousands": "\u202f"}  # fmt: skip
        found |= {"locale": words.lang, "locales": {words.lang: {"dictionary": {}, "format": form}}}
    return found


def path_of(page: str) -> str:
    """Return a page's address."""
    return "/" if page == "explore" else f"/{page}"


def frame(page: str, words: Words, state: State, children: Sequence[Any]) -> Any:
    """Return a whole page: head with the ways to others, what it is, its content."""
    other = "en" if words.lang == "fr" else "fr"
    ways = [
        html.A(words(p), href=f"{path_of(p)}?{state.link}", className="way",
               **({"aria-current": "page"} if p == page else {}))
        for p in PAGES
    ]  # fmt: skip
    head = html.Header([
        html.A(words("skip"), href="#main", className="skip"),
        html.P(html.Span("sahelsim"), className="brand"),
        html.Nav(ways, **{"aria-label": "sahelsim"}),
        html.Div([
            html.Button(words("tour"), id="tour-open", type="button"),
            html.Button(words("theme"), id="theme", type="button"),
            html.A(words("language"), id="language", lang=other, href=f"?{state.link}",
                   **{"data-lang": other}),
        ], className="tools"),
    ])  # fmt: skip
    return html.Div([
        head,
        html.Aside(words("notice"), className="notice", **{"aria-label": words("about_ethics")}),
        html.Main([html.H1(words(page)), *children], id="main", tabIndex="-1"),
        tour(words),
        dcc.Store(id=f"{page}-link", data=state.link),
    ], id="page", lang=words.lang, **{"data-page": page, "data-said": said(words)})  # fmt: skip


def said(words: Words) -> str:
    """Return the few words that the page's script speaks."""
    keys = ("play", "pause", "copy", "copied", "changed", "next", "close", "guess_told",
            "guess_wait", "guess_link", "whole_number", "save_wait", "save_failed")  # fmt: skip
    bands = texts(words.lang)["tour"]["four"]
    return json.dumps({key: words(key) for key in keys} | {"bands": bands}, ensure_ascii=False)


def tour(words: Words) -> Any:
    """Return the six steps, shown one by one by the page's script."""
    marks = ("scenario", "levers", "explore-status", "fan-stability", "map-0", "copy")
    steps = [
        html.Li([html.B(f"{k}/{len(marks)}"), f" {text}"], **{"data-at": at})
        for k, (text, at) in enumerate(
            zip(texts(words.lang)["tour"].values(), marks, strict=True), start=1
        )
    ]
    buttons = [
        html.Button(words(k), id=f"tour-{k}", type="button") for k in ("back", "next", "close")
    ]
    return html.Dialog([html.Ol(steps), html.Div(buttons)], id="tour",
                       **{"aria-label": words("tour")})  # fmt: skip


def trouble(message: str) -> Any:
    """Return the friendly page for a link that cannot be read."""
    words = Words("en")
    other = Words("fr")
    return html.Div([
        html.Main([
            html.H1(words("trouble")), html.P(message, className="message", role="alert"),
            html.P(words("trouble_help")),
            html.P([other("trouble"), ". ", other("trouble_help")], lang="fr"),
            html.P(html.A(words("start_again"), href="/")),
        ], id="main"),
    ], id="page", lang="en", **{"data-page": "trouble", "data-said": "{}"})  # fmt: skip


def chart(id: str, title: str, unit: str, words: Words, height: int = 280) -> Any:
    """Return an empty chart with places for its sentence and table."""
    figure = {"data": [], "layout": layout()}
    return html.Figure([
        html.H3([title, " ", html.Span(unit, className="unit")]),
        html.Div(dcc.Graph(id=id, figure=figure, config=still(words), style={"height": f"{height}px"}),
                 role="img", **{"aria-labelledby": f"{id}-said"}),
        html.Figcaption("…", id=f"{id}-said"),
        html.Details([html.Summary(words("table")), html.Div(id=f"{id}-table")]),
        html.P([html.Button(words(f"get_{kind}"), type="button", className="save",
                            **{"data-chart": id, "data-kind": kind}) for kind in ("svg", "png")]),
    ], className="chart")  # fmt: skip


def country(id: str, title: str, words: Words) -> Any:
    """Return an empty map, coloured by the page's script from the store beside it."""
    return html.Figure([
        html.H3(title),
        html.Div(dcc.Graph(id=id, figure=blank_map(), config=still(words), style={"height": "430px"}),
                 role="img", className="map", **{"aria-labelledby": f"{id}-said"}),
        html.Figcaption("…", id=f"{id}-said"),
        html.Details([html.Summary(words("table")), html.Div(id=f"{id}-table")]),
        dcc.Store(id=f"{id}-data"),
    ], className="chart", **{"data-map": id})  # fmt: skip


def connect_maps(app: Dash, *ids: str) -> None:
    """Let the page's script colour the maps whenever their numbers come in."""
    for id in ids:
        app.clientside_callback(
            f"function(d) {{ return window.dash_clientside.sahelsim.map(d, '{id}'); }}",
            Output(id, "id"), Input(f"{id}-data", "data"), prevent_initial_call=True,
        )  # fmt: skip


def outputs(id: str) -> tuple[Output, Output, Output]:
    """Return a chart's figure, sentence and table."""
    return (
        Output(id, "figure"), Output(f"{id}-said", "children"), Output(f"{id}-table", "children"),
    )  # fmt: skip


def map_outputs(id: str) -> tuple[Output, Output, Output]:
    """Return a map's numbers, sentence and table."""
    return Output(f"{id}-data", "data"), *outputs(id)[1:]


def months(words: Words) -> Any:
    """Return the map's legend, and the place where the script puts the month's slider."""
    known = map_words(words)
    keys = [
        html.Li([html.Span(className="key", style={"background": colour}), label])
        for colour, label in zip(known["colours"], known["labels"], strict=True)
    ]
    return html.Div([
        html.Ul(keys, className="keys"),
        html.Div(id="months", **{"data-map-words": json.dumps(known, ensure_ascii=False),
                                 "data-label": words("month")}),
    ])  # fmt: skip


def table(rows: Rows) -> Any:
    """Return rows as a table; the first names the columns, each row's first cell names it."""
    if not rows:
        return ""
    head = html.Thead(html.Tr([html.Th(c, scope="col") for c in rows[0]]))
    body = [html.Tr([html.Th(r[0], scope="row"), *(html.Td(c) for c in r[1:])]) for r in rows[1:]]
    return html.Div(html.Table([head, html.Tbody(body)]), className="wide", tabIndex="0",
                    role="region", **{"aria-label": str(rows[0][0])})  # fmt: skip


def captioned(held: Table) -> Any:
    """Return a report's table under its title."""
    return html.Div([html.H3(held.title), table([held.head, *held.rows])])


def shown(drawn: Drawn) -> tuple[Any, Any, Any]:
    """Return what changes in a chart that stands already: traces, axes, sentence, table."""
    patch = Patch()
    patch["data"] = drawn.figure["data"]
    patch["layout"] = {k: v for k, v in drawn.figure["layout"].items() if k != "height"}
    return patch, drawn.sentence, table(drawn.rows)


def choices(*fields: tuple[str, str, str, Sequence[tuple[str, str]]]) -> Any:
    """Return the place where the script builds lists to choose from.

    Parameters
    ----------
    fields : tuples
        Key in the link, label, value now, and (value, label) of each choice.
    """
    data = [
        {"key": key, "label": label, "value": value, "options": options}
        for key, label, value, options in fields
    ]
    return html.Div(id="choices", **{"data-choices": json.dumps(data, ensure_ascii=False)})


def stories(words: Words) -> list[tuple[str, str]]:
    """Return the shipped scenarios with their labels."""
    return [(n, words.of("scenarios", n, scenario_of(n).label)) for n in scenario_names()]


def controls(words: Words, state: State) -> Any:
    """Return the place of the levers, and everything the script needs to build them."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for lever in levers_of(state.scenario).values():
        groups.setdefault(lever.group, []).append(_control(words, state, lever))
    story = state.story
    data = {
        "groups": [
            {"name": _group(words, state, name), "about": _about(words, state, name),
             "levers": levers}
            for name, levers in groups.items()
        ],
        "scenarios": stories(words),
        "scenario": state.scenario,
        "runs": [state.runs, RUNS, MOST_RUNS],
        "seed": state.seed,
        "weights": [[k, words(f"w_{k}"), state.weights.get(k, v)]
                    for k, v in STABILITY_WEIGHTS.items()],
        "kept": _kept(state),
        "about": words.of("stories", state.scenario, story.about),
        "words": {k: words(k) for k in ("scenario", "seed", "runs", "reset", "copy", "guess",
                                        "guess_ask", "guess_show", "index", "index_help",
                                        "drawer")},
    }  # fmt: skip
    return html.Div(id="levers", **{"data-levers": json.dumps(data, ensure_ascii=False)})


def _kept(state: State) -> list[list[str]]:
    """Return the changes that no slider shows; the script carries them along."""
    shown_here = levers_of(state.scenario)
    kept = [[k, v] for k, v in state.changes.items() if k not in shown_here]
    kept += [["weeks", str(state.weeks)]] if state.weeks is not None else []
    if state.fork is not None:
        kept.append(["fork", "~".join((state.fork[0].isoformat(), *state.fork[1:]))])
    return kept + [[k, v] for k, v in state.view.items() if k != "month"]


def _control(words: Words, state: State, lever: Lever) -> dict[str, Any]:
    f = lever.factor
    kind = lever.key.partition(".")[2]
    told = words.of("incentive_help", kind, "") if lever.group in state.story.cards else ""
    told = "" if told == kind else told
    source = words("assumed") if f.source == "assumed" else f.source
    why = f.why if words.lang == "en" else words.of("why", lever.key, " ").strip()
    found = {
        "key": lever.key,
        "label": _label(words, lever),
        "value": state.changes.get(lever.key, f.value),
        "preset": f.value,
        "help": " · ".join(t for t in (told, why, source) if t),
        "unit": "" if f.unit in ("option", "weight") else words.unit(f.unit),
    }
    if f.options:
        found["options"] = [[o, words.of("options", f"{lever.key}.{o}", o)] for o in f.options]
    else:
        found |= {"low": lever.low, "high": lever.high, "step": lever.step}
    return found


def _group(words: Words, state: State, name: str) -> str:
    if name in ("contract", "theory"):
        return words(name)
    return words.of("actors", name, state.story.cards[name].label)


def plain_names(words: Words, state: State) -> dict[str, str]:
    """Return what the levers are called on the page, by the dotted names of their factors."""
    found = {}
    for lever in levers_of(state.scenario).values():
        head = _group(words, state, lever.group)
        found[lever.factor.name] = f"{head}{words.colon}{_label(words, lever)}"
    return found


def _label(words: Words, lever: Lever) -> str:
    kind = lever.key.partition(".")[2]
    return words.of("levers", lever.key, words.of("incentives", kind, lever.key))


def _about(words: Words, state: State, name: str) -> str:
    if name == "theory":
        return words("theory_help")
    card = state.story.cards.get(name)
    return words.of("cards", name, card.about) if card is not None else ""
