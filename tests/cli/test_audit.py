"""`sahelsim audit` as its users meet it."""

import json

import pytest

import sahelsim as ss
from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError


@pytest.mark.parametrize(
    "words, said",
    [
        (["--only", "LL99"], "--only LL99: did you mean 'LL9'?"),
        (["--only", "mechanism.recruitmnet"], "did you mean 'mechanism.recruitment'?"),
        (["--only", ""], "--only : "),
        (["--pairs", "1"], "--pairs 1 is outside 2 to 10,000"),
        (["--pairs", "many"], "many"),
        (["--seed", "-1"], "seed must be 0 or a positive whole number"),
        (["now"], "'now' is a word too many"),
    ],
)
def test_mistakes_are_one_line(words, said, capsys):
    """Exit 2, and what to do next."""
    assert main(["audit", "--quick", *words]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_law_as_json(capsys):
    """One object; a row a check with the columns that are promised; no number that JSON lacks."""
    assert main(["audit", "--quick", "--only", "LL38,LL19", "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    rows = {row["id"]: row for row in found["checks"]}
    assert set(rows) == {"LL19", "LL38"}
    assert {"id", "what", "value", "low", "high", "band", "mark", "verdict"} <= set(rows["LL19"])
    assert rows["LL38"]["verdict"] == "not measurable"
    assert rows["LL38"]["value"] is None
    assert 0.0 <= rows["LL19"]["low"] <= rows["LL19"]["value"] <= rows["LL19"]["high"] <= 1.0
    assert told.err == ""
    assert len(found["model"]) == 12


def test_progress_goes_to_standard_error_and_a_folder_is_written(capsys, tmp_path):
    """What is done is told beside the answer; rows and page are kept."""
    out = tmp_path / "audit"
    assert main(["audit", "--quick", "--only", "LL19,LL38", "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert "laws of" in told.err
    assert "Not measurable yet" in told.out
    names = {path.name for path in out.iterdir()}
    assert {"audit.json", "audit.csv", "audit.md"} <= names


def test_in_python():
    """Typed, a frame with a row a check, a text that a screen holds."""
    found = ss.audit(quick=True, only=["LL38"])
    assert list(found.frame()["id"]) == ["LL38"]
    assert "LL38" in str(found)
    with pytest.raises(UsageError, match="LL9"):
        ss.audit(only="LL99")
