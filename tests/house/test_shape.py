"""The laws of shape: sizes, imports, public names, no leftovers."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sahelsim

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TEXTS = [
    p
    for p in ROOT.rglob("*")
    if p.is_file()
    and p.suffix in (".py", ".md", ".toml", ".html", ".css", ".js", ".cff")
    and not {".git", "out", "build", "dist", "axe"} & set(p.parts)
    and ".venv" not in str(p)
]


def _loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n")[-2].split())


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_functions_stay_small(path):
    """A function of over 40 lines hides a missing idea; a file is as long as its own."""
    text = path.read_text(encoding="utf-8")
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno > 40
    ]
    assert long == []


def test_the_engine_can_be_read_in_ten_minutes():
    """The model itself stays under 120 lines."""
    assert (ROOT / "src/sahelsim/model/conflict_model.py").read_text().count("\n") < 120


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_seed_zero_is_never_a_truth_value(path):
    """``if seed:`` would ignore seed 0."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        tested = getattr(node, "test", None)
        assert not (isinstance(tested, ast.Name) and tested.id in ("seed", "runs", "weeks"))


def test_no_leftovers():
    """No notes to self, and no silenced checks in the package."""
    words = "TO" + "DO|FIX" + "ME|XX" + "X|NotImplementedError\\(\\)"
    left = [p for p in SOURCES if re.search(words, p.read_text(encoding="utf-8"))]
    assert left == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_paths_of_one_machine(path):
    """The project speaks of itself alone."""
    pattern = r"(?<![\w.])/(?:work|root|home)/\w|\.pye" + r"nv/versions/\d"
    assert not re.search(pattern, path.read_text(encoding="utf-8"))


def test_every_path_in_the_architecture_exists():
    """The map is true."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", text)
    places = (ROOT, ROOT / "src/sahelsim")
    assert [w for w in named if not any((p / w).exists() for p in places)] == []
    assert len(named) > 15


def test_import_is_light():
    """``import sahelsim`` brings no heavy library."""
    assert not {"mesa", "pandas", "plotly", "pyarrow"} & _loaded_after("import sahelsim")


def test_help_is_light():
    """``sahelsim --help`` imports neither mesa nor pandas nor numpy."""
    code = "from sahelsim.cli.main import make_parser; make_parser()"
    assert not {"mesa", "pandas", "plotly", "numpy"} & _loaded_after(code)


def test_public_names():
    """What is public is what ``__all__`` says, and every name can be had."""
    assert sorted(dir(sahelsim)) == sorted(sahelsim.__all__)
    assert all(getattr(sahelsim, name) is not None for name in sahelsim.__all__)


def test_the_models_description_is_what_the_cards_say():
    """``ODD.md`` is written from the code: `make docs` after a change."""
    from sahelsim.documents.odd import model_text

    assert (ROOT / "ODD.md").read_text(encoding="utf-8") == model_text()
