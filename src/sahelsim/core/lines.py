"""On which line of a TOML text each key stands, however it is written there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import tree_sitter
import tree_sitter_toml

Path = tuple[str | int, ...]
STRUCTURE = {"array", "inline_table"}


def lines_of(text: str) -> dict[Path, int]:
    r"""Return the line, from 1, of every key, table and element of a list.

    Parameters
    ----------
    text : str
        Valid TOML.

    Returns
    -------
    dict
        A path holds keys without their quotes, and positions in lists, from 0.

    Examples
    --------
    >>> lines_of('[[shocks]]\nadd = 1\n[[shocks]]\nadd = 2')[("shocks", 1, "add")]
    4
    """
    found: dict[Path, int] = {}
    language = tree_sitter.Language(tree_sitter_toml.language())
    root = tree_sitter.Parser(language).parse(text.encode()).root_node
    lengths: dict[Path, int] = {}
    for node in root.named_children:
        for path, line in _lines(node, (), lengths):
            found.setdefault(path, line)
    return found


def _lines(node: Any, above: Path, lengths: dict[Path, int]) -> Iterator[tuple[Path, int]]:
    """Yield (path, line) of what a node of the syntax tree sets, from outside to inside."""
    if node.type == "pair":
        yield from _pair(node, above)
    elif node.type in ("table", "table_array_element"):
        yield from _table(node, lengths)


def _pair(node: Any, above: Path) -> Iterator[tuple[Path, int]]:
    key, value = node.named_children[:2]
    path, line = above, node.start_point[0] + 1
    for name in _names(key):
        path = (*path, name)
        yield path, line
    yield from _inside(value, path)


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, int]]:
    parts = [part for part in value.named_children if part.type != "comment"]
    if value.type == "array":
        for k, part in enumerate(parts):
            yield (*path, k), part.start_point[0] + 1
            yield from _inside(part, (*path, k))
    elif value.type == "inline_table":
        for part in parts:
            yield from _pair(part, path)


def _table(node: Any, lengths: dict[Path, int]) -> Iterator[tuple[Path, int]]:
    """Yield a table's lines; ``lengths`` counts the tables of each list of tables so far."""
    key, *rest = [part for part in node.named_children if part.type != "comment"]
    line, names = node.start_point[0] + 1, _names(key)
    path: Path = ()
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        yield path, line
        if node.type == "table_array_element" and depth == len(names):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
            yield path, line
    for part in rest:
        yield from _pair(part, path)


def _names(key: Any) -> list[str]:
    """Return the parts of a key as TOML reads them: quotes and escapes resolved."""
    found: list[str] = []
    inside: Mapping[str, Any] | int = tomllib.loads(f"{key.text.decode()} = 1")
    while isinstance(inside, dict):
        (name, inside), *_ = inside.items()
        found.append(name)
    return found
