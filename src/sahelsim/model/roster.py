"""The roster: who there is, in which roles, who is armed and who fights whom, read off the cards.

Every axis of the state that names somebody comes from here, in one order: by role as ``ROLES`` has
them, then by the card's ``rank``, then by name. An actor that a scenario leaves out keeps its rows,
empty, so that results of both stories have the same columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from sahelsim.core.card_form import ARMED_ROLES, ROLES, STATE_SIDE
from sahelsim.core.cards import ActorCard
from sahelsim.core.errors import CardError, did_you_mean
from sahelsim.model.variables import BY_ACTOR, VARIABLES

STATE = "state"  # who holds a place for the regime, whichever of its forces stands there
NON_STATE_SIDES = {"militia": ("militia",), "signatories": ("signatory", "pro_state_signatory")}


@dataclass(frozen=True)
class Dyad:
    """Two sides that fight; a side is the state, a jihadist or signatory by name, or several."""

    one: str
    other: str

    @property
    def name(self) -> str:
        """Name of its row, for example ``state_jnim``."""
        return f"{self.one}_{self.other}"

    @property
    def state_based(self) -> bool:
        """Whether UCDP would code its deaths as state-based."""
        return self.one == STATE


@dataclass(frozen=True, eq=False)
class Roster:
    """The actors of one scenario by name, in the order of the axes.

    Parameters
    ----------
    cards : mapping of str to ActorCard
        Everybody who takes part.
    absent : mapping of str to ActorCard
        Whom the scenario leaves out: their rows stay, empty.

    Raises
    ------
    CardError
        If there are two regimes, a force has two owners, or a card names somebody unknown.
    """

    cards: Mapping[str, ActorCard]
    absent: Mapping[str, ActorCard]

    def __post_init__(self) -> None:
        """Refuse what cannot be one country."""
        if len(self.of("regime")) > 1:
            raise CardError(f"two regimes: {' and '.join(self.of('regime'))}; leave one out")
        if twice := {name for name in self.armed if self.armed.count(name) > 1}:
            raise CardError(f"two cards field the force '{min(twice)}'; rename one in [forces]")
        for card in self.ordered:
            known = {*self.armed, *self.everybody}
            for name in (*card.toward, *([card.sponsor] if card.sponsor else [])):
                if name not in known:
                    hint = did_you_mean(name, known)
                    raise CardError(f"card '{card.name}' names nobody known, '{name}': {hint}")
            _opens_what_it_has(card, self.axes)

    @cached_property
    def everybody(self) -> Mapping[str, ActorCard]:
        """Cards of all who have rows, by name."""
        return {**self.absent, **self.cards}

    @cached_property
    def ordered(self) -> tuple[ActorCard, ...]:
        """Cards in the order of the axes."""
        return tuple(sorted(self.everybody.values(), key=_place))

    @cached_property
    def armed(self) -> tuple[str, ...]:
        """Armed forces by name: the forces' own, which only an army's differ from the card's."""
        return tuple(c.forces.actor for c in self.ordered if c.forces is not None)

    @cached_property
    def owner(self) -> Mapping[str, ActorCard]:
        """The card that fields each armed force."""
        return {c.forces.actor: c for c in self.ordered if c.forces is not None}

    @cached_property
    def controllers(self) -> tuple[str, ...]:
        """Who can hold a place: the state, and every armed force that is not on its side."""
        return (STATE, *(name for name in self.armed if name not in self.state_side))

    @cached_property
    def state_side(self) -> tuple[str, ...]:
        """Armed forces that fight for the regime."""
        return self.of(*STATE_SIDE)

    @cached_property
    def challengers(self) -> tuple[str, ...]:
        """Armed forces that fight the state, or have: one for each of its dyads."""
        return tuple(d.other for d in self.dyads if d.state_based)

    @cached_property
    def observers(self) -> tuple[str, ...]:
        """Actors who hold beliefs about others' strength."""
        return tuple(c.name for c in self.ordered if "learning_rate" in c.numbers)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Actors who take part and can do something."""
        return tuple(c.name for c in self.ordered if c.can and c.name in self.cards)

    @cached_property
    def dyads(self) -> tuple[Dyad, ...]:
        """Who fights whom: the state by roles, the others by what cards say in ``[toward]``."""
        jihadists, signatories = self.of("jihadist"), self.of("signatory")
        found = [Dyad(STATE, name) for name in (*jihadists, *signatories)]
        found += [Dyad(a, b) for a, b in combinations(jihadists, 2) if self.hostile(a, b)]
        for side, roles in NON_STATE_SIDES.items():
            found += [Dyad(side, foe) for foe in jihadists if self.foes(foe, *roles)]
        return tuple(found)

    @cached_property
    def axes(self) -> Mapping[str, tuple[str, ...]]:
        """Names along every axis of blocks, by the axis's name in the table of variables."""
        found = {
            "armed_place": self.armed,
            "controller_place": self.controllers,
            "dyad_place": tuple(d.name for d in self.dyads),
            "observer_armed": self.observers,
            "armed": self.armed,
            "challenger": self.challengers,
        }
        return found | {role: self.of(role) for role in ROLES}

    def of(self, *roles: str) -> tuple[str, ...]:
        """Return who has one of these roles: armed forces for armed roles, else cards."""
        return self._of(roles)

    def _of(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        known: dict[tuple[str, ...], tuple[str, ...]] = vars(self).setdefault("_known", {})
        if roles not in known:
            members = (_called(c, r) for r in roles for c in self.ordered if r in c.roles)
            known[roles] = tuple(dict.fromkeys(members))
        return known[roles]

    def hostile(self, one: str, other: str) -> bool:
        """Tell whether one of two forces is the other's enemy by its card."""
        return any(self.owner[a].toward.get(b, 0.0) < 0.0 for a, b in ((one, other), (other, one)))

    def foes(self, name: str, *roles: str) -> tuple[str, ...]:
        """Return the forces in these roles that are a force's enemies by their cards."""
        return tuple(n for n in self.of(*roles) if n != name and self.hostile(name, n))

    def card(self, name: str) -> ActorCard:
        """Return the card of an actor, or of whom a force belongs to."""
        return self.owner[name] if name in self.owner else self.everybody[name]

    def force(self, actor: str) -> str:
        """Return the armed force that an actor fields, or its own name if it fields none."""
        forces = self.everybody[actor].forces
        return actor if forces is None else forces.actor

    def recorded(self, variable: str, name: str) -> str:
        """Return the name of the series of what an actor or a force has a row of its own of."""
        return self.card(name).recorded.get(variable, f"{name}_{variable}")

    def home_of(self, force: str) -> str:
        """Return where a force stands on the first day: a name of the geography's weights."""
        forces = self.owner[force].forces
        return forces.where if forces else ""

    def can(self, name: str, action: str) -> bool:
        """Tell whether an action stands on an actor's card."""
        return action in self.card(name).can

    def has(self, name: str, role: str) -> bool:
        """Tell whether a force or an actor has a role."""
        return name in self.of(role)


def _opens_what_it_has(card: ActorCard, axes: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a start value of something that an actor in these roles does not have."""
    own = {card.name, *([card.forces.actor] if card.forces else [])}
    can = [n for n, v in VARIABLES.items() if v.axis in BY_ACTOR and own & {*axes[v.axis]}]
    for name in card.opening:
        if name not in can:
            raise CardError(f"card '{card.name}': no [opening] '{name}': {did_you_mean(name, can)}")


def _called(card: ActorCard, role: str) -> str:
    """Return a card's name in a role: an armed one goes by the force's name."""
    return card.forces.actor if role in ARMED_ROLES and card.forces else card.name


def _place(card: ActorCard) -> tuple[int, int, str]:
    return min(ROLES.index(role) for role in card.roles), card.rank, card.name
