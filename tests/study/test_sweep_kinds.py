"""What a sweep may vary, read, grow by and say: every kind of factor, own points, JSON, limits."""

import gc
import json
import re
import shutil
from types import SimpleNamespace

import faults
import numpy as np
import pandas as pd
import pytest

from sahelsim.cli.main import main
from sahelsim.report.sweep.write import write_report
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.sweep import work
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.tasks import tasks

EVERY_KIND = {
    "actors.cma.incentives.autonomy": 0.3,
    "actors.jnim.forces.total": 2500.0,
    "mechanisms.indiscriminate_violence.punishment_rate": 0.02,
    "actions.sign_contract.men": 2000.0,
    "switches.payment_mode": "concession",
    "initial.accord_trust": 0.4,
    "initial.control.jnim": 1.4,
}
SALTELLI = """
name = "grows"
policies = ["baseline"]
weeks = 4
design = "saltelli"
points = {}
replicates = 2
[factors]
"initial.control.jnim" = {{}}
"switches.payment_mode" = {{}}
"""


def _design(tmp_path, text, name="small.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_factor_is_what_a_setting_is(tmp_path):
    """Incentives, forces, mechanisms, orders, switches, moods and opening control, from a CSV."""
    given = EVERY_KIND
    pd.DataFrame([given, given]).to_csv(tmp_path / "points.csv", index=False)
    named = "".join(f'"{name}" = {{}}\n' for name in given)
    text = 'policies=["baseline"]\nweeks=12\ndesign="csv"\nfile="points.csv"\nseeds="shared"\n'
    text += f"[factors]\n{named}"
    runs = pd.read_parquet(
        sweep(read_design(_design(tmp_path, text)), tmp_path / "out") / "runs.parquet"
    )
    settings = [f"{name}={value}" for name, value in given.items()] + ["weeks=12"]
    from sahelsim.analysis.summarise import per_run
    from sahelsim.study.ensemble import run_scenario

    alone = per_run(
        run_scenario(apply_overrides(load_scenario("baseline"), settings), runs=1, seed=1).series
    )
    assert (runs["error"] == "").all()
    for name in ("stability", "total_deaths", "jihadist_control_share"):
        assert runs[name].iloc[0] == runs[name].iloc[1] == alone[name][0]


def test_opening_control_moves_shares_and_nothing_else_is_made():
    """What one party is given the others lose; a factor of 1 changes no bit."""
    story = load_scenario("baseline")
    plain, same, more, none = (
        assemble(apply_overrides(story, settings), seed=1, runs=[0]).state
        for settings in (
            [],
            ["initial.control.jnim=1"],
            ["initial.control.jnim=1.5"],
            ["initial.control.jnim=0"],
        )
    )
    for name, array in plain.arrays.items():
        assert np.array_equal(array, same.arrays[name]), name
    held = plain.row("control.jnim")
    assert (more.row("control.jnim") >= held).all()
    assert more.row("control.jnim").sum() > 1.2 * held.sum()
    assert (none.row("control.jnim") == 0).all()
    for state in (more, none):
        assert np.allclose(state.control.sum(axis=1), plain.control.sum(axis=1))
        assert (state.control >= 0).all()


def test_policies_may_be_decisions(tmp_path):
    """A table in the design is a policy; it is found again in the folder, wherever one stands."""
    text = SALTELLI.format(8).replace('policies = ["baseline"]', "") + (
        "[policies.free]\n[[policies.signs.decisions]]\n"
        'date = 2021-11-01\nactor = "junta"\nchoose = "sign_contract"\n'
    )
    folder = sweep(read_design(_design(tmp_path, text)), tmp_path / "a")
    (tmp_path / "small.toml").unlink()
    assert main(["rerun", str(folder), "--sample", "6"]) == 0
    chosen = pd.read_parquet(folder / "decisions.parquet")
    rows = chosen.query("actor == 'junta' and option == 'sign_contract' and week == 0")
    share = rows.set_index("policy")["chosen"] / (40 * 2)
    assert share["signs"] == 1.0 > share["free"]
    with pytest.raises(Exception, match=r"small.toml:\d+: 'junta' cannot 'sing_contract'"):
        read_design(_design(tmp_path, text.replace("sign_contract", "sing_contract")))


@pytest.mark.parametrize("name", ["../../victim", "/abs/victim", "", "a/b", "x" * 300, "A b", ".."])
def test_a_policy_is_named_as_a_scenario_is(tmp_path, capsys, name):
    """A name that is no file's name is refused in one line before anything is written."""
    text = SALTELLI.format(8).replace('policies = ["baseline"]', "")
    path = _design(tmp_path, text + f'[policies."{name}"]\n')
    before = sorted(tmp_path.rglob("*"))
    assert main(["sweep", str(path), "--out", str(tmp_path / "in" / "out"), "-q"]) == 2
    error = capsys.readouterr().err
    assert "is no name: use small letters" in error
    assert error.count("\n") == 1
    assert len(error) < 300
    assert sorted(tmp_path.rglob("*")) == before
    path = _design(tmp_path, SALTELLI.format(8).replace("grows", "../x"))
    assert main(["sweep", str(path), "--plan"]) == 2
    assert "a design's name is no path" in capsys.readouterr().err


def test_one_replicate_gives_no_interval(tmp_path, capsys):
    """Futures that all share one seed: a mean, no interval, no p, and the reason."""
    text = SALTELLI.format(8).replace("replicates = 2", "replicates = 1")
    text = text.replace('["baseline"]', '["no-deal", "baseline"]')
    out, one = str(tmp_path / "a"), "One replicate tells nothing of chance"
    assert main(["sweep", str(_design(tmp_path, text)), "--out", out]) == 0
    said = capsys.readouterr().out
    assert one in said
    assert "baseline - no-deal, mean difference" in said
    assert not re.search(r"Intervals are|% +\d+ to|[+-][\d.]+ to [+-]", said)
    assert main(["contrast", out]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert one in said
    assert re.search(r"All deaths \S+ - - \S+ \S+ - -", said)
    assert main(["contrast", out, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["differences"]["baseline - no-deal"]["displaced"]
    assert (row["low"], row["high"], row["p"], row["ratio_low"]) == (None,) * 4
    assert one in (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    assert main(["diff", out, out, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["outcomes"]["baseline"]["stability"]
    assert (told["low"], told["mean"]) == (None, 0)


def test_diff_says_what_cannot_be_compared(tmp_path, capsys):
    """Other horizons and policies that one sweep lacks stand in so many words."""
    text = SALTELLI.format(8)
    first, second = tmp_path / "a", tmp_path / "b"
    assert main(["sweep", str(_design(tmp_path, text)), "--out", str(first), "-q"]) == 0
    longer = text.replace("weeks = 4", "weeks = 8").replace(
        '["baseline"]', '["baseline", "no-deal"]'
    )
    assert longer != text
    assert main(["sweep", str(_design(tmp_path, longer)), "--out", str(second), "-q"]) == 0
    capsys.readouterr()
    assert main(["diff", str(first), str(second)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "WARNING: baseline runs 4 weeks in the first and 8 in the second" in said
    assert "Only the second has no-deal." in said
    assert main(["rerun", str(first), "--out", str(tmp_path / "c")]) == 2
    assert "none is kept" in capsys.readouterr().err
    for level, hint in (
        ("stability=nan", "OUTCOME=VALUE"),
        ("jihadist_control_share=14.9", "0.149"),
    ):
        assert main(["contrast", str(second), "--level", level]) == 2
        assert hint in capsys.readouterr().err


def test_a_row_that_was_emptied_is_no_result(tmp_path, capsys):
    """Only a failed run has no outcome: another without one was changed by hand."""
    out = sweep(read_design(_design(tmp_path, SALTELLI.format(8))), tmp_path / "a")
    table = pd.read_parquet(out / "runs.parquet")
    table.loc[3, "stability"] = float("nan")
    table.to_parquet(out / "runs.parquet", index=False)
    assert main(["sensitivity", str(out)]) == 2
    assert "sahelsim verify" in capsys.readouterr().err


def test_own_points_name_a_switch_by_its_option(tmp_path):
    """An option's name is read; a number in its place is not taken for one."""
    text = (
        'policies=["baseline"]\ndesign="csv"\nfile="p.csv"\n'
        '[factors]\n"switches.payment_mode" = {}\n'
    )
    path = _design(tmp_path, text)
    (tmp_path / "p.csv").write_text("switches.payment_mode\nconcession\ncash\n", encoding="utf-8")
    assert list(read_design(path).table["switches.payment_mode"]) == [1.0, 0.0]
    (tmp_path / "p.csv").write_text("switches.payment_mode\n0.5\n", encoding="utf-8")
    with pytest.raises(Exception, match="not one of cash"):
        read_design(path)


def test_a_saltelli_design_grows_by_base_rows(tmp_path):
    """The larger design begins with the smaller one's rows, so that no run is repeated."""
    small = sweep(read_design(_design(tmp_path, SALTELLI.format(8))), tmp_path / "small")
    fresh = sweep(read_design(_design(tmp_path, SALTELLI.format(16), "w.toml")), tmp_path / "fresh")
    assert (
        main(["extend", str(small), "--points", "16", "--out", str(tmp_path / "grown"), "-q"]) == 0
    )
    grown, whole = (pd.read_parquet(tmp_path / n / "runs.parquet") for n in ("grown", "fresh"))
    assert fresh.exists()
    assert grown.equals(whole)


def test_everything_a_program_may_read_is_json(tmp_path, capsys):
    """Every command with --json prints one object and nothing else."""
    path, out, other = str(_design(tmp_path, SALTELLI.format(8))), tmp_path / "a", tmp_path / "b"
    for words in (
        ["sweep", path, "--plan"],
        ["sweep", path, "--out", str(out)],
        ["status", str(out)],
        ["extend", str(out), "--replicates", "3", "--out", str(other)],
        ["verify", str(out)],
        ["rerun", str(out), "--sample", "4"],
        ["diff", str(out), str(other)],
        ["replay", str(out), "baseline:1:1"],
        ["sensitivity", str(out)],
        ["precision", str(out)],
        ["sweep", path, "--part", "1/1", "--out", str(tmp_path / "p")],
    ):
        assert main([*words, "--json"]) == 0, words
        json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_a_sweep_that_the_disk_cannot_hold_is_refused(tmp_path, capsys, monkeypatch):
    """One line before anything runs, and nothing left behind."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=10_000))
    assert main(["sweep", "tiny", "--out", str(tmp_path / "deep" / "a")]) == 2
    assert "MB left" in (said := capsys.readouterr().err)
    assert said.count("\n") == 1
    assert not (tmp_path / "deep").exists()


def test_analyses_live_with_failed_runs(tmp_path, capsys, monkeypatch):
    """One failed run: contrast, discovery and precision leave it out and give finite numbers."""

    def marked(task):
        return task.policy == "baseline" and ((task.point == 3) & (task.replicate == 1)).any()

    monkeypatch.setattr(work, "lived", faults.failing(marked))
    text = SALTELLI.format(8).replace('["baseline"]', '["no-deal", "baseline"]')
    folder = sweep(read_design(_design(tmp_path, text)), tmp_path / "a")
    assert main(["contrast", str(folder), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["differences"]["baseline - no-deal"]["total_deaths"]
    assert None not in [row[k] for k in ("mean", "low", "high", "p", "ratio")]
    assert main(["precision", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["points"] == 8 * 5 - 1
    assert main(["status", str(folder)]) == 0
    assert "1 failed, finished" in capsys.readouterr().out
    assert main(["sensitivity", str(folder)]) == 2


def test_the_report_shows_where_runs_fail(tmp_path, monkeypatch):
    """Runs that fail in one corner of the design: the report's tree names that corner."""
    fails = faults.failing(lambda task: (task.values["initial.control.jnim"] > 1.5).any())
    monkeypatch.setattr(work, "lived", fails)
    folder = sweep(read_design(_design(tmp_path, SALTELLI.format(16))), tmp_path / "a")
    write_report(folder)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Where, as a tree" in page
    said = re.search(r"initial\.<wbr>control\.<wbr>jnim &gt; (1\.<wbr>[0-9]+).*?<td>(\d+) %", page)
    assert float(said.group(1).replace("<wbr>", "")) == pytest.approx(1.5, abs=0.05)
    assert said.group(2) == "100"


def test_sensitivity_of_one_week(tmp_path, capsys):
    """In the last week it is that of the stored series; a week that is not there is refused."""
    folder = sweep(read_design(_design(tmp_path, SALTELLI.format(8))), tmp_path / "a")
    words = ["sensitivity", str(folder), "--outcome", "total_deaths", "--json"]
    assert main(words) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main([*words, "--week", "4"]) == 0
    assert json.loads(capsys.readouterr().out)["week"] == 4
    assert whole["week"] is None
    for bad in (["--week", "3"], ["--week", "4", "--outcome", "cma_war"]):
        assert main([*words, *bad]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("raises", [False, True])
def test_a_batch_leaves_no_model_behind(tmp_path, monkeypatch, raises):
    """Memory does not depend on how many batches a worker has run: each lets its model go."""
    if raises:
        monkeypatch.setattr(work, "completed", lambda series: 1 / 0)
    design = read_design(_design(tmp_path, SALTELLI.format(8)))
    gc.collect()
    before = _models()
    gc.disable()
    try:
        for _ in range(2):
            work.do(next(tasks(design)).part(0, 4), tmp_path, 600.0)
        assert _models() == before
    finally:
        gc.enable()


def _models():
    """Return how many models are alive; other tests may have left some to Mesa 3.3's own table."""
    return sum(type(x).__name__ == "ConflictModel" for x in gc.get_objects())
