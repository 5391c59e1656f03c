"""Any terminal takes what is said: its encoding, its closed output, names that are no Unicode."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sahelsim
from sahelsim.texts.terminal import near

HERE = os.environ | {"PYTHONPATH": str(Path(sahelsim.__file__).parents[1])}
ENCODINGS = ("ascii", "cp437", "cp1251", "cp1252", "gbk", "utf-8", "latin-1", "cp932")
COMMANDS = {
    "scenarios": ["scenarios"],
    "one": ["scenarios", "at-worst"],
    "help": ["hindcast", "--help"],
    "mistake": ["run", "Ségou–Ɓamako-العربية"],
    "file": ["check", "Ségou–العربية.toml"],
}


def _said(words, encoding="utf-8", **more):
    given = {"env": HERE | {"PYTHONIOENCODING": encoding}, "check": False, "timeout": 120}
    command = [sys.executable, "-m", "sahelsim.cli.main", *words]
    return subprocess.run(command, **(given | {"capture_output": True} | more))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_has_near_letters(encoding):
    """Accents go where they must, signs become near signs, other scripts a question mark."""
    text = near("Ségou – 23 % ≥ 3 → «Ɓamako» العربية \udcff", encoding)
    assert text.encode(encoding)
    assert "gou" in text
    if encoding == "ascii":
        assert text.startswith('Segou - 23 % >= 3 -> "Bamako" ???')


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "gbk"])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_no_encoding_is_a_traceback(words, encoding):
    """The answer is the same with other letters; a mistake stays one line."""
    ran = _said(words, encoding)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (0, 2)
    assert ran.stderr.count(b"\n") == (ran.returncode == 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_takes_nothing_is_one_line():
    """Closed, or full: no traceback; a full one is told, a closed one is nobody's wish to read."""
    with Path("/dev/full").open("wb") as full:
        ran = _said(["scenarios"], capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    closed = subprocess.run(
        f"{sys.executable} -m sahelsim.cli.main scenarios >&-",
        shell=True,
        env=HERE,
        check=False,
        stderr=subprocess.PIPE,
    )
    assert (closed.returncode, closed.stderr) == (0, b"")


def test_a_name_that_is_no_unicode_is_a_name(tmp_path):
    """A scenario file whose name is of another encoding is read, or refused in one line."""
    path = os.fsencode(tmp_path) + b"/s\xe9gou.toml"
    Path(os.fsdecode(path)).write_text('name = "x"\nextends = "baseline"\n', encoding="utf-8")
    for words in (["check", path], ["run", path], ["hindcast", "--truth", path]):
        ran = _said(words)
        assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
        assert b"Traceback" not in ran.stderr
