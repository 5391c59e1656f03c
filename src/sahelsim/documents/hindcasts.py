"""Scores from every origin, kept for the page: one file for each model that was scored.

``python -m sahelsim.documents.hindcasts NAME`` runs ``hindcast --origins all`` anew and keeps its
scores under that name, so that a changed model's scores can stand beside those before the change.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from sahelsim.model.parts import PACKAGE
from sahelsim.study.fingerprint import model_hash
from sahelsim.study.hindcast import hindcast_origins

KEPT = PACKAGE / "report/static/hindcasts"
RUNS, SEEDS = 100, 2
DIGITS = 4


def kept() -> dict[str, dict[str, Any]]:
    """Return the kept scores by name, oldest first."""
    found = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in KEPT.glob("*.json")}
    return dict(sorted(found.items(), key=lambda pair: str(pair[1]["order"])))


def main(words: Sequence[str]) -> int:
    """Score the model of today and keep the scores under a name."""
    found = hindcast_origins(runs=RUNS, seeds=SEEDS).report()
    head = {"order": len(kept()), "model": model_hash()}
    text = json.dumps(_short(head | found), sort_keys=True, allow_nan=False)
    (KEPT / f"{words[0]}.json").write_text(text + "\n", encoding="utf-8")
    return 0


def _short(value: Any) -> Any:
    """Round every number of a report to so many digits as a page shows."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {k: _short(v) for k, v in value.items()}
    return [_short(v) for v in value] if isinstance(value, list | tuple) else value


__all__ = ["kept", "main", "model_hash"]

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
