"""What a setting is called in plain words, wherever one is named to a reader."""

from __future__ import annotations

from collections.abc import Mapping

from sahelsim.core.cards import ActorCard
from sahelsim.model import parts
from sahelsim.model.variables import VARIABLES
from sahelsim.texts.translator import Translator


def setting(words: Translator, cards: Mapping[str, ActorCard], name: str) -> str:
    """Return what a setting is called; a dotted name stays where nobody has words for it.

    Parameters
    ----------
    words : Translator
        The language.
    cards : mapping
        A scenario's actors by name.
    name : str
        A dotted name, like ``actors.cma.incentives.autonomy``.
    """
    folder, _, rest = name.partition(".")
    part, _, key = rest.partition(".")
    own = words.named("parameter", name, words.named("lever_named", name))
    if folder == "initial":
        own = words.named("parameter", name)
        return f"{words('dashboard.setting_start')}{words.colon}{_first_day(words, part, key, own)}"
    if folder == "actors" and key.startswith("incentives."):
        incentive = words.named("incentive", key.removeprefix("incentives."))
        return f"{short_actor(words, cards, part)}{words.colon}{incentive}"
    if folder == "actors" and key == "forces.total":
        who = short_actor(words, cards, part)
        return f"{who}{words.colon}{words('dashboard.men_first_day')}"
    if folder == "actions" and words.knows(f"parameter.{name}"):
        action = words.action(part, parts.load_class("actions", part).label)
        return f"{action}{words.colon}{own}"
    return own


def short_actor(words: Translator, cards: Mapping[str, ActorCard], name: str) -> str:
    """Return an actor's short name: 'CMA', 'France', 'Wagner'."""
    card = cards.get(name)
    return words.named("actor_short", name, card.label if card else name)


def _first_day(words: Translator, variable: str, who: str, own: str) -> str:
    """Return what the state table says of a variable, unless the page has words of its own."""
    if variable == "control":
        return words("dashboard.control_held", who=words.holder(who))
    row = f"{variable}.{who}" if who else variable
    if own != f"initial.{row}":
        return own
    about = VARIABLES[variable].about
    return words.named("variable", row, f"{about} ({words.short_actor(who)})" if who else about)
