"""The analyses of a sweep's folder, and its report: one section for each that was made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sahelsim.analysis import discover as discovery
from sahelsim.analysis import robust
from sahelsim.analysis import sensitivity as indices
from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.crossed import ONE_REPLICATE
from sahelsim.analysis.flip import LEAST
from sahelsim.analysis.flip import flip as find_flip
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.base.errors import ResultError, UsageError, did_you_mean
from sahelsim.experiment.sweep.read import Sweep, at_week, read_sweep
from sahelsim.experiment.sweep.sampling import MORRIS_LEVELS
from sahelsim.present import sweep_sections
from sahelsim.present.report.page import Section, Table, write_plain
from sahelsim.present.sweep_findings import class_shares

COMPARED = ("stability", "total_deaths", "one_sided_deaths", "displaced", "jihadist_control_share")
FEW_FAILED = 10  # failed runs from which a tree of where they fail is grown
CLASS_OF_NONE = next(iter(CLASSES))  # any class: what failed is NaN in all
ORDER = ("contrast", "sensitivity", "discover", "flip", "planner")


def sensitivity(given: Any) -> dict[str, Any]:
    """Return the indices that the design allows: Sobol', Morris, or screening by trees."""
    held = read_sweep(given.folder)
    policy, kind = held.policy(given.policy), held.plan["kind"]
    outcome = held.outcome(policy, given.outcome)
    if given.week is not None:
        outcome = at_week(given.folder, held, policy, given.outcome, given.week)
    factors = held.factors(policy, dummy=True)
    names, dropped = list(factors), 0
    if given.drop_failed:
        block = {"saltelli": len(names) + 2, "morris": len(names) + 1}.get(kind, 1)
        whole = np.isfinite(outcome).all(axis=1).reshape(-1, block).all(axis=1).repeat(block)
        dropped = int((~whole).sum())
        outcome, factors = outcome[whole], {n: c[whole] for n, c in factors.items()}
    head = {"outcome": given.outcome, "policy": policy, "dropped": dropped, "week": given.week}
    if kind == "saltelli":
        rows = indices.sobol(names, outcome)
        steady = indices.steadiness(names, outcome)
        return _finite(head | {"kind": "sobol", "method": "Sobol' indices", "rows": rows,
                              "steady": steady})  # fmt: skip
    if kind == "morris":
        scaled = np.column_stack([_unit(c) for c in factors.values()])
        rows = indices.morris(names, scaled, outcome, MORRIS_LEVELS)
        return _finite(head | {"kind": "morris", "method": "Elementary effects", "rows": rows})
    rows = indices.screen(factors, outcome)
    return _finite(head | {"kind": "screen", "method": "Screening by trees", "rows": rows})


def discover(given: Any) -> dict[str, Any]:
    """Return PRIM's boxes and a small tree for a class."""
    held = read_sweep(given.folder)
    if not 0 < given.coverage <= 1:
        raise UsageError(f"--coverage {given.coverage:g} is outside 0 to 1")
    policy = held.policy(given.policy)
    cases = held.is_class(policy, _class(given.cases))
    if not np.nansum(cases):
        raise UsageError(f"no run under '{policy}' ends as '{given.cases}'; {_seen(held, policy)}")
    points = discovery.Points(
        held.factors(policy), np.nansum(cases, axis=1), np.isfinite(cases).sum(axis=1).astype(float)
    )
    found = discovery.discover(points, given.coverage)
    box = {row["factor"]: (row["low"], row["high"]) for row in found["box"]}
    inside = cases[points.inside(box)]
    luck = np.nansum(inside, axis=0) / np.maximum(np.isfinite(inside).sum(axis=0), 1)
    options = _options(held)
    told = {"class": given.cases, "policy": policy, "tree": discovery.tree(points, options),
            "options": options, "luck": [float(luck.min()), float(luck.max())]}  # fmt: skip
    return dict(_finite(found | told))


def flip(given: Any) -> dict[str, Any]:
    """Return where one class gives way to another along the chosen factors."""
    held = read_sweep(given.folder)
    policy, (a, b) = held.policy(given.policy), [_class(name) for name in given.between]
    factors = held.factors(policy)
    for name in given.factor:
        if name not in factors:
            raise UsageError(f"no factor '{name}': {did_you_mean(name, factors)}")
    if len(given.factor) > 2 or a == b:
        raise UsageError("flip takes one or two factors and two different classes")
    first, second = (np.nan_to_num(held.is_class(policy, name)) for name in (a, b))
    few = min(first.sum(), second.sum())
    if few < LEAST:
        text = f"'{a}' or '{b}' has {few:.0f} runs under '{policy}', and {LEAST} are needed"
        raise UsageError(f"{text}; {_seen(held, policy)}")
    found = find_flip([factors[n] for n in given.factor], second, first + second)
    return dict(_finite(found | {"policy": policy, "factors": given.factor, "between": [a, b]}))


def contrast(given: Any) -> dict[str, Any]:
    """Return paired differences from the first policy, and robustness over the futures."""
    held, levels = read_sweep(given.folder), _level_of(given.level)
    if len(held.policies) < 2:
        raise UsageError("the sweep has one policy: nothing to contrast")
    names = tuple(dict.fromkeys([*COMPARED, *levels]))
    outcomes = {n: {p: held.outcome(p, n) for p in held.policies} for n in names}
    first, differences = held.policies[0], {}
    for other in held.policies[1:]:
        rows = {n: robust.reductions(by[first], by[other]) for n, by in outcomes.items()}
        adjusted = robust.holm({n: row["p"] for n, row in rows.items() if row["p"] is not None})
        differences[f"{other} - {first}"] = {
            n: row | {"p": adjusted.get(n)} for n, row in rows.items()
        }
    found = {"differences": differences, "robustness": _robust(outcomes, levels)}
    return dict(_finite(found | {"replicates": held.plan["replicates"]}))


def _robust(outcomes: Any, levels: dict[str, float]) -> dict[str, Any]:
    found = {}
    for name, by in outcomes.items():
        good = INDICATORS[name].good
        means = {policy: np.nanmean(values, axis=1) for policy, values in by.items()}
        level = levels.get(name, float(np.nanmedian(next(iter(means.values())))))
        if good:
            found[name] = {"level": level, "rows": robust.robustness(means, good, level)}
    return found


def diff(first: Path, second: Path) -> dict[str, Any]:
    """Return how two sweeps differ: plans key by key, then outcomes policy by policy.

    Runs are paired where both folders hold the same points.
    """
    one, two = read_sweep(first), read_sweep(second)
    keys = sorted(
        k for k in one.plan.keys() | two.plan.keys() if one.plan.get(k) != two.plan.get(k)
    )
    shared = [p for p in one.policies if p in two.policies]
    if not shared:
        raise UsageError(f"{first} and {second} have no policy in common")
    outcomes = {
        p: {n: robust.between(one.outcome(p, n), two.outcome(p, n),
                              same=_same(one.factors(p), two.factors(p))) for n in COMPARED}
        for p in shared
    }  # fmt: skip
    plan = {key: [one.plan.get(key), two.plan.get(key)] for key in keys}
    same = bool(one.runs.equals(two.runs))
    return dict(_finite({"same": same, "plan": plan, "outcomes": outcomes}))


def _same(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return one.keys() == two.keys() and all(np.array_equal(one[n], two[n]) for n in one)


def keep(folder: Path, command: str, found: dict[str, Any]) -> None:
    """Store an analysis in the folder and write the report anew."""
    try:
        (folder / "analysis").mkdir(exist_ok=True)
        path = folder / "analysis" / f"{command}.json"
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultError(f"{folder} takes no analysis: {error.strerror or error}") from None
    write_report(folder)


def write_report(folder: Path) -> None:
    """Write ``report.html``: what was run, what failed, and every analysis in the folder."""
    held = read_sweep(folder)
    sections = [_ran(held), *_failures(held), *analysed(folder)]
    plan = held.plan
    under = "1 policy" if len(held.policies) == 1 else f"{len(held.policies)} policies"
    luck = f"{plan['replicates']} replicates of luck, seed {plan['seed']}"
    facts = f"{plan['points']:,} futures under {under}, {luck}"
    part = folder / "report.part"
    try:
        write_plain(part, title=f"sweep {plan['name']}", facts=facts, sections=sections,
                    command=f"sahelsim sweep {plan['name']}")  # fmt: skip
        part.replace(folder / "report.html")
    except OSError as error:
        part.unlink(missing_ok=True)
        text = f"{folder} is whole but has no report: {error.strerror or error}"
        raise ResultError(text) from None


def analysed(folder: Path) -> list[Section]:
    """Return a section for every analysis that the folder holds."""
    found = []
    for command in ORDER:
        path = folder / "analysis" / f"{command}.json"
        if path.exists():
            told = json.loads(path.read_text(encoding="utf-8"))
            found.append(getattr(sweep_sections, command)(told))
    return found


def _ran(held: Sweep) -> Section:
    shares = {policy: class_shares(held, policy) for policy in held.policies}
    seen = [name for name in CLASSES if any(name in rows for rows in shares.values())]
    ended = [
        [policy, *(_share(rows.get(name)) for name in seen)] for policy, rows in shares.items()
    ]
    ranges = [[f["name"], *(("-", "-", ", ".join(f["options"])) if f["options"] else
              (f"{f['low']:g}", f"{f['high']:g}", f["unit"]))] for f in held.plan["factors"]]  # fmt: skip
    lines = [held.plan["about"] or "A sweep of futures under several policies.",
             "Shares are over the futures of the design, which nobody says are equally likely; 95 %"
             " intervals are over these futures and over the luck that all of them share."]  # fmt: skip
    if held.plan["replicates"] < 2:
        lines[1] = f"Shares are over the futures of the design. {ONE_REPLICATE}"
    return Section("What was run", lines, (), [
        Table("How runs ended", ["Policy", *seen], ended),
        Table("Factors", ["Factor", "Low", "High", "Unit, or options"], ranges),
    ])  # fmt: skip


def _share(row: dict[str, Any] | None) -> str:
    if row is None or row["low"] is None:
        return "0 %" if row is None else f"{100 * row['share']:.0f} %"
    return "{share:.0f} % ({low:.0f} to {high:.0f})".format(**{k: 100 * v for k, v in row.items()})


def _failures(held: Sweep) -> list[Section]:
    """Say where runs failed: the range of every factor among failed runs, beside the design's."""
    bad = held.runs[held.runs["class"] == "failed"]
    if bad.empty:
        return []
    names = [f["name"] for f in held.plan["factors"]]
    rows = [[n, *(f"{x:.3g}" for x in (bad[n].min(), bad[n].max(), held.runs[n].min(),
             held.runs[n].max()))] for n in names]  # fmt: skip
    kinds = [[str(error), str(count)] for error, count in bad["error"].value_counts().items()]
    line = f"{len(bad):,} of {len(held.runs):,} runs failed; no number above or below counts them."
    return [Section("Runs that failed", [line], (), [
        Table("Where", ["Factor", "Failed from", "to", "Design from", "to"], rows),
        *_region(held), Table("Why", ["Error", "Runs"], kinds),
    ])]  # fmt: skip


def _region(held: Sweep) -> list[Table]:
    """Return a small tree of where runs fail, if enough do to grow one."""
    lost = sum(np.isnan(held.is_class(p, CLASS_OF_NONE)).sum(axis=1) for p in held.policies)
    runs = float(held.plan["replicates"] * len(held.policies))
    if lost.sum() < FEW_FAILED:
        return []
    points = discovery.Points(
        held.factors(held.policies[0]), lost.astype(float), np.full(len(lost), runs)
    )
    leaves = discovery.tree(points, _options(held))["leaves"]
    rows = [[r["where"], f"{100 * r['made']:.0f} %"] for r in leaves]
    return [Table("Where, as a tree", ["Where", "Runs that fail"], rows)]


def _options(held: Sweep) -> dict[str, list[str]]:
    """Return the names behind the codes of each switch among the factors."""
    return {f["name"]: f["options"] for f in held.plan["factors"] if f["options"]}


def _seen(held: Sweep, policy: str) -> str:
    """Say how runs under a policy do end."""
    counts = held.of(policy)["class"].value_counts()
    return "runs end as " + ", ".join(f"{name} ({count})" for name, count in counts.items())


def _class(name: str) -> str:
    if name not in CLASSES:
        raise UsageError(f"no class '{name}': {did_you_mean(name, CLASSES)}")
    return name


def _unit(column: Any) -> Any:
    spread = float(np.ptp(column))
    return (column - column.min()) / spread if spread > 0 else column * 0.0


def _level_of(words: Sequence[str]) -> dict[str, float]:
    """Return OUTCOME=VALUE words as numbers.

    Raises
    ------
    UsageError
        If one is no such pair.
    """
    found: dict[str, float] = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise UsageError(f"--level {word}: write OUTCOME=VALUE, like stability=40") from None
    return found


def _finite(value: Any) -> Any:
    """Return JSON values with None where a number is not finite."""
    if isinstance(value, dict):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    return None if isinstance(value, float) and value - value != 0 else value
