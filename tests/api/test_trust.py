"""Parts from a folder that is trusted: by an option, by a verb, with a hash in the manifest."""

import json

import pytest

import sahelsim as ss
from sahelsim.cli.main import main
from sahelsim.model.outside import distrust, trusted
from sahelsim.model.parts import PACKAGE
from sahelsim.study.executor import Executor

ACTION = PACKAGE / "actions" / "watch.py"


@pytest.fixture(autouse=True)
def _forget():
    yield
    distrust()


def _folder(tmp_path):
    place = tmp_path / "mine" / "actions"
    place.mkdir(parents=True)
    text = ACTION.read_text(encoding="utf-8").replace("class Watch(", "class LookOn(")
    (place / "look_on.py").write_text(text, encoding="utf-8")
    return place.parent


def test_a_trusted_folder_is_in_the_manifest(tmp_path, capsys):
    """Its hash; without one, nothing is said."""
    folder = _folder(tmp_path)
    words = ["run", "baseline", "--runs", "1", "--weeks", "2", "-q", "--out"]
    assert main([*words, str(tmp_path / "without")]) == 0
    assert main([*words, str(tmp_path / "with"), "--trust", str(folder)]) == 0
    kept = [
        json.loads((tmp_path / n / "manifest.json").read_text(encoding="utf-8"))
        for n in ("without", "with")
    ]
    assert "trusted" not in kept[0]
    assert kept[1]["trusted"] == [ss.trust(folder).sha256]


def test_a_folder_without_parts_is_refused(tmp_path, capsys):
    """In one line that says which folder to name."""
    assert main(["actions", "--trust", str(tmp_path)]) == 2
    assert "name the folder above them" in capsys.readouterr().err


@pytest.mark.parametrize("threads", [False, True], ids=["copied", "started anew"])
def test_workers_trust_what_their_parent_trusts(tmp_path, threads):
    """However a process begins, it knows the same parts."""
    held = ss.trust(_folder(tmp_path))
    with Executor(1, threads=threads) as pool:
        assert pool.submit(trusted).result() == (held,)


@pytest.mark.parametrize("command", ["extend", "replay", "explorer", "sweep", "rerun", "why"])
def test_whatever_runs_the_model_takes_the_option(command, capsys):
    """A folder of results that needs such parts can be gone on with."""
    assert main([command, "--help"]) == 0
    assert "--trust" in capsys.readouterr().out
