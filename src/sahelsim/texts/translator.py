"""A translator: every text, number and date in one language, by a message's stable id.

The catalogues are gettext files, ``locale/LANGUAGE/LC_MESSAGES/sahelsim.po``. They are read as
they are, once a process and language: neither a wheel nor a checkout has a step that compiles
them. An id names its place (``dashboard.``, ``explorer.``) or its kind (``event.``, ``action.``,
``unit.``). What a card or the model names in English itself (actors, actions, units, reasons) has
entries in the other languages alone: a new card is written in one file.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NoReturn

from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.texts import numbers
from sahelsim.texts.numbers import HARD, NARROW

LOCALES = {"en": "en_GB", "fr": "fr"}  # languages, and whose numbers and dates they use


def typeset(text: str) -> str:
    """Return a French text with the spaces that French sets, where its file has plain ones.

    Examples
    --------
    >>> typeset("Et si : « oui » ?") == f"Et si{HARD}: «{HARD}oui{HARD}»{NARROW}?"
    True
    """
    text = re.sub(r" (?=[;?!%])", NARROW, text)
    return re.sub(r" (?=[:»])|(?<=«) ", HARD, text)


def identifier(text: str) -> str:
    """Return the last part of the id of a text that a card or an action carries.

    Examples
    --------
    >>> identifier("Azawad by force"), identifier("deaths/week per 100,000 people")
    ('azawad_by_force', 'deaths_week_per_100_000_people')
    """
    return re.sub(r"\W+", "_", text.lower()).strip("_")


class _Unknown(gettext.NullTranslations):
    """Refuses an id that the catalogue has not, where gettext would show the id to a reader."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1)


@cache
def catalogue(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Return a language's messages as they stand in its file: one form, or one a plural."""
    return {m.id if isinstance(m.id, str) else m.id[0]: _forms(m.string) for m in _messages(lang)}


def _forms(told: str | Sequence[str]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)


def _messages(lang: str) -> Iterator[Any]:
    return (message for message in _read(lang) if message.id)


@cache
def _read(lang: str) -> Any:
    from babel.messages.pofile import read_po

    path = files("sahelsim.texts").joinpath("locale", lang, "LC_MESSAGES", "sahelsim.po")
    return read_po(io.BytesIO(path.read_bytes()), locale=lang, abort_invalid=True)


@cache
def _compiled(lang: str) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, _read(lang))
    found = gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))
    found.add_fallback(_Unknown())
    return found


@cache
def translator(lang: str) -> Translator:
    """Return the translator of a language."""
    return Translator(lang)


class Translator:
    """Everything that the program says, in one language.

    Parameters
    ----------
    lang : str
        A language of ``LOCALES``.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = LOCALES[lang]
        self._set = typeset if lang == "fr" else str

    # ---- messages

    def __call__(self, id: str, **values: Any) -> str:
        """Return a message with its values filled in; without any, its braces stay.

        Raises
        ------
        KeyError
            If the catalogue has no such id.
        """
        return self._filled(_compiled(self.lang).gettext(id), values)

    def counted(self, id: str, count: int, **values: Any) -> str:
        """Return a message in the form that a count asks for; ``{count}`` is the count."""
        told = _compiled(self.lang).ngettext(id, id, count)
        return self._filled(told, values | {"count": self.plain(count)})

    def _filled(self, text: str, values: Mapping[str, Any]) -> str:
        text = self._set(text)
        if not values:
            return text
        return text.format(**{k: self._told(v) for k, v in values.items()})

    def _told(self, value: Any) -> Any:
        return self.date(value) if isinstance(value, date) else value

    def knows(self, id: str) -> bool:
        """Tell whether the catalogue has an id."""
        return id in catalogue(self.lang)

    def named(self, kind: str, name: str, default: str = "") -> str:
        """Return the label of a thing by its name; the card's own where the catalogue has none."""
        id = f"{kind}.{name}"
        return self(id) if self.knows(id) else default or name

    def prose(self, kind: str, text: str) -> str:
        """Return a sentence that a card or an action carries; as it is where nobody has another."""
        return self.named(kind, identifier(text), text) if text else ""

    # ---- marks

    @cached_property
    def colon(self) -> str:
        """Return a colon with the space that the language puts before it."""
        return self("mark.colon")

    def listed(self, parts: Sequence[str]) -> str:
        """Return parts of a line, a semicolon between them as the language sets it."""
        return self("mark.semicolon").join(parts)

    def quoted(self, text: str) -> str:
        """Return a text between the language's quotation marks."""
        return self("mark.quoted", text=text)

    # ---- what the model names

    def action(self, name: str, label: str) -> str:
        """Return an action's label."""
        return self.named("action", name, label)

    def short_actor(self, name: str, default: str = "") -> str:
        """Return an actor's short name; of one of a reader's own, its file's name as a name."""
        return self.named("actor_short", name, default or name.replace("_", " ").capitalize())

    def indicator(self, name: str) -> str:
        """Return an indicator's label."""
        return self.named("indicator", name, INDICATORS[name].label)

    def outcome(self, name: str) -> str:
        """Return an outcome class's label, with what the article calls it."""
        return self.named("outcome_class", name, CLASSES[name])

    def outcome_in_short(self, name: str) -> str:
        """Return an outcome class's label alone."""
        return self.outcome(name).partition(" (")[0]

    def holder(self, name: str) -> str:
        """Return the label of who holds a place."""
        return self.named("controller", name)

    def letter(self, name: str) -> str:
        """Return the letter of who holds a place, so that a map can be read without its colours."""
        return self.named("controller_letter", name, name[:1].upper())

    def unit(self, unit: str) -> str:
        """Return a unit; flows are drawn per four weeks."""
        base, apart, _ = unit.partition(" in 4 weeks")
        told = self.prose("unit", base)
        return self("sentence.in_four_weeks", unit=told) if apart else told

    # ---- numbers and dates

    def date(self, day: date) -> str:
        """Return a day, month by name in short."""
        return self._dated(day, "d MMM y")

    def month(self, day: date) -> str:
        """Return a month and its year."""
        return self._dated(day, "MMMM y")

    def _dated(self, day: date, form: str) -> str:
        from babel.dates import format_date

        return format_date(day, form, locale=self.locale)

    def months(self, width: str) -> list[str]:
        """Return the names of the twelve months, ``wide`` or ``abbreviated``."""
        from babel import Locale

        return list(Locale.parse(self.locale).months["format"][width].values())

    def plain(self, value: float) -> str:
        """Return a number as it was set."""
        return numbers.plain(value, self.locale)

    def number(self, value: float, unit: str) -> str:
        """Return a value with sensible digits for its unit."""
        return numbers.amount(value, unit, self.locale)

    def gap(self, value: float, name: str) -> str:
        """Return a difference of an indicator; shares differ by points."""
        return self.gap_of(value, INDICATORS[name].unit)

    def gap_of(self, value: float, unit: str) -> str:
        """Return a difference of two values of a unit."""
        told = numbers.gap(value, unit, self.locale)
        return self("sentence.points", number=told) if numbers.is_share(unit) else told

    def signed(self, value: float, digits: int) -> str:
        """Return a number with its sign."""
        return numbers.signed(value, digits, self.locale)

    def percent(self, share: float) -> str:
        """Return a share in whole percents."""
        return numbers.percent(share, 0, self.locale)
