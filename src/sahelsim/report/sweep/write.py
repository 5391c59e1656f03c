"""A sweep's report: what was run, what failed, and one section for each analysis that was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis import discover as discovery
from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.crossed import ONE_REPLICATE
from sahelsim.core.lock import PATIENCE, claimed
from sahelsim.report.page import Section, Table, plain_page
from sahelsim.report.sweep import sections as sweep_sections
from sahelsim.report.sweep.findings import class_shares
from sahelsim.study.store import amend
from sahelsim.study.sweep.read import Sweep, read_sweep
from sahelsim.study.sweep.tables import readable

FEW_FAILED = 10  # failed runs from which a tree of where they fail is grown
CLASS_OF_NONE = next(iter(CLASSES))  # any class: what failed is NaN in all
ORDER = ("contrast", "sensitivity", "discover", "flip", "precision")


def keep(folder: Path, command: str, found: dict[str, Any]) -> None:
    """Store an analysis in the folder and write the report anew."""
    with claimed(folder, wait=PATIENCE):
        amend(folder, {f"analysis/{command}.json": json.dumps(found, indent=1) + "\n"})
        write_report(folder)


def write_report(folder: Path) -> None:
    """Write ``report.html``: what was run, what failed, and every analysis in the folder."""
    held = read_sweep(folder)
    sections = [_ran(held), *_failures(held), *analysed(folder)]
    plan = held.plan
    under = "1 policy" if len(held.policies) == 1 else f"{len(held.policies)} policies"
    seeds = f"{plan['replicates']} replicates, seed {plan['seed']}"
    facts = f"{plan['points']:,} futures under {under}, {seeds}"
    page = plain_page(
        title=f"sweep {plan['name']}",
        facts=facts,
        sections=sections,
        command=f"sahelsim sweep {plan['name']}",
    )
    amend(folder, {"report.html": page})


def analysed(folder: Path) -> list[Section]:
    """Return a section for every analysis that the folder holds."""
    found = []
    for command in ORDER:
        path = folder / "analysis" / f"{command}.json"
        if path.exists():
            with readable(path, f"remove it, or run `sahelsim {command}` again"):
                told = json.loads(path.read_text(encoding="utf-8"))
                found.append(sweep_sections.section(command, told))
    return found


def _ran(held: Sweep) -> Section:
    shares = {policy: class_shares(held, policy) for policy in held.policies}
    seen = [name for name in CLASSES if any(name in rows for rows in shares.values())]
    ended = [
        [policy, *(_share(rows.get(name)) for name in seen)] for policy, rows in shares.items()
    ]
    ranges = [_range(factor) for factor in held.plan["factors"]]
    lines = [
        held.plan["about"] or "A sweep of futures under several policies.",
        "Shares are over the futures of the design, which nobody says are equally likely; 95 %"
        " intervals are over these futures and over "
        + ("the chance that all of them share." if held.shared else "each one's chance."),
    ]
    if held.blind:
        lines[1] = f"Shares are over the futures of the design. {ONE_REPLICATE}"
    return Section(
        "What was run",
        lines,
        (),
        [
            Table("How runs ended", ["Policy", *seen], ended),
            Table("Factors", ["Factor", "Low", "High", "Unit, or what it takes"], ranges),
        ],
    )


def _range(factor: dict[str, Any]) -> list[str]:
    """Return a factor with its range, or with the only values or options that it takes."""
    if factor["options"]:
        return [factor["name"], "-", "-", ", ".join(factor["options"])]
    if levels := factor["levels"]:
        only = ", ".join(f"{level:g}" for level in levels)
        return [factor["name"], f"{min(levels):g}", f"{max(levels):g}", f"{factor['unit']}: {only}"]
    return [factor["name"], f"{factor['low']:g}", f"{factor['high']:g}", factor["unit"]]


def _share(row: dict[str, Any] | None) -> str:
    if row is None or row["low"] is None:
        return "0 %" if row is None else f"{100 * row['share']:.0f} %"
    return "{share:.0f} % ({low:.0f} to {high:.0f})".format(**{k: 100 * v for k, v in row.items()})


def _failures(held: Sweep) -> list[Section]:
    """Say where runs failed: the range of every factor among failed runs, beside the design's."""
    bad = held.runs[held.runs["outcome_class"] == "failed"]
    if bad.empty:
        return []
    names = [f["name"] for f in held.plan["factors"]]
    rows = [
        [
            n,
            *(
                f"{x:.3g}"
                for x in (bad[n].min(), bad[n].max(), held.runs[n].min(), held.runs[n].max())
            ),
        ]
        for n in names
    ]
    kinds = [[str(error), str(count)] for error, count in bad["error"].value_counts().items()]
    line = f"{len(bad):,} of {len(held.runs):,} runs failed; no number above or below counts them."
    return [
        Section(
            "Runs that failed",
            [line],
            (),
            [
                Table("Where", ["Factor", "Failed from", "to", "Design from", "to"], rows),
                *_region(held),
                Table("Why", ["Error", "Runs"], kinds),
            ],
        )
    ]


def _region(held: Sweep) -> list[Table]:
    """Return a small tree of where runs fail, if enough do to grow one."""
    lost = sum(np.isnan(held.is_class(p, CLASS_OF_NONE)).sum(axis=1) for p in held.policies)
    runs = float(held.plan["replicates"] * len(held.policies))
    if lost.sum() < FEW_FAILED:
        return []
    points = discovery.Points(
        held.factors(held.policies[0]), lost.astype(float), np.full(len(lost), runs)
    )
    leaves = discovery.tree(points, held.options)["leaves"]
    rows = [[r["where"], f"{100 * r['made']:.0f} %"] for r in leaves]
    return [Table("Where, as a tree", ["Where", "Runs that fail"], rows)]
