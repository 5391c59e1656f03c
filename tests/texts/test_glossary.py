"""The glossary: one line a term, in order, each cited key known, found from the README."""

import re
from pathlib import Path

from sahelsim.core.references import entries

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [row.strip("|").split(" | ") for row in re.findall(r"^\| .*", TEXT, re.M)][1:]


def test_each_term_has_one_line_and_a_source_that_is_known():
    """Terms stand in order, none twice; a key in code type is one of references.bib."""
    terms = [row[0].strip() for row in ROWS]
    assert len(terms) > 40
    assert [len(row) for row in ROWS] == [3] * len(ROWS)
    assert terms == sorted(set(terms), key=str.lower)
    keys = {key for row in ROWS for key in re.findall(r"`(\w+)`", row[2])}
    assert keys
    assert keys <= set(entries())


def test_it_explains_the_standard_words_and_is_linked():
    """The words that pages and documents use for the model's parts stand in it."""
    terms = {word for row in ROWS for word in row[0].strip().split(", ")}
    assert terms >= {
        "action",
        "decision",
        "decision rule",
        "factor",
        "parameter",
        "paired run",
        "policy",
        "preview",
        "replicate",
        "scenario",
        "seed",
        "regional trend",
    }
    assert "docs/glossary.md" in (ROOT / "README.md").read_text(encoding="utf-8")
