"""The one place where text meets the terminal: letters that it lacks are replaced by near ones."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata

HANDLER = "sahelsim.near"
NEAR = {
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    "‐": "-",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "·": "*",
    "•": "*",
    "×": "x",
    "±": "+-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "←": "<-",
    "€": "EUR",
    "°": " deg",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ß": "ss",
    "ı": "i",
    "ɛ": "e",
    "ɔ": "o",
    "ŋ": "n",
    "ɲ": "n",
    "Ɛ": "E",
    "Ɔ": "O",
    "Ŋ": "N",
    "Ɲ": "N",
    "ɓ": "b",
    "ɗ": "d",
    "ƴ": "y",
    "Ɓ": "B",
    "Ɗ": "D",
    "Ƴ": "Y",
    "█": "#",
    "▏": "|",
    "━": "-",
    "─": "-",
}


def near(text: str, encoding: str = "ascii") -> str:
    """Return a text with every letter that an encoding lacks replaced by a near one.

    Examples
    --------
    >>> near("Ségou – 5 ≥ 3"), near("Ségou – 5 ≥ 3", "cp1252")
    ('Segou - 5 >= 3', 'Ségou – 5 >= 3')
    """
    _register()
    return text.encode(encoding, HANDLER).decode(encoding)


def meet_terminal() -> None:
    """Let standard output and error take any text, and let one that is closed take it to nowhere."""
    _register()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(_nowhere(), "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def silence() -> None:
    """Send what is still to be written to nowhere: nobody reads it, or there is no room for it."""
    nowhere = _nowhere()
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def take_back() -> None:
    """Give up what standard output has not taken, if it takes no more: the end would try again."""
    try:
        sys.stdout.flush()
    except OSError:
        silence()


def _register() -> None:
    codecs.register_error(HANDLER, _replaced)


def _replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_near(letter, error.encoding) for letter in lacking), error.end


def _near(letter: str, encoding: str) -> str:
    """Return a letter without its accent, a near sign, or a question mark."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    for known in (NEAR.get(letter, ""), bare):
        if known and _has(known, encoding):
            return known
    return "?"


def _has(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True
