"""Dated shocks: what the scenario imposes from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


@dataclass(frozen=True)
class Shock:
    """One dated change of one variable, once or for some weeks.

    ``how`` is ``add``, ``set`` or ``multiply``; ``variable`` may name a row of a block
    (``fighters.jnim``); ``place`` limits it to one cercle.
    """

    date: date
    variable: str
    how: str
    amount: float
    place: str = ""
    weeks: int = 1
    note: str = ""

    def change(self, s: State, geography: Geography) -> Array:
        """Return what the shock adds in a week in which it acts."""
        now = s.targets[self.variable]
        change = {
            "add": np.full_like(now, self.amount / self.weeks),
            "set": self.amount - now,
            "multiply": now * (self.amount ** (1.0 / self.weeks) - 1.0),
        }[self.how]
        if self.place:
            mask = np.zeros(now.shape[-1])
            mask[geography.place_ids.index(self.place)] = 1.0
            change = change * mask
        return np.asarray(change)


def due(shocks: tuple[Shock, ...], today: date, step_days: int = 7) -> list[Shock]:
    """Return the shocks that act in the week that begins today."""
    weeks_on = {shock: -((shock.date - today).days // step_days) for shock in shocks}
    return [shock for shock in shocks if 0 <= weeks_on[shock] < shock.weeks]
