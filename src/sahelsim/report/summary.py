"""What ensembles say in lines of text: whole on the terminal, in short where they are shown."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from sahelsim.analysis.causes import decisive
from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.core.version import __version__
from sahelsim.figures.class_shares import NAMESAKES
from sahelsim.report.article import article
from sahelsim.report.story import sentence
from sahelsim.texts.numbers import amount
from sahelsim.texts.sentences import flags_sentence
from sahelsim.texts.terminal import near
from sahelsim.texts.translator import translator

SHOWN = (
    "stability",
    "state_control_share",
    "jihadist_control_share",
    "fragmentation",
    "total_deaths",
    "one_sided_deaths",
    "one_sided_state",
    "one_sided_jihadist",
    "ruthlessness_ratio",
    "jnim_fighters",
    "displaced",
    "coup_hazard",
    "accord_health",
    "cma_war",
    "approval_junta",
    "net_russia_france",
    "foreign_dependence",
)
MOVED = (
    "Only the calendar has moved: forces, control, opinions and contracts open as in the\n"
    "scenario. For another year write a file with its own [initial], as from-2018 does."
)
NOTICE = "What-if, not a forecast. Behind these numbers stand real people."
CHIEF = ("stability", "total_deaths", "one_sided_deaths", "displaced")


def summary(results: Sequence[Any], differences: Mapping[str, Any], *, plain: bool) -> str:
    """Return the whole summary of one or more ensembles."""
    blocks = [_head(results), *(_scenario(r) for r in results)]
    if rows := article(results):
        blocks.append(_article(rows))
    if differences:
        blocks.append(_differences(differences))
    blocks.append(_choices(results))
    found = "\n\n".join(blocks)
    return near(found) if plain else found


def brief(result: Any) -> str:
    """Return one ensemble in a few lines: how its runs end, and its chief outcomes."""
    lines = [
        f"{result.label}: {result.runs:,} run{'' if result.runs == 1 else 's'} of {result.weeks} "
        f"weeks from {result.start}, seed {result.seed}"
    ]
    lines += _ends(result)
    for name in CHIEF:
        row, about = result.summary[name], INDICATORS[name]
        band = f"{amount(row['q05'], about.unit)} to {amount(row['q95'], about.unit)}"
        lines.append(
            f"  {about.label:<48} {amount(row['median'], about.unit):>9}   9 runs in 10: {band}"
        )
    return "\n".join(lines)


def brief_comparison(results: Sequence[Any], differences: Mapping[str, Any]) -> str:
    """Return how runs end in each scenario, and the chief paired differences."""
    lines = []
    for result in results:
        lines += [f"{result.label} ({result.name}), {result.runs:,} runs", *_ends(result)]
    for pair, rows in differences.items():
        lines += ["", f"{pair} (mean, 95 % interval)", *_rows(rows, CHIEF)]
    return "\n".join(lines)


def shares_html(results: Sequence[Any]) -> str:
    """Return how runs end as a small table for a notebook, a column per scenario."""
    heads = "".join(f"<th>{escape(r.label)}</th>" for r in results)
    rows = []
    for name in results[0].shares:
        shares = [r.shares[name] for r in results]
        if any(s["count"] for s in shares):
            cells = "".join(
                f"<td>{s['share']:.0%} ({s['low']:.0%} to {s['high']:.0%})</td>" for s in shares
            )
            rows.append(f"<tr><td>{escape(CLASSES[name])}</td>{cells}</tr>")
    one = results[0]
    facts = f"{one.runs:,} runs, {one.weeks} weeks, seed {one.seed}"
    return f"<table><tr><th>{facts}</th>{heads}</tr>{''.join(rows)}</table>"


def _article(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the verdict on each of the article's words."""
    lines = ["The article's words, against no deal (run by run, 95 % intervals)"]
    for row in rows:
        told = f"{row['said']} ({row['measured']}): {row['verdict']}"
        lines.append(textwrap.fill(told, 79, initial_indent="  ", subsequent_indent="    "))
    return "\n".join(lines)


def _ends(result: Any) -> list[str]:
    """Return the share of each class that was seen, with its interval, and its flags."""
    lines = []
    for name, s in result.shares.items():
        if s["count"]:
            bounds = f"{s['low']:.0%} to {s['high']:.0%}"
            lines.append(f"  {CLASSES[name]:<48} {s['share']:>6.0%}   {bounds}")
            flags = flags_sentence(translator("en"), result, name)
            lines += [f"    {flags}"] if flags else []
    return lines


def _head(results: Sequence[Any]) -> str:
    one = results[0]
    names = " vs ".join(r.name for r in results)
    weeks = " and ".join(dict.fromkeys(str(r.weeks) for r in results))
    line = f"sahelsim {__version__}   {names}   {weeks} weeks   {one.runs} runs   "
    return f"{line}seed {one.seed}\n{NOTICE}"


def _scenario(result: Any) -> str:
    lines = [f"{result.label} - {_story(result)}", ""]
    lines.append("  outcome                                           share   95 % interval")
    lines += _ends(result)
    lines += ["", f"  {'at the end, or over all weeks':<36}{'median':>12}   9 runs in 10"]
    for name in SHOWN:
        row, about = result.summary[name], INDICATORS[name]
        band = f"{amount(row['q05'], about.unit)} to {amount(row['q95'], about.unit)}"
        lines.append(f"  {about.label:<36}{amount(row['median'], about.unit):>12}   {band}")
    return "\n".join(lines)


def _story(result: Any) -> str:
    """Say in a sentence what most runs came to, and whether a preset gave its namesake."""
    name, share = max(result.shares.items(), key=lambda item: item[1]["share"])
    wanted = NAMESAKES.get(result.name)
    told = f"most often: {CLASSES[name]} ({share['share']:.0%})"
    if wanted and name != wanted:
        told += f"; its namesake in only {result.shares[wanted]['share']:.0%}"
    return told


def _differences(differences: Mapping[str, Any]) -> str:
    lines = []
    for pair, rows in differences.items():
        lines += [f"{pair}, paired run by run (mean, 95 % interval)", *_rows(rows, SHOWN)]
    return "\n".join(lines)


def _rows(rows: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Return a line for each paired difference that has an interval."""
    found, gap = [], translator("en").gap_of
    for name in names:
        row, about = rows["indicators"][name], INDICATORS[name]
        if row["low"] is not None:
            bounds = f"{gap(row['low'], about.unit)} to {gap(row['high'], about.unit)}"
            found.append(f"  {about.label:<36}{gap(row['mean'], about.unit):>12}   {bounds}")
    return found


def _choices(results: Sequence[Any]) -> str:
    lines = [
        "Actions that go with the largest differences between runs (an association; 'fork' tests it)"
    ]
    for result in results:
        rows = decisive(result.decisions, result.series["stability"][:, -1])
        lines.append(f"  {result.label}:")
        if not rows:
            lines.append("    too few runs differ to tell")
        for n, row in enumerate(rows, start=1):
            lines.append(
                textwrap.fill(
                    sentence(row), 79, initial_indent=f"    {n} ", subsequent_indent=" " * 6
                )
            )
    return "\n".join(lines)


def reach(did: Any, asked: str) -> str:
    """Say on which day a decision was forced, and in how many runs it changed what was chosen."""
    later = (
        ""
        if did.day.isoformat() == asked
        else f"{asked} lies in the week of {did.day}, in which the choice is forced. "
    )
    told = f"{later}Forcing it changed what was chosen in {did.changed} of {did.runs} runs"
    told += f"; in {did.same} it was chosen anyway, and nothing differs"
    told += f"; in {did.closed} it could not be chosen." if did.closed else "."
    return "\n" + textwrap.fill(told, 79)


def where(folder: Path) -> str:
    """Return where the report and the data are, and what to type next."""
    size = (folder / "report.html").stat().st_size / 1e6
    lines = [
        f"report   {folder / 'report.html'}   ({size:.1f} MB, opens without a network)",
        f"data     {folder}/*.parquet",
        f"again    sahelsim rerun {folder}",
        f"next     sahelsim why {folder}",
    ]
    return "\n" + "\n".join(lines)
