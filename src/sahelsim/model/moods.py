"""What an actor holds between decisions: its posture, its private shocks, and when it decides anew.

A decision is a recurring choice, such as the war or the patrons. Its actions are *postures*, held
until another is taken, and *acts*, done once, after which the actor is back in its usual posture.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.streams import Draws, Streams
from sahelsim.model.moments import arrivals, conditional, gumbel
from sahelsim.model.state import Array

Index = NDArray[np.intp]
Flags = NDArray[np.bool_]
MOST_MOMENTS = 3  # in one week: at the quickest pace on a card four come once in thousands of weeks


class Mood:
    """One decision of one actor in every replicate.

    Parameters
    ----------
    key : str
        Names the draws: the actor and its decision.
    actions : sequence of str
        Names of the actions; postures and acts.
    acts : sequence of bool
        Which of them are acts.
    usual : int
        The posture that is held at first, and after an act.
    pace : float or array (replicates, 1)
        Decision moments a week.
    streams : Streams
        Random numbers of the batch.
    replicates : int
        Size of the batch.
    """

    def __init__(
        self,
        key: str,
        actions: Sequence[str],
        acts: Sequence[bool],
        usual: int,
        pace: Array | float,
        streams: Streams,
        replicates: int,
    ) -> None:
        self._key, self._actions, self._streams = key, tuple(actions), streams
        self.acts, self.usual = np.asarray(acts, dtype=bool), usual
        self.pace = np.broadcast_to(np.asarray(pace, dtype=float).reshape(-1), (replicates,))
        self.held: Index = np.full(replicates, usual, dtype=np.intp)
        self.shock: Array | None = None
        self.spent: Flags = np.zeros(replicates, dtype=bool)
        self._due: list[tuple[int, Index]] = []

    @property
    def moment(self) -> Flags:
        """Where a decision moment has come since the actor last looked, (replicates,)."""
        came = np.zeros(len(self.held), dtype=bool)
        for _, number in self._due:
            came |= number > 0
        return came

    def copy(self, other: Mood, rows: Index) -> None:
        """Take the mood of some replicates of another batch: posture, shocks, moments that wait."""
        self.held, self.spent = other.held[rows].copy(), other.spent[rows].copy()
        self.shock = None if other.shock is None else other.shock[rows].copy()
        self._due = [(week, came[rows].copy()) for week, came in other._due]

    def pass_week(self, week: int) -> None:
        """Let a week go by: moments that come in it wait until the actor next looks about."""
        uniform = self._draws(week).uniform("arrivals", 1)[:, 0]
        came = np.minimum(arrivals(self.pace, 1, uniform), MOST_MOMENTS)
        if came.any():
            self._due.append((week, came))

    def moment_now(self, week: int) -> None:
        """Let a moment come in every replicate this week, whatever the pace."""
        self._due.append((week, np.ones_like(self.held)))

    def choose(self, value: Array, switching: Array | float, week: int) -> tuple[Index, Flags]:
        """Return the action taken or held in each replicate, and where it is taken now.

        Parameters
        ----------
        value : array (replicates, actions)
            Values in units of the shocks, −inf for what is closed.
        switching : float or array (replicates, 1)
            What it costs to leave the posture held, in the same units.
        week : int
            The week.
        """
        if self.shock is None:
            self.shock = conditional(value, self._open(value), self._shocks(week, 0))
        chosen, taken = self._look(value, switching)
        for when, came in self._due:
            for k in range(int(came.max())):
                self._again(when, k, came > k)
                now, acted = self._look(value, switching, chosen)
                fresh = (came > k) & ~self._done(chosen, taken)
                chosen = np.where(fresh, now, chosen)
                taken = np.where(fresh, acted, taken)
        self._due = []
        return chosen, taken

    def settle(self, chosen: Index, taken: Flags) -> None:
        """Hold what was chosen: a posture from now on; after an act, the usual one."""
        act = self.acts[chosen]
        self.held = np.where(act, self.usual, chosen)
        self.spent = np.where(taken, act, self.spent)

    def impose(self, chosen: Index, where: Flags, value: Array, week: int) -> None:
        """Draw the shocks anew under which what was imposed, where it was, is the best choice."""
        assert self.shock is not None
        act = self.acts[chosen]
        best = np.where(act, self.usual, chosen)
        closed = ~np.isfinite(value[np.arange(len(value)), best])
        best = np.where(closed, value.argmax(axis=1), best)
        fresh = conditional(value, best, self._shocks(week, MOST_MOMENTS))
        self.shock = np.where(where[:, None], fresh, self.shock)

    def _look(
        self, value: Array, switching: Array | float, held: Index | None = None
    ) -> tuple[Index, Flags]:
        """Return the best action under the shocks held, and where it is not what is held already."""
        assert self.shock is not None
        rows = np.arange(len(value))
        at = self.held if held is None else np.where(self.acts[held], self.usual, held)
        worth = value + self.shock - np.asarray(switching)
        worth[rows, at] += np.broadcast_to(np.asarray(switching).reshape(-1), at.shape)
        worth = np.where(self.spent[:, None] & self.acts[None, :], -np.inf, worth)
        best = worth.argmax(axis=1)
        return best, best != at

    def _again(self, when: int, k: int, where: Flags) -> None:
        """Draw new shocks where a moment has come; what was done before may be done again."""
        assert self.shock is not None
        fresh = gumbel(self._shocks(when, k))
        self.shock = np.where(where[:, None], fresh, self.shock)
        self.spent = self.spent & ~where

    def _done(self, chosen: Index, taken: Flags) -> Flags:
        """Tell where an act has already been taken this time: one at a time."""
        return np.asarray(taken & self.acts[chosen])

    def _open(self, value: Array) -> Index:
        """Return the usual posture where it is open, else the best action."""
        usual = np.isfinite(value[:, self.usual])
        return np.where(usual, self.usual, value.argmax(axis=1))

    def _shocks(self, week: int, k: int) -> Array:
        return self._draws(week).each(f"shock.{k}", self._actions)

    def _draws(self, week: int) -> Draws:
        return Draws(self._streams, f"mood.{self._key}", week)
