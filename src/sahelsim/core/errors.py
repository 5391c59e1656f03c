"""Errors that a user can act on.

SahelsimError            one clear line; the command line prints it and exits with 2
├── UsageError           a wrong argument or option
├── CardError            a wrong line in a TOML card or scenario
└── ResultError          a result folder that cannot be read or written
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SahelsimError(Exception):
    """Base of every error that a user can mend; its text is one line."""


class UsageError(SahelsimError):
    """A wrong argument, option or name."""


class CardError(SahelsimError):
    """A wrong key or value in a TOML card, with its file and line where known."""


class ResultError(SahelsimError):
    """A result folder that cannot be read or written."""


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
    """
    near, shown = nearest(word, known)
    return f"did you mean '{near}'? (allowed: {shown})" if near else f"allowed: {shown}"


def nearest(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the known name nearest to a word, empty if none is near, and the first 24 names.

    Examples
    --------
    >>> nearest("autonmy", ["autonomy", "revenue"])
    ('autonomy', 'autonomy, revenue')
    """
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    return (near[0] if near else ""), ", ".join(names[:24]) + (", …" if len(names) > 24 else "")
