"""What settings are called on the page: as the levers call them, or in the model's own words."""

from __future__ import annotations

from collections.abc import Iterable

from sahelsim.dashboard.labels import Words
from sahelsim.dashboard.levers import Lever, levers_of
from sahelsim.dashboard.state import State
from sahelsim.model import parts as model_parts
from sahelsim.model.variables import VARIABLES


def called(words: Words, state: State, names: Iterable[str]) -> dict[str, str]:
    """Return what settings are called; a dotted name stays where nobody has words for it."""
    levers = {}
    for lever in levers_of(state.scenario).values():
        actor = lever.group in state.story.cards
        head = (short_actor if actor else group)(words, state, lever.group)
        levers[lever.factor.name] = f"{head}{words.colon}{label(words, lever)}"
    return {name: levers.get(name) or _setting(words, state, name) for name in names}


def group(words: Words, state: State, name: str) -> str:
    """Return what a group of levers is called: an actor, the contract, contested theory."""
    if name in ("contract", "theory"):
        return words(name)
    return words.of("actors", name, state.story.cards[name].label)


def short_actor(words: Words, state: State, name: str) -> str:
    """Return an actor's name without what stands in brackets: 'CMA', 'France', 'Wagner Group'."""
    cards = state.story.cards
    label = words.of("actors", name, cards[name].label if name in cards else name)
    full, _, brief = label.rstrip(")").partition(" (")
    return brief if brief.isupper() else full


def label(words: Words, lever: Lever) -> str:
    """Return what a lever is called within its group."""
    kind = lever.key.partition(".")[2]
    return words.of("levers", lever.key, words.of("incentives", kind, lever.key))


def value(words: Words, name: str, held: float | str) -> str:
    """Return a setting's value: a number as the language writes it, or what a switch stands at."""
    if isinstance(held, int | float):
        return words.plain(held)
    return words.of("options", f"{name.removeprefix('switches.')}.{held}", held)


def _setting(words: Words, state: State, name: str) -> str:
    """Return what a setting without a lever is called."""
    folder, _, rest = name.partition(".")
    part, _, key = rest.partition(".")
    own = words.of("settings", name)
    if folder == "initial":
        return f"{words('setting_start')}{words.colon}{_first_day(words, part, key, own)}"
    if folder == "actors" and key == "forces.total":
        return f"{short_actor(words, state, part)}{words.colon}{words('setting_men')}"
    if folder == "actions" and own != name:
        order = words.order(part, model_parts.load_class("actions", part).label)
        return f"{order}{words.colon}{own}"
    return own


def _first_day(words: Words, variable: str, who: str, own: str) -> str:
    """Return what the state table says of a variable, unless the page has words of its own."""
    if variable == "control":
        return words("setting_control", who=words.holder(who))
    if own != f"initial.{variable}":
        return own
    about = VARIABLES[variable].about
    return (
        words.of("first_day", f"{variable}.{who}", about)
        if who
        else words.of("first_day", variable, about)
    )
