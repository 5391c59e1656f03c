"""The summary that a run prints: 80 columns, medians and bands, no colour needed."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Any

from sahelsim.analysis.causes import decisive, sentence
from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.cli.options import NOTICE
from sahelsim.core.version import __version__
from sahelsim.texts.numbers import amount
from sahelsim.texts.sentences import flags_sentence
from sahelsim.texts.terminal import near
from sahelsim.texts.translator import translator

SHOWN = (
    "stability", "state_control_share", "jihadist_control_share", "fragmentation",
    "total_deaths", "one_sided_deaths", "one_sided_state", "one_sided_jihadist",
    "ruthlessness_ratio", "jnim_fighters", "displaced", "coup_hazard", "accord_health", "cma_war", "approval_junta", "net_russia_france",
    "foreign_dependence",
)  # fmt: skip
MOVED = (
    "Only the calendar has moved: forces, control, opinions and contracts open as in the\n"
    "scenario. For another year write a file with its own [initial], as from-2018 does."
)
NAMESAKES = {"at-best": "entrenched", "at-worst": "rekindled"}


def say(lines: str) -> None:
    """Print to standard output."""
    sys.stdout.write(lines + "\n")


def since_written(damaged: dict[str, list[str]]) -> str:
    """Return which files of a folder are changed or missing since it was written."""
    told = [f"{how}: {', '.join(names)}" for how, names in damaged.items()]
    return f"since it was written, {'; '.join(told)}"


def summary(results: list[Any], differences: dict[str, Any], *, plain: bool) -> str:
    """Return the whole summary of one or more ensembles."""
    blocks = [_head(results), *(_scenario(r) for r in results)]
    if differences:
        blocks.append(_differences(differences))
    blocks.append(_choices(results))
    found = "\n\n".join(blocks)
    return near(found) if plain else found


def _head(results: list[Any]) -> str:
    one = results[0]
    names = " vs ".join(r.name for r in results)
    weeks = " and ".join(dict.fromkeys(str(r.weeks) for r in results))
    line = f"sahelsim {__version__}   {names}   {weeks} weeks   {one.runs} runs   "
    return f"{line}seed {one.seed}\n{NOTICE}"


def _scenario(result: Any) -> str:
    lines = [f"{result.label} - {_story(result)}", ""]
    lines.append("  outcome                                           share   95 % interval")
    for name, s in result.shares.items():
        if s["count"]:
            bounds = f"{s['low']:.0%} to {s['high']:.0%}"
            lines.append(f"  {CLASSES[name]:<48} {s['share']:>6.0%}   {bounds}")
            flags = flags_sentence(translator("en"), result, name)
            lines += [f"    {flags}"] if flags else []
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


def _differences(differences: dict[str, Any]) -> str:
    lines = []
    for pair, rows in differences.items():
        lines += [f"{pair}, paired run by run (mean, 95 % interval)"]
        for name in SHOWN:
            row, about = rows["indicators"][name], INDICATORS[name]
            if row["low"] is None:
                continue
            gap = translator("en").gap_of
            bounds = f"{gap(row['low'], about.unit)} to {gap(row['high'], about.unit)}"
            lines.append(f"  {about.label:<36}{gap(row['mean'], about.unit):>12}   {bounds}")
    return "\n".join(lines)


def _choices(results: list[Any]) -> str:
    lines = [
        "Actions that go with the largest differences between runs (an association; 'fork' tests it)"
    ]
    for result in results:
        rows = decisive(result.decisions, result.series["stability"][:, -1])
        lines.append(f"  {result.label}:")
        if not rows:
            lines.append("    too few runs differ to tell")
        for n, row in enumerate(rows, start=1):
            indent = {"initial_indent": f"    {n} ", "subsequent_indent": "      "}
            lines.append(textwrap.fill(sentence(row), 79, **indent))
    return "\n".join(lines)


def reach(did: Any, asked: str) -> str:
    """Say on which day a decision was forced, and in how many runs it changed what was chosen."""
    later = (
        ""
        if did.day.isoformat() == asked
        else f"Nobody decides on {asked}; the next day of decisions is {did.day}. "
    )
    told = f"{later}Forcing it changed what was chosen in {did.changed} of {did.runs} runs"
    told += f"; in {did.same} it was chosen anyway, and nothing differs"
    told += f"; in {did.closed} it could not be chosen." if did.closed else "."
    return "\n" + textwrap.fill(told, 79)


def where(folder: Path, recipe: dict[str, Any]) -> str:
    """Return where the report and the data are, and what to type next."""
    size = (folder / "report.html").stat().st_size / 1e6
    lines = [
        f"report   {folder / 'report.html'}   ({size:.1f} MB, opens without a network)",
        f"data     {folder}/*.parquet",
        f"again    sahelsim rerun {folder}",
        f"next     sahelsim why {folder}",
    ]
    return "\n" + "\n".join(lines)
