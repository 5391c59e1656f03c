"""Trying each action of a card from outside the package once, on the first day.

An action reads rows of the actor that takes it, for example a contractor's ``sweep_share``. Whether
a card's roles give it those rows is found out by asking, not by a second list of what each needs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sahelsim.core.cards import ActorCard
from sahelsim.core.errors import CardError, Faults
from sahelsim.core.streams import Draws
from sahelsim.model.action import aimed
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.scene import Scene
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario.assemble import assemble, build
from sahelsim.scenario.cast import FEW, check_choices

if TYPE_CHECKING:
    from sahelsim.model.conflict_model import ConflictModel
    from sahelsim.scenario.scenario import Scenario


def try_actions(scenario: Scenario, names: Iterable[str]) -> None:
    """Refuse actions that these actors cannot take in the roles that they have.

    Raises
    ------
    CardError
        One line an action that names the role it needs.
    """
    new = {name: scenario.cards[name] for name in names if name in scenario.cards}
    idle = {name: dataclasses.replace(card, can=()) for name, card in new.items()}
    cards = dict(scenario.cards) | idle
    bare = dataclasses.replace(
        scenario, cards=cards, communities=FEW, uncertainty="none", decisions=(), shocks=()
    )
    model, faults = assemble(bare, seed=0, runs=[0]), Faults()
    for card in new.values():
        for action in card.can:
            with faults:
                _try(model, scenario, card, action)
    faults.tell()
    for card in new.values():
        with faults:
            check_choices(card, scenario.roster)
    faults.tell()


def _try(model: ConflictModel, scenario: Scenario, card: ActorCard, name: str) -> None:
    action, geography = build("actions", name, scenario), model.setup.geography
    view = View(Picture(model.state, geography), card, {})
    try:
        for one in aimed(name, action, model.state.roster, card.name).values():
            action.allowed(view.toward(one.target))
            action.expects(view.toward(one.target))
            scene = Scene(model.state, geography, card, one.target)
            action.changes(scene, Draws(model.streams, "trial", 0))
    except KeyError as error:
        needs = _needs(str(error.args[0]))
        raise CardError(f"'{card.name}' cannot '{name}': who does needs {needs}") from None


def _needs(key: str) -> str:
    """Return what is missing where a row, or somebody's forces, are not there."""
    variable = VARIABLES.get(key.partition(".")[0])
    if variable is None:
        return "[forces] and an armed role"
    role = "jihadist' or 'signatory" if variable.axis == "challenger" else variable.axis
    return f"the role '{role}' (it has no {variable.name.replace('_', ' ')} of its own)"
