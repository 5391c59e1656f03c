"""The hash of a scenario: whatever of a card moves a run gives other settings."""

from dataclasses import fields, replace

import pytest

from sahelsim.core.cards import ActorCard
from sahelsim.scenario import load_scenario

TOLD = {"label", "kind", "source", "about", "called"}  # words that move no number
CHANGES = {
    "name": "other",
    "can": ("watch",),
    "incentives": {},
    "numbers": {},
    "forces": None,
    "decides": "satisficing",
    "roles": ("observer",),
    "rank": 9,
    "toward": {"jnim": 0.4},
    "kin": ("dogon",),
    "sponsor": "russia",
    "suspects": ("songhai",),
    "home": "south",
    "recorded": {"strength": "others"},
    "opening": {},
    "affinity": {},
    "suspicion": {},
}


def test_every_field_of_a_card_is_told_or_changed_here():
    """A new field must say which it is."""
    assert {f.name for f in fields(ActorCard)} == TOLD | set(CHANGES)


@pytest.mark.parametrize("field", sorted(set(CHANGES) - {"name"}))
def test_another_card_is_another_scenario(field):
    """Else two different scenarios would be refused as one, and a resumed sweep mix them."""
    story = load_scenario("baseline")
    card = replace(story.cards["cma"], **{field: CHANGES[field]})
    if card == story.cards["cma"]:
        other = story.cards["junta" if field == "suspicion" else "jnim"]
        card = replace(other, **{field: CHANGES[field]})
    other = replace(story, cards={**story.cards, card.name: card})
    assert other.hash != story.hash
