"""Strict TOML: every error names the file, the line, what is wrong and what is allowed."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sahelsim.core.errors import CardError, did_you_mean

LARGEST = 1_000_000  # bytes: a scenario is a page of text, so a larger file is a mistake


@dataclass(frozen=True)
class Document:
    """A parsed TOML file that remembers its text, so that errors can name a line."""

    name: str
    text: str
    data: Mapping[str, Any]

    def line(self, path: tuple[str, ...]) -> int:
        """Return the line on which the key at this path is set, or what holds it, or 1."""
        table, wanted = ".".join(path[:-1]), ".".join(path)
        inside, header_at, part_at, table_at = "", 0, 0, 0
        for n, line in enumerate(self.text.splitlines(), start=1):
            header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
            if header:
                inside = header.group(1).replace('"', "")
                header_at = n if inside == wanted else header_at
                table_at = n if inside == table else table_at
            elif key := re.match(r"\s*([^=#]+?)\s*=", line):
                whole = f"{inside}.{_bare(key.group(1))}".lstrip(".")
                if whole == wanted:
                    return n
                part_at = n if whole.startswith(f"{wanted}.") else part_at
        found = header_at or part_at or table_at
        return found or (self.line(path[:-1]) if len(path) > 1 else 1)

    def error(self, path: tuple[str, ...], message: str) -> CardError:
        """Return an error that points at a key; a setting of one line needs no line number."""
        where = self.name if self.name.startswith("--") else f"{self.name}:{self.line(path)}"
        return CardError(f"{where}: {message}")

    def only(self, table: Mapping[str, Any], path: tuple[str, ...], allowed: Iterable[str]) -> None:
        """Refuse keys that are not allowed, with the nearest one that is.

        Raises
        ------
        CardError
            On the first unknown key.
        """
        names = list(allowed)
        for key in table:
            if key not in names:
                where = f" in [{'.'.join(path)}]" if path else ""
                dotted = key.split(".")[0] in names  # quoted, it is one key
                hint = "write it without quotes" if dotted else did_you_mean(key, names)
                raise self.error((*path, key), f"unknown key '{key}'{where}: {hint}")

    def table(self, path: tuple[str, ...]) -> Mapping[str, Any]:
        """Return a sub-table, empty if absent; anything else there is an error."""
        found = self.data
        for key in path:
            inner = found.get(key, {})
            if not isinstance(inner, Mapping):
                raise self.error(path, f"[{'.'.join(path)}] must be a table of keys and values")
            found = inner
        return found

    def typed(self, value: Any, kind: type, path: tuple[str, ...], what: str) -> Any:
        """Return the value if it has this type; a date is not a text, a bool is no number."""
        wrong_bool = isinstance(value, bool) and kind is not bool
        if wrong_bool or not isinstance(value, kind):
            raise self.error(path, f"'{path[-1]}' must be {what}, not {value!r}")
        return value

    def number(self, value: Any, path: tuple[str, ...]) -> float:
        """Return a finite number."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(path, f"'{path[-1]}' must be a number, not {value!r}")
        if not math.isfinite(value):
            raise self.error(path, f"'{path[-1]}' must be a finite number, not {value}")
        return float(value)

    def day(self, value: Any, path: tuple[str, ...]) -> date:
        """Return a date written as 2021-11-01, without quotes."""
        if value is None:
            raise self.error(path, f"a {path[-1]} is missing: write one like 2021-11-01")
        if type(value) is not date:
            raise self.error(path, f"'{path[-1]}' must be a date like 2021-11-01, not {value!r}")
        return value


def _bare(key: str) -> str:
    """Return a dotted key without quotes and the spaces around its dots."""
    return ".".join(part.strip() for part in key.replace('"', "").split("."))


def parse(text: str, name: str) -> Document:
    """Parse TOML text; a syntax error becomes one line that names file and line."""
    try:
        return Document(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = found.group(1) if found else str(len(text.splitlines()) or 1)
        reason = re.sub(r"\s*\(at .*\)", "", str(error))
        raise CardError(f"{name}:{line}: not valid TOML: {reason}") from None
    except RecursionError:
        raise CardError(f"{name}: not valid TOML: nested too deeply") from None


def read_toml(path: Path) -> Document:
    """Read and parse one TOML file.

    Raises
    ------
    CardError
        If the file is missing, a folder, unreadable, too large, not UTF-8 or not TOML.
    """
    try:
        if path.is_dir():
            raise CardError(f"{path}: is a folder; name a .toml file")
        if path.exists() and not path.is_file():
            raise CardError(f"{path}: is not a file; name a .toml file")
        if path.stat().st_size > LARGEST:
            size = path.stat().st_size / 1e6
            raise CardError(f"{path}: is {size:.0f} MB; a scenario is at most 1 MB of text")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CardError(
            f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from None
    except FileNotFoundError:
        raise CardError(f"{path}: no such file") from None
    except OSError as error:
        raise CardError(f"{path}: cannot be read: {error.strerror}") from None
    return parse(text.lstrip("\ufeff"), path.name)
