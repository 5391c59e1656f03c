"""What ``check`` passes, runs, and keeps the laws: 20 files of each kind here, 500 by ``make physics``.

Values lie anywhere in their declared ranges, together, with forced decisions and shocks.
"""

import os
from pathlib import Path

import generated
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sahelsim.model.ledger import BOUNDS
from sahelsim.model.variables import LARGE, VARIABLES
from sahelsim.scenario import check_file, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.sweep.design import read_design

EXAMPLES = int(os.environ.get("PHYSICS", "20"))
SEVERAL = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 20,
    database=None,
    suppress_health_check=list(HealthCheck),
)
PEOPLE = ("population", "displaced", "refugees")
MOVES = ("deployment", "insurgent_movement")  # change where fighters stand, not how many


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("generated")


def _sum(array):
    return array.reshape(len(array), -1).sum(axis=1)


def _booked(model, *variables, who=None):
    """Return what the ledger booked on variables and their rows, by all or some: (replicates,)."""
    found = np.zeros(model.state.replicates)
    for (name, key), total in model.ledger.totals.items():
        if key.partition(".")[0] in variables and who in (None, name):
            found = found + _sum(np.broadcast_to(total, (len(found), *total.shape[1:])))
    return found


def _bounds(state):
    """Every number is one, every stock within its bounds, no flow below nothing."""
    for name, array in state.arrays.items():
        variable = VARIABLES[name]
        assert np.isfinite(array).all(), name
        if variable.kind == "stock":
            high = np.inf if variable.high == LARGE else variable.high
            assert array.min(initial=high) >= variable.low - 1e-9, name
            assert array.max(initial=variable.low) <= high + 1e-9, name
        else:
            assert array.min(initial=0.0) >= -1e-9, name
    assert (state.control.sum(axis=1) <= 1.0 + 1e-9).all()


def _balance(model, start):
    """The ledger tells every change; people only die or move, fighters only join, leave or fall."""
    for name, array in model.state.arrays.items():
        if VARIABLES[name].kind == "stock":
            change, scale = (
                _sum(array - start[name]),
                np.abs(array).sum() + np.abs(start[name]).sum(),
            )
            assert np.allclose(change, _booked(model, name), rtol=0, atol=1e-9 * scale + 1e-9), name
    assert np.allclose(_booked(model, *PEOPLE, who="displacement"), 0.0, atol=1e-3)
    for mechanism in MOVES:
        assert np.allclose(_booked(model, "fighters", who=mechanism), 0.0, atol=1e-6), mechanism
    imposed = {who for who, _ in model.ledger.totals if who.startswith("shock:") or who == BOUNDS}
    if not imposed:
        assert np.allclose(_sum(model.state.displaced), _sum(model.state.hosted), rtol=1e-9)
        died = sum(_sum(start[n]) - _sum(model.state.arrays[n]) for n in PEOPLE)
        assert np.allclose(died, -_booked(model, "population", who="civilian_losses"), atol=1e-3)


def _lives(path: Path):
    """Live through four weeks under the laws."""
    model = assemble(load_scenario(path), seed=1, runs=[0, 1])
    start = {name: array.copy() for name, array in model.state.arrays.items()}
    _bounds(model.state)
    for _ in range(generated.WEEKS):
        model.step()
        _bounds(model.state)
    for decision in model.decisions:
        assert np.isfinite(decision.choice.probability).all()
        assert decision.menu.allowed[np.arange(2), decision.choice.chosen].all()
    _balance(model, start)


@SEVERAL
@given(text=generated.scenarios())
def test_scenarios(folder, text):
    """A scenario that passes lives through four weeks under the laws; another gets clear lines."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    if told := check_file(path):
        assert all(line.startswith("mine.toml:") for line in told)
        return
    _lives(path)


@SEVERAL
@given(text=generated.cards())
def test_cards(folder, text):
    """A card that passes joins the country."""
    card = folder / "actors" / "newcomer.toml"
    card.parent.mkdir(exist_ok=True)
    card.write_text(text, encoding="utf-8")
    path = folder / "joined.toml"
    head = f'name = "joined"\nextends = "baseline"\nweeks = {generated.WEEKS}\ncommunities = 60\n'
    path.write_text(head + 'also = ["newcomer"]\n', encoding="utf-8")
    if told := check_file(card) or check_file(path):
        assert all(line.startswith(("newcomer.toml:", "joined.toml:")) for line in told)
        return
    _lives(path)


@SEVERAL
@given(text=generated.designs())
def test_designs(folder, text):
    """A design that passes has points whose every value its factor may take."""
    from sahelsim.core.errors import CardError
    from sahelsim.scenario.points import with_points

    path = folder / "design.toml"
    path.write_text(text.replace('name = "mine"', 'name = "design"'), encoding="utf-8")
    try:
        design = read_design(path)
    except CardError as error:
        told = str(error).splitlines()
        assert all(line.startswith("design.toml:") for line in told)
        return
    rows = {name: column[:2] for name, column in design.table.items() if name in generated.FACTORS}
    spread = with_points(load_scenario("baseline"), rows)
    model = assemble(spread, seed=1, runs=range(len(next(iter(rows.values())))))
    for _ in range(generated.WEEKS):
        model.step()
    _bounds(model.state)
