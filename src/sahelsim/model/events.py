"""Notable events of each run, found by comparing one week with the week before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED, VARIABLES

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography
    from sahelsim.model.roster import Roster

MASSACRE = 50.0  # deaths: civilians killed by one actor in one cercle and week that count as one
HOLDS = 0.5  # share of control at which an actor is said to hold a cercle

# variable, role of the actor it is told of, sentence when it rises and when it falls
FLAGS: tuple[tuple[str, str, str, str], ...] = (
    ("accord_in_force", "signatory", "The 2015 accord is in force again", "The 2015 accord breaks"),
    ("elections_held", "regime", "Elections are held", ""),
    ("junta_in_power", "regime", "", "The junta of November 2021 is overthrown"),
)
# the same of what each actor has a row of, from which level on it counts as there
OF_EACH: tuple[tuple[str, float, str, str], ...] = (
    (
        "contract",
        0.0,
        "The junta signs a contract with {called}",
        "The contract with {called} ends",
    ),
    (
        "relation",
        ENDED,
        "Military cooperation with {called} resumes",
        "Military cooperation with {called} ends",
    ),
)


class EventLog:
    """Watches the batch; ``rows`` holds one dict per event and run."""

    def __init__(self, geography: Geography, roster: Roster) -> None:
        self.geography, self.roster = geography, roster
        self.rows: list[dict[str, Any]] = []
        self._before: dict[tuple[str, str], Array] = {}
        self._holds: NDArray[np.bool_] | None = None

    def watch(self, s: State, week: int) -> None:
        """Compare this week with the last and note what changed."""
        for name, role, rises, falls in FLAGS:
            who = next(iter(self.roster.of(role)), "")
            self._step(s.arrays[name][:, 0], week, name, who, (rises, falls))
        for name, level, rises, falls in OF_EACH:
            for who in self.roster.axes[VARIABLES[name].axis]:
                called = self.roster.card(who).called
                texts = (rises.format(called=called), falls.format(called=called))
                there = (s.row(f"{name}.{who}")[:, 0] > level).astype(float)
                self._step(there, week, name, who, texts)
        self._attempts(s, week)
        self._massacres(s, week)
        self._holders(s, week)

    def _step(self, now: Array, week: int, kind: str, actor: str, texts: tuple[str, str]) -> None:
        before = self._before.get((kind, actor))
        self._before[kind, actor] = now.copy()
        if before is None:
            return
        for run in np.flatnonzero(now != before):
            text = texts[0] if now[run] > before[run] else texts[1]
            if text:
                self._add(int(run), week, kind, actor, "", text, 1.0)

    def _attempts(self, s: State, week: int) -> None:
        who = next(iter(self.roster.of("regime")), "")
        for run in np.flatnonzero(s.coup_attempts[:, 0] > 0):
            self._add(int(run), week, "coup_attempt", who, "", "Officers attempt a coup", 1.0)

    def _massacres(self, s: State, week: int) -> None:
        killed = s.civilians_killed.swapaxes(0, 1)  # as it lies in memory
        for cell in np.flatnonzero(killed >= MASSACRE):
            actor, run, place = np.unravel_index(cell, killed.shape)
            size = float(killed[actor, run, place])
            text = f"{size:.0f} civilians are killed in {self.geography.place_names[place]}"
            where, who = self.geography.place_ids[place], self.roster.armed[actor]
            self._add(run, week, "massacre", who, where, text, size)

    def _holders(self, s: State, week: int) -> None:
        holds = s.control.swapaxes(0, 1) >= HOLDS
        if self._holds is not None:
            for cell in np.flatnonzero(holds & ~self._holds):
                holder, run, place = np.unravel_index(cell, holds.shape)
                who = self.roster.controllers[holder]
                text = f"{who} now holds {self.geography.place_names[place]}"
                self._add(run, week, "control", who, self.geography.place_ids[place], text, 1.0)
        self._holds = holds

    def _add(
        self,
        run: int | np.intp,
        week: int,
        kind: str,
        actor: str,
        place: str,
        text: str,
        size: float,
    ) -> None:
        self.rows.append(
            dict(
                run=int(run),
                week=week,
                kind=kind,
                actor=actor,
                place=place,
                text=text,
                size=size,
            )
        )
