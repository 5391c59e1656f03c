"""The shipped table of an origin: where it lies, what it was made from, whether it still holds."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sahelsim.model.parts import PACKAGE
from sahelsim.model.sizes import COLUMNS, TABLES, read_sizes

ROOMS = ("mechanisms", "actions")
ALSO = ("model/payoffs.py", "model/decisions.py", "model/moods.py", "model/regimes.py")
TALK = ("about", "label", "why", "source", "called", "recorded")


def model_hash() -> str:
    """Return twelve hexadecimal digits that name what a table was estimated from.

    The code of the shipped mechanisms and actions with their numbers, the measures, and the cards'
    numbers: no comments, no explanations, no part from outside.
    """
    found = hashlib.sha256()
    files = [p for room in ROOMS for p in sorted((PACKAGE / room).glob("*.py"))]
    for path in [*files, *(PACKAGE / name for name in ALSO)]:
        found.update(path.name.encode() + _code(path))
    for path in sorted((PACKAGE / "actors").glob("*.toml")):
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        found.update(json.dumps(_quiet(card), sort_keys=True).encode())
    return found.hexdigest()[:12]


def _code(path: Path) -> bytes:
    """Return what a file computes, without docstrings and the reasons of its numbers."""
    return ast.dump(_Unsaid().visit(ast.parse(path.read_text(encoding="utf-8")))).encode()


class _Unsaid(ast.NodeTransformer):
    """Code without what it says of itself."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if _text(node.value) else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.args = [a for k, a in enumerate(node.args) if not (k == 1 and _text(a))]
        return self.generic_visit(node)


def _text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _quiet(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _quiet(v) for k, v in value.items() if k not in TALK}
    return value


def write(origin: str, rows: Iterable[Mapping[str, Any]], said: Mapping[str, Any]) -> None:
    """Write an origin's table and its card."""
    TABLES.mkdir(exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (TABLES / f"{origin}.csv").write_text(text.getvalue(), encoding="utf-8")
    lines = []
    for key, value in said.items():  # what is a table of its own comes last
        whole = isinstance(value, Mapping)
        lines += [f"\n[{key}]"] if whole else [f"{key} = {_toml(value)}"]
        lines += [f"{_toml(k)} = {_toml(v)}" for k, v in value.items()] if whole else []
    (TABLES / f"{origin}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_sizes.cache_clear()


def _toml(value: Any) -> str:
    """Return a text, number, flag or list as TOML writes it, which is as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def card(origin: str) -> dict[str, Any]:
    """Return what an origin's table says of itself."""
    return tomllib.loads((TABLES / f"{origin}.toml").read_text(encoding="utf-8"))


def origins() -> list[str]:
    """Return the origins that have a table."""
    return sorted(path.stem for path in TABLES.glob("*.csv"))


def stale(origin: str) -> bool:
    """Tell whether the model has changed since an origin's table was made."""
    return bool(card(origin)["model"] != model_hash())
