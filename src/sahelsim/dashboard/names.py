"""What settings are called on the page: as the levers call them, or in the model's own words."""

from __future__ import annotations

from collections.abc import Iterable

from sahelsim.dashboard.levers import Lever, levers_of
from sahelsim.dashboard.state import State
from sahelsim.model import parts as model_parts
from sahelsim.model.variables import VARIABLES
from sahelsim.texts.translator import Translator


def called(words: Translator, state: State, names: Iterable[str]) -> dict[str, str]:
    """Return what settings are called; a dotted name stays where nobody has words for it."""
    levers = {}
    for lever in levers_of(state.scenario).values():
        actor = lever.group in state.story.cards
        head = (short_actor if actor else group)(words, state, lever.group)
        levers[lever.factor.name] = f"{head}{words.colon}{label(words, lever)}"
    return {name: levers.get(name) or _setting(words, state, name) for name in names}


def group(words: Translator, state: State, name: str) -> str:
    """Return what a group of levers is called: an actor, the contract, contested theory."""
    if name in ("contract", "theory"):
        return words(f"dashboard.{name}")
    return words.named("actor", name, state.story.cards[name].label)


def short_actor(words: Translator, state: State, name: str) -> str:
    """Return an actor's short name: 'CMA', 'France', 'Wagner'."""
    card = state.story.cards.get(name)
    return words.named("actor_short", name, card.label if card else name)


def label(words: Translator, lever: Lever) -> str:
    """Return what a lever is called within its group."""
    kind = lever.key.partition(".")[2]
    return words.named("lever", lever.key, words.named("incentive", kind, lever.key))


def value(words: Translator, name: str, held: float | str) -> str:
    """Return a setting's value: a number as the language writes it, or what a switch stands at."""
    if isinstance(held, int | float):
        return words.plain(held)
    return words.named("option", f"{name.removeprefix('switches.')}.{held}", held)


def _setting(words: Translator, state: State, name: str) -> str:
    """Return what a setting without a lever is called."""
    folder, _, rest = name.partition(".")
    part, _, key = rest.partition(".")
    own = words.named("parameter", name)
    if folder == "initial":
        return f"{words('dashboard.setting_start')}{words.colon}{_first_day(words, part, key, own)}"
    if folder == "actors" and key == "forces.total":
        return f"{short_actor(words, state, part)}{words.colon}{words('dashboard.men_first_day')}"
    if folder == "actions" and own != name:
        order = words.action(part, model_parts.load_class("actions", part).label)
        return f"{order}{words.colon}{own}"
    return own


def _first_day(words: Translator, variable: str, who: str, own: str) -> str:
    """Return what the state table says of a variable, unless the page has words of its own."""
    if variable == "control":
        return words("dashboard.control_held", who=words.holder(who))
    if own != f"initial.{variable}":
        return own
    row = f"{variable}.{who}" if who else variable
    return words.named("variable", row, VARIABLES[variable].about)
