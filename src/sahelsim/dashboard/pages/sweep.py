"""Sweep results: what a finished sweep's folder says, from the folder alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from dash import Dash, dcc, html

from sahelsim.analysis.classify import CLASSES
from sahelsim.core.errors import ResultError
from sahelsim.dashboard import drawing, names, parts
from sahelsim.dashboard.attributes import attributes
from sahelsim.dashboard.service import Service
from sahelsim.dashboard.state import State
from sahelsim.figures import ranking
from sahelsim.figures.palette import SCENARIO_COLOURS
from sahelsim.report.page import Section
from sahelsim.report.sweep.findings import findings
from sahelsim.report.sweep.write import analysed
from sahelsim.study.sweep.plan import read_plan
from sahelsim.study.sweep.read import read_sweep
from sahelsim.texts.translator import Translator

EMPTY: dict[str, Any] = {"share": 0.0, "low": 0.0, "high": 0.0}


def sweeps(folder: Path) -> list[str]:
    """Return the names of the finished sweeps in a folder."""
    return sorted(p.parent.name for p in folder.glob("*/plan.json") if finished(p.parent))


def finished(folder: Path) -> bool:
    """Tell whether a sweep has its table and manifest."""
    return (folder / "runs.parquet").is_file() and (folder / "manifest.json").is_file()


def layout(state: State, words: Translator, folder: Path) -> list[Any]:
    """Return the page of the chosen folder, or of the first."""
    names = sweeps(folder)
    if not names:
        return [html.P(words("dashboard.sweep_none", folder=folder.name or "."))]
    chosen = state.view.get("folder", names[0])
    if chosen not in names:  # a name from the list, never a path of the reader's own
        raise ResultError(f"there is no finished sweep '{chosen}' here")
    pick = parts.choices(
        ("folder", words("dashboard.sweep_folder"), chosen, [(n, n) for n in names])
    )
    path = folder / chosen
    about = html.P(words("dashboard.sweep_help", folder=folder.name or "."))
    try:
        found = opened(path, (path / "manifest.json").stat().st_mtime_ns)
        more = [analysis(words, k, section) for k, section in enumerate(analysed(path))]
        more = [*parts.in_english(words), *more] if more else []
        return [about, pick, *told(words, path, found), *more]
    except ResultError:
        return [about, pick, html.P(words("dashboard.sweep_unreadable", folder=chosen))]


def analysis(words: Translator, number: int, section: Section) -> Any:
    """Return what one analysis of the folder says, as its report says it."""
    charts = [
        still(
            f"sweep-{number}-{c.id}",
            c.title,
            c.unit,
            words,
            drawing.Drawn(
                c.figure,
                c.sentence,
                [list(c.head), *c.rows]
                if c.rows
                else [list(section.tables[0].head), *section.tables[0].rows],
            ),
        )
        for c in section.charts
        if c.rows or section.tables
    ]
    return html.Section(
        [
            html.H2(section.title),
            *(html.P(line) for line in section.lines),
            html.Div(charts, className="grid"),
            *(parts.captioned(words, t) for t in section.tables),
        ],
        lang="en",
    )


@lru_cache(maxsize=8)
def opened(folder: Path, _: int) -> dict[str, Any]:
    """Return a folder's findings, read once while it does not change."""
    return findings(read_sweep(folder))


def told(words: Translator, folder: Path, found: dict[str, Any]) -> list[Any]:
    """Return what was found: size, class shares by policy, what goes with the outcome."""
    plan = read_plan(folder)
    facts = words(
        "dashboard.sweep_facts",
        runs=words.plain(found["runs"]),
        points=words.plain(plan["points"]),
        policies=len(plan["policies"]),
        replicates=plan["replicates"],
        seed=plan["seed"],
        failed=found["failed"],
    )
    policies = [
        SimpleNamespace(
            name=name,
            label=words.named("scenario", name),
            runs=found["runs"],
            shares={c: _whole(shares.get(c, EMPTY)) for c in CLASSES},
        )
        for name, shares in found["classes"].items()
    ]
    ranks = found["ranking"]
    return [
        html.P([words("dashboard.sweep_plan"), words.colon, html.Q(plan["about"], lang="en")]),
        html.P(facts),
        html.Div(
            [
                *(
                    shares_of(words, policies[k : k + len(SCENARIO_COLOURS)], k)
                    for k in range(0, len(policies), len(SCENARIO_COLOURS))
                ),
                *(
                    ranks_of(words, policy, ranks["outcome"], rows)
                    for policy, rows in ranks["policies"].items()
                    if rows
                ),
            ],
            className="grid",
        ),
    ]


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Return a share whose interval is everything where one replicate tells nothing of chance."""
    return row if row["low"] is not None else row | {"low": 0.0, "high": 1.0}


def shares_of(words: Translator, policies: list[Any], first: int) -> Any:
    """Return the classes of a few policies as one chart."""
    drawn = drawing.class_shares_of(words, policies, [p.label for p in policies])
    return still(
        f"sweep-classes-{first}",
        words("dashboard.sweep_policies"),
        words("dashboard.share"),
        words,
        drawn,
    )


def ranks_of(words: Translator, policy: str, outcome: str, rows: list[dict[str, Any]]) -> Any:
    """Return which factors go with the outcome under one policy."""
    called = names.called(words, State(), (r["factor"] for r in rows))
    shown = called | {"chance": words("dashboard.sweep_chance")}
    told = [(r["factor"], shown[r["factor"]], words.signed(r["rho"], 2)) for r in rows]
    chance = next(rho for factor, _, rho in told if factor == "chance")
    strong = [f"{name} {rho}" for factor, name, rho in told if factor != "chance"][:3]
    said = words(
        "dashboard.sweep_ranking_sentence",
        chance=chance.removeprefix("+"),
        strong=words.listed(strong),
    )
    table = [[words("dashboard.setting"), "ρ"], *([name, rho] for _, name, rho in told)]
    figure = ranking.figure([r | {"factor": called[r["factor"]]} for r in rows])
    title = words("dashboard.sweep_ranking", indicator=words.indicator(outcome))
    label = words.named("scenario", policy)
    drawn = drawing.finished(words, figure, said, table)
    return still(f"sweep-ranks-{policy}", title, label, words, drawn)


def still(id: str, title: str, unit: str, words: Translator, drawn: drawing.Drawn) -> Any:
    """Return a chart that stands as it is."""
    return html.Figure(
        [
            html.H3([title, " ", html.Span(unit, className="unit")]),
            html.Div(
                dcc.Graph(id=id, figure=drawn.figure, config=parts.still(words)),
                role="img",
                **attributes({"aria-labelledby": f"{id}-said"}),
            ),
            html.Figcaption(drawn.sentence, id=f"{id}-said"),
            html.Details([html.Summary(words("dashboard.table")), parts.table(words, drawn.rows)]),
        ],
        className="chart",
    )


def register(app: Dash, service: Service) -> None:
    """Nothing on this page asks for anything."""
