"""Errors of files name the line that holds the fault, however the key is written there."""

import pytest

from sahelsim.core.toml import parse

TEXT = """\
name = "x"
actors.cma.incentives.autonomy = 7

[factors]
"actors.cma.incentives.survival" = { low = 1, high = 0 }

[actors.junta]
incentives . survival = 2
"""


@pytest.mark.parametrize(
    "path, line",
    [
        (("name",), 1),
        (("actors", "cma", "incentives", "autonomy"), 2),
        (("factors",), 4),
        (("factors", "actors.cma.incentives.survival"), 5),
        (("factors", "actors.cma.incentives.survival", "low"), 5),
        (("actors", "cma"), 2),
        (("actors", "junta"), 7),
        (("actors", "junta", "incentives", "survival"), 8),
        (("nowhere", "at", "all"), 1),
    ],
)
def test_an_error_names_the_line_of_its_key(path, line):
    """Tables, dotted keys, quoted keys and what stands inside braces."""
    assert str(parse(TEXT, "mine.toml").error(path, "no")) == f"mine.toml:{line}: no"


def test_a_setting_has_no_line():
    """A line number on one line is noise."""
    assert str(parse("weeks = 9", "--set weeks=9").error(("weeks",), "no")) == "--set weeks=9: no"
