"""Sentences about charts and runs, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.texts.translator import Translator


def fan_sentence(
    words: Translator,
    results: Sequence[Any],
    labels: Sequence[str],
    name: str,
    so_far: date | None = None,
) -> str:
    """Say where each ensemble's median run ends, or where it is on a day while runs still grow."""
    return ends_sentence(words, [r.summary[name] for r in results], labels, name, so_far)


def ends_sentence(
    words: Translator,
    rows: Sequence[Mapping[str, Any]],
    labels: Sequence[str],
    name: str,
    so_far: date | None = None,
) -> str:
    """Say where some medians end, all of them in the unit of one indicator."""
    unit, parts = INDICATORS[name].unit, []
    for row, label in zip(rows, labels, strict=True):
        told = {key: words.number(row[key], unit) for key in ("q05", "median", "q95")}
        parts.append(words("sentence.band", label=label, **told))
    return f"{when_first(words, name, so_far)}{words.colon}{words.listed(parts)}."


def told_when(words: Translator, name: str, so_far: date | None = None) -> str:
    """Say which weeks an indicator's one number is about; ``so_far`` is a day before the end."""
    how = INDICATORS[name].summary
    if so_far is None:
        return words(f"when.{how}")
    return words("when.mean_so_far" if how == "mean" else "when.so_far", date=so_far)


def when_first(words: Translator, name: str, so_far: date | None = None) -> str:
    """Say which weeks an indicator's one number is about, at the head of a line."""
    return first_upper(told_when(words, name, so_far))


def first_upper(text: str) -> str:
    """Return a text whose first letter is a capital."""
    return text[:1].upper() + text[1:]


def class_sentence(words: Translator, results: Sequence[Any], labels: Sequence[str]) -> str:
    """Say how most runs of each ensemble end."""
    parts = []
    for result, label in zip(results, labels, strict=True):
        name, row = max(result.shares.items(), key=lambda item: item[1]["share"])
        told = {key: words.percent(row[key]) for key in ("share", "low", "high")}
        outcome = words.quoted(words.outcome_in_short(name))
        parts.append(words("sentence.class", label=label, outcome=outcome, **told))
    return words.listed(parts) + "."


def flags_sentence(words: Translator, result: Any, name: str) -> str:
    """Say how many runs of an outcome class carry each of its flags; nothing where none is of it."""
    flags = result.flags.get(name, {})
    if not flags or not result.shares[name]["count"]:
        return ""
    told = [
        words("sentence.flag", flag=words(f"flag.{flag}"), share=words.percent(row["share"]))
        for flag, row in flags.items()
    ]
    return words("sentence.flags", told=", ".join(told))


def event(words: Translator, row: Mapping[str, Any], place_names: Mapping[str, str]) -> str:
    """Return what happened in a run, from an event's kind and its values."""
    id, place = f"event.{row['kind']}", place_names.get(row["place"], row["place"])
    if row["kind"] == "massacre":
        return words.counted(id, round(row["size"]), place=place)
    if row["kind"] == "control":
        return words(id, holder=words.holder(row["actor"]), place=place)
    return words(id, actor=words.short_actor(row["actor"]))


def because(words: Translator, conditions: Sequence[str]) -> str:
    """Return the conditions that gave a run its outcome class."""
    return ", ".join(words(f"condition.{name}") for name in conditions)


def run_class(words: Translator, name: str, conditions: Sequence[str]) -> str:
    """Return a run's outcome class and the conditions that gave it."""
    return f"{words.outcome(name)}{words.colon}{because(words, conditions)}"
