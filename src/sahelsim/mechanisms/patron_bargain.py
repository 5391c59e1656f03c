"""Patron bargain: what the junta gets out of France depends on what else it might take.

Equation
    o = q · v ;  x = o + β·(1 − o) (nash) or max(β, o) (outside_option) ;
    d concession = r · (x·[relation > 1/4] − concession)

Symbols
    q France's belief that the junta would sign (probability), v what Wagner is worth to the junta
    against the whole bargain, o its outside option, β its share of what is divided
    (bargaining_power), x its share under the switch bargaining_rule, concession what France
    concedes so far (shares), r speed (1/week), relation between junta and France (1 operations
    together, 0.5 suspended, 0 ended)

Source
    split the difference (β = 1/2): ``nash_1950``; outside-option principle:
    ``binmore_rubinstein_wolinsky_1986``

Assumptions
    Concessions come as aid (security budget). Once France's operations have ended there is no
    bargain, and what was conceded fades at r; while they are suspended it goes on as before.

Not here
    How the belief forms (suspicion). France's conditions and trust do not enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, share, switch, weekly_rate
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State
from sahelsim.model.variables import ENDED

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


def bargain_share(option: Array, rule: Array | float, power: Array | float) -> Array:
    """Return the junta's share under rule 0 (nash) or 1 (outside option).

    Examples
    --------
    >>> bargain_share(np.array([0.0, 0.3, 0.6]), 0.0, 0.5)
    array([0.5 , 0.65, 0.8 ])
    >>> bargain_share(np.array([0.0, 0.3, 0.6]), 1.0, 0.5)
    array([0.5, 0.5, 0.6])
    """
    split = option + power * (1.0 - option)
    return np.where(np.asarray(rule) > 0.5, np.maximum(power, option), split)


@dataclass(frozen=True)
class PatronBargain(Mechanism):
    """What the junta gets out of France depends on what else it might take."""

    phase = "regime"
    reads = (
        "deal_belief",
        "concession",
        "relation",
    )
    writes = ("concession",)

    bargaining_rule: float = switch("bargaining_rule")
    patron_value: float = parameter(
        0.7,
        "Wagner replaced most, not all, of what France gave",
        unit="share of the bargain",
        low=0.0,
        high=1.0,
    )
    speed: float = weekly_rate(0.15, "a round of talks a month or two", low=0.02, high=0.5)
    bargaining_power: float = share(
        0.5, "nobody is the more patient: halves", low=0.2, high=0.8, source="nash_1950"
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of what France concedes."""
        option = s.deal_belief * self.patron_value
        share = bargain_share(option, self.bargaining_rule, self.bargaining_power)
        return {
            f"concession.{who}": dt
            * self.speed
            * (share * (relation > ENDED) - s.row(f"concession.{who}"))
            for who, relation in s.each("relation", "foreign_force").items()
        }
