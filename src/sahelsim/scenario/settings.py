"""Settings given in Python: mappings and NAME=VALUE words, decisions and shocks, as lines of TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from numbers import Integral, Real
from typing import Any

from sahelsim.core.errors import UsageError

Settings = Mapping[str, Any] | Iterable[str] | str
LISTS = ("decisions", "shocks")  # each setting of these adds rows; of all others the last counts
LONGEST = 40  # letters of a value where variants are told apart


def words_of(settings: Settings) -> tuple[str, ...]:
    """Return settings as NAME=VALUE words.

    Parameters
    ----------
    settings : mapping, iterable of str, or str
        ``{"switches.payment_mode": "mines"}``, ``["switches.payment_mode=mines"]`` or one such word.

    Raises
    ------
    UsageError
        If something in it is no word.

    Examples
    --------
    >>> words_of({"actors.cma.incentives.autonomy": 0.1, "actors.junta.cannot": ["rebel"]})
    ('actors.cma.incentives.autonomy=0.1', 'actors.junta.cannot=["rebel"]')
    """
    if isinstance(settings, str):
        return (settings,)
    if isinstance(settings, Mapping):
        return tuple(
            f"{k}={v if isinstance(v, str) else literal(v, k)}" for k, v in settings.items()
        )
    if not isinstance(settings, Iterable):
        raise UsageError(f"set={settings!r}: give a mapping or a list of NAME=VALUE")
    words = tuple(settings)
    for word in words:
        if not isinstance(word, str):
            raise UsageError(f"set={word!r}: write 'NAME=VALUE'")
    return words


def literal(value: Any, name: str) -> str:
    """Return a Python value as TOML on one line.

    Raises
    ------
    UsageError
        If TOML has no such value.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return row(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(item, name) for item in value)}]"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return repr(float(value))
    raise UsageError(f"{name}={value!r}: give a number, a text, a date or a list")


def row(values: Mapping[str, Any]) -> str:
    """Return a row of a list, such as one decision; what is empty is left out."""
    said = (f"{k} = {literal(v, k)}" for k, v in values.items() if v not in (None, ""))
    return f"{{ {', '.join(said)} }}"


def merged(changes: Iterable[str]) -> dict[str, Any]:
    """Return what settings come to: the last value of each name, and every row of a list."""
    found: dict[str, Any] = {}
    for change in changes:
        name, _, text = change.partition("=")
        value = read(text.strip())
        name = name.strip()
        found[name] = found.get(name, []) + value if name in LISTS else value
    return found


def read(text: str) -> Any:
    """Return the value of a setting; a bare word is a text."""
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return text


def told(name: str, value: Any) -> str:
    """Return a setting in few words: what a decision or a shock does, or NAME=VALUE."""
    if name == "decisions":
        return ", ".join(f"{r['actor']} {r['choose']} {r['date']}" for r in value)
    if name == "shocks":
        return ", ".join(f"{r['variable']} {r['date']}" for r in value)
    said = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{name}={said if len(said) <= LONGEST else said[: LONGEST - 1] + '…'}"
