"""Control shift: places pass slowly to those whose strength and welcome have grown.

Equation
    y_k = root_k · f(x_k) ;  influence_k = y_k·[y_k > t] / (nobody + Σ y·[y > t]) ;
    dc_k = ρ · (influence_k − c_k) ;
    f = x^m (ratio), or exp(m · gap) with gap = (x − mean x)/(mean x + 1), within ±8 (difference) ;
    root_k = (c_k + entry_k) / f(x_k) on the first day ;
    x_state = (army + w_r·Wagner + w_f·French + n) · (l0 + legitimacy) ;
    x_JNIM = (F + n)·(a0 + anger)·(1 + blockade) ;  x_ISGS = (F + n)·(a0 + anger) ;  others F + n

Symbols
    c control (share), x strength behind a controller (people, weighed by welcome), F its fighters
    (people), w_r, w_f weight of Wagner's and French men (``wagner_weight``, ``french_weight``), n
    standing without fighters (people; ``state_standing``, ``jihadist_standing``,
    ``signatory_standing`` of CMA and Platform, ``militia_standing``), legitimacy and anger at the
    state, means of people at home, blockade (shares), l0 and a0 welcome without any
    (``welcome_of_state``, ``welcome_of_jihadists``), m decisiveness, root what force does not
    explain on the first day, entry a small share that lets others enter (``entry_of_state``,
    ``entry_of_jnim``; ISGS and CMA ``entry_in_north``, ``entry_elsewhere``; else 0), t least
    support that counts (``least_support``), nobody what nobody held then, at least ``unheld``, ρ
    speed (1/week)

Source
    Athena's influence rule (``athena_aag``); contest success with exponent m or in differences:
    ``hirshleifer_1989``, ``hwang_2009``; control as a latent share: ``kalyvas_2006``

Assumptions
    Control on the first day is nearly in balance with strength on the first day, whatever the
    form of the contest and its exponent. Athena asks 0.1 of support; here a smaller floor, for a
    cercle is larger than a neighbourhood.

Not here
    Who is said to hold a place on the map (half of control or more).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import parameter, people, share, switch, weekly_rate
from sahelsim.mechanisms._shipped import CMA, ISGS, JNIM
from sahelsim.model.forms import mean_by_place
from sahelsim.model.harm import anger_by_place
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State, wide

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography


ATHENA_SUPPORT = 0.1  # least support that counts in a neighbourhood (athena_aag)
LARGEST_GAP = 8.0  # keeps exp finite; among six controllers no gap is larger than 5


def influence(
    support: Array, threshold: float | Array = ATHENA_SUPPORT, nobody: float | Array = 0.0
) -> Array:
    """Return shares of influence among those with enough support (Athena).

    Examples
    --------
    >>> influence(np.array([[[0.30], [0.22], [0.05]]]))[0, :, 0].round(3)
    array([0.577, 0.423, 0.   ])
    """
    counted = support * (support > threshold)  # keeps the order in memory, as where does not
    return np.asarray(counted / (counted.sum(axis=1, keepdims=True) + nobody + 1e-12))


def contest(strength: Array, decisiveness: float | Array, form: float | Array) -> Array:
    """Return contest weights: x^m in ratio form (0), exp of the relative gap otherwise (1)."""
    exponential = np.asarray(form) > 0.5
    if not exponential.any():
        return np.asarray(strength**decisiveness)
    middle = strength.mean(axis=1, keepdims=True)
    gap = np.clip((strength - middle) / (middle + 1.0), -LARGEST_GAP, LARGEST_GAP)
    return np.where(exponential, np.exp(decisiveness * gap), strength**decisiveness)


@dataclass(frozen=True)
class ControlShift(Mechanism):
    """Places pass slowly to those whose strength and welcome have grown."""

    phase = "control"
    reads = (
        "control",
        "root",
        "fighters",
        "legitimacy",
        "revenge_state",
        "population",
        "blockade",
    )
    writes = ("control",)

    contest_form: float = switch("contest_form")
    decisiveness: float = parameter(
        0.7, "no consensus on the exponent of a contest", unit="1", low=0.2, high=3.0
    )
    speed: float = weekly_rate(
        0.03, "a place takes about half a year to change hands", low=0.005, high=0.2
    )
    least_support: float = share(
        0.004, "Athena counts 0.1 in a neighbourhood; a cercle is larger", high=0.1
    )
    unheld: float = parameter(
        0.03,
        "some ground in every cercle answers to nobody",
        unit="share of control",
        low=0.005,
        high=0.2,
    )
    wagner_weight: float = parameter(
        1.5,
        "picked and well armed, yet they come and go: between one and two soldiers",
        unit="soldiers per man",
        low=0.5,
        high=4.0,
    )
    french_weight: float = parameter(
        0.7, "they hunted rather than held ground", unit="soldiers per man", low=0.0, high=3.0
    )
    state_standing: float = people(
        150.0, "officials, police and gendarmes, about a company", low=10.0, high=1000.0
    )
    jihadist_standing: float = people(
        30.0, "preachers, informers and judges, about a platoon", low=2.0, high=200.0
    )
    signatory_standing: float = people(
        20.0, "chiefs and notables, fewer than a platoon", low=2.0, high=200.0
    )
    militia_standing: float = people(
        30.0, "hunters and village guards, about a platoon", low=2.0, high=200.0
    )
    welcome_of_state: float = share(
        0.3, "soldiers hold ground even where nobody finds them legitimate", low=0.05
    )
    welcome_of_jihadists: float = share(
        0.5, "they rule by force and courts too, not by anger at the state alone", low=0.05
    )
    entry_of_state: float = parameter(
        0.02,
        "the state has a name everywhere and enters most easily",
        unit="share of control",
        low=0.0,
        high=0.1,
    )
    entry_of_jnim: float = parameter(
        0.01, "JNIM has shown itself in most regions", unit="share of control", low=0.0, high=0.1
    )
    entry_in_north: float = parameter(
        0.01,
        "ISGS and CMA know the north and have kin there",
        unit="share of control",
        low=0.0,
        high=0.1,
    )
    entry_elsewhere: float = parameter(
        0.002, "ISGS and CMA are strangers there", unit="share of control", low=0.0, high=0.05
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of every controller's share by place."""
        weights = s.root * self._odds(s, geography)
        nobody = np.maximum(wide(self.unheld), 1.0 - geography.control_start.sum(axis=0))
        target = influence(weights, wide(self.least_support), nobody)
        return {"control": dt * wide(self.speed) * (target - s.control)}

    def at_rest(self, s: State, geography: Geography) -> dict[str, Array]:
        """Return the weights that make the control of the first day an equilibrium.

        What force does not explain of who holds a place on the first day is taken as rooted
        there; a small share lets newcomers enter. Control then answers to changes, not to levels
        (assumption).
        """
        entry = np.where(geography.north > 0, self.entry_in_north, self.entry_elsewhere)
        newcomers = {
            "state": np.asarray(self.entry_of_state),
            JNIM: np.asarray(self.entry_of_jnim),
            ISGS: entry,
            CMA: entry,
        }
        shares = np.broadcast_arrays(
            *(newcomers.get(who, 0 * entry) for who in s.roster.controllers)
        )
        return {"root": (s.control + np.stack(shares, axis=-2)) / self._odds(s, geography)}

    def presence(self, s: State, geography: Geography) -> Array:
        """Return the effective strength behind each controller: (replicates, controllers, places)."""
        legitimacy = mean_by_place(s.legitimacy, s, geography)
        welcome = self.welcome_of_jihadists + anger_by_place(s, geography)
        state = s.total("fighters", "army") + self.wagner_weight * s.total("fighters", "contractor")
        state = state + self.french_weight * s.total("fighters", "foreign_force")
        strength = {"state": (state + self.state_standing) * (self.welcome_of_state + legitimacy)}
        standing = {
            "jihadist": self.jihadist_standing,
            "signatory": self.signatory_standing,
            "pro_state_signatory": self.signatory_standing,
        }
        for who in s.roster.controllers[1:]:
            known = (own for role, own in standing.items() if s.roster.has(who, role))
            strength[who] = s.row(f"fighters.{who}") + next(known, self.militia_standing)
            if s.roster.has(who, "jihadist"):
                strength[who] = strength[who] * welcome
        strength[JNIM] = strength[JNIM] * (1.0 + s.blockade)
        return np.stack([strength[who] for who in s.roster.controllers]).swapaxes(0, 1)

    def _odds(self, s: State, geography: Geography) -> Array:
        return contest(
            self.presence(s, geography), wide(self.decisiveness), wide(self.contest_form)
        )
