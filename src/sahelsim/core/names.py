"""What a name may be that becomes a file's: of a scenario, a design, a design's own policy."""

from __future__ import annotations

import re

from sahelsim.core.errors import UsageError

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def is_reserved(name: str) -> bool:
    """Tell whether Windows cannot have a file of this name."""
    return RESERVED.fullmatch(name) is not None or name != name.rstrip(" .")


def is_plain(name: str) -> bool:
    """Tell whether a name, as a file's, stays in the folder that it is written to, on any system."""
    return re.fullmatch(r"\w[\w .+-]{0,99}", name) is not None and not is_reserved(name)


def checked_name(name: str, example: str = "my-story") -> str:
    """Return a name that is safe as a file's on every system.

    Raises
    ------
    UsageError
        If it is not made of a-z, 0-9 and hyphens, begins with no letter, or is too long.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,63}", name):
        shown = name if len(name) <= 40 else f"{name[:40]}…"
        raise UsageError(
            f"'{shown}' is no name: use small letters, digits and hyphens, e.g. {example}"
        )
    if is_reserved(name):
        raise UsageError(f"'{name}' is a reserved name on Windows; take another, e.g. {example}")
    return name
