"""How tests of actions look at a state, and take an action in it, as the engine does."""

import pytest

from sahelsim.model import parts
from sahelsim.model.beliefs import Picture, View
from sahelsim.model.scene import Scene
from sahelsim.scenario.files import package_cards


def whom(state, order, actor):
    """Return on whom an actor takes an action: the first that it may be, or nobody."""
    return next(iter(parts.load_class("actions", order).whom(state.roster, actor)), "")


@pytest.fixture
def view(state, geography):
    """Make an actor's view of the state, as it looks at an action."""

    def look(actor, order, mixes=None):
        card = package_cards()[actor]
        return View(Picture(state, geography), card, mixes or {}, whom(state, order, actor))

    return look


@pytest.fixture
def do(state, geography, rigged):
    """Return what an action does when an actor that holds it takes it, on its first target."""

    def changes(order, **numbers):
        actor = next(n for n, card in package_cards().items() if order in card.can)
        scene = Scene(state, geography, package_cards()[actor], whom(state, order, actor))
        return parts.load_class("actions", order)(**numbers).changes(scene, rigged)

    return changes
