"""Pieces of pages: a chart with its sentence and table, the frame, lists to choose from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import Dash, Input, Output, Patch, dcc, html, no_update

from sahelsim.analysis.causes import inside
from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard import names
from sahelsim.dashboard.attributes import attributes
from sahelsim.dashboard.drawing import Drawn, Rows, blank_map, map_words
from sahelsim.dashboard.faults import is_known, told
from sahelsim.dashboard.levers import scenario_of
from sahelsim.dashboard.state import State
from sahelsim.figures.frame import layout
from sahelsim.model import parts as model_parts
from sahelsim.report.page import Table
from sahelsim.scenario.files import scenario_names
from sahelsim.study.fork import split
from sahelsim.texts.numbers import NARROW
from sahelsim.texts.translator import Translator, translator

PAGES = ("explore", "compare", "why", "sweep", "validation", "about")
SAME = (no_update, no_update, no_update)  # a chart that stays as it is
IN_SIGHT = 12  # rows; of a longer table the number is said
TOUR = {
    "one": "scenario",
    "two": "levers",
    "three": "explore-status",
    "four": "fan-stability",
    "five": "map-0",
    "six": "copy",
}


def still(words: Translator) -> Any:
    """Return the settings of a chart without tools, its dates and numbers in the page's language."""
    found: dict[str, Any] = {"displayModeBar": False, "responsive": True}
    if words.lang != "en":
        form = {
            "months": words.months("wide"),
            "shortMonths": words.months("abbreviated"),
            "date": "%d/%m/%Y",
            "decimal": ",",
            "thousands": NARROW,
            "currency": ["", f"{NARROW}%"],
        }
        found |= {"locale": words.lang, "locales": {words.lang: {"dictionary": {}, "format": form}}}
    return found


def path_of(page: str) -> str:
    """Return a page's address."""
    return "/" if page == "explore" else f"/{page}"


def frame(page: str, words: Translator, state: State, children: Sequence[Any]) -> Any:
    """Return a whole page: head with the ways to others, what it is, its content."""
    toured = page == "explore"  # the tour points at what stands on that page
    return html.Div(
        [
            _head(page, words, state, toured),
            html.Aside(
                words("dashboard.notice"),
                className="notice",
                **attributes({"aria-label": words("dashboard.about_ethics")}),
            ),
            html.Main([html.H1(words(f"dashboard.{page}")), *children], id="main", tabIndex="-1"),
            *([tour(words)] if toured else []),
            dcc.Store(id=f"{page}-link", data=state.link),
        ],
        id="page",
        lang=words.lang,
        **attributes({"data-page": page, "data-said": said(words)}),
    )


def _head(page: str, words: Translator, state: State, toured: bool) -> Any:
    """Return the ways to other pages, and the buttons for tour, theme and language."""
    other = "en" if words.lang == "fr" else "fr"
    in_other = replace(state, view={**state.view, "lang": other})
    start = html.Button(words("dashboard.tour"), id="tour-open", type="button")
    ways = [
        html.A(
            words(f"dashboard.{p}"),
            href=f"{path_of(p)}?{state.link}",
            className="way",
            **attributes({"aria-current": "page"} if p == page else {}),
        )
        for p in PAGES
    ]
    return html.Header(
        [
            html.A(words("dashboard.skip"), href="#main", className="skip"),
            html.P(html.Span("sahelsim"), className="brand"),
            html.Nav(ways, **attributes({"aria-label": "sahelsim"})),
            html.Div(
                [
                    *([start] if toured else []),
                    html.Button(words("dashboard.theme"), id="theme", type="button"),
                    html.A(
                        words("dashboard.language"),
                        id="language",
                        lang=other,
                        href=f"?{in_other.link}",
                        **attributes({"data-lang": other}),
                    ),
                ],
                className="tools",
            ),
        ]
    )


def said(words: Translator) -> str:
    """Return the few words that the page's script speaks."""
    keys = (
        "play",
        "pause",
        "copy",
        "copied",
        "changed",
        "next",
        "close",
        "guess_told",
        "guess_wait",
        "guess_link",
        "whole_number",
        "save_wait",
        "save_failed",
        "table_rows",
    )
    more = {"bands": words("dashboard.tour.four"), "in_sight": IN_SIGHT}
    return json.dumps({key: words(f"dashboard.{key}") for key in keys} | more, ensure_ascii=False)


def tour(words: Translator) -> Any:
    """Return the six steps, shown one by one by the page's script."""
    steps = [
        html.Li(
            [html.B(f"{k}/{len(TOUR)}"), f" {words(f'dashboard.tour.{step}')}"],
            **attributes({"data-at": at}),
        )
        for k, (step, at) in enumerate(TOUR.items(), start=1)
    ]
    buttons = [
        html.Button(words(f"dashboard.{k}"), id=f"tour-{k}", type="button")
        for k in ("back", "next", "close")
    ]
    return html.Dialog(
        [html.Ol(steps), html.Div(buttons)],
        id="tour",
        **attributes({"aria-label": words("dashboard.tour")}),
    )


def trouble(words: Translator, error: SahelsimError) -> Any:
    """Return the friendly page for a link that cannot be read."""
    other = translator("en" if words.lang == "fr" else "fr")
    known = is_known(words, error)
    return html.Div(
        [
            html.Main(
                [
                    html.H1(words("dashboard.trouble")),
                    *([] if known else in_english(words)),
                    html.P(
                        told(words, error),
                        className="message",
                        role="alert",
                        lang=words.lang if known else "en",
                    ),
                    html.P(words("dashboard.trouble_help")),
                    html.P(html.A(words("dashboard.start_again"), href=f"/?lang={words.lang}")),
                    html.P(
                        [other("dashboard.trouble"), ". ", other("dashboard.trouble_help")],
                        lang=other.lang,
                        className="quiet",
                    ),
                ],
                id="main",
            ),
        ],
        id="page",
        lang=words.lang,
        **attributes({"data-page": "trouble", "data-said": "{}"}),
    )


def chart(id: str, title: str, unit: str, words: Translator, height: int = 280) -> Any:
    """Return an empty chart with places for its sentence and table."""
    hidden = {"visible": False}  # axes without data would show numbers of nothing
    figure = {"data": [], "layout": layout(xaxis=hidden, yaxis=hidden)}
    return html.Figure(
        [
            html.H3([title, " ", html.Span(unit, className="unit")]),
            html.Div(
                dcc.Graph(
                    id=id, figure=figure, config=still(words), style={"height": f"{height}px"}
                ),
                role="img",
                **attributes({"aria-labelledby": f"{id}-said"}),
            ),
            html.Figcaption("…", id=f"{id}-said"),
            html.Details(
                [
                    html.Summary(words("dashboard.table")),
                    html.Div(id=f"{id}-table", **attributes({"data-rows": "[]"})),
                ]
            ),
            html.P(
                [
                    html.Button(
                        words(f"dashboard.get.{kind}"),
                        type="button",
                        className="save",
                        **attributes({"data-chart": id, "data-kind": kind}),
                    )
                    for kind in ("svg", "png")
                ]
            ),
        ],
        className="chart",
    )


def country(id: str, title: str, words: Translator) -> Any:
    """Return an empty map, coloured by the page's script from the store beside it."""
    return html.Figure(
        [
            html.H3([title, " ", html.Span(id=f"{id}-when", className="unit")]),
            html.Div(
                dcc.Graph(
                    id=id, figure=blank_map(), config=still(words), style={"height": "430px"}
                ),
                role="img",
                className="map",
                **attributes({"aria-labelledby": f"{id}-said"}),
            ),
            html.Figcaption("…", id=f"{id}-said"),
            html.Details(
                [
                    html.Summary(words("dashboard.table")),
                    html.Div(id=f"{id}-table", **attributes({"data-rows": "[]"})),
                ]
            ),
            dcc.Store(id=f"{id}-data"),
        ],
        className="chart",
        **attributes({"data-map": id}),
    )


def tell_script(app: Dash, id: str, call: str, prop: str = "data") -> None:
    """Let the page's script hear of a property whenever it comes in, as ``d`` in its own call."""
    hear: Any = app.clientside_callback  # it has no types
    hear(
        f"function(d) {{ return window.dash_clientside.sahelsim.{call}; }}",
        Output(id, "id"),
        Input(id, prop),
        prevent_initial_call=True,
    )


def connect_maps(app: Dash, *ids: str) -> None:
    """Let the page's script colour the maps whenever their numbers come in."""
    for id in ids:
        tell_script(app, f"{id}-data", f"map(d, '{id}')")


def outputs(id: str) -> tuple[Output, Output, Output]:
    """Return a chart's figure, sentence and the rows that the page's script shows as a table."""
    return (
        Output(id, "figure"),
        Output(f"{id}-said", "children"),
        Output(f"{id}-table", "data-rows"),
    )


def map_outputs(id: str) -> tuple[Output, Output, Output]:
    """Return a map's numbers, sentence and table."""
    return Output(f"{id}-data", "data"), *outputs(id)[1:]


def months(words: Translator) -> Any:
    """Return the map's legend, and the place where the script puts the month's slider."""
    known = map_words(words)
    keys = [
        html.Li(
            [html.Span(className="key", style={"background": colour}), html.B(letter), f" {label}"]
        )
        for colour, letter, label in zip(
            known["colours"], known["letters"], known["labels"], strict=True
        )
    ]
    return html.Div(
        [
            html.Ul(keys, className="keys"),
            html.Div(
                id="months",
                **attributes(
                    {
                        "data-map-words": json.dumps(known, ensure_ascii=False),
                        "data-label": words("dashboard.month"),
                    }
                ),
            ),
        ]
    )


def table(words: Translator, rows: Rows) -> Any:
    """Return rows as a table; the first names the columns, each row's first cell names it."""
    if not rows:
        return ""
    head = html.Thead(html.Tr([html.Th(c, scope="col") for c in rows[0]]))
    body = [html.Tr([html.Th(r[0], scope="row"), *(html.Td(c) for c in r[1:])]) for r in rows[1:]]
    wide = html.Div(
        html.Table([head, html.Tbody(body)]),
        className="wide",
        tabIndex="0",
        role="region",
        **attributes({"aria-label": str(rows[0][0])}),
    )
    many = [
        html.P(words("dashboard.table_rows", count=len(body)), className="quiet", lang=words.lang)
    ]
    return html.Div([html.Div(wide, className="cut"), *(many if len(body) > IN_SIGHT else [])])


def captioned(words: Translator, held: Table) -> Any:
    """Return a report's table under its title."""
    return html.Div([html.H3(held.title), table(words, [held.head, *held.rows])])


def shown(drawn: Drawn) -> tuple[Any, Any, Any]:
    """Return what changes in a chart that stands already: traces, axes, sentence, table."""
    patch = Patch()
    patch["data"] = drawn.figure["data"]
    patch["layout"] = {k: v for k, v in drawn.figure["layout"].items() if k != "height"}
    return patch, drawn.sentence, json.dumps(drawn.rows, ensure_ascii=False)


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
    return html.Div(
        id="choices", **attributes({"data-choices": json.dumps(data, ensure_ascii=False)})
    )


def stories(words: Translator) -> list[tuple[str, str]]:
    """Return the shipped scenarios with their labels."""
    return [(n, words.named("scenario", n, scenario_of(n).label)) for n in scenario_names()]


def in_english(words: Translator) -> list[Any]:
    """Return a sentence that says that what follows is in English, unless the whole page is."""
    return [html.P(words("dashboard.in_english"), className="quiet")] if words.lang != "en" else []


def told_fork(words: Translator, state: State) -> str:
    """Return the decision that was forced."""
    assert state.fork is not None
    day, actor, choose = state.fork
    order = split(choose)[1]
    label = inside(words.action(order, model_parts.load_class("actions", order).label))
    return words(
        "dashboard.forked", actor=names.short_actor(words, state, actor), option=label, date=day
    )
