"""A user's record for ``hindcast --truth``: what it must hold, and what is refused."""

import json

import pytest

from sahelsim.cli.main import main
from sahelsim.geography.tables import DATA
from sahelsim.study.truth import COLUMNS, read_truth

HEAD = "month,total_best,state_based,nonstate_plus_onesided\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "2023-01,30,10,20\n2023-02,9,4,5\n2023-01,30,10,20\n",
            "line 4, month: 2023-01 stands here a sec",
        ),
        ("2023-01,12,10,20\n", "line 2: total_best 12 is less than its parts (30)"),
        ("2023-01,12,20,\n", "line 2: total_best 12 is less than its parts (20)"),
        ("2023-01,5000,10,20\n", "line 2: total_best 5000 is far above its parts (30)"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(tmp_path, capsys, rows, said):
    """Duplicate months and totals that do not fit their parts: exit code 2 and one line."""
    table = tmp_path / "t.csv"
    table.write_text(HEAD + rows, encoding="utf-8")
    assert main(["hindcast", "--truth", str(table)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_good_tables_pass(tmp_path):
    """Rounded parts, one part alone, no part, and the shipped record itself are taken."""
    table = tmp_path / "t.csv"
    table.write_text(HEAD + "2023-01,30,10.2,20.2\n2023-02,30,10,\n2023-03,9,,\n", encoding="utf-8")
    assert read_truth(table)["2023-02"] == {"total": 30.0, "state_based": 10.0}
    assert len(read_truth(DATA / "ucdp_country_month.csv")) > 100


def test_help_names_every_column(capsys):
    """The help says which columns the table needs."""
    assert main(["hindcast", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(column in said for column in ("month ", *COLUMNS.values()))
    assert said.count("(required)") == 2


def test_a_record_that_ends_early_is_told(capsys):
    """Without a later record, months after the last are not scored, and stderr says so."""
    assert main(["hindcast", "--runs", "4", "--until", "2023-02", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["months"] == 14
    assert "the shipped record ends in 2022-12, before --until 2023-02: scored 14" in printed.err
    assert printed.err.count("\n") == 1


def test_one_month_or_few_runs_print_no_winner(capsys):
    """The terminal says that nothing can be concluded, for one month or four runs."""
    for words in (["--runs", "4"], ["--runs", "60", "--until", "2021-11"]):
        assert main(["hindcast", *words]) == 0
        printed = capsys.readouterr()
        assert "Nothing can be concluded" in printed.out
        assert "was better:" not in printed.out
        assert not printed.err
