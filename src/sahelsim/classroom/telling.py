"""Briefs as lines of text, for a terminal, for paper and for a reader of screens."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from sahelsim.classroom.brief import Brief, Choice, Line, decision_label
from sahelsim.texts.translator import Translator

WIDE = 80


def numbered(brief: Brief) -> list[tuple[str, Choice]]:
    """Return every order that can be given now with its decision, in the order of its numbers."""
    return [
        (decision, choice)
        for decision, choices in brief.menu.items()
        for choice in choices
        if choice.allowed
    ]


def brief_text(brief: Brief, words: Translator) -> str:
    """Return a brief without its menu."""
    head = words(
        "classroom.head", seat=brief.name, round=brief.round, rounds=brief.rounds, date=brief.date
    )
    parts = [head, "=" * len(head)]
    if brief.round == 1:
        parts += [textwrap.fill(brief.about, WIDE)]
    parts += [f"{words('classroom.goals')}{words.colon}{', '.join(brief.goals)}", ""]
    if brief.news:
        parts += [words("classroom.news"), *(f"  {line}" for line in brief.news), ""]
    if brief.succession:
        parts += [textwrap.fill(brief.succession, WIDE), ""]
    if brief.undone:
        parts += [undone_text(brief, words), ""]
    parts += _lines(words("classroom.public"), brief.public)
    parts += [words("classroom.maps")]
    for line in brief.held:
        told = f"{line.label}{words.colon}{line.value}"
        parts += textwrap.wrap(told, WIDE, initial_indent="  ", subsequent_indent="    ")
    parts += [""]
    parts += _lines(words("classroom.own"), brief.own)
    parts += _lines(believed_title(brief, words), brief.believed)
    return "\n".join(parts)


def believed_title(brief: Brief, words: Translator) -> str:
    """Say what the strengths in a brief are: its own belief, or what was estimated once."""
    if brief.judges:
        return words("classroom.believed_title")
    return words("classroom.estimated_title")


def undone_text(brief: Brief, words: Translator) -> str:
    """Say which orders of the last round could not be carried out."""
    return words("classroom.undone", decisions=", ".join(brief.undone))


def _lines(title: str, lines: Sequence[Line]) -> Iterable[str]:
    if not lines:
        return []
    wide = max(len(line.label) for line in lines) + 2
    return [title, *(f"  {line.label.ljust(wide)}{line.value}" for line in lines), ""]


def menu_text(brief: Brief, words: Translator) -> str:
    """Return the orders that can be given now, numbered; what is held is marked."""
    parts, number = [], 0
    for decision, choices in brief.menu.items():
        parts.append(decision_label(decision, words))
        for choice in choices:
            if not choice.allowed:
                continue
            number += 1
            mark = f"  [{words('classroom.held')}]" if choice.held else ""
            once = f"  ({words('classroom.once')})" if choice.act else ""
            parts.append(f"  {number:>2}  {choice.label}{once}{mark}")
            if choice.does:
                does = textwrap.shorten(choice.does, 160, placeholder=" …")
                parts += textwrap.wrap(
                    does, WIDE, initial_indent=" " * 6, subsequent_indent=" " * 6
                )
    return "\n".join(parts)
