"""From a scenario to a model: the one place where parts, cards, policies and chance meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelsim.core.parameter import switches_of
from sahelsim.core.streams import Streams
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.model.action import Aimed, aimed
from sahelsim.model.choice import DecisionRule, Imposed, QuantalResponse, Satisficing, Scripted
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.mechanism import Mechanism
from sahelsim.model.setup import Setup
from sahelsim.model.sizes import Sizes, shipped_sizes
from sahelsim.model.start import first_state, settle
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario.points import with_posterior
from sahelsim.scenario.scenario import Scenario

RULES = {"quantal_response": QuantalResponse, "satisficing": Satisficing}


def assemble(
    scenario: Scenario,
    *,
    seed: int,
    runs: Sequence[int],
    policies: Mapping[str, DecisionRule] | None = None,
    phases: Sequence[str] | None = None,
    sizes: Sizes | None = None,
) -> ConflictModel:
    """Return a model of these runs, at its first day.

    Parameters
    ----------
    scenario : Scenario
        Resolved settings.
    seed : int
        The study's seed.
    runs : sequence of int
        Run numbers; one replicate each. A replicate is the same alone as in a batch.
    policies : mapping, optional
        Who decides for an actor, in place of its card's rule and the script: a person's seat, a
        replay.
    phases : sequence of str, optional
        Another order of the week.
    sizes : Sizes, optional
        How large actors take effects to be, in place of the shipped table.
    """
    scenario = with_posterior(scenario, runs)
    setup = make_setup(scenario, seed=seed, runs=runs, policies=policies, sizes=sizes)
    if phases is not None:
        setup.phases = tuple(phases)
    start = {name: number.value for name, number in scenario.initial.items()}
    state = first_state(setup.geography, scenario.roster, len(runs), start)
    settle(state, setup.mechanisms.values(), setup.geography)
    return ConflictModel(setup, state)


def make_setup(
    scenario: Scenario,
    *,
    seed: int,
    runs: Sequence[int],
    policies: Mapping[str, DecisionRule] | None = None,
    sizes: Sizes | None = None,
) -> Setup:
    """Return everything of a model except its state."""
    deciding = {name: _rule(scenario, name) for name in scenario.cards} | dict(policies or {})
    return Setup(
        geography=load_geography(scenario.communities, scenario.origin),
        roster=scenario.roster,
        cards=scenario.cards,
        actions={name: _actions(scenario, name) for name in scenario.cards},
        rules=deciding,
        mechanisms=_mechanisms(scenario),
        shocks=scenario.shocks,
        review=scenario.review,
        start=scenario.start,
        streams=Streams(seed, runs),
        sizes=shipped_sizes(scenario.origin) if sizes is None else sizes,
        written=_code(scenario, "expectations"),
        optimism=1.0 - _code(scenario, "war_optimism"),
    )


def _code(scenario: Scenario, switch: str) -> Any:
    """Return the number of a switch's option, or those of the replicates where they differ."""
    return scenario.codes.get(switch, SWITCHES[switch].code(scenario.switches[switch]))


def _mechanisms(scenario: Scenario) -> dict[str, Mechanism]:
    """Return every mechanism in the order of the keys of their draws, which no renaming changes."""
    kept = [name for name in parts.names("mechanisms") if name not in scenario.cut]
    found = {name: build("mechanisms", name, scenario) for name in kept}
    return dict(sorted(found.items(), key=lambda part: part[1].key(part[0])))


def build(folder: str, name: str, scenario: Scenario) -> Any:
    """Return a mechanism or action with the scenario's numbers and switches in it."""
    kind = parts.load_class(folder, name)
    head = f"{folder}.{name}."
    given: dict[str, Any] = {
        key.removeprefix(head): number.value
        for key, number in scenario.parameters.items()
        if key.startswith(head)
    }
    for field, switch in switches_of(kind).items():
        given[field] = _code(scenario, switch)
    return kind(**given)


def _actions(scenario: Scenario, actor: str) -> dict[str, Aimed]:
    barred = scenario.cannot.get(actor, ())
    found: dict[str, Aimed] = {}
    for name in scenario.cards[actor].can:
        if name not in barred:
            action = build("actions", name, scenario)
            found |= aimed(name, action, scenario.roster, actor)
    return {name: one for name, one in found.items() if name not in barred}


def _rule(scenario: Scenario, actor: str) -> DecisionRule:
    rule: DecisionRule = RULES[scenario.cards[actor].decides]()
    script = tuple(
        Imposed(
            d.decision or parts.load_class("actions", d.choose).decision, d.choose, d.date, d.until
        )
        for d in scenario.decisions
        if d.actor == actor
    )
    return Scripted(script, rule) if script else rule
