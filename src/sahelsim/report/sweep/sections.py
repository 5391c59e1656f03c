"""What each analysis of a sweep says: one section, for the terminal and for the report alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelsim.figures import sweeps
from sahelsim.report.page import Chart, Section, Table
from sahelsim.report.sweep import numbers as told_of
from sahelsim.report.sweep.contrast import contrast
from sahelsim.report.sweep.flip import flip
from sahelsim.report.sweep.numbers import plain, span

Found = Mapping[str, Any]


def section(command: str, found: Found) -> Section:
    """Return the section of one analysis by the name of its command."""
    kinds = {
        "contrast": contrast,
        "sensitivity": sensitivity,
        "discover": discover,
        "flip": flip,
        "precision": precision,
    }
    return kinds[command](found)


def sensitivity(found: Found) -> Section:
    """Return indices or effects, factor by factor, dummy and chance beside."""
    when = _when(found)
    if found.get("nothing"):
        what = f"'{found['outcome']}'{when} under '{found['policy']}'"
        return Section("Sensitivity", [f"Which factors move {what}: {found['nothing']}."])
    rows = [row for row in found["rows"] if row["factor"] != "chance"]
    share = found["rows"][-1]["share"]
    chance = (
        "One replicate a point: the share of chance is not known."
        if share is None
        else f"Chance makes {100 * share:.0f} % of the variance of single runs."
    )
    lines = [
        f"{found['method']} of the mean of '{found['outcome']}'{when} under '{found['policy']}'. {chance}"
    ]
    if found["dropped"]:
        lines.append(f"{found['dropped']} points with failed runs were left out in whole blocks.")
    kind = {"sobol": "total", "morris": "effect", "screen": "importance"}[found["kind"]]
    ends = ("total_low", "total_high") if kind == "total" else ("low", "high")
    table = [[r["factor"], plain(r[kind]), span(r, *ends), *_extra(found["kind"], r)] for r in rows]
    told = "-" if share is None else f"{100 * share:.0f} %"
    head = ["Factor", kind, "interval", *EXTRA[found["kind"]]]
    table.append(["chance", told, *[""] * (len(head) - 2)])
    lines.append(NOTES[found["kind"]])
    lines += _steady(found, rows)
    sure = all(r[ends[0]] is not None for r in rows)
    figure = sweeps.intervals(rows, kind, *ends) if sure else {}
    title = f"Sensitivity: {found['outcome']}{when} under {found['policy']}"
    chart = Chart(
        f"sensitivity-{found['kind']}",
        kind.capitalize(),
        "share of variance" if kind == "total" else "",
        lines[0],
        figure,
        60 + 40 * len(rows),
    )
    return Section(title, lines, [chart] if sure else [], [Table(title, head, table)])


def _when(found: Found) -> str:
    """Say in which weeks an outcome was taken, if not over the whole run."""
    if found.get("since", found.get("week")) != found.get("week"):
        return f" in weeks {found['since']} to {found['week']}"
    return "" if found.get("week") is None else f" in week {found['week']}"


def _steady(found: Found, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Warn of wide indices, and say from how many base rows on they rank as they do."""
    lines = []
    told = [r for r in rows if r.get("total_low") is not None]
    if told and max((r["total_high"] - r["total_low"]) / 2 for r in told) > WIDE:
        lines.append(
            f"WARNING: intervals reach further than {WIDE:g} either way: too few base rows to rank"
            " factors. Extend the sweep."
        )
    if found.get("steady"):
        ranks = ", ".join(f"{s['base']:.0f}: {s['tau']:.2f}" for s in found["steady"])
        lines.append(f"Agreement of ranks with the whole design (Kendall's tau) by rows: {ranks}.")
    return lines


def _extra(kind: str, row: Mapping[str, Any]) -> list[str]:
    if kind == "sobol":
        return [
            plain(row["first"]),
            span(row, "first_low", "first_high"),
        ]
    return [plain(row["spread" if kind == "morris" else "above"])]


def _ends(row: Mapping[str, Any], options: Mapping[str, Any]) -> list[str]:
    """Return a limit's ends: numbers, or the names of a switch's options."""
    named = options.get(row["factor"])
    return [named[round(row[k])] if named else plain(row[k]) for k in ("low", "high")]


WIDE = 0.1  # half-width of a Sobol' index's interval beyond which ranks say little
EXTRA = {
    "sobol": ["first", "interval"],
    "morris": ["spread"],
    "screen": ["beyond dummy"],
}
NOTES = {
    "sobol": "First: what fixing this factor alone would take away; total: what is lost by ignoring"
    " it; a gap is interaction. Intervals are 95 %, over the design's rows and over chance; below 0"
    " means about 0. What overlaps 'dummy', an input that moves nothing but chance, is not told"
    " apart from nothing.",
    "morris": "Mean absolute effect of a step in this factor, with 95 % over trajectories and"
    " chance; a spread as large as the effect means that it depends on the others. What overlaps"
    " 'dummy', an input that moves nothing but chance, is not told apart from nothing.",
    "screen": "Importance in extremely randomised trees, 5 to 95 % over resampled points. What does"
    " not pass 'dummy', a random column, is not told apart from nothing.",
}


MEASURES = ("coverage", "density", "mass")
HOW_SURE = (
    "Quasi-p: how likely so many cases are if this limit did nothing{given}. It counts futures, not "
    "runs, since replicates of one are not independent. The box was sought where the cases are, so "
    "it is too small still: it ranks the limits. The p beside it is of futures held back, which had "
    "no say in the box, and is a test of that limit; of several limits one in twenty falls below "
    "0.05 by chance. Last, how often resamples of the futures restrict the factor."
)


def discover(found: Found) -> Section:
    """Return the chosen box with its trade-off, and the small tree."""
    curve = [
        [str(c["factors"]), *(plain(c[h][k]) for h in ("made", "held") for k in MEASURES)]
        for c in found["curve"]
    ]
    chart = Chart(
        "discover",
        "Trade-off of boxes",
        "share",
        "Solid: points the boxes were made from; dashed: points held back; the large dot is the "
        "chosen box.",
        sweeps.trade_off(found["curve"], found["chosen"]),
        320,
        ["Factors", "Coverage", "Density", "Mass", "held: coverage", "density", "mass"],
        curve,
    )
    head = f"Discovery: {found['when']} under {found['policy']}"
    return Section(head, _of_box(found), [chart], _box_and_tree(found))


def _of_box(found: Found) -> list[str]:
    """Say what the chosen box covers, and how sure that is."""
    point, alike = found["curve"][found["chosen"]], found.get("shared", True)
    made, held = point["made"], point["held"]
    lines = [
        f"Which futures lead to '{found['when']}' under '{found['policy']}'? "
        f"{found['cases']:.0f} of {found['runs']:.0f} runs do. The box covers "
        f"{100 * made['coverage']:.0f} % of them, and {100 * made['density']:.0f} % of the runs in "
        f"it are such; on points held back {100 * held['coverage']:.0f} % and "
        f"{100 * held['density']:.0f} %."
    ]
    if alike and (seeds := found.get("seeds")):
        lines.append(
            "From one seed to another, which all futures share, the share of such runs in"
            f" the box goes from {100 * seeds[0]:.0f} to {100 * seeds[1]:.0f} %."
        )
    lines.append(HOW_SURE.format(given=", given the seeds that all futures share" if alike else ""))
    if found["few"]:
        lines.append("WARNING: under 1,000 runs; boxes made from so few often do not hold.")
    return lines


def _box_and_tree(found: Found) -> list[Table]:
    """Return the limits of the box, and the leaves of the tree."""
    limits, options = ("quasi_p", "held_p", "often"), found.get("options", {})
    box = [[r["factor"], *_ends(r, options), *(plain(r[k]) for k in limits)] for r in found["box"]]
    counts = ("made", "held", "made_runs", "held_runs")
    leaves = [[r["where"], *(plain(r[k]) for k in counts)] for r in found["tree"]["leaves"]]
    head = ["Factor", "Low", "High", "Quasi-p", "Held back: p", "In resamples"]
    tree = ["Where", "Share", "Held back", "Runs", "held"]
    return [Table("The box", head, box), Table("A small tree", tree, leaves)]


def precision(found: Found) -> Section:
    """Return runs needed for a precision."""
    path, tables = found.get("path"), [_needed(found)]
    if path:
        steps = [[plain(row[k]) for k in ("runs", "mean", "half")] for row in path]
        tables.append(Table("Until it was reached", ["Runs", "Mean", "Half-width"], steps))
    chart = Chart(
        "precision",
        tables[0].title,
        "",
        "Half the width costs about four times the runs; "
        "common random numbers (paired) makes a difference of two policies cheaper.",
        sweeps.runs_needed(found["plan"]),
        300,
    )
    return Section("How many runs", _asked(found), [chart] if found["plan"] else [], tables)


def _needed(found: Found) -> Table:
    """Return how many runs, replicates or futures each precision needs."""
    ways = [k for k in ("runs", "paired", "unpaired") if found["plan"] and k in found["plan"][0]]
    rows = [
        [f"{100 * row['precision']:.3g} %", plain(row["half"]), *(plain(row[k]) for k in ways)]
        for row in found["plan"]
    ]
    head = ["Of the mean", "Half-width", *("alone" if k == "runs" else k for k in ways)]
    swept = "Replicates" if found.get("shared", True) else "Futures"
    return Table(f"{'Runs' if found.get('path') else swept} needed", head, rows)


def _asked(found: Found) -> list[str]:
    """Say of what the table tells the number."""
    lines = [_whom(found, found["outcome"])]
    if any("paired" in row for row in found["plan"]):
        lines.append(
            f"'paired' and 'unpaired': the same for the difference {found['difference']}, with"
            " common random numbers and without, to the same width."
        )
    return lines


def _whom(found: Found, what: str) -> str:
    """Say of what more is needed: runs of a scenario, replicates that futures share, or futures."""
    if found.get("path"):
        return f"Runs of '{found['of']}' whose 95 % interval of the mean of '{what}' is so narrow."
    if found.get("shared", True):
        return (
            f"Replicates after which the 95 % interval of the mean of '{what}' over these"
            f" {found['points']} futures is so narrow. All futures share their chance, so more points do"
            " not help."
        )
    return (
        f"Futures of {found['replicates']} replicates after which the 95 % interval of the mean of"
        f" '{what}' is so narrow."
    )


def diff(found: Found) -> Section:
    """Return what differs between two sweeps, in settings and in outcomes."""
    lines = ["The same content." if found["same"] else "The contents differ."]
    lines += [_over(name, alike, found["outcomes"][name]) for name, alike in found["alike"].items()]
    lines += [
        f"WARNING: {policy} runs {first} weeks in the first and {second} in the second: sums over all"
        " weeks are of other spans, ends of other days."
        for policy, (first, second) in found["weeks"].items()
        if first != second
    ]
    for which, names in zip(("first", "second"), found["alone"], strict=True):
        lines += [f"Only the {which} has {', '.join(names)}."] if names else []
    rows = [[key, *(str(value)[:60] for value in pair)] for key, pair in found["plan"].items()]
    told = [
        [
            f"{policy}: {told_of.called(name)}",
            told_of.difference(name, row["mean"]),
            told_of.interval(name, row),
            row["how"],
        ]
        for policy, of in found["outcomes"].items()
        for name, row in of.items()
    ]
    plan = Table("What differs in the plan", ["Key", "First", "Second"], rows)
    means = Table("Second less first", ["Outcome", "Mean", "95 %", "How"], told)
    return Section("Two sweeps", lines, (), [plan, means] if rows else [means])


def _over(policy: str, alike: Mapping[str, Any], outcomes: Mapping[str, Any]) -> str:
    """Say over which runs two sweeps are compared: mean and interval are of the same."""
    first, second = (f"{size:,}" for size in next(iter(outcomes.values()))["runs"])
    said = f"{policy}: {first} runs of the first and {second} of the second count, for means and intervals alike"
    if alike["points"] and alike["chance"]:
        return f"{said}, paired by future and replicate."
    if alike["points"]:
        return f"{said}, paired by future; their chance is apart."
    return (
        f"{said}; the futures are others, and only chance is shared."
        if alike["chance"]
        else f"{said}, unpaired."
    )
