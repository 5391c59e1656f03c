"""``docs/audit.md``: the model's audit of itself, made from rows that are kept.

``python -m sahelsim.documents.audit docs/audit.md`` audits the model anew (about half an hour; with
``--quick`` two minutes) and keeps its rows with the name of the model; the page is made from them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sahelsim.api.audit import audit
from sahelsim.model.parts import PACKAGE
from sahelsim.report.audit import page
from sahelsim.study.fingerprint import model_hash

KEPT = PACKAGE / "report/static/audit.json"
DIGITS = 4


def kept() -> dict[str, Any]:
    """Return the kept rows, the model that they are of, and whether the look was a quick one."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def text(today: str = "") -> str:
    """Return the page of the kept rows; with the name of today's model it says if they are stale."""
    rows = kept()
    return page(rows, today or rows["model"])


def rounded(value: Any) -> Any:
    """Round every number to so many digits as a page shows."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value


def main(words: Sequence[str]) -> int:
    """Audit the model, keep the rows, write the page."""
    found = audit(quick="--quick" in words, progress=True)
    report = json.dumps(
        rounded(found.to_dict()), indent=0, sort_keys=True, allow_nan=False, ensure_ascii=False
    )
    KEPT.write_text(report + "\n", encoding="utf-8")
    Path(words[0]).write_text(text(), encoding="utf-8")
    return 0


__all__ = ["kept", "main", "model_hash", "text"]

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
