"""What a reader calls an actor; its card's file name stays for the command line."""

from __future__ import annotations

from sahelsim.figures.palette import CONTROLLER_LABELS
from sahelsim.scenario.files import package_cards

FORCES = CONTROLLER_LABELS | {"fama": "The army"}


def called(actor: str) -> str:
    """Return an actor's short name.

    Examples
    --------
    >>> called("cma"), called("ecowas"), called("junta"), called("my_own")
    ('CMA', 'ECOWAS', 'Junta', 'My own')
    """
    if actor in FORCES:
        return FORCES[actor]
    card, initials = package_cards().get(actor), actor.upper()
    if card is not None and initials in card.label:
        return initials
    return actor.replace("_", " ").capitalize()
