"""What a reader is told whose question cannot be answered, in either language."""

from __future__ import annotations

from typing import Any

from sahelsim.core.errors import SahelsimError, UsageError, nearest
from sahelsim.texts.translator import Translator, translator


class PageError(UsageError):
    """A question that cannot be answered; what it says is known in every language.

    Parameters
    ----------
    id : str
        The message's id.
    values : str, number or tuple of str and names
        What stands in its braces; a tuple is a word and the names that it is none of.
    """

    def __init__(self, id: str, **values: Any) -> None:
        super().__init__(_filled(translator("en"), id, values))
        self.id, self.values = id, values


def told(words: Translator, error: SahelsimError | str) -> str:
    """Return what an error says, in the reader's language as far as that is known."""
    if isinstance(error, PageError):
        return _filled(words, error.id, error.values)
    return words(str(error)) if words.knows(str(error)) else str(error)


def is_known(words: Translator, error: SahelsimError) -> bool:
    """Tell whether an error can be said in the reader's language."""
    return words.lang == "en" or isinstance(error, PageError) or words.knows(str(error))


def _filled(words: Translator, id: str, values: dict[str, Any]) -> str:
    return words(id, **{key: _said(words, value) for key, value in values.items()})


def _said(words: Translator, value: Any) -> str:
    if isinstance(value, tuple):
        return hint(words, *value)
    return value if isinstance(value, str) else words.plain(value)


def hint(words: Translator, word: str, known: Any) -> str:
    """Return which name is near and which are allowed."""
    near, allowed = nearest(word, known)
    return words("hint.near" if near else "hint.allowed", near=near, allowed=allowed)
