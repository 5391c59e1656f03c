"""Security budget: taxes, mines and aid fill the treasury; pay comes first, then operations.

Equation
    in = t · state · (1 − l·sanctions) + max(0, m·M − mines) + a·aid
    first = w·F + p + o·spoils + g·guards + cash ;  paid = min(first, in + T + room)
    room = max(0, D0 · (w·F + p) − D) ;  borrowed = max(0, paid − in − T)
    free = min(in + T + borrowed − paid, max(0, in − paid) + r·T) ;  of it, in this order:
    back = min(owed, free) ;  supplies = min(u·F, rest) ;  repaid = min(D, rest)
    dT = in + borrowed − paid − back − supplies − repaid ;  dD = borrowed − repaid
    owed' = owed + first − paid − back ;  d aid = v · (k·relation·concession − aid)

Symbols
    T treasury, D debt (million USD), t taxes, a full aid, o full spoils, g full guards, p other
    forces (million USD/week), M mining revenue with what is conceded, mines the part conceded, m its
    share for security, state the state's control, a mean over cercles by their residents of the
    first day, l share of taxes that full sanctions cost (sanctions_loss), w pay and u supplies of a
    soldier (million USD/week), F soldiers (people), cash what contractors earn beyond their mines,
    owed to soldiers and contractors from earlier weeks, D0 weeks of pay that can be borrowed
    (debt_weeks), r share of the treasury that may be spent in a week (rationing, 1/week), spoils
    pay of officers, guards counterbalance (0-1), aid against its level of 2020, k aid that full
    concession would bring (conceded_aid), v speed (aid_speed, 1/week), relation between junta and
    France (1 operations together, 0.5 suspended, 0 ended), concession the junta's share (0-1)

Source
    the military effort is about 600 million USD a year and 22 % of the budget (facts table F050, of
    2018; 3.5 % of GDP in 2021, F081); press of 2018: three quarters of it to the army, 30,000 men
    on the payroll. What is spent at full strength and what comes in on the first day are both this
    sum: that is the balance; taxes are the rest. Check: the sanctions of January to July 2022

Assumptions
    Pay comes before fuel and spare parts; soldiers and contractors share what is short. Lenders
    cover a few weeks' pay, at no interest. Aid follows what France concedes within months.

Not here
    Bonuses and arms, which actors buy from the same treasury; what unpaid men do (paid effort).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.parameter import factor, parameter, share, weekly_rate
from sahelsim.model.forms import added
from sahelsim.model.mechanism import Mechanism, Uniform
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography

LEAST = 1e-12
Sums = dict[str, Array]


@dataclass(frozen=True)
class SecurityBudget(Mechanism):
    """Taxes, mines and aid fill the treasury; pay comes first, then operations."""

    phase = "money"
    reads = (
        "treasury",
        "debt",
        "wage_arrears",
        "arrears",
        "contract_due",
        "concession_paid",
        "mine_pay_share",
        "mine_revenue",
        "control",
        "sanctions",
        "aid",
        "fighters",
        "officer_spoils",
        "counterbalance",
        "concession",
        "relation",
    )
    writes = (
        "treasury",
        "debt",
        "wage_arrears",
        "arrears",
        "aid",
        "taxes_paid",
        "mines_paid",
        "aid_paid",
        "borrowed",
        "repaid",
        "wages_due",
        "wages_paid",
        "supplies_due",
        "supplies_paid",
        "others_paid",
        "cash_paid",
        "contract_paid",
    )

    mine_share: float = share(
        0.22, "security's share of the whole budget (facts table F050; other sources say 14 %)"
    )
    taxes: float = parameter(
        10.3,
        "what mines and aid leave of 600 million USD a year on the first day",
        unit="million USD/week",
        low=2.0,
        high=20.0,
    )
    aid_value: float = parameter(
        1.8,
        "training missions and donated equipment, order of magnitude",
        unit="million USD/week",
        low=0.0,
        high=6.0,
    )
    soldier_pay: float = parameter(
        0.000144,
        "half of 450 million USD a year among 30,000 men",
        unit="million USD/person/week",
        low=0.00007,
        high=0.0003,
    )
    soldier_supplies: float = parameter(
        0.000144,
        "the other half: fuel, ammunition, equipment",
        unit="million USD/person/week",
        low=0.00007,
        high=0.0006,
    )
    other_forces: float = parameter(
        2.1,
        "what privileges and guards leave of a quarter of 600 million USD a year",
        unit="million USD/week",
        low=0.0,
        high=6.0,
    )
    spoils_cost: float = parameter(
        1.5, "a few percent of the budget", unit="million USD/week", low=0.0, high=6.0
    )
    guard_cost: float = parameter(
        0.8,
        "special forces and intelligence set against a coup",
        unit="million USD/week",
        low=0.0,
        high=6.0,
    )
    sanctions_loss: float = share(0.5, "closed borders and frozen assets are taken to halve taxes")
    debt_weeks: float = parameter(
        6.5, "debt bridges three months at most: half of that", unit="weeks", low=0.0, high=13.0
    )
    rationing: float = weekly_rate(0.077, "what is in hand must last a quarter", low=0.02, high=1.0)
    conceded_aid: float = factor(
        1.2,
        "the level of 2020 is back before France has conceded all; half of it brings 0.6",
        low=0.5,
        high=2.0,
    )
    aid_speed: float = weekly_rate(
        0.05, "programmes start and stop within five months", low=0.01, high=0.3
    )

    def changes(self, s: State, geography: Geography, dt: float, rng: Uniform) -> dict[str, Array]:
        """Return what comes in, what is paid to whom, and what is owed after."""
        income, due = self._income(s, geography, dt), self._dues(s, dt)
        spent = self._spent(s, added(income.values()), due)
        before = s.wage_arrears + added(self._owed(s).values())
        back = spent["back"] / np.maximum(before, LEAST)
        relation, concession = (
            s.most(name, "foreign_force") for name in ("relation", "concession")
        )
        wages = due["wages"] * spent["part"] + back * s.wage_arrears
        out = spent["paid"] + spent["back"] + spent["supplies"] + spent["repaid"]
        return {
            **income,
            **self._contractors(s, spent["part"], back),
            "treasury": added(income.values()) + spent["borrowed"] - out,
            "debt": spent["borrowed"] - spent["repaid"],
            "borrowed": spent["borrowed"],
            "repaid": spent["repaid"],
            "wages_due": due["wages"],
            "wages_paid": wages,
            "wage_arrears": due["wages"] - wages + due["others"] * (1.0 - spent["part"]),
            "supplies_due": due["supplies"],
            "supplies_paid": spent["supplies"],
            "others_paid": due["others"] * spent["part"],
            "aid": dt * self.aid_speed * (self.conceded_aid * relation * concession - s.aid),
        }

    def _income(self, s: State, geography: Geography, dt: float) -> Sums:
        """Return what comes in (million USD)."""
        people = geography.population / geography.population.sum()
        held = (s.row(f"control.{STATE}") * people).sum(axis=1, keepdims=True)
        conceded = s.total("concession_paid", "contractor")
        mines = self.mine_share * (s.mine_revenue + conceded) - conceded
        return {
            "taxes_paid": dt * self.taxes * held * (1.0 - self.sanctions_loss * s.sanctions),
            "mines_paid": np.maximum(0.0, mines),
            "aid_paid": dt * self.aid_value * s.aid,
        }

    def _dues(self, s: State, dt: float) -> Sums:
        """Return what the week's pay and operations cost (million USD)."""
        army = s.total("fighters", "army").sum(axis=1, keepdims=True)
        guards = self.spoils_cost * s.officer_spoils + self.guard_cost * s.counterbalance
        return {
            "wages": dt * self.soldier_pay * army,
            "others": dt * (self.other_forces + guards),
            "cash": added([np.zeros_like(s.treasury), *self._cash(s).values()]),
            "supplies": dt * self.soldier_supplies * army,
        }

    def _cash(self, s: State) -> Sums:
        """Return what each contractor is to have in cash for the week."""
        share = s.each("mine_pay_share", "contractor")
        return {
            who: (1.0 - share[who]) * due
            for who, due in s.each("contract_due", "contractor").items()
        }

    def _owed(self, s: State) -> Sums:
        """Return the old debts to contractors that still work."""
        owed = s.each("arrears", "contractor")
        return {
            who: owed[who] * (due > 0.0)
            for who, due in s.each("contract_due", "contractor").items()
        }

    def _spent(self, s: State, income: Array, due: Sums) -> Sums:
        """Return what is paid of each kind: pay, old debts, operations, loans."""
        first = due["wages"] + due["others"] + due["cash"]
        room = np.maximum(0.0, self.debt_weeks * (due["wages"] + due["others"]) - s.debt)
        paid = np.minimum(first, income + s.treasury + room)
        borrowed = np.maximum(0.0, paid - income - s.treasury)
        left = np.maximum(0.0, income + s.treasury - paid)
        free = np.minimum(left, np.maximum(0.0, income - paid) + self.rationing * s.treasury)
        owed = s.wage_arrears + added([np.zeros_like(free), *self._owed(s).values()])
        back = np.minimum(owed, free)
        supplies = np.minimum(due["supplies"], free - back)
        repaid = np.minimum(s.debt, free - back - supplies)
        part = np.where(first > 0.0, paid / np.maximum(first, LEAST), 1.0)
        return {
            "paid": paid,
            "part": part,
            "borrowed": borrowed,
            "back": back,
            "supplies": supplies,
            "repaid": repaid,
        }

    def _contractors(self, s: State, part: Array, back: Array) -> Sums:
        """Return what contractors are paid and owed."""
        booked, owed = {}, self._owed(s)
        total = np.zeros_like(part)
        for who, cash in self._cash(s).items():
            paid = cash * part + back * owed[who]
            mines = s.row(f"concession_paid.{who}")
            booked[f"cash_paid.{who}"] = paid
            booked[f"arrears.{who}"] = s.row(f"contract_due.{who}") - mines - paid
            total = total + paid + mines
        return booked | {"contract_paid": total}
