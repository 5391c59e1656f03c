"""Control shift: places pass slowly to those whose strength and welcome have grown.

Equation
    y_k = root_k · f(x_k) ;  influence_k = y_k·[y_k > t] / (nobody + Σ y·[y > t]) ;
    dc_k = ρ · (influence_k − c_k) ;
    f = x^m (ratio), or exp(m · gap) with gap = (x − mean x)/(mean x + 1), within ±8 (difference) ;
    root_k = (c_k + newcomer_k) / f(x_k) on the first day

Symbols
    c control (share), x strength behind a controller (people, weighed by welcome): soldiers + 150
    times 0.3 + legitimacy, jihadists + 30 times 0.5 + anger, others + 20 or 30, m decisiveness,
    root what force does not explain on the first day, newcomer a share of at most 0.02 that lets
    others enter, t least support that counts, nobody what nobody held then, at least 0.03,
    ρ speed (1/week)

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

from sahelsim.base.parameter import parameter, switch
from sahelsim.model.axes import CONTROLLERS
from sahelsim.model.forms import presence
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State, wide

if TYPE_CHECKING:
    from sahelsim.world.mali import World


def influence(support: Array, threshold: float | Array = 0.1, nobody: float | Array = 0.0) -> Array:
    """Return shares of influence among those with enough support (Athena).

    Examples
    --------
    >>> influence(np.array([[[0.30], [0.22], [0.05]]]))[0, :, 0].round(3)
    array([0.577, 0.423, 0.   ])
    """
    counted = np.where(support > threshold, support, 0.0)
    return np.asarray(counted / (counted.sum(axis=1, keepdims=True) + nobody + 1e-12))


def contest(strength: Array, decisiveness: float | Array, form: float | Array) -> Array:
    """Return contest weights: x^m in ratio form (0), exp of the relative gap otherwise (1)."""
    exponential = np.asarray(form) > 0.5
    if not exponential.any():
        return np.asarray(strength**decisiveness)
    middle = strength.mean(axis=1, keepdims=True)
    gap = np.clip((strength - middle) / (middle + 1.0), -8.0, 8.0)
    return np.where(exponential, np.exp(decisiveness * gap), strength**decisiveness)


@dataclass(frozen=True)
class ControlShift(Mechanism):
    """Places pass slowly to those whose strength and welcome have grown."""

    phase = "control"
    reads = ("control", "root", "fighters", "legitimacy", "anger_state", "population", "blockade")
    writes = ("control",)

    contest_form: float = switch("contest_form")
    decisiveness: float = parameter(
        0.7,
        unit="1",
        low=0.2,
        high=3.0,
        source="assumed",
        why="no consensus on the exponent of a contest",
    )
    speed: float = parameter(
        0.03,
        unit="1/week",
        low=0.005,
        high=0.2,
        source="assumed",
        why="a place takes about half a year to change hands",
    )
    least_support: float = parameter(
        0.004,
        unit="share",
        low=0.0,
        high=0.1,
        source="assumed",
        why="Athena counts 0.1 in a neighbourhood; a cercle is larger",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return the change of every controller's share by place."""
        weights = s.root * self._odds(s, world)
        nobody = np.maximum(0.03, 1.0 - world.control_start.sum(axis=0))
        target = influence(weights, wide(self.least_support), nobody)
        return {"control": dt * wide(self.speed) * (target - s.control)}

    def roots(self, s: State, world: World) -> Array:
        """Return the weights that make the control of the first day an equilibrium.

        What force does not explain of who holds a place on the first day is taken as rooted
        there; a small share lets newcomers enter. Control then answers to changes, not to levels
        (assumption). Shape (worlds, controllers, places).
        """
        entry = np.where(world.north > 0, 0.01, 0.002)
        newcomers = {
            "state": 0.02 + 0 * entry,
            "jnim": 0.01 + 0 * entry,
            "isgs": entry,
            "cma": entry,
        }
        opening = np.stack([newcomers.get(who, 0 * entry) for who in CONTROLLERS])
        return np.asarray((s.control + opening) / self._odds(s, world))

    def _odds(self, s: State, world: World) -> Array:
        return contest(presence(s, world), wide(self.decisiveness), wide(self.contest_form))
