"""Points of a study on the replicates axis: a number or switch that differs from replicate to replicate."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.cards import ActorCard
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.parameter import Number
from sahelsim.geography.origins import LANDED
from sahelsim.geography.posterior import posterior
from sahelsim.scenario.factors import Factor, factors
from sahelsim.scenario.origins import RANGE, drawn_control
from sahelsim.scenario.renamed import RENAMED
from sahelsim.scenario.scenario import Scenario

Array = NDArray[np.float64]


def with_points(scenario: Scenario, values: Mapping[str, Sequence[float] | Array]) -> Scenario:
    """Return the scenario with some numbers spread over the replicates of a batch.

    Parameters
    ----------
    scenario : Scenario
        What all replicates share.
    values : mapping of str to sequence of float
        One value per replicate for each dotted name; a switch takes the number of its option.

    Returns
    -------
    Scenario
        To be assembled with exactly as many runs as there are values.

    Raises
    ------
    UsageError
        If a name is unknown or a value lies outside its range.
    """
    known = {factor.name: factor for factor in factors(scenario, values)}
    if len(known) < len(values):  # some name is unknown: say which are near
        known = {factor.name: factor for factor in factors(scenario)}
    for name, column in values.items():
        spread = np.asarray(column, dtype=float)[:, None]
        scenario = _spread(scenario, factor_named(name, known), spread)
    return scenario


def with_posterior(scenario: Scenario, runs: Sequence[int]) -> Scenario:
    """Return the scenario with each run's own draw of the calibrated numbers.

    Run k takes row k of the posterior sample, round and round, whatever the seed: scenarios that
    are compared share their numbers as they share their chance. A number that the scenario or the
    user sets keeps that value. At an origin before November 2021 the state's control varies too, in
    the range of its scores.
    """
    if scenario.uncertainty == "none":
        return scenario
    names, rows = posterior(scenario.uncertainty)
    mine = rows[np.asarray(runs) % len(rows)]
    free = {n: mine[:, k] for k, n in enumerate(names) if not is_set(scenario, n)}
    if scenario.origin != LANDED and not is_set(scenario, RANGE):
        free[RANGE] = drawn_control(scenario.origin, np.asarray(runs))
    return with_points(scenario, free)


def is_set(scenario: Scenario, name: str) -> bool:
    """Tell whether the scenario or the user gives this number a value of its own."""
    return name in scenario.parameters or name.removeprefix("initial.") in scenario.initial


def factor_named(name: str, known: Mapping[str, Factor]) -> Factor:
    """Return the factor of this name, or say which names are near."""
    if name.removeprefix("initial.") in RENAMED and name not in known:
        raise UsageError(f"'{name}' is now 'initial.{RENAMED[name.removeprefix('initial.')]}'")
    if name not in known:
        beside = [k for k in known if k.rpartition(".")[0] == name.rpartition(".")[0]]
        raise UsageError(f"unknown factor '{name}': {did_you_mean(name, beside or known)}")
    return known[name]


def _spread(scenario: Scenario, factor: Factor, spread: Array) -> Scenario:
    inside = np.isfinite(spread) & (spread >= factor.low) & (spread <= factor.high)
    if not inside.all():
        raise UsageError(
            f"{factor.name}: {spread[~inside][0]:g} is outside {factor.low:g} to {factor.high:g}"
        )
    head, _, rest = factor.name.partition(".")
    if head == "switches":
        codes: Any = spread
        return dataclasses.replace(scenario, codes={**scenario.codes, rest: codes})
    if head == "actors":
        actor, _, key = rest.partition(".")
        cards = {**scenario.cards, actor: _card(scenario.cards[actor], key, spread)}
        return dataclasses.replace(scenario, cards=cards)
    number = Number(spread, factor.unit, factor.low, factor.high, factor.source, factor.why)
    if head == "initial":
        return dataclasses.replace(scenario, initial={**scenario.initial, rest: number})
    parameters = {**scenario.parameters, factor.name: number}
    return dataclasses.replace(scenario, parameters=parameters)


def _card(card: ActorCard, key: str, spread: Array) -> ActorCard:
    kind, _, name = key.partition(".")
    if kind == "incentives":
        number = dataclasses.replace(card.incentives[name], value=spread)
        return dataclasses.replace(card, incentives={**card.incentives, name: number})
    if kind == "believes":
        number = dataclasses.replace(card.numbers[name], value=spread)
        return dataclasses.replace(card, numbers={**card.numbers, name: number})
    assert card.forces is not None
    number = dataclasses.replace(card.forces.number, value=spread)
    return dataclasses.replace(card, forces=dataclasses.replace(card.forces, number=number))
