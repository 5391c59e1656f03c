"""Sign a contract with Wagner.

Expects
    A foreign guard that officers cannot turn, wanted the more the likelier a coup (in full from
    hazard_scale on); sweeps without conditions, the more people jihadists rule (by jihad_weight);
    no lectures, worth less to who has its way with Paris (relief_by_concession). The price is
    money, felt the more the emptier the treasury, objections abroad, some even without France
    (base_outcry), France's cover, and the CMA's red line while the accord is in force, always
    (base_red_line) and more as it seems likelier to arm or rebel.

Does
    If there is none, a contract for a number of men, paid as the switch payment_mode says
    (mixed_share in mines if mixed); they arrive over months. French trust falls by a share
    (affront), hints end, and fresh resentment of officers grows by a share of what is missing
    (resentment).

Source
    `reuters_2021`, `casey_2020`; sizes assumed. Check: `state_department_2021`
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, million_usd, parameter, people, share, swing, switch
from sahelsim.model.action import Action, Allowed, Expectation, effort
from sahelsim.model.mechanism import Uniform
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.model.beliefs import View
    from sahelsim.model.scene import Scene


@dataclass(frozen=True)
class SignContract(Action):
    """Sign a contract with Wagner."""

    label = "Sign a contract with Wagner"
    targets = "contractor"
    decision = "patrons"
    once = True
    lasting: float = share(
        0.6, "a contract stands until it is ended: more than half of its effect comes again"
    )

    payment_mode: float = switch("payment_mode")
    men: float = people(
        1000.0, "strength that sources gave Reuters in September 2021", low=100.0, high=5000.0
    )
    affront: float = share(0.6, "Paris had named a red line")
    resentment: float = share(0.12, "officers resent a new guard (De Bruin)")
    guard: float = swing(
        1.1,
        "men whom no officer can turn: the strongest reason a junta after two coups has",
        high=2.2,
    )
    sweeps: float = swing(0.9, "the war in the centre is what the junta is judged by")
    freedom: float = swing(0.6, "to be free of lectures is worth less than to be safe")
    price_felt: float = swing(
        0.8, "with little at hand the price is almost what the sweeps are worth"
    )
    outcry: float = swing(1.0, "France, Europe and ECOWAS together: the widest outcry there is")
    exposure: float = swing(0.5, "France may leave, or may not: half of the loss")
    red_line: float = swing(0.7, "the north may be lost, but not at once")
    cost: float = effort(0.36)
    hazard_scale: float = parameter(
        0.2,
        "one coup in five years is danger enough to want every guard",
        unit="1/year",
        low=0.02,
        high=1.0,
    )
    jihad_weight: float = factor(
        3.0,
        "sweeps are wanted in full once jihadists rule a third of the people",
        low=0.5,
        high=10.0,
    )
    relief_by_concession: float = share(
        0.5, "who has its way with Paris escapes half as much by a contract"
    )
    usual_men: float = people(
        1000.0,
        "a contract of the size that was reported, against which the price is measured",
        low=100.0,
        high=5000.0,
    )
    treasury_scale: float = million_usd(
        40.0,
        "with the offset: usual men weigh in full up to 20 million left, half at 60 million",
        low=5.0,
        high=200.0,
    )
    treasury_offset: float = million_usd(
        20.0, "cash is felt in full well before the treasury is empty", low=1.0, high=100.0
    )
    base_outcry: float = share(0.5, "Europe and ECOWAS object even when France has left")
    base_red_line: float = share(
        0.3, "the CMA has named the line, even while it seems far from arms"
    )
    mixed_share: float = share(
        0.5, "mixed pay is half and half for want of any account of it", low=0.05, high=0.95
    )

    def allowed(self, view: View) -> Allowed:
        """While no contract holds."""
        return view.on("contract") < 0.5

    def expects(self, view: View) -> Expectation:
        """Return what the actor believes it gains within a quarter."""
        return {
            ("survival", "a foreign guard deters a coup"): self.guard
            * np.minimum(1.0, view.s.coup_hazard / self.hazard_scale),
            ("territory", "men who sweep without conditions"): self.sweeps
            * np.minimum(1.0, self.jihad_weight * view.picture.jihad_share),
            ("autonomy", "no lectures from Paris"): self.freedom
            * (1.0 - self.relief_by_concession * view.s.most("concession", "foreign_force")),
            ("revenue", "the contractor must be paid"): -self.price_felt * self.burden(view.s),
            ("reputation", "France, Europe and ECOWAS object"): -self.outcry
            * (
                self.base_outcry
                + (1.0 - self.base_outcry) * view.s.most("relation", "foreign_force")
            ),
            ("survival", "France may leave and take its cover along"): -self.exposure
            * view.s.most("relation", "foreign_force")
            * view.s.most("influence", "foreign_force"),
            ("territory", "the CMA's red line"): -self.red_line
            * view.s.accord_in_force
            * (
                self.base_red_line
                + view.likely("signatory", "rebel")
                + view.likely("signatory", "arm_and_unite")
            ),
            ("cost", "effort and risk"): -self.cost,
        }

    def changes(self, scene: Scene, rng: Uniform) -> dict[str, Array]:
        """Return what the order really does."""
        s = scene.s
        return {
            scene.on_key("contract"): 1.0 - scene.on("contract"),
            scene.on_key("contract_men"): self.men - scene.on("contract_men"),
            scene.on_key("mine_pay_share"): self.paid_in_mines() - scene.on("mine_pay_share"),
            **{
                f"trust.{who}": -self.affront * trust
                for who, trust in s.each("trust", "foreign_force").items()
            },
            "ambiguity": -s.ambiguity,
            "purge_shock": self.resentment * (1.0 - s.purge_shock),
        }

    def burden(self, s: State) -> Array:
        """Return how hard the men's price presses on the treasury, 0-1."""
        size = self.men / self.usual_men * self.treasury_scale
        return np.asarray(np.minimum(1.0, size / (s.treasury + self.treasury_offset)))

    def paid_in_mines(self) -> Array:
        """Return the share paid in mines: 0 for cash, 1 for concession, mixed_share for mixed."""
        code = np.asarray(self.payment_mode)
        return np.asarray((code == 1.0) + self.mixed_share * (code == 2.0))
