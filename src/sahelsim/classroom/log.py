"""The log of a class on disk: every order is one transaction, and nothing else is the state."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sahelsim.core.errors import ResultError

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE log (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE people (person INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
"""
KIND = 0x5341484C  # marks the file as a class of sahelsim: "SAHL"
BUSY = 2_000  # milliseconds to wait for another process


@dataclass(frozen=True)
class Entry:
    """One line of the log: what was done, in order."""

    number: int
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


class Log:
    """A class's file; one process holds it at a time.

    SQLite with a write-ahead log that is flushed at every commit: what ``append`` has returned from
    is there whatever dies next. Names of people stand in a table of their own, so that they can be
    deleted from the file while the orders stay.
    """

    def __init__(self, path: Path, about: Mapping[str, str] | None = None) -> None:
        """Open a file, or make a new one where ``about`` says what it is of."""
        self.path = path
        if about is None and not path.is_file():
            raise ResultError(f"{path} is no saved game: there is no such file")
        if about is not None and path.exists():
            raise ResultError(f"{path} exists; give another name, or remove it")
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._prepare(about)
        except sqlite3.Error as error:
            raise ResultError(_told(path, error)) from None

    def _prepare(self, about: Mapping[str, str] | None) -> None:
        run = self._db.execute
        run(f"PRAGMA busy_timeout = {BUSY}")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        if about is not None:
            self._db.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {KIND};")
            self._db.executemany("INSERT INTO about VALUES (?, ?)", list(about.items()))
            run("COMMIT")
        if run("PRAGMA application_id").fetchone()[0] != KIND:
            raise ResultError(f"{self.path} is no saved game of sahelsim")
        run("BEGIN IMMEDIATE")  # takes the file for this process alone
        run("COMMIT")

    @property
    def about(self) -> dict[str, str]:
        """What the class is: model, scenario, seed, groups, seats."""
        return dict(self._db.execute("SELECT key, value FROM about").fetchall())

    def tell(self, **values: str) -> None:
        """Change what the file says about itself."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", list(values.items()))
        self._db.execute("COMMIT")

    def entries(self) -> list[Entry]:
        """Return every line in order."""
        rows = self._db.execute("SELECT number, kind, data FROM log ORDER BY number").fetchall()
        return [Entry(number, kind, json.loads(data)) for number, kind, data in rows]

    def append(self, kind: str, data: Mapping[str, Any]) -> Entry:
        """Write one line; when this returns, it is on the disk."""
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        self._db.execute("BEGIN IMMEDIATE")
        made = self._db.execute("INSERT INTO log (kind, data) VALUES (?, ?)", (kind, text))
        self._db.execute("COMMIT")
        return Entry(int(made.lastrowid or 0), kind, json.loads(text))

    def join(self, token: str, name: str) -> int:
        """Write down somebody who joins; return the number that the log knows him by."""
        self._db.execute("BEGIN IMMEDIATE")
        made = self._db.execute("INSERT INTO people (token, name) VALUES (?, ?)", (token, name))
        self._db.execute("COMMIT")
        return int(made.lastrowid or 0)

    def people(self) -> list[tuple[int, str, str]]:
        """Return number, hash of the token and display name of everybody."""
        rows = self._db.execute("SELECT person, token, name FROM people ORDER BY person")
        return [(int(person), str(token), str(name)) for person, token, name in rows.fetchall()]

    def forget_people(self) -> None:
        """Delete every name and token from the file, overwriting what they stood on."""
        self._db.execute("DELETE FROM people")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let the file go."""
        self._db.close()


def _told(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "locked" in text:
        return f"{path} is in use by another process; close that first"
    if "not a database" in text:
        return f"{path} is no saved game of sahelsim"
    return f"{path} cannot be used: {text}"
