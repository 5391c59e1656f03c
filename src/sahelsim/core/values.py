"""Reading the value of a declared number: bare, or a table with range, unit, source and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from sahelsim.core.errors import CardError, shown
from sahelsim.core.parameter import Number
from sahelsim.core.shapes import NumberTable
from sahelsim.core.toml import Document, Keys


def read_number(
    document: Document, given: float | NumberTable, path: Keys, declared: Number | None = None
) -> Number:
    """Read a number: a bare value, or a table with value, range, unit, source and why.

    A bare value keeps the declared unit, range and source; a table may narrow the range and must
    keep the unit.
    """
    if not isinstance(given, NumberTable):
        if declared is None:
            raise document.error(path, f"'{path[-1]}' needs value, low, high, unit and source")
        return _checked(document, path, dataclasses.replace, declared, value=given)
    wanted = ("low", "high", "unit", "source")
    fields = {key: getattr(given, key) for key in wanted}
    fields = {k: getattr(declared, k, None) if v is None else v for k, v in fields.items()}
    if missing := [key for key, value in fields.items() if value is None]:
        raise document.error(path, f"'{path[-1]}' lacks {', '.join(missing)}")
    if declared is not None:
        _same_kind(document, path, fields, declared)
    inherited = declared.why if declared is not None and given.source is None else ""
    why = inherited if given.why is None else given.why
    return _checked(document, path, Number, value=given.value, why=why, **fields)


def _same_kind(document: Document, path: Keys, fields: Mapping[str, Any], declared: Number) -> None:
    """Refuse another unit or a wider range than declared."""
    if fields["unit"] != declared.unit:
        text = f"'{path[-1]}' is in {declared.unit}, not {shown(fields['unit'])}"
        raise document.error((*path, "unit"), text)
    if fields["low"] < declared.low or fields["high"] > declared.high:
        text = f"range of '{path[-1]}' must lie within {declared.low:g} to {declared.high:g}"
        raise document.error(path, text)


def _checked(
    document: Document, path: Keys, make: Callable[..., Number], *args: Any, **fields: Any
) -> Number:
    try:
        return make(*args, **fields)
    except CardError as error:
        raise document.error(path, f"'{path[-1]}': {error}") from None
