"""Where an action is taken: the state, the geography, who acts, and on whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.model.roster import Roster
from sahelsim.model.state import Array, State
from sahelsim.model.variables import VARIABLES

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Scene:
    """What an action sees of the country; it names nobody, the scene knows who is meant.

    Parameters
    ----------
    s : State
        All replicates of a batch.
    geography : Geography
        Places and communities.
    card : ActorCard
        The acting actor.
    target : str
        On whom it acts, empty for an action that has no target.
    """

    s: State
    geography: Geography
    card: ActorCard
    target: str = ""

    @property
    def roster(self) -> Roster:
        """Who there is, in which role."""
        return self.s.roster

    @property
    def actor(self) -> str:
        """Name of the acting actor's card."""
        return self.card.name

    @property
    def force(self) -> str:
        """Name of the armed force that it fields, or its own."""
        return self.roster.force(self.card.name)

    def own(self, variable: str) -> Array:
        """Return the acting actor's row of a variable: (replicates, 1), or by place."""
        return self.s.row(self.own_key(variable))

    def own_key(self, variable: str) -> str:
        """Return the key of the acting actor's row, for example ``tempo.jnim``."""
        return f"{variable}.{self._named(variable, self.card.name)}"

    def on(self, variable: str) -> Array:
        """Return the target's row of a variable: (replicates, 1), or by place."""
        return self.s.row(self.on_key(variable))

    def on_key(self, variable: str) -> str:
        """Return the key of the target's row, for example ``contract.wagner``."""
        return f"{variable}.{self._named(variable, self.target)}"

    def _named(self, variable: str, name: str) -> str:
        """Return by which name somebody stands on a variable's axis: its own, or its force's."""
        axis = self.roster.axes[VARIABLES[variable].axis]
        return name if name in axis else self.roster.force(name)
