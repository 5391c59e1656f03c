"""Experiments on parts: many arms in one batch, each with the same runs and the same chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.summarise import per_run
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario import Scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.scenario.factors import factors
from sahelsim.scenario.points import with_points
from sahelsim.study.audit.expected import realised, weighed
from sahelsim.study.audit.hands import Pressed, bar, cut, press
from sahelsim.study.audit.lives import series_of

Deed = Literal["free", "cut", "set", "forced", "barred"]
Where = NDArray[np.bool_]
Group = NDArray[np.intp]  # the arm of each replicate


@dataclass(frozen=True)
class Arm:
    """One thing done in one group of replicates: a mechanism cut, a number set, an action forced.

    ``name`` is a mechanism, a dotted name of a number or switch, or an actor and an action with a
    colon between; ``value`` what a number or switch is set to.
    """

    deed: Deed
    name: str = ""
    value: float = 0.0


@dataclass(frozen=True)
class Part:
    """One part of the model and the pairs of arms that show what it moves: second less first.

    ``kind`` is mechanism, switch, incentive or action; ``story`` the scenario in which it is tried.
    """

    kind: str
    name: str
    pairs: tuple[tuple[Arm, Arm], ...]
    story: str = "baseline"

    @property
    def id(self) -> str:
        """How the audit calls it, ``mechanism.recruitment``."""
        return f"{self.kind}.{self.name}"


@dataclass(frozen=True)
class Seen:
    """What the arms of one batch came to, each array (arms, runs).

    ``indicators`` by name; ``open`` where an arm could act; ``own`` the keys that each part books;
    ``expected`` and ``realised`` of forced actions by arm and incentive, the latter for barred too.
    """

    arms: tuple[Arm, ...]
    indicators: Mapping[str, Array]
    open: Where
    own: Mapping[str, frozenset[str]]
    expected: Mapping[tuple[int, str], Array]
    realised: Mapping[tuple[int, str], Array]


def tried(
    scenario: Scenario, arms: Sequence[Arm], runs: Sequence[int], weeks: int, seed: int
) -> Seen:
    """Let every arm live through the same runs in one batch.

    Parameters
    ----------
    scenario : Scenario
        What all arms share.
    arms : sequence of Arm
        What differs.
    runs : sequence of int
        Run numbers; each arm lives through all of them.
    weeks : int
        How long.
    seed : int
        The study's seed.
    """
    group = np.repeat(np.arange(len(arms)), len(runs))
    spread = with_points(scenario, _columns(scenario, arms, group))
    model = assemble(spread, seed=seed, runs=[*runs] * len(arms))
    meddled = {k: _meddled(model, arm, group == k) for k, arm in enumerate(arms)}
    pressed = {k: one for k, one in meddled.items() if one is not None}
    series = series_of(model, weeks)
    shape = (len(arms), len(runs))
    opened = np.ones(shape, dtype=bool)
    for k, one in pressed.items():
        opened[k] = one.open[group == k]
    seen = Seen(
        tuple(arms),
        {name: values.reshape(shape) for name, values in per_run(series).items()},
        opened,
        _own(model),
        _expected(scenario, arms, pressed, group),
        _realised(scenario, arms, series, group),
    )
    release(model)
    return seen


def _expected(
    scenario: Scenario, arms: Sequence[Arm], pressed: Mapping[int, Pressed], group: Group
) -> dict[tuple[int, str], Array]:
    """Return what was expected of each forced action, by arm and incentive."""
    return {
        (k, incentive): values[group == k]
        for k, one in pressed.items()
        for incentive, values in weighed(scenario, arms[k].name, one.expected).items()
    }


def _realised(
    scenario: Scenario, arms: Sequence[Arm], series: Mapping[str, Array], group: Group
) -> dict[tuple[int, str], Array]:
    """Return the measures of what an actor wants in every arm where it is forced or barred."""
    return {
        (k, incentive): values
        for k, arm in enumerate(arms)
        if arm.deed in ("forced", "barred")
        for incentive, values in realised(
            scenario, arm.name, {name: x[group == k] for name, x in series.items()}
        ).items()
    }


def _columns(scenario: Scenario, arms: Sequence[Arm], group: Group) -> dict[str, list[float]]:
    """Return one value per replicate for every number and switch that some arm sets."""
    names = {arm.name for arm in arms if arm.deed == "set"}
    usual = usual_values(scenario, names)
    return {
        name: [
            arms[k].value if arms[k].deed == "set" and arms[k].name == name else usual[name]
            for k in group.tolist()
        ]
        for name in sorted(names)
    }


def usual_values(scenario: Scenario, names: set[str]) -> dict[str, float]:
    """Return what numbers and switches are if nobody sets them; a switch by its option's number."""
    found: dict[str, float] = {}
    for factor in factors(scenario, names):
        head, _, rest = factor.name.partition(".")
        if head == "switches":
            found[factor.name] = SWITCHES[rest].code(scenario.switches[rest])
        else:
            found[factor.name] = float(factor.value)
    return found


def _meddled(model: ConflictModel, arm: Arm, where: Where) -> Pressed | None:
    if arm.deed == "cut":
        cut(model, arm.name, where)
    if arm.deed in ("forced", "barred"):
        actor, _, action = arm.name.partition(":")
        if arm.deed == "forced":
            return press(model, actor, action, where)
        bar(model, actor, action, where)
    return None


def _own(model: ConflictModel) -> dict[str, frozenset[str]]:
    """Return the variables that each part books, by the name it has in the ledger."""
    found: dict[str, set[str]] = {}
    for who, key in model.ledger.totals:
        found.setdefault(who, set()).add(key)
    return {who: frozenset(keys) for who, keys in found.items()}
