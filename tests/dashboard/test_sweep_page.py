"""The page of a sweep's folder: what it found, and every analysis that was made of it."""

import json

import pytest

from sahelsim.cli.main import main
from sahelsim.core.errors import ResultError
from sahelsim.dashboard.pages.sweep import layout
from sahelsim.dashboard.state import read
from sahelsim.study.sweep.design import read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.texts.translator import translator

DESIGN = """
name = "page"
policies = ["no-deal", "baseline"]
weeks = 4
design = "latin_hypercube"
points = 20
replicates = 2
[factors]
"actors.cma.incentives.autonomy" = {}
"initial.control.jnim" = {}
"""


def _shown(parts):
    return json.dumps(
        [part.to_plotly_json() for part in parts], default=lambda p: p.to_plotly_json()
    )


def test_analyses_show_on_the_page(tmp_path, capsys):
    """A folder's sensitivity stands on its page, with its dummy and its figure, once it is made."""
    (tmp_path / "page.toml").write_text(DESIGN, encoding="utf-8")
    folder = sweep(read_design(tmp_path / "page.toml"), tmp_path / "page")
    before = _shown(layout(read(""), translator("en"), tmp_path))
    assert "Sensitivity" not in before
    assert main(["sensitivity", str(folder), "--outcome", "total_deaths"]) == 0
    assert "dummy" in capsys.readouterr().out
    after = _shown(layout(read(""), translator("fr"), tmp_path))
    assert "Sensitivity: total_deaths under baseline" in after
    assert "sensitivity-screen" in after
    assert "dummy" in after
    for command in ("contrast", "precision"):
        assert main([command, str(folder), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)
    report = (folder / "report.html").read_text(encoding="utf-8")
    for chart in ("sensitivity-screen", "contrast-0", "precision"):
        assert f'id="{chart}"' in report


def test_only_folders_of_the_list_open(tmp_path):
    """A name that is not in the list is refused; no sweep is said, not failed."""
    assert len(layout(read(""), translator("en"), tmp_path)) == 1
    (tmp_path / "page.toml").write_text(DESIGN, encoding="utf-8")
    sweep(read_design(tmp_path / "page.toml"), tmp_path / "page")
    with pytest.raises(ResultError, match="no finished sweep"):
        layout(read("folder=..%2Fetc"), translator("en"), tmp_path)


@pytest.mark.parametrize(
    ("name", "damage"), [("runs.parquet", "cut"), ("plan.json", '{"points": -4}')]
)
def test_a_damaged_folder_is_a_friendly_sentence(tmp_path, name, damage):
    """Neither a fault of the server nor a page without a way to another folder."""
    (tmp_path / "page.toml").write_text(DESIGN, encoding="utf-8")
    folder = sweep(read_design(tmp_path / "page.toml"), tmp_path / "page")
    (folder / name).write_text(damage, encoding="utf-8")
    shown = _shown(layout(read("folder=page"), translator("en"), tmp_path))
    assert "page cannot be read: a file in it was cut off" in shown
    assert len(layout(read(""), translator("fr"), tmp_path)) == 3


def test_failed_runs_have_their_own_section(tmp_path, monkeypatch, capsys):
    """The report says where runs failed; sensitivity refuses them unless told to leave them out."""
    from sahelsim.study.sweep import work

    real = work.lived

    def fragile(task):
        if (task.values["actors.cma.incentives.autonomy"] > 0.9).any():
            raise ValueError("boom")
        return real(task)

    monkeypatch.setattr(work, "lived", fragile)
    (tmp_path / "page.toml").write_text(DESIGN, encoding="utf-8")
    out = tmp_path / "hurt"
    assert main(["sweep", str(tmp_path / "page.toml"), "--out", str(out), "-q"]) == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Runs that failed" in page
    assert "ValueError: boom" in page
    capsys.readouterr()
    assert main(["sensitivity", str(out)]) == 2
    assert "--drop-failed" in capsys.readouterr().err
    assert main(["sensitivity", str(out), "--drop-failed", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dropped"] == 2
