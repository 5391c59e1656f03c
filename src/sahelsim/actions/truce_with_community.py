"""Truce with a community.

Expects
    No village war and the name of a just ruler; a front stands still.

Does
    A local ceasefire (by step) in one cercle, drawn by militias there times JNIM's control.

Source
    Niono, March 2021 (facts table); sizes assumed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelsim.core.parameter import share, swing
from sahelsim.model.action import Action, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.places import chosen_place
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class TruceWithCommunity(Action):
    """Truce with a community."""

    label = "Truce with a community"
    decision = "war"
    once = True

    step: float = share(0.7, "most of the fighting stops; some on either side do not keep it")
    quiet: float = swing(0.4, "men tied down by a village war are free")
    just: float = swing(0.4, "a ruler who makes peace is welcome for a while")
    still: float = swing(
        0.3, "ground that the militia holds stays theirs: less than the quiet is worth"
    )
    cost: float = effort(0.05)

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("own_losses", "no village war"): self.quiet,
            ("reputation", "a just ruler"): self.just,
            ("expansion", "a front stands still"): -self.still,
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            "truce": self.step
            * chosen_place(s.total("fighters", "militia") * scene.own("control"), rng),
        }
