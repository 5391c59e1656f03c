"""One way of writing: whole or not at all, one process at a time, and hashes of what was meant."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import sahelsim
from sahelsim.cli.main import main
from sahelsim.core.errors import ResultError
from sahelsim.core.lock import BusyError, claimed, first_free
from sahelsim.core.names import is_plain
from sahelsim.core.save import new_folder, write_file
from sahelsim.study.store import amend, damage, read_manifest, recipe_of, save_files

HERE = os.environ | {"PYTHONPATH": str(Path(sahelsim.__file__).parents[1])}


def _started(words, folder):
    command = [sys.executable, "-m", "sahelsim.cli.main", *words]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=folder, env=HERE, **given)


def _filled(folder, texts, fault=None):
    with new_folder(folder) as made:
        for name, text in texts.items():
            made.put(name, text)
        if fault is not None:
            raise fault


def test_a_folder_is_whole_or_not_there(tmp_path):
    """What is raised on the way leaves nothing, not even a name."""
    with pytest.raises(ZeroDivisionError):
        _filled(tmp_path / "a", {"one.txt": "1"}, fault=ZeroDivisionError)
    assert list(tmp_path.iterdir()) == []
    with new_folder(tmp_path / "a") as made:
        made.put("inner/one.txt", "1")
        assert not (tmp_path / "a").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_who_works_is_named(tmp_path):
    """A second process is refused while the first is at it, and told which process that is."""
    with claimed(tmp_path / "a"):
        said = _started(["new", "a", "--folder", "."], tmp_path).communicate()[1]
        assert said == ""  # another name: a.toml
        (tmp_path / "a.toml").unlink()
    with claimed(tmp_path / "a.toml"):
        refused = _started(["new", "a", "--folder", "."], tmp_path)
        said = refused.communicate()[1]
    assert (refused.returncode, said.count("\n")) == (2, 1)
    assert f"process {os.getpid()}" in said
    assert list(tmp_path.iterdir()) == []


def test_of_many_threads_one_writes(tmp_path):
    """Twenty at once: one whole file, nineteen refusals."""
    told = []

    def write(k):
        try:
            told.append(write_file(tmp_path / "a", str(k) * 100_000))
        except ResultError:
            told.append("")

    threads = [threading.Thread(target=write, args=(k,)) for k in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(map(bool, told)) == 1
    assert len(set((tmp_path / "a").read_text())) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_default_names_are_one_each(tmp_path):
    """Who comes while another works under a default name takes the next."""
    with first_free(tmp_path / "a") as one:
        found = []
        other = threading.Thread(target=lambda: found.append(_free(tmp_path / "a")))
        other.start()
        other.join()
    assert (one.name, found[0].name) == ("a", "a-2")


def _free(path):
    with first_free(path) as found:
        return found


def test_what_a_killed_process_left_is_swept_away(tmp_path):
    """Its lock ended with it; its half folder goes when the next one writes there."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom sahelsim.core.save import new_folder\n"
        "with new_folder(Path('a')) as made:\n    made.put('x', 'half')\n    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=HERE, check=False)
    assert len(list(tmp_path.iterdir())) == 2
    save_files({"x": "whole"}, tmp_path / "a", ["me"])
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert damage(tmp_path / "a", read_manifest(tmp_path / "a")) == {}


@pytest.mark.parametrize("name", ["con", "NUL", "aux.txt", "com1", "lpt9.csv", "ends.", "ends "])
def test_names_that_windows_cannot_have_are_refused(tmp_path, name):
    """As a folder's name, and as a scenario's."""
    assert not is_plain(name)
    with pytest.raises(ResultError, match="reserved"), new_folder(tmp_path / name):
        pass
    assert list(tmp_path.iterdir()) == []


def test_names_that_differ_by_case_only_are_refused(tmp_path):
    """Beside one another, and within a folder."""
    (tmp_path / "Mine").mkdir()
    with pytest.raises(ResultError, match="differ by case only"), new_folder(tmp_path / "mine"):
        pass
    with pytest.raises(ResultError, match="one name"):
        _filled(tmp_path / "a", {"A.json": "1", "a.json": "2"})
    assert [p.name for p in tmp_path.iterdir()] == ["Mine"]


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_full_disk_is_one_line(tmp_path):
    """A limit on a file's size stands for it: exit code 2, one line, nothing left."""
    code = (
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from sahelsim.cli.main import main\n"
        "sys.exit(main(['run', 'baseline', '--runs', '2', '--weeks', '4', '--out', 'a', '-q']))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "may not become so large" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_file_is_one_line(capsys):
    """Also for root: a folder of the system in which nothing can be made."""
    assert main(["run", "baseline", "--runs", "2", "--weeks", "4", "--out", "/proc/a/b", "-q"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_two_commands_at_one_folder(tmp_path):
    """One of them is refused; what stands there is one run under its own manifest."""
    words = ["run", "baseline", "--weeks", "8", "--out", "same", "-q", "--runs"]
    both = [_started([*words, runs], tmp_path) for runs in ("30", "31")]
    said = [process.communicate()[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 2]
    assert sorted(text.count("\n") for text in said) == [0, 1]
    held = read_manifest(tmp_path / "same")
    tables = json.loads((tmp_path / "same" / "scenario" / "baseline.json").read_text())
    assert (damage(tmp_path / "same", held), tables["name"]) == ({}, "baseline")
    import pandas as pd

    assert len(pd.read_parquet(tmp_path / "same" / "runs.parquet")) == held["recipe"]["runs"]


def test_what_is_put_in_later_is_vouched_for(tmp_path):
    """A finished folder takes an analysis with its hash; anything else is told as added."""
    folder = save_files({"x.txt": "1"}, tmp_path / "a", ["me"])
    amend(folder, {"analysis/y.json": "{}"})
    assert damage(folder, read_manifest(folder)) == {}
    (folder / "z.txt").write_text("?", encoding="utf-8")
    (folder / "x.txt").write_text("2", encoding="utf-8")
    assert damage(folder, read_manifest(folder)) == {"changed": ["x.txt"], "added": ["z.txt"]}


def test_who_holds_a_path_may_claim_it_again(tmp_path):
    """A command claims its folder for all of its work, and saves into it at the end."""
    with claimed(tmp_path / "a"), claimed(tmp_path / "a"):
        write_file(tmp_path / "a", "1")
    with pytest.raises(BusyError), claimed(tmp_path / "b"):
        _in_a_thread(tmp_path / "b")


def _in_a_thread(path):
    fault = []

    def claim():
        try:
            with claimed(path):
                pass
        except BusyError as error:
            fault.append(error)

    other = threading.Thread(target=claim)
    other.start()
    other.join()
    raise fault[0]


@pytest.mark.parametrize(
    "change",
    [
        {"settings": [["x"]]},
        {"scenarios": [1]},
        {"fork": {"at": 1}},
        {"fork": []},
        {"runs": "many"},
        {"seed": None},
    ],
)
def test_a_recipe_of_another_form_is_refused(tmp_path, change):
    """Whatever stands in a manifest is data: one line, before anything is run."""
    recipe = {
        "kind": "run",
        "scenarios": ["baseline"],
        "settings": [],
        "runs": 1,
        "seed": 1,
        "weeks": None,
    }
    assert recipe_of(tmp_path, {"recipe": recipe}) == recipe
    with pytest.raises(ResultError, match="no recipe that can be run"):
        recipe_of(tmp_path, {"recipe": recipe | change})
