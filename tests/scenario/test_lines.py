"""Lines of keys, held against documents whose lines are known and against what tomllib reads."""

import tomllib

import pytest
import toml_documents

from sahelsim.core.lines import lines_of


@pytest.mark.parametrize("seed", range(80))
def test_every_key_has_its_line(seed):
    """Strings over lines, lists, inline tables, dotted and quoted keys, lists of tables."""
    text, lines = toml_documents.written(seed)
    assert lines_of(text) == lines
    assert set(lines) == set(toml_documents.paths(tomllib.loads(text)))


def test_the_documents_hold_every_style():
    """The generator is no test if it writes plain lines only."""
    whole = "\n".join(toml_documents.written(seed)[0] for seed in range(80))
    for style in ('"""\n', "'''", "[[ ", "{ ", "[\n", " . '", "\\u00e9", "# a, b"):
        assert style in whole, style
