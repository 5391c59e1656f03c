"""What makes an actor's card one that can act: checked for each card, and after what it cannot do."""

from __future__ import annotations

from collections.abc import Iterable

from sahelsim.core.cards import JUDGING, ActorCard
from sahelsim.core.errors import CardError
from sahelsim.model import parts
from sahelsim.model.action import Action


def check_actions(card: ActorCard, cannot: Iterable[str] = ()) -> None:
    """Refuse a card whose decisions could leave it with nothing to do, or that cannot judge.

    Raises
    ------
    CardError
        One line a fault that names the actor and the actions.
    """
    barred = set(cannot)
    can = {name: parts.load_class("actions", name) for name in card.can if name not in barred}
    _check_judging(card)
    for decision in dict.fromkeys(a.decision for a in can.values() if a.decision != "*"):
        options = [n for n, a in can.items() if a.decision in (decision, "*")]
        known = {n: parts.load_class("actions", n) for n in card.can}
        keep = [n for n, a in known.items() if a.decision in (decision, "*") and _always(a)]
        if keep and not set(keep) & set(options):
            raise CardError(
                f"'{card.name}' would have nothing to do at its decision '{decision}' when "
                f"{', '.join(options)} is not possible: let it {' or '.join(keep)}, or take "
                "those away too"
            )


def _always(action: type[Action]) -> bool:
    """Tell whether an action can be taken in every state of the country."""
    return action.allowed is Action.allowed


def _check_judging(card: ActorCard) -> None:
    """Refuse a card that lacks what it takes to judge strengths, or has it for nothing."""
    judging = [action for action in card.can if parts.load_class("actions", action).judges]
    numbers = ", ".join(JUDGING)
    if judging and not JUDGING.keys() <= card.numbers.keys():
        raise CardError(
            f"'{card.name}' judges others' strength when it weighs '{judging[0]}': "
            f"its card needs {numbers} under [believes]"
        )
    if not judging and JUDGING.keys() & card.numbers.keys():
        raise CardError(
            f"none of the actions of '{card.name}' judges others' strength: "
            f"{numbers} under [believes] would do nothing; remove them"
        )
