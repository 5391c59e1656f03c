"""What an actor can see: public facts, its own forces, and a noisy picture of everybody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.model.harm import anger_at_state
from sahelsim.model.mechanism import Uniform
from sahelsim.model.scene import Scene
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.geography.mali import Geography

ODDS_FLOOR = 50.0  # people: keeps the odds of a contest between two empty camps at one half


class Picture:
    """National sums of one week, computed once and shared by every actor."""

    def __init__(self, s: State, geography: Geography) -> None:
        self.s, self.geography = s, geography
        people = geography.population / geography.population.sum()
        held = [self._held(who, people) for who in s.roster.of("jihadist")]
        self.jihad_share = np.asarray(reduce(np.add, held, np.zeros((s.replicates, 1))))
        self.approval = s.approval_junta.mean(axis=1, keepdims=True)
        self._felt: dict[str, Array] = {}

    def _held(self, who: str, weight: Array) -> Array:
        return np.asarray((self.s.row(f"control.{who}") * weight).sum(axis=1, keepdims=True))

    def anger(self, identity: str) -> Array:
        """Return the mean anger at the state among one identity (0-1), (replicates, 1)."""
        if identity not in self._felt:
            self._felt[identity] = self._anger(identity)
        return self._felt[identity]

    def _anger(self, identity: str) -> Array:
        code = self.geography.identities.index(identity)
        rows = np.flatnonzero(self.geography.identity_of == code)
        people = np.take(self.s.population, rows, axis=1)
        total = people.sum(axis=1, keepdims=True) + 1.0
        felt = anger_at_state(self.s, self.geography)
        anger = (np.take(felt, rows, axis=1) * people).sum(axis=1, keepdims=True)
        return np.asarray(anger / total)

    def strength(self, actor: str) -> Array:
        """Return an armed actor's true strength (people), (replicates, 1)."""
        return np.asarray(self.s.row(f"fighters.{actor}").sum(axis=1, keepdims=True))


class View(Scene):
    """One actor's view of one week; actions compute their expectations from it alone."""

    def __init__(
        self,
        picture: Picture,
        card: ActorCard,
        mixes: Mapping[tuple[str, str], Array],
        target: str = "",
    ) -> None:
        super().__init__(picture.s, picture.geography, card, target)
        vars(self).update(picture=picture, mixes=mixes)

    picture: Picture
    mixes: Mapping[tuple[str, str], Array]

    def toward(self, target: str) -> View:
        """Return the same view of an action that is taken on somebody."""
        return View(self.picture, self.card, self.mixes, target)

    def believed(self, force: str) -> Array:
        """Return how strong it believes one force to be (people), (replicates, 1).

        It knows its own force; of the others it holds the belief that ``observe`` updates.
        """
        if force == self.force:
            return self.picture.strength(force)
        k = self.roster.armed.index(force)
        return np.asarray(self.s.row(f"seen.{self.actor}")[:, k : k + 1])

    def seen(self, *roles: str) -> Array:
        """Return how strong it believes all in some roles to be together, (replicates, 1)."""
        total = np.zeros((self.s.replicates, 1))
        for force in self.roster.of(*roles):
            total = total + self.believed(force)
        return total

    @property
    def kin_anger(self) -> Array:
        """Mean anger at the state among the actor's own people (0-1), (replicates, 1)."""
        return self.anger_among(self.card.kin)

    def anger_among(self, identities: Sequence[str]) -> Array:
        """Return the mean anger at the state among some peoples (0-1), (replicates, 1)."""
        felt = [self.picture.anger(identity) for identity in identities]
        return felt[0] if len(felt) == 1 else np.mean(felt or [0.0 * self.s.treasury], axis=0)

    def odds(self, own: Array, other: Array) -> Array:
        """Return the believed chance of prevailing, ratio form with m = 1, in 0-1."""
        return np.asarray((own + ODDS_FLOOR) / (own + other + 2 * ODDS_FLOOR))

    def likely(self, role: str, action: str) -> Array:
        """Return how likely somebody in a role is to take an action, from its recent mix.

        The largest of all in that role, and of all targets: (replicates, 1).
        """
        total = np.zeros((self.s.replicates, 1))
        for name in self.roster.of(role):
            owner = self.roster.card(name).name
            for (who, taken), mix in self.mixes.items():
                if who == owner and taken.partition(".")[0] == action:
                    total = np.maximum(total, mix)
        return total


def observe(s: State, cards: Mapping[str, ActorCard], rng: Uniform) -> dict[str, Array]:
    """Return how beliefs about strengths change this week, for each actor who judges them.

    seen += r·(F·bias·exp(noise·z) − seen): a delayed and noisy count (assumption). The state side
    sees better where communities inform it: its noise shrinks with their willingness.
    """
    true = np.einsum("wap->wa", s.fighters)
    people = s.population.sum(axis=1)
    unaware = 1.0 - (np.einsum("wc,wc->w", s.cooperation, s.population) / people)[:, None]
    changes = {}
    for name, card in cards.items():
        if "learning_rate" not in card.believes:  # none of its orders judges anybody's strength
            continue
        believes, told = card.believes, s.roster.force(name) in s.roster.state_side
        fog = believes["noise"] * (unaware if told else 1.0)
        # keyed by who sees whom: another armed actor draws for itself and disturbs nobody
        errors = [rng.normal(f"{name}.{force}", 1) for force in s.roster.armed]
        count = true * believes["strength_bias"] * np.exp(fog * np.concatenate(errors, axis=1))
        change = believes["learning_rate"] * (count - s.row(f"seen.{name}"))
        changes[f"seen.{name}"] = np.asarray(change)
    return changes
