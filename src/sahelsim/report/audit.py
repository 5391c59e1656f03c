"""The audit in plain words: grouped by verdict, what binds first; and its page."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Told = Mapping[str, Any]
WIDE = 98
BINDING = "binding"
HEADS = {
    "fail": "Broken: the interval lies outside the band",
    "pass": "Hold: the estimate lies in the band, and an effect is shown",
    "undecided": "Undecided: more runs are due",
    "not measurable": "Not measurable yet: the model has no part for it",
}
PARTS = {
    "moves": "Move the model",
    "inert": "Inert: no other indicator moves by a tenth of chance's standard deviation",
    "undecided": "Undecided: more pairs are due",
    "not tried": "Not tried: open in too few runs",
}
EXPECTED = {
    "contradicts": "The model contradicts what is expected",
    "agrees": "The model bears out what is expected",
    "undecided": "Undecided",
}
KINDS = {
    BINDING: "binds",
    "sign": "its direction binds",
    "level": "a level, told only",
    "reported": "told only",
}
SIGNS = {"right": "direction shown", "wrong": "the opposite direction is shown", "open": ""}
TOPICS = {
    "laws": "Laws",
    "parts": "Parts: what each mechanism, switch, incentive and action moves",
    "links": "Links of the loop",
    "expected": "Expected and realised",
    "impulses": "Impulse responses",
}
ABOUT = {
    "laws": "A law names beforehand what is measured and in which band it must lie. Marks: M measured, A "
    "an abstract was read, D derived for this model.",
    "parts": "Each is taken away, turned or forced in the same runs, and the other indicators are compared, "
    "in standard deviations of chance (SD).",
    "links": "The army's rules of engagement are harsher by a tenth for a quarter. Each link is then frozen: "
    "what share of the response in civilians killed is lost?",
    "expected": "What an actor thinks an action brings it, 0-1, and what the same runs bring with and without "
    "it.",
    "impulses": "One blow from outside, and the difference from the same runs without it: the mean of the "
    "quarter that ends with each week, with its 90 % interval.",
}
QUICK = (
    "This was a quick look (`--quick`): few runs, so that many verdicts stay open and a passed level "
    "may be luck. The full audit takes about half an hour."
)
STALE = (
    "These rows are of model {kept}; the model of today is {today}. They are stale: `make audit` "
    "measures anew."
)


def told(report: Told) -> str:
    """Return the audit as text for a terminal.

    Parameters
    ----------
    report : mapping
        ``checks``, the rows; ``quick``; ``model``, which they are of.
    """
    rows = report["checks"]
    lines = textwrap.wrap(summary(rows), WIDE)
    lines += ["", *textwrap.wrap(QUICK.replace("`", ""), WIDE)] if report["quick"] else []
    for topic, title in TOPICS.items():
        mine = [row for row in rows if row["topic"] == topic]
        if mine:
            lines += ["", title, "=" * len(title), *textwrap.wrap(ABOUT[topic], WIDE), ""]
            lines += SECTIONS[topic](mine)
    return "\n".join(lines).rstrip()


def summary(rows: Sequence[Told]) -> str:
    """Say in a few sentences what came of it, what binds first."""
    laws, parts = ([r for r in rows if r["topic"] == t] for t in ("laws", "parts"))
    said = [*_of_laws(laws), *_of_parts(parts)]
    return " ".join(said) or f"{len(rows)} checks."


def _of_laws(laws: Sequence[Told]) -> Iterator[str]:
    bound = [r for r in laws if r["kind"] == BINDING]
    wrong = [r["id"] for r in laws if r["kind"] == "sign" and r["sign"] == "wrong"]
    if bound:
        yield f"{_counts(bound)} of {len(bound)} checks that bind."
    if laws:
        yield f"Of all {len(laws)} checks of laws: {_counts(laws)}."
    if wrong:
        yield f"Wrong direction: {', '.join(wrong)}."


def _of_parts(parts: Sequence[Told]) -> Iterator[str]:
    if parts:
        counts = {v: sum(r["verdict"] == v for r in parts) for v in PARTS}
        words = ", ".join(f"{n} {'move' if v == 'moves' else v}" for v, n in counts.items())
        yield f"Of {len(parts)} parts: {words}."


def _counts(rows: Sequence[Told]) -> str:
    words = {
        "fail": "broken",
        "pass": "hold",
        "undecided": "undecided",
        "not measurable": "not measurable",
    }
    counts = {v: sum(r["verdict"] == v for r in rows) for v in words}
    return ", ".join(f"{n} {words[v]}" for v, n in counts.items() if n) or "none"


def law_line(row: Told) -> str:
    """Return a law in a sentence: what was asked, what was found, what follows.

    Examples
    --------
    >>> row = {"id": "LL7", "what": "elasticity", "value": 0.06, "low": 0.05, "high": 0.07,
    ...        "band": [0.12, None], "kind": "reported", "sign": "right", "why": "", "mark": "D"}
    >>> law_line(row)
    'LL7  elasticity: 0.06 (0.05 to 0.07); asked: at least 0.12. Direction shown. [D]'
    """
    found = f"{estimate(row)}; asked: {band(row['band'])}"
    more = [SIGNS.get(row["sign"], "")]
    more += [KINDS[row["kind"]]] if row["kind"] in (BINDING, "sign") else []
    more += [row["why"]]
    tail = "".join(f" {_sentence(m)}" for m in more if m)
    return f"{row['id']}  {row['what']}: {found}.{tail} [{row['mark']}]"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def estimate(row: Told) -> str:
    """Return an estimate with its interval; a dash where there is none."""
    if row["value"] is None:
        return "no estimate"
    if row["low"] is None or row["high"] is None:
        return number(row["value"])
    return f"{number(row['value'])} ({number(row['low'])} to {number(row['high'])})"


def band(ends: Sequence[float | None]) -> str:
    """Return a band in words.

    Examples
    --------
    >>> band([0.1, 0.5]), band([2.0, None]), band([None, 0.0]), band([None, None])
    ('0.1 to 0.5', 'at least 2', 'at most 0', 'nothing')
    """
    low, high = (None if x is None or abs(x) >= 1e6 else number(x) for x in ends)
    if low is None:
        return "nothing" if high is None else f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def number(value: float) -> str:
    """Return a number with three digits and a true minus sign.

    Examples
    --------
    >>> number(-0.12345), number(1234.5)
    ('−0.123', '1,234')
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return text.replace("-", "−")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDE, initial_indent=indent, subsequent_indent=indent + "  ")


def _grouped(
    rows: Sequence[Told], heads: Mapping[str, str], line: Callable[[Told], str]
) -> list[str]:
    lines = []
    for verdict, head in heads.items():
        mine = [row for row in rows if row["verdict"] == verdict]
        if mine:
            lines += [f"{head} ({len(mine)})"]
            for row in sorted(mine, key=lambda r: r["kind"] != BINDING):
                lines += _wrapped(line(row), "  ")
            lines.append("")
    return lines


def _laws(rows: Sequence[Told]) -> list[str]:
    return _grouped(
        rows, HEADS, lambda r: _absent(r) if r["verdict"] == "not measurable" else law_line(r)
    )


def _absent(row: Told) -> str:
    return f"{row['id']}  {row['what']}: {row['why']}."


def _parts(rows: Sequence[Told]) -> list[str]:
    return _grouped(rows, PARTS, lambda r: f"{r['id']}: {r['why']}")


def _links(rows: Sequence[Told]) -> list[str]:
    lines = []
    for row in rows:
        lines += _wrapped(f"{row['what']}: {estimate(row)}.", "  ")
    return lines


def _expected(rows: Sequence[Told]) -> list[str]:
    return _grouped(rows, EXPECTED, lambda r: f"{r['what']} {estimate(r)}")


def _impulses(rows: Sequence[Told]) -> list[str]:
    lines, head = list[str](), ""
    for row in rows:
        blow, _, series = row["what"].partition(": ")
        if blow != head:
            lines += [*([""] if head else []), *textwrap.wrap(_sentence(blow), WIDE)]
            head = blow
        lines += _wrapped(f"{series}: {row['why'].replace('-', '−')}", "  ")
    return lines


SECTIONS: dict[str, Callable[[Sequence[Told]], list[str]]] = {
    "laws": _laws,
    "parts": _parts,
    "links": _links,
    "expected": _expected,
    "impulses": _impulses,
}


def page(report: Told, today: str) -> str:
    """Return the audit as a page, made from its rows alone, and say so if they are another model's.

    Parameters
    ----------
    report : mapping
        As for ``told``.
    today : str
        The model of today.
    """
    rows, lines = report["checks"], ["# The model's audit of itself", ""]
    lines += ["Written by `make audit` from its rows; `sahelsim audit` does the same.", ""]
    if report["model"] != today:
        lines += [f"**{STALE.format(kept=report['model'], today=today)}**", ""]
    lines += [summary(rows), ""]
    lines += [QUICK, ""] if report["quick"] else []
    for topic, title in TOPICS.items():
        mine = [row for row in rows if row["topic"] == topic]
        if mine:
            lines += [f"## {title}", "", ABOUT[topic], "", *_table(mine), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(rows: Sequence[Told]) -> Iterator[str]:
    head = ("check", "what", "estimate (90 % interval)", "band", "mark", "kind", "verdict", "note")
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = (
            row["id"],
            row["what"],
            estimate(row),
            band(row["band"]),
            row["mark"],
            KINDS[row["kind"]] if row["topic"] == "laws" else "",
            row["verdict"],
            "; ".join(x for x in (SIGNS.get(row["sign"], ""), row["why"], row["source"]) if x),
        )
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"
