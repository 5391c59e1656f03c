"""What a document imposes on dates: forced decisions, and shocks from outside."""

from __future__ import annotations

from datetime import date, timedelta

from sahelsim.core.cards import ActorCard
from sahelsim.core.errors import Faults, UsageError, did_you_mean, shown
from sahelsim.core.toml import Document, Keys
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.model.shocks import Shock
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario.forms import DecisionForm, ScenarioForm, ShockForm
from sahelsim.scenario.renamed import RENAMED
from sahelsim.scenario.scenario import Scenario, ScriptedDecision
from sahelsim.scenario.turned import known_actor

AMOUNTS = ("add", "set", "multiply")


def _day(document: Document, scenario: Scenario, day: date, path: Keys) -> date:
    if not scenario.start <= day < scenario.end:
        span = f"{scenario.start} to {scenario.end}"
        raise document.error(path, f"{day} is outside the scenario's time, {span}")
    return day


def decisions(
    scenario: Scenario, form: ScenarioForm, document: Document
) -> tuple[ScriptedDecision, ...]:
    """Return the decisions that the document forces.

    Raises
    ------
    CardError
        With every fault, and its line.
    """
    faults, found = Faults(), []
    for k, row in enumerate(form.decisions):
        with faults:
            found.append(_decision(scenario, row, document, ("decisions", k)))
    faults.tell()
    return tuple(found)


def _decision(
    scenario: Scenario, row: DecisionForm, document: Document, path: Keys
) -> ScriptedDecision:
    known_actor(scenario.cards, document, (*path, "actor"), row.actor)
    card = scenario.cards[row.actor]
    if fault := cannot_choose(scenario, card, row.choose):
        raise document.error((*path, "choose"), fault)
    day = _day(document, scenario, row.date, (*path, "date"))
    until = _day(document, scenario, row.until, (*path, "until")) if row.until else day
    if until < day:
        raise document.error((*path, "until"), f"'until' {until} is before 'date' {day}")
    try:
        decision = decision_of(card, row.choose, row.decision)
    except UsageError as error:
        raise document.error((*path, "decision"), str(error)) from None
    return ScriptedDecision(day, row.actor, row.choose, until, row.source, row.note, decision)


def cannot_choose(scenario: Scenario, card: ActorCard, action: str) -> str:
    """Say why an actor cannot take an action, by its name or by name and target; or nothing."""
    base, _, target = action.partition(".")
    if base not in card.can:
        return f"'{card.name}' cannot '{shown(action)}': {did_you_mean(action, card.can)}"
    kind = parts.load_class("actions", base)
    whom = kind.whom(scenario.roster, card.name) if kind.targets else ()
    named = [f"{base}.{who}" for who in whom] if len(whom) > 1 else [base]
    if action in named:
        return ""
    if target:
        return f"'{card.name}' cannot '{shown(action)}': {did_you_mean(action, named)}"
    return f"say on whom: {' or '.join(named)}"


def decision_of(card: ActorCard, order: str, decision: str) -> str:
    """Return at which decision an order is given: empty for all that can give it.

    Raises
    ------
    UsageError
        If the actor has no such decision, or the order is given at another.
    """
    own = parts.load_class("actions", order).decision
    known = (
        {parts.load_class("actions", o).decision for o in card.can} - {"*"} if own == "*" else {own}
    )
    if decision and decision not in known:
        raise UsageError(
            f"'{card.name}' cannot '{order}' at '{decision}': {did_you_mean(decision, known)}"
        )
    return decision if own == "*" else ""


def shocks(scenario: Scenario, form: ScenarioForm, document: Document) -> tuple[Shock, ...]:
    """Return the shocks that the document imposes.

    Raises
    ------
    CardError
        With every fault, and its line.
    """
    faults, found = Faults(), []
    for k, row in enumerate(form.shocks):
        with faults:
            found.append(_shock(scenario, row, document, ("shocks", k)))
    faults.tell()
    return tuple(found)


def _shock(scenario: Scenario, row: ShockForm, document: Document, path: Keys) -> Shock:
    _shocked(scenario, row.variable, document, (*path, "variable"))
    how = [key for key in AMOUNTS if getattr(row, key) is not None]
    if len(how) != 1:
        raise document.error(path, "a shock needs one of add, set, multiply")
    ids = load_geography().place_ids
    if row.place and row.place not in ids:
        text = f"no place '{shown(row.place)}': {did_you_mean(row.place, ids)}"
        raise document.error((*path, "place"), text)
    if not row.source and not row.why:
        raise document.error(path, "a shock needs a source, or a why")
    if row.date >= scenario.end or row.date + timedelta(weeks=row.weeks) <= scenario.start:
        span = f"{scenario.start} to {scenario.end}"
        raise document.error((*path, "date"), f"{row.date} is outside the scenario's time, {span}")
    amount = getattr(row, how[0])
    return Shock(
        row.date, row.variable, how[0], amount, row.place, row.weeks, row.note or row.variable
    )


def _shocked(scenario: Scenario, name: str, document: Document, path: Keys) -> None:
    """Refuse a shock on a variable, or on a row of one, that does not exist."""
    if name in RENAMED and name not in VARIABLES:
        raise document.error(path, f"'{name}' is now '{RENAMED[name]}'")
    base, _, item = name.partition(".")
    if base not in VARIABLES:
        hint = did_you_mean(base, VARIABLES)
        raise document.error(path, f"no variable '{shown(base)}': {hint}")
    block = scenario.roster.axes.get(VARIABLES[base].axis, ())
    if block and item not in block:
        raise document.error(path, f"'{base}' needs one of its rows: {did_you_mean(item, block)}")
    if item and not block:
        raise document.error(path, f"'{base}' has no rows: write variable = \"{base}\"")
