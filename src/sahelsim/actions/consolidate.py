"""Consolidate and govern.

Expects
    Rule grows roots and brings taxes; fewer dead.

Does
    Tempo falls by a share (step); roots deepen by a share (root_growth) in the cercles that the
    group rules (control above ruling_control).

Source
    `kalyvas_2006`; sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.base.parameter import parameter
from sahelsim.model.action import Action, Expectation
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.world.mali import World


@dataclass(frozen=True)
class Consolidate(Action):
    """Consolidate and govern."""

    label = "Consolidate and govern"
    desk = "war"
    lasting = 0.5

    step: float = parameter(
        0.15,
        unit="share",
        low=0.0,
        high=1.0,
        source="assumed",
        why="about a sixth fewer attacks: men who judge and tax still fight",
    )
    roots: float = parameter(
        0.5,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="rule that people use grows slowly: a little less than attacks bring",
    )
    rest: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="fewer attacks spare some of the men they cost, not all",
    )
    taxes: float = parameter(
        0.3,
        unit="swing",
        low=0.0,
        high=2.0,
        source="assumed",
        why="rule brings in taxes, about what new ground in the south would",
    )
    root_growth: float = parameter(
        0.03,
        unit="share",
        low=0.0,
        high=0.1,
        source="assumed",
        why="ordered at every turn it deepens roots by nearly half in a year",
    )
    ruling_control: float = parameter(
        0.3,
        unit="share of control",
        low=0.05,
        high=0.8,
        source="assumed",
        why="where it has less than a third of control the group raids but does not rule",
    )

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("territory", "rule grows roots"): self.roots,
            ("own_losses", "fewer dead"): self.rest,
            ("revenue", "taxes"): self.taxes,
        }

    def changes(self, s: State, world: World, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        return {
            "jnim_tempo": -self.step * s.jnim_tempo,
            "root.jnim": self.root_growth
            * s.row("root.jnim")
            * (s.row("control.jnim") > self.ruling_control),
        }
