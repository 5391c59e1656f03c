"""What a reader is told whose question cannot be answered, in either language."""

from __future__ import annotations

from typing import Any

from sahelsim.core.errors import SahelsimError, UsageError
from sahelsim.dashboard.labels import Words, texts


class PageError(UsageError):
    """A question that cannot be answered; what it says is known in every language.

    Parameters
    ----------
    sentence : str
        In English, with its values in braces; other languages know it by these words.
    values : str or number
        What stands in the braces.
    """

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(_filled(Words("en"), sentence, values))
        self.sentence, self.values = sentence, values


def told(words: Words, error: SahelsimError | str) -> str:
    """Return what an error says, in the reader's language as far as that is known."""
    if not isinstance(error, PageError):
        return words.of("faults", str(error))
    return _filled(words, words.of("faults", error.sentence), error.values)


def is_known(words: Words, error: SahelsimError) -> bool:
    """Tell whether an error can be said in the reader's language."""
    sentence = error.sentence if isinstance(error, PageError) else str(error)
    return words.lang == "en" or sentence in texts(words.lang)["faults"]


def _filled(words: Words, sentence: str, values: dict[str, Any]) -> str:
    said = {
        key: value if isinstance(value, str) else words.plain(value)
        for key, value in values.items()
    }
    if "hint" in said:
        said["hint"] = words.hint(said["hint"])
    return sentence.format(**said) if values else sentence
