"""No number hides in the code of a mechanism or an order: it is declared, or named with its reason."""

import ast
import inspect
from pathlib import Path

import pytest

from sahelsim.core import parameter
from sahelsim.model import parts

PACKAGE = Path(parts.__file__).resolve().parents[1]
FILES = sorted(p for f in ("mechanisms", "actions") for p in (PACKAGE / f).glob("[a-z]*.py"))
PLAIN = {0.0, 1.0}
TINY = 1e-5  # guards against a division by zero
FLAG = 0.5  # compared with, it tells 0 from 1 apart; whole numbers are codes of a switch
CALENDAR = {7.0: "days a week", 52.0: "weeks a year", 1e5: "a rate per 100,000 people"}
FORMS = {  # constants of a published form, or of our own doctests' helpers
    "ambushes": {2.0},  # Deitchman's invariant
    "attitudes": {0.3, 1.7, 99.0},  # Athena's casualty scale
    "paid_effort": {2.0},  # 2s − 1: from −1 to 1
    "rebel_mobilisation": {2.0},  # twice a share: 1 at the usual
    "recruitment": {2.0},  # twice a share: 1 at the usual
    "control_events": {2.0},  # a gap against the mean of two
    "coup_risk": {1.5},  # the third code of a switch
    "selective_violence": {2.0, 100.0},  # Kalyvas's dominance; a rate per hundred men
}

# the words of core/parameter.py with which a number is declared, its reason beside it
DECLARING = {name for name, _ in inspect.getmembers(parameter, inspect.isfunction)}


def floats(node, compared=False):
    """Yield (line, value, whether something is compared with it) of what is computed with."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in DECLARING:
        return  # here a number is declared
    if isinstance(node, ast.Constant) and type(node.value) is float:
        yield node.lineno, node.value, compared
    for inner in ast.iter_child_nodes(node):
        yield from floats(inner, isinstance(node, ast.Compare))


def allowed(value, compared, forms):
    code = compared and (value == FLAG or value.is_integer())
    return value in PLAIN or value <= TINY or value in CALENDAR or value in forms or code


def hidden(path):
    """Return (line, value) of each number that a function of the file holds without a reason."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [b for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) for b in n.body]
    forms = FORMS.get(path.stem, set())
    found = {f for body in bodies for f in floats(body)}
    return sorted(
        (line, value) for line, value, compared in found if not allowed(value, compared, forms)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_no_number_hides(path):
    """``parameter`` and named constants stand outside of functions, where they carry a reason."""
    assert hidden(path) == []


def test_a_hidden_number_is_found(tmp_path):
    """The law sees a bare coefficient, and lets a flag pass."""
    file = tmp_path / "part.py"
    file.write_text("def f(s):\n    return 0.3 * s if s > 0.5 else 1.0\n", encoding="utf-8")
    assert hidden(file) == [(2, 0.3)]
