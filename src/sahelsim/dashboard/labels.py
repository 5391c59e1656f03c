"""Words in the reader's language: interface texts, labels, numbers and the charts' sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.figures.palette import party_label
from sahelsim.texts.numbers import amount, gap, signed

HARD, NARROW = "\u00a0", "\u202f"  # spaces at which no line breaks


def typeset(text: str) -> str:
    """Return a French text with the spaces that French sets, where its file has plain ones.

    Examples
    --------
    >>> typeset("Et si : « oui » ?") == f"Et si{HARD}: «{HARD}oui{HARD}»{NARROW}?"
    True
    """
    text = re.sub(r" (?=[;?!%])", NARROW, text)
    return re.sub(r" (?=[:»])|(?<=«) ", HARD, text)


@cache
def texts(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Return a language's file, set as the language sets its marks."""
    path = files("sahelsim.texts").joinpath(f"{lang}.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    if lang != "fr":
        return found
    return {
        table: {key: typeset(text) for key, text in words.items()} for table, words in found.items()
    }


class Words:
    """Everything the pages say, in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._texts = texts(lang)

    def __call__(self, key: str, **values: Any) -> str:
        """Return an interface text with its values filled in."""
        return self._texts["ui"][key].format(**values) if values else self._texts["ui"][key]

    def of(self, kind: str, name: str, default: str = "") -> str:
        """Return the label of a thing; the code's own where the language has none."""
        return self._texts.get(kind, {}).get(name, default or name)

    @property
    def colon(self) -> str:
        """Return a colon with the space that the language puts before it."""
        return f"{HARD}: " if self.lang == "fr" else ": "

    def plain(self, value: float) -> str:
        """Return a number as it was set, as the language writes it."""
        return self._set(f"{value:,}" if isinstance(value, int) else f"{value:,.6g}")

    def listed(self, parts: Sequence[str]) -> str:
        """Return parts of a line, a semicolon between them as the language sets it."""
        return (f"{NARROW}; " if self.lang == "fr" else "; ").join(parts)

    def quoted(self, text: str) -> str:
        """Return a text between the language's quotation marks."""
        return f"«{HARD}{text}{HARD}»" if self.lang == "fr" else f"“{text}”"

    def order(self, name: str, label: str) -> str:
        """Return an order's label."""
        return self.of("orders", name, label)

    def event(self, text: str) -> str:
        """Return what happened; a text with numbers and names keeps them."""
        return self._phrased("events", text)

    def hint(self, text: str) -> str:
        """Return which names are near and which are allowed; the names stay as they are."""
        return self._phrased("hints", text)

    def _phrased(self, kind: str, text: str) -> str:
        for english, own in self._texts.get(kind, {}).items():
            text = text.replace(english, own)
        return text

    def indicator(self, name: str) -> str:
        """Return an indicator's label."""
        return self.of("indicators", name, INDICATORS[name].label)

    def outcome(self, name: str) -> str:
        """Return an outcome class's label."""
        return self.of("classes", name, CLASSES[name])

    def holder(self, name: str) -> str:
        """Return a controller's label."""
        return self.of("controllers", name, party_label(name))

    def unit(self, unit: str) -> str:
        """Return a unit; flows are drawn per four weeks."""
        base, apart, _ = unit.partition(" in 4 weeks")
        more = (" en 4 semaines" if self.lang == "fr" else apart) if apart else ""
        return self.of("units", base) + more

    def number(self, value: float, unit: str) -> str:
        """Return a value with sensible digits, as the language writes them."""
        return self._set(amount(value, unit))

    def gap(self, value: float, name: str) -> str:
        """Return a difference of an indicator; shares differ by points."""
        return self._set(gap(value, INDICATORS[name].unit)).replace("-", "\u2212")

    def signed(self, value: float, digits: int) -> str:
        """Return a number with its sign."""
        return self._set(signed(value, digits)).replace("-", "\u2212")

    def percent(self, share: float) -> str:
        """Return a share in whole percents."""
        return self._set(f"{100 * share:.0f} %")

    def _set(self, number: str) -> str:
        """Return a number with the language's marks; it never parts from its percent sign."""
        if self.lang != "fr":
            return number.replace(" ", HARD)
        return number.replace(",", NARROW).replace(".", ",").replace(" ", NARROW)


def fan_sentence(
    words: Words, results: Sequence[Any], labels: Sequence[str], name: str, so_far: str = ""
) -> str:
    """Say where each ensemble's middle run ends, or where it is on a day while runs still grow."""
    return ends_sentence(words, [r.summary[name] for r in results], labels, name, so_far)


def ends_sentence(
    words: Words, rows: Sequence[Mapping[str, Any]], labels: Sequence[str], name: str, so_far: str
) -> str:
    """Say where each of some middle runs ends, all of them in the unit of one indicator."""
    unit, parts = INDICATORS[name].unit, []
    for row, label in zip(rows, labels, strict=True):
        low, mid, high = (words.number(row[k], unit) for k in ("q05", "median", "q95"))
        to = "à" if words.lang == "fr" else "to"
        parts.append(f"{label} {mid} ({words('band')}{words.colon}{low} {to} {high})")
    return f"{when_first(words, name, so_far)}{words.colon}{words.listed(parts)}."


def told_when(words: Words, name: str, so_far: str = "") -> str:
    """Say which weeks an indicator's one number is about; ``so_far`` is a day before the end."""
    if so_far:
        lead = "moyenne " if words.lang == "fr" else "mean "
        lead = lead if INDICATORS[name].summary == "mean" else ""
        return lead + words("so_far", date=so_far)
    when = {
        "en": {"end": "at the end", "total": "over all weeks", "mean": "mean of all weeks"},
        "fr": {"end": "à la fin", "total": "sur toutes les semaines", "mean": "moyenne"},
    }
    return when[words.lang][INDICATORS[name].summary]


def when_first(words: Words, name: str, so_far: str = "") -> str:
    """Say which weeks an indicator's one number is about, at the head of a line."""
    when = told_when(words, name, so_far)
    return when[0].upper() + when[1:]


def class_sentence(words: Words, results: Sequence[Any], labels: Sequence[str]) -> str:
    """Say what each ensemble mostly came to."""
    parts = []
    for result, label in zip(results, labels, strict=True):
        name, row = max(result.shares.items(), key=lambda item: item[1]["share"])
        low, high = words.percent(row["low"]), words.percent(row["high"])
        told = f"{words.percent(row['share'])} ({low} – {high})"
        parts.append(
            f"{label}{words.colon}{told} {words.quoted(words.outcome(name).split(' (')[0])}"
        )
    return words.listed(parts) + "."
