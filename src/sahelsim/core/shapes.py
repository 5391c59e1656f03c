"""The shape of a file: its keys, their types and plain ranges, declared as msgspec structs.

msgspec itself stops at the first fault and names no key of a table with free names. So a file is
walked here and each value converted by itself: every fault is told, with its path.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from sahelsim.core.errors import Faults, did_you_mean, shown
from sahelsim.core.toml import Document, Keys, dotted, named

SCHEMA = 1  # of scenarios, cards and designs; a file may say for which it was written
LARGEST_NUMBER = 1e300
S = TypeVar("S", bound=msgspec.Struct)
DROPPED: Any = object()  # stands for a value that is wrong, and told of


def _meta(words: str, **bounds: Any) -> msgspec.Meta:
    return msgspec.Meta(description=words, **bounds)


Text = Annotated[str, _meta("text")]
Day = Annotated[date, _meta("a date like 2021-11-01, without quotes")]
Finite = Annotated[float, _meta("a finite number", ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Names = Annotated[list[str], _meta("a list of names")]
Version = Annotated[int, _meta(f"the version of the file's format, {SCHEMA}", ge=1, le=SCHEMA)]


def whole(low: int, high: int) -> msgspec.Meta:
    """Return the bounds of a whole number, and their words."""
    return _meta(f"a whole number from {low:,} to {high:,}", ge=low, le=high)


class NumberTable(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A number with its range, unit and source; what is absent stays as declared."""

    value: Finite
    low: Finite | None = None
    high: Finite | None = None
    unit: Text | None = None
    source: Text | None = None
    why: Text | None = None


Value = Finite | NumberTable


def shaped(document: Document, kind: type[S], faults: Faults) -> S:
    """Return a document as a struct without what is wrong in it, which ``faults`` then holds.

    Raises
    ------
    CardError
        With all faults so far, if a key is missing without which nothing else can be told.
    """
    try:
        return msgspec.convert(document.data, kind, builtin_types=(date,))
    except msgspec.ValidationError:  # the walk, twenty times slower, is for what is wrong
        found = _Walk(document, faults).struct(document.data, kind, ())
    if found is DROPPED:
        raise faults.error
    return msgspec.convert(found, kind, builtin_types=(date,))


def shaped_value(document: Document, value: Any, kind: Any, path: Keys) -> Any:
    """Return one value of a document as its type, where the type depends on its name.

    Raises
    ------
    CardError
        With all faults of the value.
    """
    faults = Faults()
    found = _Walk(document, faults).value(value, kind, path)
    faults.tell()
    return msgspec.convert(found, kind, builtin_types=(date,))


class _Walk:
    """Walks a document along a type and keeps what is right."""

    def __init__(self, document: Document, faults: Faults) -> None:
        self.document, self.faults = document, faults

    def value(self, value: Any, kind: Any, path: Keys) -> Any:
        """Return the value as plain data, or DROPPED."""
        bare, words = _bare(kind, value)
        if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
            return self.struct(value, bare, path)
        if get_origin(bare) is dict:
            return self.names(value, get_args(bare)[1], path)
        if get_origin(bare) is list:
            return self.list(value, get_args(bare)[0], words, path)
        return self.leaf(value, kind, f"must be {words}, not {_quoted(value)}", path)

    def struct(self, value: Any, kind: type[msgspec.Struct], path: Keys) -> Any:
        """Return a table of known keys; unknown ones are faults, missing ones drop it."""
        if not isinstance(value, Mapping):
            return self.wrong(path, f"{_table_name(path)} must be a table of keys and values")
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for key in value.keys() - fields.keys():
            with self.faults:
                raise self.document.unknown(key, path, fields)
        missing = [key for key, field in fields.items() if field.required and key not in value]
        for key in missing:
            words = _bare(fields[key].type, None)[1]
            self.wrong(path, f"{_table_name(path)} lacks '{key}'" + (f": {words}" if words else ""))
        found = {
            key: self.value(value[key], field.type, (*path, key))
            for key, field in fields.items()
            if key in value
        }
        dropped = [
            key
            for key, field in fields.items()
            if field.required and found.get(key, DROPPED) is DROPPED
        ]
        return DROPPED if dropped else _kept(found)

    def names(self, value: Any, kind: Any, path: Keys) -> Any:
        """Return a table whose keys are names."""
        if not isinstance(value, Mapping):
            return self.wrong(path, f"{_table_name(path)} must be a table of keys and values")
        return _kept({key: self.value(v, kind, (*path, key)) for key, v in value.items()})

    def list(self, value: Any, kind: Any, words: str, path: Keys) -> Any:
        """Return a list; one wrong element drops it, so that positions stay what they were."""
        rows = isinstance(kind, type) and issubclass(kind, msgspec.Struct)
        if not isinstance(value, list):
            told = f"write [[{dotted(path)}]] with double brackets"
            return self.wrong(path, told if rows else _must(path, words, value))
        found = [
            self.value(row, kind, (*path, k))
            if rows
            else self.leaf(row, kind, f"must be {words}; {_quoted(row)} is none", (*path, k))
            for k, row in enumerate(value)
        ]
        return DROPPED if any(row is DROPPED for row in found) else found

    def leaf(self, value: Any, kind: Any, message: str, path: Keys) -> Any:
        """Return a plain value that has this type and range."""
        try:
            msgspec.convert(value, kind, builtin_types=(date,))
        except msgspec.ValidationError:
            bare, _ = _bare(kind, value)
            if get_origin(bare) is Literal:
                hint = did_you_mean(shown(value), get_args(bare))
                return self.wrong(path, f"unknown {named(path)} '{shown(value)}': {hint}")
            return self.wrong(path, f"'{named(path)}' {message}")
        return value

    def wrong(self, path: Keys, message: str) -> Any:
        """Keep a fault; return what stands for the value."""
        self.faults.found.extend(self.document.error(path, message).faults)
        return DROPPED


def _bare(kind: Any, value: Any) -> tuple[Any, str]:
    """Return the type that fits a value's form, and its words; of a union, a table's or the other."""
    if get_origin(kind) is Annotated:
        bare, *metas = get_args(kind)
        words = next((m.description for m in metas if m.description), "")
        inner = _bare(bare, value)
        return inner[0], inner[1] or words
    if get_args(kind) and get_origin(kind) not in (list, dict, Literal):
        members = [_bare(member, value) for member in get_args(kind) if member is not type(None)]
        tables = [member for member in members if _is_table(member[0])]
        others = [member for member in members if not _is_table(member[0])]
        return (tables or others)[0] if isinstance(value, Mapping) else (others or tables)[0]
    return kind, ""


def _is_table(kind: Any) -> bool:
    return get_origin(kind) is dict or (isinstance(kind, type) and issubclass(kind, msgspec.Struct))


def _kept(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value is not DROPPED}


def _must(path: Keys, words: str, value: Any) -> str:
    return f"'{named(path)}' must be {words}, not {_quoted(value)}"


def _quoted(value: Any) -> str:
    return f"'{shown(value)}'" if isinstance(value, str) else shown(value)


def _table_name(path: Keys) -> str:
    """Return how an error calls a table: as its heading would be written."""
    if not path:
        return "the file"
    return f"[[{dotted(path)}]]" if isinstance(path[-1], int) else f"[{dotted(path)}]"
