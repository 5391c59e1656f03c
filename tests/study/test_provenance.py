"""A folder tells what it was made of by what it holds, wherever it stands and whatever lies around it."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.study.again import differences
from sahelsim.study.store import stored

STORY = 'name = "mine"\nextends = "parents/base.toml"\n[actors.cma.incentives]\nautonomy = {}\n'
BASE = 'name = "base"\nextends = "no-deal"\n[switches]\nbargaining_rule = "nash"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of a scenario of one's own, run for a few weeks."""
    monkeypatch.chdir(tmp_path)
    Path("parents").mkdir()
    Path("parents/base.toml").write_text(BASE, encoding="utf-8")
    Path("mine.toml").write_text(STORY.format(0.1), encoding="utf-8")
    words = ["run", "mine.toml", "--runs", "3", "--weeks", "8", "-q", "--out", "out"]
    assert main(words) == 0
    return tmp_path / "out"


def _why(folder, capsys):
    capsys.readouterr()
    assert main(["why", str(folder), "--json"]) == 0
    return capsys.readouterr()


def test_why_tells_what_was_stored(folder, capsys):
    """The scenario that lies there now, or none at all, changes no word."""
    first = _why(folder, capsys)
    Path("mine.toml").write_text(STORY.format(0.9), encoding="utf-8")
    assert _why(folder, capsys) == first
    Path("mine.toml").unlink()
    shutil.rmtree("parents")
    assert _why(folder, capsys) == first
    assert main(["rerun", str(folder)]) == 0
    assert "equal bit for bit" in capsys.readouterr().out


def test_a_folder_that_is_carried_away_holds_its_scenario(folder, tmp_path, monkeypatch, capsys):
    """Elsewhere, beside none of its files, it is the same."""
    first = _why(folder, capsys)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.move(folder, elsewhere / "carried")
    monkeypatch.chdir(elsewhere)
    assert _why(Path("carried"), capsys) == first
    assert stored(Path("carried"), 0, "mine.toml").lineage[-2:] == ("base", "mine")


def test_rerun_compares_values_and_names_those_that_differ(folder, capsys):
    """Other bytes of the same values are equal; another value is told with its table and size."""
    path = folder / "series.parquet"
    frame = pd.read_parquet(path)
    frame.to_parquet(path, index=False, compression="gzip")
    assert main(["rerun", str(folder), "--json"]) == 1  # its bytes were changed
    told = json.loads(capsys.readouterr().out)
    assert (told["equal"], told["bytes_differ"]) == (True, [])
    assert told["changed"] == ["series.parquet"]
    frame.loc[3, "q50"] += 0.5
    frame.to_parquet(path, index=False)
    assert main(["rerun", str(folder)]) == 1
    assert "series: q50 differs in 1 of" in capsys.readouterr().out


def test_why_says_that_it_tells_another_story(folder, capsys):
    """Where this version gives other numbers than the folder holds, a line says which."""
    path = folder / "runs.parquet"
    frame = pd.read_parquet(path)
    frame["total_deaths"] += 1.0
    frame.to_parquet(path, index=False)
    said = _why(folder, capsys).err
    assert "another story than" in said
    assert "total_deaths differs in 3 of 3 rows" in said


def test_nothing_differs_from_itself(folder):
    """The tables of a folder are those of its results."""
    from sahelsim.cli.runs import compute, prepare
    from sahelsim.study.store import read_manifest, recipe_of

    recipe = recipe_of(folder, read_manifest(folder))
    assert differences(folder, compute(recipe, prepare(recipe, folder), quiet=True)) == []
