"""Random TOML documents whose every key's line is known, written in every style that TOML has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

BARE = "abcdefghijkmnopqrstuvwxyz_-0123456789"
PROSE = ("", "in words", "[shocks]", "weeks = 9", "# no comment", '\\"', "é — ü", "a = [1,", "]]")


@dataclass
class Writer:
    """Writes keys and values, and remembers on which line each began."""

    random: random.Random
    text: str = ""
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """Line that is being written, from 1."""
        return self.text.count("\n") + 1

    def note(self, path: tuple[str | int, ...]) -> None:
        """Remember a path's line, and that of what holds it, where they are first met."""
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], self.line)

    def document(self) -> None:
        """Write keys of the top, then tables and lists of tables."""
        used: set[str] = set()
        self.pairs((), used)
        for _ in range(self.random.randint(0, 4)):
            name = self.fresh(used)
            if self.random.random() < 0.5:
                self.table((name,), f"[{self.quoted(name)}]")
            else:
                self.tables(name)
            self.noise()

    def tables(self, name: str) -> None:
        """Write a list of tables, some with a table inside."""
        for k in range(self.random.randint(1, 3)):
            self.note((name,))
            self.table((name, k), f"[[ {self.quoted(name)} ]]")
            if self.random.random() < 0.4:
                self.table((name, k, "in.side"), f"[{self.quoted(name)} . 'in.side']")

    def table(self, path: tuple[str | int, ...], head: str) -> None:
        """Write a heading and what stands under it."""
        self.note(path)
        self.text += head + self.random.choice(("\n", "  # with a comment\n"))
        self.pairs(path, {"in.side"})

    def pairs(self, above: tuple[str | int, ...], used: set[str]) -> None:
        """Write some keys with values."""
        for _ in range(self.random.randint(0, 4)):
            self.noise()
            names = [self.fresh(used)] + [self.name() for _ in range(self.random.randint(0, 2))]
            path = (*above, *names)
            self.note(path)
            self.text += self.random.choice((".", " . ")).join(map(self.quoted, names)) + " = "
            self.value(path, 2, wide=True)
            self.text += "\n"

    def value(self, path: tuple[str | int, ...], depth: int, wide: bool) -> None:
        """Write a plain value, a list or an inline table; ``wide`` allows several lines."""
        plain = ("1", "-2.5e3", "true", "2021-11-01", '"one"', "'[x] = 3'", "0xff", "inf")
        kind = self.random.choice(("plain", "plain", "prose", "list", "table")[: 3 + depth])
        if kind == "prose" and wide:
            body = "\n".join(self.random.choices(PROSE, k=self.random.randint(1, 4)))
            quotes = self.random.choice(('"""', "'''"))
            self.text += (
                f"{quotes}\n{body}{quotes}"
                if self.random.random() < 0.5
                else quotes + body + quotes
            )
        elif kind == "list":
            self.list(path, depth, wide)
        elif kind == "table":
            self.inline(path, depth)
        else:
            self.text += self.random.choice(plain)

    def list(self, path: tuple[str | int, ...], depth: int, wide: bool) -> None:
        """Write a list, on one line or several."""
        gap = self.random.choice((" ", "\n  ", " # a, b\n")) if wide else " "
        self.text += "[" + gap
        for k in range(self.random.randint(0, 3)):
            self.note((*path, k))
            self.value((*path, k), depth - 1, wide)
            self.text += "," + gap
        self.text += "]"

    def inline(self, path: tuple[str | int, ...], depth: int) -> None:
        """Write an inline table, some keys dotted."""
        self.text += "{ "
        used: set[str] = set()
        for k in range(self.random.randint(0, 2)):
            names = [self.fresh(used)] + [self.name()] * self.random.randint(0, 1)
            self.text += ", " if k else ""
            self.note((*path, *names))
            self.text += ".".join(map(self.quoted, names)) + " = "
            self.value((*path, *names), depth - 1, wide=False)
        self.text += " }"

    def noise(self) -> None:
        """Write an empty line or a comment."""
        self.text += self.random.choice(("", "", "\n", "# weeks = 3 [x]\n"))

    def name(self) -> str:
        """Return a key; some need quotes."""
        letters = "".join(self.random.choices(BARE, k=self.random.randint(1, 4)))
        return letters + self.random.choice(("", "", "", ".b", " c", "é", '"'))

    def fresh(self, used: set[str]) -> str:
        """Return a key that is not in use."""
        while (name := self.name()) in used:
            pass
        used.add(name)
        return name

    def quoted(self, name: str) -> str:
        """Return a key as TOML writes it, sometimes with quotes that it does not need."""
        if set(name) <= set(BARE) and self.random.random() < 0.7:
            return name
        if self.random.random() < 0.5:
            return f"'{name}'"
        return '"' + name.replace('"', '\\"').replace("é", "\\u00e9") + '"'


def written(seed: int) -> tuple[str, dict[tuple[str | int, ...], int]]:
    """Return a document and the line of each of its paths."""
    writer = Writer(random.Random(seed))
    writer.document()
    return writer.text, writer.lines


def paths(data: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield every path of what tomllib read."""
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in items:
        yield (*above, key)
        yield from paths(value, (*above, key))
