"""What every verb returns: typed, frozen, shown in a few lines, and given whole when asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

LETTERS = 1_900  # of a result's text: a screen; frame and to_dict give all of it
ROWS = 12  # of a table in its text


class Answer(ABC):
    """A result with ``str``, ``frame`` and ``to_dict``."""

    @abstractmethod
    def text(self) -> str:
        """Return what it says, in plain lines."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, which JSON can hold."""

    @abstractmethod
    def frame(self) -> pd.DataFrame:
        """Return it as a table."""

    def __str__(self) -> str:
        """Return its text, at most a screen of it."""
        return bounded(self.text())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def bounded(text: str) -> str:
    """Return a text cut after a whole line, with a word on how much was left out.

    Examples
    --------
    >>> bounded("one line")
    'one line'
    """
    if len(text) <= LETTERS:
        return text
    kept = text[:LETTERS].rpartition("\n")[0] or text[:LETTERS]
    left = text[len(kept) :].count("\n") or 1
    return f"{kept}\n… {left:,} more lines: frame() and to_dict() give all"


@dataclass(frozen=True, repr=False)
class Listing(Answer):
    """Rows of one kind: scenarios, parameters, actions."""

    what: str
    rows: tuple[Mapping[str, Any], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows)

    @property
    def names(self) -> list[str]:
        """The first column: what each row is called."""
        return [str(next(iter(row.values()))) for row in self.rows]

    def text(self) -> str:
        """Return the count and the first names."""
        shown = [f"  {name}" for name in self.names[:ROWS]]
        more = [f"  … {len(self) - ROWS:,} more"] if len(self) > ROWS else []
        return "\n".join([f"{len(self):,} {self.what}", *shown, *more])

    def to_dict(self) -> dict[str, Any]:
        """Return the rows under what they are."""
        return {self.what: [dict(row) for row in self.rows]}

    def frame(self) -> pd.DataFrame:
        """Return a row each."""
        import pandas as pd

        return pd.DataFrame([dict(row) for row in self.rows])
