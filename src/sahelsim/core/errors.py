"""Errors that a user can act on.

SahelsimError            one clear line a fault; the command line prints them and exits with 2
├── UsageError           a wrong argument or option
├── CardError            wrong lines in a TOML card, scenario or design
└── ResultError          a result folder that cannot be read or written
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from types import TracebackType
from typing import NamedTuple

LONGEST_WORD, LONGEST_VALUE = 200, 80  # characters of somebody's input that an error repeats
MOST_FAULTS = 20  # of one file: who mends these, finds the others
RENAMED = {
    "africa-corps": "successor-contractor",
    "background_tide": "regional_trend",
    "fading_orders": "posture_decay",
    "desk": "decision",
}


class SahelsimError(Exception):
    """Base of every error that a user can mend; its text is one line a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(re.sub(rf"\S{{{LONGEST_WORD},}}", lambda m: _cut(m[0]), text))


class UsageError(SahelsimError):
    """A wrong argument, option or name."""


class Fault(NamedTuple):
    """One wrong line of a file; line 0 stands for the whole of it."""

    line: int
    text: str


class CardError(SahelsimError):
    """Wrong keys or values in a TOML card, scenario or design, with file and line where known."""

    def __init__(self, *faults: str | Fault) -> None:
        told = [fault if isinstance(fault, Fault) else Fault(0, fault) for fault in faults]
        self.faults = tuple(sorted(dict.fromkeys(told), key=lambda fault: fault.line))
        lines = [fault.text for fault in self.faults[:MOST_FAULTS]]
        if more := len(self.faults) - len(lines):
            lines.append(f"and {more} more faults; mend these first")
        super().__init__("\n".join(lines))


class Faults:
    r"""Collects the faults of one file, so that all are told at once.

    Examples
    --------
    >>> faults = Faults()
    >>> for text in ("one", "two"):
    ...     with faults:
    ...         raise CardError(text)
    >>> str(faults.error)
    'one\ntwo'
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def __enter__(self) -> None:
        """Collect what goes wrong from here."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        """Keep the faults of a card; any other error goes on."""
        if not isinstance(error, CardError):
            return False
        self.found.extend(error.faults)
        return True

    @property
    def error(self) -> CardError:
        """All of them as one error."""
        return CardError(*self.found)

    def tell(self) -> None:
        """Raise all of them as one error, if there is any."""
        if self.found:
            raise self.error


class ResultError(SahelsimError):
    """A result folder that cannot be read or written."""


def shown(value: object) -> str:
    """Return a value as an error repeats it: short, and on one line."""
    try:
        text = " ".join((value if isinstance(value, str) else repr(value)).split())
    except ValueError:  # Python writes out no integer of more than 4,300 digits
        text = "a number of thousands of digits"
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _cut(word: str) -> str:
    return f"{word[: LONGEST_VALUE - 1]}…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known names are near, then list what is allowed.

    Parameters
    ----------
    word : str
        The name that was not found.
    known : iterable of str
        Every name that would have been accepted.

    Returns
    -------
    str
        A clause to append to an error, for example ``did you mean 'autonomy'?``.

    Examples
    --------
    >>> did_you_mean("autonmy", ["autonomy", "revenue"])
    "did you mean 'autonomy'? (allowed: autonomy, revenue)"
    >>> did_you_mean("desk", ["actor", "decision"])
    "it is now called 'decision'"
    """
    names = list(known)
    if RENAMED.get(word) in names:
        return f"it is now called '{RENAMED[word]}'"
    near, listed = nearest(word, names)
    return f"did you mean '{near}'? (allowed: {listed})" if near else f"allowed: {listed}"


def nearest(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the known name nearest to a word, empty if none is near, and the first 24 names.

    Examples
    --------
    >>> nearest("autonmy", ["autonomy", "revenue"])
    ('autonomy', 'autonomy, revenue')
    """
    names = sorted(known)
    near = difflib.get_close_matches(word[:LONGEST_VALUE], names, n=1)
    return (near[0] if near else ""), ", ".join(names[:24]) + (", …" if len(names) > 24 else "")
