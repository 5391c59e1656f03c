"""What moves and what is inert, on samples, on parts made for it, and on the model's own."""

import dataclasses

import numpy as np
import pytest

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.model import outside
from sahelsim.study.audit.arms import Arm, Part, tried
from sahelsim.study.audit.hands import Followed, Held, cut, repeat
from sahelsim.study.audit.lives import live, model_of, put, story
from sahelsim.study.audit.parts import (
    FREE,
    MADE_OF,
    Effect,
    Tally,
    catalogue,
    needed,
    of_itself,
    row_of,
    rows_expected,
    verdict_of,
)

RUNS, WEEKS = range(10), 26
MECHANISM = '''
"""A part for the test."""
from dataclasses import dataclass
from sahelsim.model.mechanism import Mechanism

@dataclass(frozen=True)
class {name}(Mechanism):
    """A part for the test."""
    phase = "money"
    reads = ("treasury", "fighters")
    writes = ("{writes}",)

    def changes(self, s, geography, dt, rng):
        return {{{change}}}
'''

ACTION = '''
"""An order for the test."""
from dataclasses import dataclass
from sahelsim.model.action import Action

@dataclass(frozen=True)
class {name}(Action):
    """Idle."""
    label = "{name}"
    decision = "diplomacy"

    def expects(self, view):
        return {{}}

    def changes(self, scene, rng):
        return {{"mediation": 0.0 * scene.s.treasury}}
'''


@pytest.fixture
def dummies(tmp_path):
    """Trust two mechanisms: one fills a variable that nobody reads, one sends the army home."""
    (tmp_path / "mechanisms").mkdir()
    for name, writes, change in (
        ("Nothing", "mediation", '"mediation": 0.0 * s.treasury'),
        ("Homesick", "fighters", '"fighters.fama": -0.2 * s.row("fighters.fama")'),
    ):
        text = MECHANISM.format(name=name, writes=writes, change=change)
        (tmp_path / "mechanisms" / f"{name.lower()}.py").write_text(text)
    (tmp_path / "actions").mkdir()
    for name in ("Hum", "Sway"):
        (tmp_path / "actions" / f"{name.lower()}.py").write_text(ACTION.format(name=name))
    outside.distrust()
    outside.trust(tmp_path)
    yield
    outside.distrust()


def _row(*parts, runs=RUNS, weeks=WEEKS):
    seen = tried(story("baseline"), needed(parts), runs, weeks, 1)
    return {part.name: row_of(Tally(part, [seen])) for part in parts}


def _forced(deed):
    return Part("action", deed, ((Arm("barred", deed), Arm("forced", deed)),))


def _cut(name):
    return Part("mechanism", name, ((FREE, Arm("cut", name)),))


def test_an_inert_mechanism_is_found_and_a_strong_one_moves(dummies):
    """What nobody reads differs by exactly nothing; an army that goes home is missed."""
    rows = _row(_cut("nothing"), _cut("homesick"))
    assert rows["nothing"].verdict == "inert"
    assert rows["nothing"].value == 0.0
    assert rows["homesick"].verdict == "moves"


def test_an_idle_action_is_inert_and_a_strong_one_moves(dummies):
    """A posture that changes nothing and is nobody's reason moves nothing; unleashed forces kill."""
    baseline = story("baseline")
    card = baseline.cards["platform"]
    idle = dataclasses.replace(card, can=(*card.can, "hum", "sway"))
    cards = {**baseline.cards, "platform": idle}
    scenario = dataclasses.replace(baseline, cards=cards, cut=("homesick",))
    parts = [_forced("platform:sway"), _forced("junta:unleash_forces")]
    seen = tried(scenario, needed(parts), RUNS, WEEKS, 1)
    nothing, strong = (row_of(Tally(part, [seen])) for part in parts)
    assert (nothing.verdict, nothing.value) == ("inert", 0.0)
    assert strong.verdict == "moves"
    assert "open in 10" in strong.why


def test_an_action_that_is_never_open_is_not_called_inert():
    """Nobody can end a contract that does not exist in the first weeks: nothing is said of it."""
    deed = "junta:end_contract"
    part = _forced(deed)
    row = _row(part, weeks=4)[deed]
    assert row.verdict == "not tried"
    assert row.to_dict()["value"] is None


def test_what_is_expected_stands_beside_what_came():
    """The regime expects unleashed forces to harm civilians, and they do."""
    deed = "junta:unleash_forces"
    part = _forced(deed)
    seen = tried(story("baseline"), needed([part]), RUNS, WEEKS, 1)
    rows = {row.id: row for row in rows_expected([Tally(part, [seen])])}
    row = rows["expected.junta.unleash_forces.civilian_harm"]
    assert row.verdict == "agrees"
    assert row.value < 0.0


def _effects(*means, spread=0.5, pairs=400, seed=1):
    rng = np.random.default_rng(seed)
    return [Effect(str(k), m + spread * rng.normal(size=pairs)) for k, m in enumerate(means)]


def test_verdicts_on_samples_with_known_effects():
    """A third of a deviation moves, none is inert, a tenth stays open, exactly nothing is inert."""
    assert verdict_of(_effects(0.0, 0.33))[0] == "moves"
    assert verdict_of(_effects(0.0, 0.0))[0] == "inert"
    assert verdict_of(_effects(0.0, 0.1))[0] == "undecided"
    assert verdict_of([Effect("a", np.zeros(12))])[0] == "inert"
    assert verdict_of(_effects(0.0, spread=3.0, pairs=12))[0] == "undecided"


def test_holm_keeps_chance_from_moving_things():
    """Of parts that do nothing, with forty indicators each, hardly one in twenty 'moves'."""
    found = [verdict_of(_effects(*[0.1] * 40, spread=1.0, pairs=30, seed=k))[0] for k in range(100)]
    assert found.count("moves") <= 10


def test_own_indicators_do_not_count():
    """What a part writes itself is not what it moves; every indicator says what it is made of."""
    assert set(MADE_OF) == set(INDICATORS)
    assert of_itself("total_deaths", frozenset({"civilians_killed.fama"}))
    assert not of_itself("coup_hazard", frozenset({"civilians_killed.fama"}))
    row = _row(_cut("coup_risk"))["coup_risk"]
    assert "coup_hazard" not in row.why


def test_every_kind_of_part_is_asked():
    """Each mechanism, switch and actor's incentive, and every action but the usual posture."""
    parts = list(catalogue(story("baseline")))
    kinds = {part.kind for part in parts}
    assert kinds == {"mechanism", "switch", "incentive", "action"}
    assert len({part.id for part in parts}) == len(parts)
    assert "action.junta:sign_contract" in {part.id for part in parts}
    assert not any("carry_on" in part.name for part in parts)


def test_arms_leave_each_other_alone():
    """The free arm of a batch of experiments is the run that nobody touched, bit for bit."""
    part = _cut("recruitment")
    deed = "junta:sign_contract"
    other = _forced(deed)
    alone = tried(story("baseline"), [FREE], range(4), 13, 1)
    batch = tried(story("baseline"), needed([part, other]), range(4), 13, 1)
    for name in INDICATORS:
        np.testing.assert_array_equal(alone.indicators[name][0], batch.indicators[name][0])


def test_a_cut_leaves_other_replicates_bit_for_bit():
    """Cut in one of two replicates, the other lives as before."""
    free, half = (model_of("baseline", 2, 1) for _ in range(2))
    cut(half, "recruitment", np.array([False, True]))
    for model in (free, half):
        live(model, 8)
    assert np.array_equal(free.state.fighters[0], half.state.fighters[0])
    assert not np.array_equal(free.state.fighters[1], half.state.fighters[1])


def test_held_on_its_own_path_nothing_changes():
    """A link frozen on the path that it takes anyway changes no number."""
    keys = ("revenge_state", "control", "fighters.jnim", "ruthlessness.fama", "coup_hazard")
    free, held = (model_of("baseline", 3, 1) for _ in range(2))
    free.ledger.after = followed = Followed(keys)
    live(free, 12)
    held.ledger.after = Held(keys, followed)
    live(held, 12)
    for name, values in free.state.arrays.items():
        np.testing.assert_array_equal(values, held.state.arrays[name], err_msg=name)


def test_a_held_variable_stays_on_its_path_whatever_happens():
    """With jihadists doubled, people's memory of harm is still that of the other life."""
    free, held = (model_of("baseline", 3, 1) for _ in range(2))
    free.ledger.after = followed = Followed(("revenge_state",))
    live(free, 8)
    put(held.state, "fighters.jnim", 2.0 * held.state.row("fighters.jnim"))
    held.ledger.after = Held(("revenge_state",), followed)
    live(held, 8)
    np.testing.assert_array_equal(free.state.revenge_state, held.state.revenge_state)
    assert not np.array_equal(free.state.fighters, held.state.fighters)


def test_choices_repeated_are_the_same_life():
    """Who chooses again what was chosen lives the same life."""
    free, again = (model_of("baseline", 3, 1) for _ in range(2))
    live(free, 16)
    repeat(again, free.decisions)
    live(again, 16)
    for name, values in free.state.arrays.items():
        np.testing.assert_array_equal(values, again.state.arrays[name], err_msg=name)
