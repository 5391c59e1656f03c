"""One reader of tables: what spreadsheets write is read; what else there is, is one line."""

import os
import time

import pytest

from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError
from sahelsim.core.tables import read_table
from sahelsim.study.calibration.regions import read_regions
from sahelsim.study.truth import read_truth

BOM = "\ufeff"
READ = {
    "plain": "month,deaths\n2021-11,100\n2021-12,120.5\n",
    "mark": BOM + "month,deaths\r\n2021-11,100\r\n2021-12,120.5\r\n",
    "semicolons": "month;deaths\n2021-11;100,0\n2021-12;120,5\n",
    "tabs": "month\tdeaths\n2021-11\t100\n2021-12\t120,5\n",
    "quotes": '"month";"deaths"\n"2021-11";"100"\n"2021-12";"120,5"\n',
    "blanks": "\n month , deaths ,\n2021-11, 100 ,\n,\n2021-12,120.5,\n\n",
    "exponent": "month,deaths\n2021-11,1e2\n2021-12,1.205E+02\n",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_spreadsheets_write_is_one_table(tmp_path, text, encoding):
    """Marks, separators, quotes, blanks and decimal commas change no value."""
    path = tmp_path / "t.csv"
    path.write_bytes(text.removeprefix(BOM * (encoding == "utf-16")).encode(encoding))
    table = read_table(path, "--truth", needs=("month", "deaths"), once="month")
    assert table.columns == ("month", "deaths")
    assert [(row["month"], row.number("deaths")) for row in table.rows] == [
        ("2021-11", 100.0),
        ("2021-12", 120.5),
    ]


REFUSED = {
    "nan": ("month,deaths\n2021-11,nan\n", "line 2, deaths: 'nan' is no number"),
    "infinite": ("month,deaths\n2021-11,inf\n", "line 2, deaths: 'inf' is no"),
    "huge": ("month,deaths\n2021-11,1e999\n", "line 2, deaths: '1e999' is no"),
    "digits": (f"month,deaths\n2021-11,{'9' * 5000}\n", "line 2, deaths: '9{79}…' is no number"),
    "underscore": ("month,deaths\n2021-11,1_000\n", "line 2, deaths: '1_000' is no"),
    "other digits": ("month,deaths\n2021-11,１２\n", "line 2, deaths: '１２' is no"),
    "thousands": ('month,deaths\n2021-11,"1,234"\n', "line 2, deaths: '1,234' is no"),
    "both": ("month;deaths\n2021-11;1.234,5\n", "line 2, deaths: '1.234,5' is no"),
    "negative": ("month,deaths\n2021-11,-1\n", "line 2, deaths: '-1' is outside 0 or more"),
    "twice": (
        "month,deaths\n2021-11,1\n\n2021-11,2\n",
        "line 4, month: 2021-11 stands here a second",
    ),
    "short": ("month,deaths\n2021-11\n", "line 2: 1 values for 2 columns"),
    "long": ("month,deaths\n2021-11,1,2\n", "line 2: 3 values for 2 columns"),
    "column twice": ("month,deaths,deaths\n2021-11,1,2\n", "column 'deaths' stands there twice"),
    "no column": ("month,dead\n2021-11,1\n", "deaths is not there"),
    "no row": ("month,deaths\n", "there is no row"),
    "nothing": ("", "needs the columns"),
    "open quote": ('month,deaths\n"2021-11,1\n', "cannot be read as a CSV table"),
}


def _deaths(path):
    rows = read_table(path, "--truth", ("month", "deaths"), once="month").rows
    return [row.number("deaths", 0.0) for row in rows]


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_names_its_row_and_column(tmp_path, text, said):
    """One short line, whatever the cell holds."""
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as told:
        _deaths(path)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 200 + len(str(path))


def test_another_encoding_is_named_by_its_line(tmp_path):
    """A spreadsheet's own encoding is refused with what to do, not read with wrong letters."""
    path = tmp_path / "t.csv"
    path.write_bytes("year,Mopti\n2020,3\n2021,é\n".encode("cp1252"))
    with pytest.raises(UsageError, match=r"line 3: is not UTF-8 .* save it as 'CSV UTF-8'"):
        read_table(path, "--regions")


def test_what_is_no_file_is_refused_at_once(tmp_path):
    """A pipe that nobody writes to, a folder, nothing at all."""
    os.mkfifo(tmp_path / "pipe")
    began = time.monotonic()
    for name in ("pipe", ".", "none.csv", "x" * 3000, "a\0b"):
        with pytest.raises(UsageError, match="--truth"):
            read_table(tmp_path / name, "--truth")
    assert time.monotonic() - began < 2.0


def test_a_record_with_a_mark_or_semicolons_is_read(tmp_path):
    """``--truth`` takes what a spreadsheet saves."""
    path = tmp_path / "t.csv"
    path.write_text(f"{BOM}month,total_best\n2021-11,100\n2021-12,120\n", encoding="utf-8")
    assert [m["total"] for m in read_truth(path).values()] == [100.0, 120.0]
    path.write_text("month;total_best\n2021-11;100,0\n2021-12;120,5\n", encoding="utf-8")
    assert [m["total"] for m in read_truth(path).values()] == [100.0, 120.5]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2020,nan,50", "line 2, Mopti: 'nan' is no number of deaths"),
        ("2020,-5,50", "line 2, Mopti: '-5' is outside"),
        ("2020,inf,50", "line 2, Mopti: 'inf' is no"),
        ("2020,1,2\n2020,3,4", "line 3, year: 2020 stands here a second time"),
        ("2020,0,0", "line 2: counts no death"),
    ],
)
def test_regions_that_count_nothing_are_refused(tmp_path, capsys, rows, said):
    """Exit code 2, one line, and no folder."""
    path = tmp_path / "r.csv"
    path.write_text(f"year,Mopti,Gao\n{rows}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_regions(path, "2021-10")
    words = ["calibrate", "--regions", str(path), "--out", str(tmp_path / "out")]
    assert main(words) == 2
    assert said.split(":")[0] in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
