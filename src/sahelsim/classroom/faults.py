"""What a class refuses, in words that a page can say in its reader's language."""

from __future__ import annotations

from typing import Any

from sahelsim.core.errors import UsageError
from sahelsim.texts.translator import Translator, translator


class ClassError(UsageError):
    """Something that cannot be done now: its id in the catalogues, and the values in it."""

    def __init__(self, id: str, **values: Any) -> None:
        self.id, self.values = id, values
        super().__init__(self.told(translator("en")))

    def told(self, words: Translator) -> str:
        """Return it in a language."""
        return words(self.id, **self.values)
