"""What settings are called on the page: as the levers call them, or in the model's own words."""

from __future__ import annotations

from collections.abc import Iterable

from sahelsim.dashboard.levers import Lever, levers_of
from sahelsim.dashboard.state import State
from sahelsim.texts import settings
from sahelsim.texts.translator import Translator


def called(words: Translator, state: State, names: Iterable[str]) -> dict[str, str]:
    """Return what settings are called; a dotted name stays where nobody has words for it."""
    levers = {}
    for lever in levers_of(state.scenario).values():
        actor = lever.group in state.story.cards
        head = (short_actor if actor else group)(words, state, lever.group)
        levers[lever.factor.name] = f"{head}{words.colon}{label(words, lever)}"
    return {
        name: levers.get(name) or settings.setting(words, state.story.cards, name) for name in names
    }


def group(words: Translator, state: State, name: str) -> str:
    """Return what a group of levers is called: an actor, the contract, contested theory."""
    if name in ("contract", "theory"):
        return words(f"dashboard.{name}")
    return words.named("actor", name, state.story.cards[name].label)


def short_actor(words: Translator, state: State, name: str) -> str:
    """Return an actor's short name: 'CMA', 'France', 'Wagner'."""
    return settings.short_actor(words, state.story.cards, name)


def label(words: Translator, lever: Lever) -> str:
    """Return what a lever is called within its group."""
    kind = lever.key.partition(".")[2]
    return words.named("lever", lever.key, words.named("incentive", kind, lever.key))


def value(words: Translator, name: str, held: float | str) -> str:
    """Return a setting's value: a number as the language writes it, or what a switch stands at."""
    if isinstance(held, int | float):
        return words.plain(held)
    return words.named("option", f"{name.removeprefix('switches.')}.{held}", held)
