"""Army morale: one spirit for the whole army; a capital that falls spreads panic.

Equation
    dL = killed − L / 6 ;  dM = v · (M* − M) − κ · M · [a capital fell]
    M* = exp(−L / L_M) · (1 − k · e^(−τ / τ_c))
    rout' = 1 where a capital fell this week and next to it, else rout · (1 − 1 / w)

Symbols
    L soldiers and contractors lost in some six weeks (deaths), killed those of this week, M morale,
    M* where it settles (0-1), L_M losses that weigh e-fold (``losses_scale``), v speed (1/week), κ
    ``shock_of_fall`` (share), k ``shock_of_coup`` (share), τ weeks since a coup, τ_c its memory
    (``coup_memory``, weeks); a regional capital falls when its last post closes; rout panic (0-1),
    w weeks that it lasts (``rout_weeks``)

Source
    Kidal, Gao and Timbuktu fell between 30 March and 1 April 2012, ten days after a coup; in May
    2014 the army lost Kidal, Ménaka, Anefif and Anderaboukane in five days (``facts_mali``); the
    form and its numbers are assumed

Assumptions
    Defeat anywhere tells on soldiers everywhere; panic reaches next door in a week.

Not here
    What low morale costs (control events); flight of garrisons; mutinies and coups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, weekly_rate
from sahelsim.model.forms import neighbours_sum
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

WINDOW = 6.0  # weeks over which losses are counted


@dataclass(frozen=True)
class ArmyMorale(Mechanism):
    """One spirit for the whole army; a capital that falls spreads panic."""

    phase = "control"
    reads = (
        "recent_losses",
        "morale",
        "rout",
        "posts",
        "posts_closed",
        "fighters_killed",
        "army_losses",
        "weeks_since_coup",
    )
    writes = ("recent_losses", "morale", "rout")

    losses_scale: float = parameter(
        200.0,
        "a hundred lost in six weeks, as in November 2019, cost two fifths of the will to fight",
        unit="deaths",
        low=75.0,
        high=600.0,
    )
    speed: float = weekly_rate(0.15, "beaten units were rebuilt over a quarter", low=0.05, high=0.5)
    shock_of_fall: float = share(0.5, "after Kidal fell in 2012 and in 2014 few stood and fought")
    shock_of_coup: float = share(
        0.35,
        "a coup takes a fifth to a half of an army's worth for some weeks, as in 2012",
        high=0.6,
    )
    coup_memory: float = parameter(
        8.0, "four to twelve weeks, as in 2012", unit="weeks", low=4.0, high=16.0
    )
    rout_weeks: float = parameter(
        3.0, "panic lasts two to four weeks, as in 2012 and 2014", unit="weeks", low=2.0, high=4.0
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of losses counted, of morale and of panic."""
        killed = s.total("fighters_killed", "army", "contractor").sum(axis=1, keepdims=True)
        fell = geography.capital * (s.posts_closed > 0.0) * (s.posts <= 0.0)
        near = (fell + neighbours_sum(fell, geography)) > 0.0
        shock = self.shock_of_fall * s.morale * (fell.max(axis=1, keepdims=True) > 0.0)
        return {
            "recent_losses": killed - dt * s.recent_losses / WINDOW,
            "morale": dt * self.speed * (self._rest(s, s.recent_losses) - s.morale) - shock,
            "rout": np.where(near, 1.0 - s.rout, -dt * s.rout / self.rout_weeks),
        }

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return six weeks of the usual losses, and the morale that goes with them."""
        lost = WINDOW * s.army_losses
        return {"recent_losses": lost, "morale": self._rest(s, lost)}

    def _rest(self, s: State, losses: Array) -> Array:
        coup = 1.0 - self.shock_of_coup * np.exp(-s.weeks_since_coup / self.coup_memory)
        return np.asarray(np.exp(-losses / self.losses_scale) * coup)
