"""Strict TOML: every error names the file, the line, what is wrong and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sahelsim.core.errors import CardError, Fault, did_you_mean, shown

LARGEST = 1_000_000  # bytes: a scenario is a page of text, so a larger file is a mistake
DEEPEST = 16  # tables and lists in one another, or parts of a dotted key
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
DEEP_KEY = re.compile(rf"(?<![\w-])(?:{_PART}\.[ \t]*+){{{DEEPEST}}}{_PART}[.=\]]")
Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A parsed TOML file that remembers its text, so that errors can name a line.

    ``under`` is where ``data`` stands in that text, for a scenario that a design holds.
    """

    name: str
    text: str
    data: Mapping[str, Any]
    under: Keys = ()

    @cached_property
    def _lines(self) -> Mapping[Keys, int]:
        from sahelsim.core.lines import lines_of  # a parser of its own: only for what is wrong

        return lines_of(self.text)

    def line(self, path: Keys) -> int:
        """Return the line on which the key at this path is set, or what holds it, or 1."""
        whole = (*self.under, *path)
        known = (self._lines.get(whole[:length]) for length in range(len(whole), 0, -1))
        return next((line for line in known if line is not None), 1)

    def error(self, path: Keys, message: str) -> CardError:
        """Return an error that points at a key; a setting of one line needs no line number."""
        if self.name.startswith("--"):
            return CardError(f"{self.name}: {message}")
        line = self.line(path)
        return CardError(Fault(line, f"{self.name}:{line}: {message}"))

    def unknown(self, key: str, path: Keys, allowed: Iterable[str]) -> CardError:
        """Return the error of a key that is not allowed, with the nearest one that is."""
        names = list(allowed)
        where = f" in [{dotted(path)}]" if path else ""
        quoted = key.split(".")[0] in names  # with dots in quotes it is one key
        hint = "write it without quotes" if quoted else did_you_mean(key, names)
        return self.error((*path, key), f"unknown key '{shown(key)}'{where}: {hint}")

    def table(self, path: tuple[str, ...]) -> Mapping[str, Any]:
        """Return a sub-table, empty if absent; anything else there is an error."""
        found = self.data
        for key in path:
            inner = found.get(key, {})
            if not isinstance(inner, Mapping):
                raise self.error(path, f"[{dotted(path)}] must be a table of keys and values")
            found = inner
        return found

    def typed(self, value: Any, kind: type, path: Keys, what: str) -> Any:
        """Return the value if it has this type; a date is not a text, a bool is no number."""
        wrong_bool = isinstance(value, bool) and kind is not bool
        if wrong_bool or not isinstance(value, kind):
            raise self.error(path, f"'{named(path)}' must be {what}, not {shown(value)}")
        return value


def dotted(path: Keys) -> str:
    """Return a path as a table's heading tells it, without positions in lists."""
    return shown(".".join(key for key in path if isinstance(key, str)))


def named(path: Keys) -> str:
    """Return the last key of a path that is no position in a list."""
    return shown(next((key for key in reversed(path) if isinstance(key, str)), ""))


def parse(text: str, name: str) -> Document:
    """Parse TOML text; a syntax error becomes one line that names file and line."""
    if deep := DEEP_KEY.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise CardError(f"{name}:{line}: a key of more than {DEEPEST} parts names nothing")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found.group(1)) if found else len(text.splitlines()) or 1
        reason = shown(re.sub(r"\s*\(at .*\)", "", str(error)))
        raise CardError(Fault(line, f"{name}:{line}: not valid TOML: {reason}")) from None
    except RecursionError:
        raise CardError(f"{name}: not valid TOML: nested too deeply") from None
    except ValueError:  # an integer of thousands of digits, a day that no month has
        raise CardError(f"{name}: a number or date in it cannot be read") from None
    if _depth(data) > DEEPEST:
        raise CardError(f"{name}: tables or lists are nested more than {DEEPEST} deep")
    return Document(name, text, data)


def _depth(data: object) -> int:
    """Return how deep tables and lists stand in one another, without recursion."""
    level, depth = [data], 0
    while level and depth <= DEEPEST:
        held = [
            v.values() if isinstance(v, dict) else v for v in level if isinstance(v, dict | list)
        ]
        level, depth = [inner for values in held for inner in values], depth + 1
    return depth


def read_toml(path: Path) -> Document:
    """Read and parse one TOML file.

    Raises
    ------
    CardError
        If the file is missing, a folder, unreadable, too large, not UTF-8 or not TOML.
    """
    shown_path = shown(str(path))
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
        raise CardError(f"{shown_path}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise CardError(f"{shown_path}: is no name of a file") from None
    return parse(text.lstrip("\ufeff"), path.name)
