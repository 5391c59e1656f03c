"""The command line as its users meet it: what it prints, and what it says to mistakes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sahelsim.analysis.classify import CLASSES
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.cli.main import main
from sahelsim.scenario import load_scenario

QUICK = ["--runs", "3", "--weeks", "12"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Run every command in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def _fails(capsys, words):
    code = main(words)
    told = capsys.readouterr()
    assert code == 2
    assert told.err.startswith("sahelsim: ")
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    return told.err


def test_run_prints_a_summary_and_writes_a_folder(capsys):
    """What happened, with intervals and bands, and where the report is."""
    assert main(["run", "at-worst", *QUICK]) == 0
    told = capsys.readouterr().out
    for words in (
        "not a forecast",
        "share",
        "9 runs in 10",
        "State control",
        "report.html",
        "rerun",
    ):
        assert words in told
    assert max(map(len, told.splitlines())) <= 100
    folder = next(Path("out").iterdir())
    names = {p.name for p in folder.iterdir()}
    assert {
        "manifest.json",
        "report.html",
        "runs.parquet",
        "series.parquet",
        "decisions.parquet",
        "events.parquet",
        "ledger.parquet",
        "control.parquet",
        "scenario",
    } <= names


def test_compare_json_is_one_object(capsys):
    """The exact shape that programs read, and nothing else on standard output."""
    assert main(["compare", "at-best", "at-worst", *QUICK, "--json", "--out", "x"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert set(found) == {"scenarios", "differences", "seed", "folder"}
    assert set(found["scenarios"]) == {"at-best", "at-worst", "no-deal"}
    one = found["scenarios"]["at-best"]
    assert one["runs"] == 3
    assert set(one["classes"]) == set(CLASSES)
    assert set(one["classes"]["muddling"]) == {"share", "low", "high"}
    assert set(one["indicators"]) == set(INDICATORS)
    assert set(one["indicators"]["stability"]) == {"unit", "median", "q05", "q95"}
    assert sum(c["share"] for c in one["classes"].values()) == pytest.approx(1.0)
    pair = found["differences"]["at-worst - at-best"]["indicators"]["total_deaths"]
    assert pair["low"] <= pair["mean"] <= pair["high"]


def test_seed_zero_and_rerun_bit_for_bit(capsys):
    """A folder can be run again to the same bytes; a changed file is noticed."""
    assert main(["run", "baseline", *QUICK, "--seed", "0", "--out", "x", "-q"]) == 0
    assert main(["rerun", "x"]) == 0
    assert "equal bit for bit" in capsys.readouterr().out
    Path("x/runs.parquet").write_bytes(b"broken")
    assert main(["rerun", "x"]) == 1
    assert "runs.parquet" in capsys.readouterr().out


def test_why_tells_decisions_with_reasons(capsys):
    """One run, decision by decision, with probabilities and incentives, events and ledger."""
    main(["compare", "at-best", "at-worst", *QUICK, "--out", "x", "-q"])
    capsys.readouterr()
    assert main(["why", "x", "--scenario", "at-worst", "--run", "1", "--all"]) == 0
    told = capsys.readouterr().out
    for words in ("because", "instead of", "What happened", "the ledger"):
        assert words in told
    assert main(["why", "x", "--json", "--actor", "cma", "--all"]) == 0
    rows = json.loads(capsys.readouterr().out)["decisions"]
    assert {r["actor"] for r in rows} == {"cma"}
    assert sum(o["probability"] for o in rows[0]["options"]) == pytest.approx(1.0, abs=1e-5)


def test_why_is_short_unless_all_is_asked_for(capsys):
    """Class, decisive choices, at most a dozen turning points, and how to see the rest."""
    main(["run", "at-worst", "--runs", "20", "--weeks", "60", "--out", "x", "-q"])
    capsys.readouterr()
    assert main(["why", "x"]) == 0
    short = capsys.readouterr().out
    run = short.partition(", run ")[2].partition(" of")[0]
    points = short.partition("Turning points")[2].splitlines()
    assert 1 <= sum(line[2:6].isdigit() for line in points) <= 12
    assert short.rstrip().endswith(f"sahelsim why x --run {run} --all")
    assert "largest differences between runs" in short
    assert main(["why", "x", "--all"]) == 0
    assert len(capsys.readouterr().out) > 5 * len(short)
    assert main(["why", "x", "--actor", "junta"]) == 0
    assert "instead of" in capsys.readouterr().out


def test_what_was_forced_is_marked(capsys):
    """The history's contract is told as forced, in short, in full, and in data."""
    main(["run", "history", "--runs", "3", "--weeks", "70", "--out", "x", "-q"])
    capsys.readouterr()
    for more in ([], ["--all"]):
        main(["why", "x", *more])
        told = " ".join(capsys.readouterr().out.split())
        assert re.search(
            r"junta: Sign a contract with Wagner \(forced; the actor would have chosen", told
        )
    main(["why", "x", "--json"])
    rows = json.loads(capsys.readouterr().out)["decisions"]
    signed = [r for r in rows if r["chosen"] == "sign_contract"]
    assert signed[0]["forced"] is True
    assert {r["forced"] for r in rows if r["actor"] == "jnim"} == {False}
    assert "forced; the actor would have chosen" in Path("x/report.html").read_text(
        encoding="utf-8"
    )


def test_fork_tells_in_how_many_runs_it_did_something(capsys):
    """The three counts add up to all runs."""
    words = [
        "fork",
        "baseline",
        "--at",
        "2021-11-01",
        "--actor",
        "junta",
        "--choose",
        "sign_contract",
        "--runs",
        "9",
        "--weeks",
        "10",
    ]
    assert main([*words, "--json", "--out", "x"]) == 0
    found = json.loads(capsys.readouterr().out)["fork"]
    assert found["changed"] + found["same"] + found["closed"] == found["runs"] == 9
    assert found["changed"] > 0
    assert main([*words, "--out", "y"]) == 0
    assert f"changed what was chosen in {found['changed']} of 9" in capsys.readouterr().out


def test_fork_forces_one_decision(capsys):
    """The past is the same, the forced order is given in every run where it can be."""
    words = [
        "fork",
        "baseline",
        "--at",
        "2021-11-01",
        "--actor",
        "junta",
        "--choose",
        "sign_contract",
    ]
    assert main([*words, *QUICK, "--json", "--out", "x"]) == 0
    found = json.loads(capsys.readouterr().out)
    forced = found["scenarios"]["baseline+sign_contract"]["indicators"]["wagner_men"]
    assert forced["q05"] > 100.0


def test_fork_within_a_week_names_the_week(capsys):
    """Decisions have no days of their own: the summary names the week in which one is forced."""
    words = ["fork", "baseline", "--at", "2022-01-30", "--actor", "junta", "--choose"]
    assert main([*words, "war:carry_on", "--runs", "3", "--weeks", "20"]) == 0
    told = capsys.readouterr().out
    assert "2022-01-30 lies in the week of 2022-01-24, in which the choice is forced" in told
    assert "Carry on (war decision)" in told
    assert (
        main(
            [
                "fork",
                "baseline",
                "--at",
                "2022-02-21",
                *words[4:],
                "carry_on",
                *QUICK[:2],
                "--weeks",
                "20",
                "--out",
                "y",
            ]
        )
        == 0
    )
    assert "lies in the week" not in capsys.readouterr().out


def test_fork_of_an_order_that_nobody_can_give_is_refused(capsys):
    """There is no contract to enlarge yet: one line, and no report of what was not forced."""
    words = [
        "fork",
        "at-worst",
        "--at",
        "2021-11-01",
        "--actor",
        "junta",
        "--choose",
        "enlarge_contract",
        *QUICK,
        "--out",
        "x",
    ]
    assert "could not choose 'enlarge_contract' on 2021-11-01 in any run" in _fails(capsys, words)
    assert not Path("x").exists()


def test_stories_of_different_days_say_what_their_differences_mean(capsys):
    """Both lengths, and that fewer weeks count less; nothing of it where the days agree."""
    assert main(["compare", "baseline", "history", "--runs", "3", "--out", "x"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "156 and 113 weeks" in told
    assert "smaller where there are fewer weeks" in told
    assert "not share random numbers on a date" in told
    page = Path("x/report.html").read_text(encoding="utf-8")
    assert "smaller where there are fewer weeks" in page
    assert "had common random numbers" not in page
    assert "Gain of common random numbers" not in page
    assert main(["compare", "at-best", "at-worst", *QUICK, "--out", "y"]) == 0
    assert "fewer weeks" not in capsys.readouterr().out
    assert "Gain of common random numbers" in Path("y/report.html").read_text(encoding="utf-8")


def test_hints_about_quotes(capsys):
    """A dotted name is quoted in a design's factors, and nowhere else."""
    head = 'name = "mine"\npolicies = ["baseline"]\ndesign = "grid"\n\n[factors]\n'
    bare = head + "actors.cma.incentives.autonomy = { low = 0.1, high = 0.9 }\n"
    Path("mine.toml").write_text(bare, encoding="utf-8")
    assert "mine.toml:6: write dotted names in quotes" in _fails(capsys, ["check", "mine.toml"])
    quoted = (
        'name = "own"\nlabel = "x"\nextends = "baseline"\n"actors.cma.incentives.autonomy" = 1\n'
    )
    Path("own.toml").write_text(quoted, encoding="utf-8")
    assert "own.toml:4: " in (told := _fails(capsys, ["check", "own.toml"]))
    assert "write it without quotes" in told


def test_why_says_which_of_several_scenarios_it_tells(capsys):
    """A comparison holds more than one story; the others are named."""
    assert main(["compare", "at-best", "at-worst", *QUICK, "--out", "x", "-q"]) == 0
    capsys.readouterr()
    assert main(["why", "x"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("At worst")
    assert "also holds at-best, no-deal: --scenario at-best" in told
    assert main(["why", "x", "--scenario", "at-best"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("At best")
    assert "also holds" not in told


def test_check_reads_designs_and_shipped_names(capsys):
    """Whatever a command takes by name or file can be checked."""
    assert main(["check", "tiny", "at-best", "history"]) == 0
    assert "no fault found" in capsys.readouterr().out
    design = 'name = "mine"\npolicies = ["baseline"]\ndesign = "grid"\n\n[factors]\n'
    bad = design + '"actors.cma.incentives.autonom" = { low = 0.1, high = 0.9 }\n'
    Path("mine.toml").write_text(bad, encoding="utf-8")
    assert "mine.toml:6: unknown factor" in _fails(capsys, ["check", "mine.toml"])
    assert "did you mean 'tiny'" in _fails(capsys, ["check", "tinny"])


@pytest.mark.parametrize(
    "words, told",
    [
        (
            ["fork", "baseline", "--at", "2022-02-28", "--actor", "junta", "--choose", ":carry_on"],
            "write ORDER, or DECISION:ORDER",
        ),
        (
            ["fork", "baseline", "--at", "2022-02-28", "--actor", "junta", "--choose", "war:"],
            "write ORDER, or DECISION:ORDER",
        ),
        (
            ["fork", "baseline", "--at", "2022-02-30", "--actor", "junta", "--choose", "carry_on"],
            "--at 2022-02-30: give a day like 2022-01-24",
        ),
        (
            ["run", "baseline", "--set", "payment_mode=mines"],
            "write the whole name, switches.payment_mode",
        ),
        (
            ["run", "baseline", "--set", "contact_deaths=0.1"],
            "mechanisms.militia_clashes.contact_deaths or mechanisms.rivalry_clashes.contact_deaths",
        ),
        (["run", "baseline", "--set", "nonsense=1"], "unknown key 'nonsense': allowed: about"),
        (["check", "."], "'.' is a folder: give a file"),
    ],
)
def test_near_misses_are_told_what_to_write(capsys, words, told):
    """Half a name, a day that no month has, an empty order, a folder: one line that helps."""
    assert told in _fails(capsys, words)


@pytest.mark.parametrize(
    "text, told",
    [
        ('without = "wagner"', "mine.toml:4: 'without' must be a list of actors"),
        (
            '[[decisions]]\nactor = "junta"\ndate = 2022-01-03',
            "mine.toml:4: [[decisions]] lacks 'choose'",
        ),
        ('[[shocks]]\nvariable = "treasury"\nadd = 5', "[[shocks]] lacks 'date': a date like"),
    ],
)
def test_what_a_scenario_lacks_is_named(capsys, text, told):
    """A text for a list, a decision without an order, a shock without a date."""
    head = 'name = "mine"\nlabel = "x"\nextends = "baseline"\n'
    Path("mine.toml").write_text(head + text + "\n", encoding="utf-8")
    assert told in _fails(capsys, ["check", "mine.toml"])


@pytest.mark.parametrize(
    "design, axis, told",
    [
        ("grid", "levels = []", "levels are empty"),
        ("csv", "low = 0.1, high = 0.9", "needs file = NAME.csv"),
    ],
)
def test_what_a_design_lacks_is_named(capsys, design, axis, told):
    """No level, no file of points."""
    head = f'name = "mine"\npolicies = ["baseline"]\ndesign = "{design}"\n\n[factors]\n'
    text = f'{head}"actors.cma.incentives.autonomy" = {{ {axis} }}\n'
    Path("mine.toml").write_text(text, encoding="utf-8")
    assert told in _fails(capsys, ["check", "mine.toml"])


def test_another_story_cannot_be_set(capsys):
    """What a scenario builds upon is known before any setting; it had been taken and ignored."""
    words = ["run", "baseline", "--set", "extends=at-worst"]
    assert "run the other scenario" in _fails(capsys, words)


def test_a_closed_pipe_loses_no_result():
    """Whoever reads the first line alone still finds the whole folder."""
    words = [sys.executable, "-m", "sahelsim.cli.main", "run", "baseline", *QUICK]
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}  # as in a shell
    with subprocess.Popen([*words, "--out", "x"], stdout=subprocess.PIPE, env=kept) as done:
        done.stdout.close()
    assert done.returncode == 0
    assert main(["verify", "x"]) == 0


def test_a_moved_start_says_what_did_not_move(capsys):
    """The calendar alone; without it nothing is said."""
    assert main(["run", "baseline", *QUICK, "--set", "start=2019-01-07", "--out", "a"]) == 0
    assert "Only the calendar has moved" in capsys.readouterr().out
    assert main(["run", "baseline", *QUICK, "--out", "b"]) == 0
    assert "calendar" not in capsys.readouterr().out


def test_several_words_find_a_number(capsys):
    """Each of them stands in its name, in any order."""
    assert main(["parameters", "--find", "autonomy CMA"]) == 0
    assert "actors.cma.incentives.autonomy" in capsys.readouterr().out
    assert "holds all of 'cma nothing'" in _fails(capsys, ["parameters", "--find", "cma nothing"])


def test_settings_commands(capsys):
    """List, describe, start, check, and list what is assumed."""
    assert main(["scenarios"]) == 0
    assert "at-worst" in capsys.readouterr().out
    assert main(["scenarios", "history"]) == 0
    assert "2021-12-10 junta: sign_contract" in capsys.readouterr().out
    assert main(["new", "my-story"]) == 0
    assert main(["check", "my-story.toml"]) == 0
    capsys.readouterr()
    assert main(["run", "my-story.toml", *QUICK, "-q"]) == 0
    assert main(["parameters", "--find", "mechanisms.recruitment"]) == 0
    told = capsys.readouterr().out
    assert "mechanisms.recruitment.trigger_rate" in told
    assert "assumed" in told


def test_set_changes_numbers_and_switches():
    """Any number or switch by its dotted name; the hash tells."""
    from sahelsim.scenario import apply_overrides

    plain = load_scenario("baseline")
    turned = apply_overrides(
        plain,
        [
            "actors.cma.incentives.autonomy=0.1",
            "switches.bargaining_rule=nash",
            "mechanisms.recruitment.trigger_rate=0.0001",
            "actions.sign_contract.men=500",
            "initial.deal_belief=0.2",
            "actors.jnim.forces.total=2000",
        ],
    )
    assert turned.hash != plain.hash
    assert turned.cards["cma"].incentives["autonomy"].value == 0.1
    assert sum(turned.cards["cma"].weights.values()) == pytest.approx(1.0)
    assert turned.switches["bargaining_rule"] == "nash"


BAD = [
    (["run", "at-wurst"], "at-worst"),
    (["run", "no/such.toml"], "no scenario file"),
    (["run", "tiny"], "sahelsim sweep tiny"),
    (["sweep", "baseline"], "sahelsim run baseline"),
    (["run", "baseline", "--runs", "0"], "runs must be 1"),
    (["run", "baseline", "--runs", "-3"], "runs must be 1"),
    (["run", "baseline", "--runs", "many"], "unable to convert"),
    (["run", "baseline", "--runs", "10000000"], "100,000"),
    (["run", "baseline", "--seed", "-1"], "seed must be 0"),
    (["run", "baseline", "--weeks", "0"], "a whole number from 1 to 520"),
    (["run", "baseline", "--weeks", "9999"], "a whole number from 1 to 520"),
    (["run", "baseline", "--frobnicate"], "frobnicate"),
    (["run"], "SCENARIO is missing"),
    (["compare", "baseline"], "two to four"),
    (["compare", "baseline", "baseline"], "different"),
    (["run", "baseline", "--set", "actors.cma.incentives.autonmy=1"], "autonomy"),
    (["run", "baseline", "--set", "actors.cma.incentives.autonomy=-1"], "negative"),
    (["run", "baseline", "--set", "actors.cma.incentives.autonomy=nan"], "finite"),
    (["run", "baseline", "--set", "actors.cma.incentives.autonomy=lots"], "number"),
    (["run", "baseline", "--set", "mechanisms.recruitment.trigger_rate=9"], "outside its range"),
    (["run", "baseline", "--set", "mechanisms.recruitmint.x=9"], "recruitment"),
    (["run", "baseline", "--set", "switches.bargaining_rule=nosh"], "nash"),
    (["run", "baseline", "--set", "nonsense"], "NAME=VALUE"),
    (["run", "baseline", "--set", "initial.population=3"], "unknown key"),
    (
        ["fork", "baseline", "--at", "soon", "--actor", "junta", "--choose", "carry_on"],
        "2022-01-24",
    ),
    (
        ["fork", "baseline", "--at", "2030-01-01", "--actor", "junta", "--choose", "carry_on"],
        "outside",
    ),
    (
        ["fork", "baseline", "--at", "2022-01-01", "--actor", "hunta", "--choose", "carry_on"],
        "junta",
    ),
    (["fork", "baseline", "--at", "2022-01-01", "--actor", "junta", "--choose", "rebel"], "cannot"),
    (["why", "nowhere"], "no result folder"),
    (["rerun", "nowhere"], "no result folder"),
    (["new", "Bad Name"], "small letters"),
    (["check", "absent.toml"], "no such file"),
]


@pytest.mark.parametrize(
    "words, hint", BAD, ids=lambda w: " ".join(w) if isinstance(w, list) else ""
)
def test_a_mistake_gets_one_clear_line(capsys, words, hint):
    """One line, exit code 2, no traceback, nothing written."""
    assert hint in _fails(capsys, words)
    assert not Path("out").exists() or not list(Path("out").iterdir())


FILES = {
    "unknown key": (
        "[actors.cma.incentives]\nautonmy = 1.0\n",
        "story.toml:5: unknown key 'autonmy'",
    ),
    "all zero": (
        "[actors.russia.incentives]\ninfluence = 0\nrevenue = 0\n",
        "all incentive weights are zero",
    ),
    "negative": ("[actors.cma.incentives]\nautonomy = -0.2\n", "negative"),
    "wrong unit": (
        '[mechanisms.mining]\nprice = { value = 0.05, unit = "EUR/kg" }\n',
        "is in million USD/kg",
    ),
    "no why": (
        '[mechanisms.mining]\nprice = { value = 0.05, source = "assumed" }\n',
        "needs a 'why'",
    ),
    "out of range": ("[mechanisms.mining]\nprice = 3.0\n", "outside its range"),
    "wrong date": (
        '[[decisions]]\ndate = "yesterday"\nactor = "junta"\nchoose = "carry_on"\n',
        "must be a date",
    ),
    "late date": (
        '[[decisions]]\ndate = 2031-01-01\nactor = "junta"\nchoose = "carry_on"\n',
        "outside",
    ),
    "bad order": (
        '[[decisions]]\ndate = 2022-01-01\nactor = "junta"\nchoose = "sign"\n',
        "sign_contract",
    ),
    "bad shock": (
        '[[shocks]]\ndate = 2022-01-01\nvariable = "sanctoins"\nadd = 1\nwhy = "x"\n',
        "sanctions",
    ),
    "bad place": (
        '[[shocks]]\ndate = 2022-01-01\nvariable = "blockade"\nset = 1\nplace = "gaoo"\nwhy = "x"\n',
        "gao",
    ),
    "circle": ("", "circle"),
    "syntax": ("[actors\n", "not valid TOML"),
    "no actor": ("[actors.wagnr.incentives]\nrevenue = 1\n", "wagner"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_names_line_and_remedy(capsys, case):
    """Files are read strictly."""
    body, hint = FILES[case]
    parent = "story" if case == "circle" else "baseline"
    head = f'name = "story"\nextends = "{parent}"\nlabel = "S"\n'
    Path("story.toml").write_text(head + body)
    assert hint in _fails(capsys, ["run", "story.toml", *QUICK])
    assert hint in _fails(capsys, ["check", "story.toml"])


@pytest.mark.parametrize(
    "content, hint",
    [
        (b"\xff\xfe\x00junk", "not UTF-8"),
        (b"x" * 10_000_000, "at most 1 MB"),
        (b"\x00\x01", "not valid TOML"),
    ],
)
def test_junk_is_refused(capsys, content, hint):
    """Ten megabytes of junk, or no text at all, is refused at once."""
    Path("story.toml").write_bytes(content)
    assert hint in _fails(capsys, ["run", "story.toml"])


def test_folder_that_exists_or_cannot_be_written(capsys):
    """Known before anything is computed, and nothing is left behind."""
    Path("there").mkdir()
    assert "exists" in _fails(capsys, ["run", "baseline", "--out", "there"])
    Path("file").write_text("x")
    assert "cannot be written" in _fails(capsys, ["run", "baseline", *QUICK, "--out", "file/under"])
    assert sorted(p.name for p in Path().iterdir()) == ["file", "there"]


def test_full_disk_leaves_nothing(capsys, monkeypatch):
    """A disk that fills while writing gives one line, and no half-written folder."""
    import errno

    import pandas as pd

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    assert "disk is full" in _fails(capsys, ["run", "baseline", *QUICK, "--out", "x", "-q"])
    assert list(Path().iterdir()) == []


def test_stopping_leaves_nothing(capsys, monkeypatch):
    """Ctrl-C in the middle: one line, exit code 130, nothing written."""
    from sahelsim.model.conflict_model import ConflictModel

    def stopped(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(ConflictModel, "step", stopped)
    assert main(["run", "baseline", *QUICK, "--out", "x"]) == 130
    assert "nothing was written" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_module_runs_from_any_folder(tmp_path):
    """The installed command answers."""
    done = subprocess.run(
        [sys.executable, "-m", "sahelsim.cli.main", "--version"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.startswith("sahelsim 0.1")


def test_a_misspelt_command_gets_a_near_one(capsys):
    """One line, not a page of usage."""
    assert main(["rnu", "baseline"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "run" in said


def test_a_story_in_this_folder_is_named(tmp_path, monkeypatch, capsys):
    """Without its ending, a file here is not mistaken for a shipped scenario's misspelling."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "my-story"]) == 0
    assert main(["run", "my-story"]) == 2
    assert "my-story.toml" in capsys.readouterr().err
    assert main(["new", "baseline"]) == 2
    assert "shipped" in capsys.readouterr().err


def test_a_device_is_no_scenario(capsys):
    """Reading it would never end."""
    assert main(["run", "/dev/zero.toml"]) == 2
    assert main(["check", "/dev/zero"]) in (1, 2)


@pytest.mark.parametrize(
    "name", ["../victim", "../../x", "/elsewhere/x", "..", ".hidden", "a/b", "a\\b"]
)
def test_a_name_from_the_command_line_stays_in_its_folder(capsys, name):
    """It becomes a file's name: one that leads elsewhere is refused before anything is written."""
    assert "name" in _fails(capsys, ["run", "baseline", *QUICK, "--set", f"name={name!r}"])
    assert list(Path().rglob("*")) == []


def test_a_received_folder_names_no_file_elsewhere_and_holds_a_recipe(capsys):
    """What a manifest says is checked like what a user types."""
    assert main(["run", "baseline", *QUICK, "--out", "mine", "-q"]) == 0
    path = Path("mine/manifest.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    bad = [
        {"kind": "x"},
        [],
        {**manifest["recipe"], "settings": ["name='../../victim'"]},
        {**manifest["recipe"], "runs": "many"},
    ]
    for recipe in bad:
        path.write_text(json.dumps(manifest | {"recipe": recipe}), encoding="utf-8")
        for command in (["rerun", "mine", "--out", "again"], ["why", "mine"]):
            _fails(capsys, command)
    assert not Path("again").exists()


@pytest.mark.parametrize("edited", ["seed", "file", "lost"])
def test_what_was_done_to_a_folder_is_told(capsys, edited):
    """A changed recipe, a changed and a missing file each have their word, in verify and in why."""
    assert main(["run", "baseline", *QUICK, "--out", "mine", "-q"]) == 0
    path, table = Path("mine/manifest.json"), Path("mine/events.parquet")
    if edited == "seed":
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["recipe"]["seed"] += 1
        path.write_text(json.dumps(manifest), encoding="utf-8")
    elif edited == "file":
        table.write_bytes(table.read_bytes() + b" ")
    else:
        table.unlink()
    how, name = (
        ("missing" if edited == "lost" else "changed"),
        (path if edited == "seed" else table),
    )
    capsys.readouterr()
    assert main(["verify", "mine"]) == 1
    assert f"{how}: {name.name}" in capsys.readouterr().out
    assert main(["verify", "mine", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told[how], told["changed" if how == "missing" else "missing"]) == ([name.name], [])
    assert main(["why", "mine", "--run", "0"]) == 0
    assert f"not whole: since it was written, {how}: {name.name}" in capsys.readouterr().err


def test_a_label_cannot_hide_the_reports_scripts():
    """No text of a scenario opens or ends anything inside a script."""
    label = "label='<!--<script>'"
    assert main(["run", "baseline", *QUICK, "--set", label, "--out", "odd", "-q"]) == 0
    text = Path("odd/report.html").read_text(encoding="utf-8")
    assert "<!--<script>" not in text
    assert "\\u003c!--" in text


def test_the_articles_pair_is_measured_against_no_deal(capsys):
    """A reference comes third unless none is asked for."""
    words = ["compare", "at-best", "at-worst", "--runs", "2", "--weeks", "4", "--json"]
    assert main([*words, "--out", "a"]) == 0
    assert list(json.loads(capsys.readouterr().out)["scenarios"]) == [
        "at-best",
        "at-worst",
        "no-deal",
    ]
    assert main([*words, "--reference", "none", "--out", "b"]) == 0
    assert list(json.loads(capsys.readouterr().out)["scenarios"]) == ["at-best", "at-worst"]


def test_one_changed_incentive_is_one_command(capsys):
    """A setting that names a place is that scenario's alone, and the folder can be made again."""
    words = ["compare", "at-worst", "at-worst", "--set", "2:actors.cma.incentives.autonomy=0.1"]
    assert main([*words, "--runs", "2", "--weeks", "4", "--json", "--out", "a"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["scenarios"]) == ["at-worst", "at-worst [autonomy=0.1]"]
    assert main(["rerun", "a"]) == 0


def test_a_setting_of_a_scenario_that_is_not_there_is_refused(capsys):
    """One line that says how many there are; nothing is written."""
    words = ["compare", "baseline", "no-deal", "--set", "3:weeks=4", "--out", "a"]
    assert main(words) == 2
    assert "there are 2 scenarios; write 1 to 2 before the colon" in capsys.readouterr().err
    assert not Path("a").exists()
