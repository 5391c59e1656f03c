"""``audit``: the model asks itself whether its laws hold, what each part moves, which links matter."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer
from sahelsim.api.progress import held
from sahelsim.core.errors import UsageError
from sahelsim.study.size import check_size
from sahelsim.study.store import save_files

if TYPE_CHECKING:
    import pandas as pd

    from sahelsim.study.audit.law import Row

MOST_PAIRS = 10_000
COLUMNS = ("id", "what", "value", "low", "high", "band", "mark", "verdict")


@dataclass(frozen=True, repr=False, eq=False)
class Audit(Answer):
    """Every check of an audit: a row each; ``model`` names what was audited."""

    rows: tuple[Row, ...]
    model: str
    quick: bool
    command: tuple[str, ...]

    def text(self) -> str:
        """Return the verdicts, broken laws first."""
        from sahelsim.report.audit import told

        return told(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Return one row a check under ``checks``."""
        rows = [row.to_dict() for row in self.rows]
        return {"model": self.model, "quick": self.quick, "checks": rows}

    def frame(self) -> pd.DataFrame:
        """Return one row a check."""
        import pandas as pd

        return pd.DataFrame([row.to_dict() for row in self.rows])

    def save(self, folder: str | Path) -> Path:
        """Write rows and page to a new folder."""
        from sahelsim.report.audit import page

        report = self.to_dict()
        text = json.dumps(report, indent=1, allow_nan=False, ensure_ascii=False)
        files = {
            "audit.json": text + "\n",
            "audit.csv": self.frame().to_csv(index=False),
            "audit.md": page(report, self.model),
        }
        return save_files(files, Path(folder), self.command)


def audit(
    *,
    quick: bool = False,
    only: str | Sequence[str] | None = None,
    pairs: int | None = None,
    seed: int = 1,
    out: str | Path | None = None,
    progress: bool = False,
) -> Audit:
    """Let the model audit itself.

    Parameters
    ----------
    quick : bool
        Look at few runs: two minutes rather than half an hour.
    only : str or sequence of str, optional
        Checks by name or by what their names begin with, ``"LL7,mechanism,impulses"``.
    pairs : int, optional
        Most pairs of runs in which a part is tried, 2 to 10,000.
    seed : int
        Seed of all chance.
    out, progress
        New folder for rows and page; whether to tell on standard error what is done.

    """
    from sahelsim.study.audit import audit as study
    from sahelsim.study.fingerprint import model_hash

    check_size(1, seed)
    _check_pairs(pairs)
    words = only.split(",") if isinstance(only, str) else list(only or ())
    plan = study.plan(quick, [word.strip() for word in words], seed, pairs)
    with held(out):
        rows = study.audit(plan, say=_say if progress else None)
        command = _command(quick, {"only": ",".join(words), "pairs": pairs, "seed": seed})
        found = Audit(tuple(rows), model_hash(), quick, command)
        if out is not None:
            found.save(out)
    return found


def _command(quick: bool, said: Mapping[str, object]) -> tuple[str, ...]:
    """Return the command line that does the same; it names no folder."""
    options = [f"--{name}={value}" for name, value in said.items() if value not in ("", None)]
    return ("sahelsim", "audit", *(["--quick"] if quick else []), *options)


def _check_pairs(pairs: int | None) -> None:
    if pairs is None:
        return
    if isinstance(pairs, bool) or not isinstance(pairs, int) or not 2 <= pairs <= MOST_PAIRS:
        raise UsageError(f"--pairs {pairs} is outside 2 to {MOST_PAIRS:,}")


def _say(line: str) -> None:
    sys.stderr.write(f"audit: {line}\n")
    sys.stderr.flush()
