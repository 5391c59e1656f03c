"""``play``: one seat in the terminal, scripted by what is read, saved and resumed."""

import io
import json

import pytest

import sahelsim as ss
from sahelsim.cli.main import main

FAST = ["--set", "uncertainty=none", "--set", "weeks=39"]


@pytest.fixture
def played(tmp_path, monkeypatch, capsys):
    """Play with some lines as input; return exit code and what was said."""

    def run(lines, *words):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        code = main(["play", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_a_game_is_played_saved_and_resumed(played, tmp_path):
    code, out, err = played("war:unleash_forces patrons:sign_contract\nq\n", "baseline", *FAST)
    assert (code, err) == (0, "")
    assert "Junta, round 1 of 3" in out
    assert "Junta, round 2 of 3" in out
    assert "The junta signs a contract with Wagner" in out
    assert "sahelsim play out/play-baseline-junta.sahelsim" in out
    code, out, err = played("\n\n", "out/play-baseline-junta.sahelsim")
    assert (code, err) == (0, "")
    assert "Junta, round 1 of 3" not in out
    assert "The last round is over. Outcome:" in out
    page = tmp_path / "out" / "play-baseline-junta.html"
    assert "Unleash the forces" in page.read_text(encoding="utf-8")


def test_wrong_orders_are_told_and_asked_again(played):
    code, out, err = played(
        "99\nwin\nwar:rebel\nwar:unleash_forces war:restrain_forces\nu\nq\n", "baseline", *FAST
    )
    assert code == 0
    assert "round 2" not in out
    assert err.count("sahelsim: ") == 5
    assert "no order 99" in err
    assert "No round was played yet" in err


def test_one_json_object(played):
    code, out, _ = played("\n", "baseline", "--seat", "cma", "--json", *FAST)
    found = json.loads(out)
    assert code == 0
    assert (found["seat"], found["round"], found["over"]) == ("cma", 2, False)


def test_mistakes_are_one_line(played):
    for words in (["nowhere"], ["baseline", "--seat", "un"], ["baseline", "--lang", "de"]):
        code, _, err = played("", *words)
        assert code == 2
        assert err.startswith("sahelsim: no ")


def test_the_verb_is_the_same_game(tmp_path):
    game = ss.play(seat="cma", seed=4, set=FAST[1::2], save=tmp_path / "one.sahelsim", lang="fr")
    game.order("protest", why="because").go().go().undo()
    assert game.brief.round == 2
    assert "CMA, tour 2" in str(game)
    found = game.debrief(tmp_path / "one.html", runs=2)
    assert [o.order for o in found.orders] == ["protest"]
    assert list(game.frame()["why"]) == ["because"]
    with pytest.raises(ss.SahelsimError, match="two orders"):
        game.order("protest", "stall")
    game.close()
    again = ss.play(tmp_path / "one.sahelsim")
    assert (again.seat, again.brief.round) == ("cma", 2)
    again.close()
