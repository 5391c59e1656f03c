"""Notable events of each run, found by comparing one week with the week before.

An event is a kind with its values (who, where, how much); what a reader is told of it stands in
the catalogues of ``texts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.peace import STANDS
from sahelsim.model.regimes import REGIMES
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED, VARIABLES

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography
    from sahelsim.model.roster import Roster

MASSACRE = 50.0  # deaths: civilians killed by one actor in one cercle and week that count as one
HOLDS = 0.5  # share of control at which an actor is said to hold a cercle

# variable, role of the actor it is told of, the kind of event when it rises, and when it falls
FLAGS: tuple[tuple[str, str, str, str], ...] = (
    ("accord_in_force", "signatory", "accord_restored", "accord_broken"),
    ("elections_held", "regime", "elections_held", ""),
    ("junta_in_power", "regime", "", "junta_overthrown"),
)
# the same of what each actor has a row of, from which level on it counts as there
OF_EACH: tuple[tuple[str, float, str, str], ...] = (
    ("contract", 0.0, "contract_signed", "contract_ended"),
    ("relation", ENDED, "cooperation_resumed", "cooperation_ended"),
    ("talks", STANDS, "talks_begin", "talks_end"),
    ("ceasefire", STANDS, "ceasefire", "ceasefire_broken"),
    ("dormant", STANDS, "war_dormant", "war_wakes"),
)
REGIME_BEGINS = {code: f"regime_{regime.name}" for code, regime in enumerate(REGIMES) if code}


class EventLog:
    """Watches the batch; ``rows`` holds one dict per event and run.

    Each has ``run``, ``week``, ``kind``, ``actor`` (who did it, or whose flag changed; who holds
    the place now), ``place`` (a cercle's code, or empty) and ``size`` (people killed, else 1).
    """

    def __init__(self, geography: Geography, roster: Roster) -> None:
        self.geography, self.roster = geography, roster
        self.rows: list[dict[str, Any]] = []
        self._before: dict[tuple[str, str], Array] = {}
        self._holds: NDArray[np.bool_] | None = None
        self._regime: Array | None = None

    def watch(self, s: State, week: int) -> None:
        """Compare this week with the last and note what changed."""
        for name, role, *kinds in FLAGS:
            who = next(iter(self.roster.of(role)), "")
            self._step(s.arrays[name][:, 0], week, name, who, kinds)
        for name, level, *kinds in OF_EACH:
            for who in self.roster.axes[VARIABLES[name].axis]:
                there = (s.row(f"{name}.{who}")[:, 0] > level).astype(float)
                self._step(there, week, name, who, kinds)
        self._rulers(s.regime[:, 0], week)
        self._attempts(s, week)
        self._massacres(s, week)
        self._holders(s, week)

    def _step(self, now: Array, week: int, variable: str, actor: str, kinds: Sequence[str]) -> None:
        before = self._before.get((variable, actor))
        self._before[variable, actor] = now.copy()
        if before is None:
            return
        for run in np.flatnonzero(now != before):
            kind = kinds[0] if now[run] > before[run] else kinds[1]
            if kind:
                self._add(run, week, kind, actor)

    def _rulers(self, now: Array, week: int) -> None:
        before, self._regime = self._regime, now.copy()
        who = next(iter(self.roster.of("regime")), "")
        for run in () if before is None else np.flatnonzero(now != before):
            self._add(run, week, REGIME_BEGINS[int(now[run])], who)

    def _attempts(self, s: State, week: int) -> None:
        who = next(iter(self.roster.of("regime")), "")
        for run in np.flatnonzero(s.coup_attempts[:, 0] > 0):
            self._add(run, week, "coup_attempt", who)

    def _massacres(self, s: State, week: int) -> None:
        killed = s.civilians_killed.swapaxes(0, 1)  # as it lies in memory
        for cell in np.flatnonzero(killed >= MASSACRE):
            actor, run, place = np.unravel_index(cell, killed.shape)
            size = float(killed[actor, run, place])
            where, who = self.geography.place_ids[place], self.roster.armed[actor]
            self._add(run, week, "massacre", who, where, size)

    def _holders(self, s: State, week: int) -> None:
        holds = s.control.swapaxes(0, 1) >= HOLDS
        if self._holds is not None:
            for cell in np.flatnonzero(holds & ~self._holds):
                holder, run, place = np.unravel_index(cell, holds.shape)
                where, who = self.geography.place_ids[place], self.roster.controllers[holder]
                self._add(run, week, "control", who, where)
        self._holds = holds

    def _add(
        self,
        run: int | np.intp,
        week: int,
        kind: str,
        actor: str,
        place: str = "",
        size: float = 1.0,
    ) -> None:
        row = dict(run=int(run), week=week, kind=kind, actor=actor, place=place, size=size)
        self.rows.append(row)
