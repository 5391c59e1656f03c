"""The audit's words and its page: made from rows alone, grouped by verdict, honest when stale."""

from pathlib import Path

from sahelsim.documents.audit import kept, text
from sahelsim.report.audit import page, told

ROOT = Path(__file__).parents[2]
ROW = {
    "id": "LL7",
    "what": "elasticity of recruits",
    "value": 0.06,
    "low": 0.05,
    "high": 0.07,
    "band": [0.12, 0.4],
    "mark": "D",
    "verdict": "fail",
    "topic": "laws",
    "kind": "binding",
    "source": "ours",
    "sign": "right",
    "why": "",
}


def _report(*rows, quick=False):
    return {"checks": list(rows), "quick": quick, "model": "0123456789ab"}


def test_the_kept_page_is_made_from_the_kept_rows():
    """Nobody edits `docs/audit.md`: `make audit` writes both."""
    assert (ROOT / "docs/audit.md").read_text(encoding="utf-8") == text()


def test_rows_of_another_model_are_called_stale():
    """The page says so, and of which model they are."""
    report = _report(ROW)
    assert "stale" not in page(report, "0123456789ab")
    assert "rows are of model 0123456789ab; the model of today is cafe" in page(report, "cafe")
    assert "stale" in text("cafe")


def test_every_kept_row_is_whole():
    """A row a check, with the eight columns that are promised, ids once each."""
    rows = kept()["checks"]
    assert {"id", "what", "value", "low", "high", "band", "mark", "verdict"} <= set(rows[0])
    assert len({row["id"] for row in rows}) == len(rows)
    assert len(rows) > 200


def test_a_reader_meets_what_is_broken_first():
    """Broken before what holds, and before what cannot be measured; in sentences."""
    good = ROW | {"id": "LL6", "value": 0.3, "low": 0.25, "high": 0.35, "verdict": "pass"}
    none = ROW | {"id": "LL38", "value": None, "low": None, "high": None, "verdict": "not measurable", "why": "no group splits"}  # fmt: skip
    said = told(_report(none, good, ROW))
    assert said.index("Broken") < said.index("Hold") < said.index("Not measurable yet")
    assert "LL7  elasticity of recruits: 0.06 (0.05 to 0.07); asked: 0.12 to 0.4." in said
    assert "1 broken, 1 hold, 1 not measurable of 3 checks that bind." in said
    assert max(map(len, said.splitlines())) <= 98


def test_a_quick_look_is_called_one():
    """Whoever reads a quick audit knows that it was quick."""
    assert "quick look" in told(_report(ROW, quick=True))
    assert "quick look" not in told(_report(ROW))
