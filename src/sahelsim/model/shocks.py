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

    def changes(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return what the shock adds in a week in which it acts, by variable or row.

        Where a party's control is set from outside, the others share what it leaves of the ruled
        part in proportion, or give way; with nobody else there, nobody rules what it loses.
        """
        now = s.targets[self.variable]
        change = {
            "add": np.full_like(now, self.amount / self.weeks),
            "set": self.amount - now,
            "multiply": now * (self.amount ** (1.0 / self.weeks) - 1.0),
        }[self.how]
        if self.place:
            change = change * _where(self.place, now.shape[-1], geography)
        if not self.variable.startswith("control."):
            return {self.variable: np.asarray(change)}
        return _others_give_way(s, self.variable, np.clip(now + change, 0.0, 1.0) - now)


def _where(place: str, length: int, geography: Geography) -> Array:
    """Return 1 at a cercle, or at its communities, and 0 elsewhere."""
    at = geography.place_ids.index(place)
    rows = np.arange(length) if length == len(geography.place_ids) else geography.place_of
    return np.asarray(rows == at, dtype=float)


def _others_give_way(s: State, variable: str, change: Array) -> dict[str, Array]:
    rows = {f"control.{who}": s.row(f"control.{who}") for who in s.roster.controllers}
    own = rows.pop(variable)
    others = sum(rows.values(), np.zeros_like(own))
    left = np.maximum(own + others, own + change) - (own + change)
    times = np.where(change == 0.0, 1.0, left / np.maximum(others, 1e-12))
    return {variable: change} | {key: row * (times - 1.0) for key, row in rows.items()}


def due(shocks: tuple[Shock, ...], today: date, step_days: int = 7) -> list[Shock]:
    """Return the shocks that act in the week that begins today."""
    weeks_on = {shock: -((shock.date - today).days // step_days) for shock in shocks}
    return [shock for shock in shocks if 0 <= weeks_on[shock] < shock.weeks]
