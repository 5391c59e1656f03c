"""Recruitment: people join for a trigger, for a living, or through kin; then choose whom to join.

Equation
    joins of a group = people · (trigger + living + kin) · pull/Σ pull ;
    trigger = κ_t·(0.1 + H)·(1 − 0.3·truce)·active ;  living = κ_l·(0.6 + 0.4·blockade)·H ;
    kin = κ_k·affinity·H ;  active = σ((G − R·q·P − max(fear, T))/w) ;  P = 1 − exp(−2.3·C/A) ;
    C = (soldiers + Wagner)/10 ;  A = JNIM + ISGS + CMA + 20 ;
    T = clip(0.5 + 0.25·ln(q/(1 − q))/1.702, 0.05, 0.98) ;  armed = max(readiness, 1 − in force) ;
    pull of JNIM e^(4h + affinity), ISGS 0.6·e^(4h), CMA armed·e^(4h + 1), Tuareg and Arabs only ;
    militia joins = κ_m · H · Σ people·J over Dogon and Bambara

Symbols
    people at home (a row: part of a community in a cercle), κ rates (1/week), H control of the
    cercle by JNIM and ISGS, h by the group itself, truce and blockade there, G anger at the state,
    J at jihadists, fear of the state (shares), R aversion to risk, q the row's rank (0-1), P chance
    of arrest with coercers C per active A (armed men in the cercle; C/A rounded down if the switch
    activation_rounding says floor), T threshold, w spread inside a row, affinity to JNIM's
    networks: Fulani 1, Tuareg and Arab 0.7, Songhai 0.4, others 0.2; readiness of the CMA (shares),
    in force 1 while the accord holds

Source
    Activation: Epstein (2002), ``epstein_2002``; fear holds back: Bennett (2008),
    ``bennett_2008``; three motives: ``undp_2017``, ``undp_2023`` (half name a trigger, jobs a
    quarter, kin and faith less); the allocation by logit is assumed

Assumptions
    Whatever the motive, recruits go to jihadists or, among Tuareg and Arabs as far as the CMA is
    armed, to the CMA; farmers angry at jihadists join self-defence militias.

Not here
    The army's enlistment; desertion. Recruits are not taken from the population; counts of
    recruits by motive hold only those who join jihadists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.base.parameter import parameter, switch
from sahelsim.model.axes import IDENTITIES
from sahelsim.model.forms import by_place, people_of, sigmoid, spread
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.world.mali import World


ARREST = 2.3  # Epstein's k: one coercer per active means a 0.9 chance of arrest


def arrest_probability(coercers: Array, actives: Array, floored: Array | float = 0.0) -> Array:
    """Return Epstein's P = 1 − exp(−k·C/A), with the ratio rounded down where floored is 1.

    Examples
    --------
    >>> [round(float(arrest_probability(1, 1)), 4), round(float(arrest_probability(1, 2)), 3)]
    [0.8997, 0.683]
    >>> float(arrest_probability(1, 2, floored=1.0))
    0.0
    """
    ratio = np.asarray(coercers, dtype=float) / np.maximum(actives, 1e-9)
    ratio = np.where(np.asarray(floored) > 0.5, np.floor(ratio), ratio)
    return np.asarray(-np.expm1(-ARREST * ratio))


@cache
def thresholds(world: World) -> Array:
    """Return each row's violence threshold, about normal (.5, .25; Bennett), within .05 and .98."""
    q = world.threshold_quantile
    return np.asarray(np.clip(0.5 + 0.25 * np.log(q / (1.0 - q)) / 1.702, 0.05, 0.98))


@dataclass(frozen=True)
class Recruitment(Mechanism):
    """People join for a trigger, for a living, or through kin; then choose whom to join."""

    phase = "recruitment"
    reads = (
        "anger_state",
        "anger_jihad",
        "fear",
        "population",
        "fighters",
        "control",
        "readiness",
        "accord_in_force",
        "blockade",
        "truce",
    )
    writes = ("fighters", "recruits_trigger", "recruits_livelihood", "recruits_kin")

    activation_rounding: float = switch("activation_rounding")
    trigger_rate: float = parameter(
        3.4e-05,
        unit="1/week",
        low=0.0,
        high=0.005,
        source="assumed",
        why="scaled so that jihadists replaced their losses and grew in 2021",
    )
    livelihood_rate: float = parameter(
        3e-06,
        unit="1/week",
        low=0.0,
        high=0.0005,
        source="assumed",
        why="a quarter of recruits name work as the reason",
    )
    kin_rate: float = parameter(
        4e-06,
        unit="1/week",
        low=0.0,
        high=0.0005,
        source="assumed",
        why="less than a quarter name kin or faith",
    )
    risk_aversion: float = parameter(
        0.2,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="armed groups recruit where the state is thin, so arrest is rarely near",
    )
    spread: float = parameter(
        0.12,
        unit="share",
        low=0.02,
        high=0.5,
        source="assumed",
        why="people inside one row differ",
    )
    militia_rate: float = parameter(
        3e-05,
        unit="1/week",
        low=0.0,
        high=0.001,
        source="assumed",
        why="militias of the centre replaced their losses",
    )

    def changes(self, s: State, world: World, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return who joins which group, by place, and why."""
        held = s.row("control.jnim") + s.row("control.isgs")
        people, motives, pull = dt * s.population, self._motives(s, world, held), pulls(s, world)
        jihad = pull["jnim"] + pull["isgs"]
        chance = people / (jihad + pull["cma"])  # of each pull's share in all pulls
        joins = chance * (motives[0] + motives[1] + motives[2])
        faithful = chance * jihad
        per_motive = [np.einsum("wc,wc->w", faithful, m)[:, None] for m in motives]
        farmers = people_of(world, "dogon", "bambara")
        angry = by_place(people * s.anger_jihad * farmers, world)
        return {
            "fighters.jnim": by_place(joins * pull["jnim"], world),
            "fighters.isgs": by_place(joins * pull["isgs"], world),
            "fighters.cma": by_place(joins * pull["cma"], world),
            "fighters.selfdef": self.militia_rate * angry * held,
            "recruits_trigger": per_motive[0],
            "recruits_livelihood": per_motive[1],
            "recruits_kin": per_motive[2],
        }

    def _motives(self, s: State, world: World, held: Array) -> tuple[Array, Array, Array]:
        """Return how many of each community join for each motive a week (share)."""
        coercers = s.row("fighters.fama") + s.row("fighters.wagner")
        actives = s.row("fighters.jnim") + s.row("fighters.isgs") + s.row("fighters.cma") + 20.0
        arrest = arrest_probability(coercers / 10.0, actives, self.activation_rounding)
        risk = self.risk_aversion * world.threshold_quantile * spread(arrest, world)
        wall = np.maximum(s.fear, thresholds(world))
        active = sigmoid((s.anger_state - risk - wall) / self.spread)
        called = self.trigger_rate * (0.1 + held) * (1.0 - 0.3 * s.truce)
        poor = self.livelihood_rate * (0.6 + 0.4 * s.blockade) * held
        return (
            active * spread(called, world),
            spread(poor, world),
            affinity(world) * spread(self.kin_rate * held, world),
        )


def pulls(s: State, world: World) -> dict[str, Array]:
    """Return how strongly each group pulls each community, (worlds, communities)."""

    def there(group: str) -> Array:  # the costly exponential once a place, not a community
        return spread(np.exp(4.0 * s.row(f"control.{group}")), world)

    armed = np.maximum(s.readiness, 1.0 - s.accord_in_force)
    northern = people_of(world, "tuareg", "arab") * np.e
    return {
        "jnim": there("jnim") * np.exp(affinity(world)),
        "isgs": 0.6 * there("isgs"),
        "cma": northern * armed * there("cma"),
    }


@cache
def affinity(world: World) -> Array:
    """Return each community's closeness to JNIM's networks, 0-1 (assumption)."""
    close = {"fulani": 1.0, "tuareg": 0.7, "arab": 0.7, "songhai": 0.4}
    return np.array([close.get(i, 0.2) for i in IDENTITIES])[world.identity_of]
