"""Laws of money and mines (LL34-LL37): who is unpaid, what that does, what gold moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sahelsim.mechanisms.mining import Mining
from sahelsim.mechanisms.security_budget import SecurityBudget
from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.state import Array
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.audit.check import of_runs
from sahelsim.study.audit.law import Law, Row, judged, mean_interval, ratio_interval

YEAR = 52
UNPAID = 12  # weeks without full pay
BEFORE = 26  # weeks of peace with the paymaster before them
HALF = 0.5  # share of pay that still comes
HIRED = ("initial.contract.wagner=1.0", "initial.contract_men.wagner=1000.0")

ARREARS = Law(
    "LL34a",
    "share of weeks in which soldiers are owed pay",
    0.0,
    0.15,
    "A/D",
    "Mali's security budget",
    kind="level",
)
PATROLS = Law(
    "LL34b",
    "army's effort after 12 weeks on half pay, over full pay",
    0.0,
    0.9,
    "A/D",
    "Mali's security budget; Wagner's price",
    nothing=1.0,
    kind="sign",
)
CONTRACTORS = Law(
    "LL34c",
    "contractor's effort after 12 weeks on half pay, over full pay",
    0.0,
    0.9,
    "A/D",
    "Mali's security budget; Wagner's price",
    nothing=1.0,
    kind="sign",
)
MUTINY = Law(
    "LL34d",
    "hazard of a coup after 12 weeks on half pay, over full pay",
    2.0,
    5.0,
    "A/D",
    "Dwyer (signs)",
    nothing=1.0,
    kind="sign",
)
PRICE = Law(
    "LL35",
    "deaths in gold cercles over two years with gold 50 % dearer, over the usual",
    1.10,
    1.25,
    "A/D",
    "Berman et al. 2017 (signs)",
    nothing=1.0,
    kind="sign",
)
SITE = Law(
    "LL36",
    "soldiers killed elsewhere in the year after jihadists take the largest site near them",
    1.10,
    1.50,
    "A/D",
    "Berman et al. 2017 (signs)",
    nothing=1.0,
    kind="sign",
)
CASH = Law(
    "LL37a",
    "other security spending in years 2 and 3 with a contract paid in cash, over none",
    0.75,
    0.90,
    "A/D",
    "price of the contract against the budget",
    nothing=1.0,
    kind="sign",
)
MINES = replace(CASH, id="LL37b", what=CASH.what.replace("in cash", "in mines"))


def rows(runs: int = 100, seed: int = 1) -> Iterator[Row]:
    """Yield every law of this topic, measured on so many runs."""
    for measure in (arrears, half_pay, dear_gold, site, contract):
        yield from measure(runs, seed)


def arrears(runs: int, seed: int) -> list[Row]:
    """Count the weeks in which soldiers are owed something."""
    model = _model("baseline", runs, seed)
    weeks = np.zeros(runs)
    for _ in range(3 * YEAR):
        model.step()
        weeks += model.state.wage_arrears[:, 0] > 0.0
    return [judged(ARREARS, *mean_interval(weeks / (3 * YEAR)))]


def half_pay(runs: int, seed: int) -> list[Row]:
    """Let half of the pay come for twelve weeks, a contract being in force."""
    arms = []
    for part in (1.0, HALF):
        model = _model("baseline", runs, seed, *HIRED)
        for week in range(BEFORE + UNPAID):
            if part < 1.0 and week >= BEFORE:
                _pay(model, part)
            model.step()
        arms.append(model.state)
    full, half = arms
    effort = [s.most("effort", "contractor")[:, 0] for s in (half, full)]
    return [
        judged(PATROLS, *ratio_interval(half.army_effort[:, 0], full.army_effort[:, 0])),
        judged(CONTRACTORS, *ratio_interval(*effort)),
        judged(MUTINY, *ratio_interval(half.coup_hazard[:, 0], full.coup_hazard[:, 0])),
    ]


def dear_gold(runs: int, seed: int) -> list[Row]:
    """Raise the price of gold by half and count the dead where it is dug."""
    usual = _model("baseline", runs, seed)
    mining = usual.setup.mechanisms["mining"]
    assert isinstance(mining, Mining)
    dear = _model("baseline", runs, seed, f"mechanisms.mining.price={1.5 * mining.price}")
    geography = usual.setup.geography
    gold = (geography.gold_artisanal + geography.gold_industrial) > 0.0
    dead = [_deaths(model, 2 * YEAR)[:, gold].sum(axis=1) for model in (dear, usual)]
    return [judged(PRICE, *ratio_interval(*dead))]


def site(runs: int, seed: int) -> list[Row]:
    """Give jihadists the largest artisanal site of those where they hold something."""
    killed = []
    for taken in (True, False):
        model = _model("baseline", runs, seed)
        s = model.state
        who = s.roster.of("jihadist")[0]
        near = s.row(f"control.{who}")[0] > 0.0
        where = int(np.argmax(model.setup.geography.gold_artisanal * near))
        if taken:
            whole = s.control[:, :, where].sum(axis=1)
            s.control[:, :, where] = 0.0
            s.row(f"control.{who}")[:, where] = whole
        lost = np.zeros((runs, s.heat.shape[1]))
        for _ in range(YEAR):
            model.step()
            lost += s.total("fighters_killed", "army", "contractor")
        lost[:, where] = 0.0
        killed.append(lost.sum(axis=1))
    return [judged(SITE, *ratio_interval(*killed))]


def contract(runs: int, seed: int) -> list[Row]:
    """Compare what else is spent on security with a contract and without one."""
    without = _spending(_model("no-deal", runs, seed))
    cash = _spending(_model("no-deal", runs, seed, *HIRED))
    paid = ("initial.mine_pay_share.wagner=1.0", "initial.mines_share.wagner=0.2")
    mines = _spending(_model("no-deal", runs, seed, *HIRED, *paid))
    return [
        judged(CASH, *ratio_interval(cash, without)),
        judged(MINES, *ratio_interval(mines, without)),
    ]


def _model(name: str, runs: int, seed: int, *settings: str) -> ConflictModel:
    scenario = apply_overrides(load_scenario(name), ["uncertainty=none", *settings])
    return assemble(scenario, seed=seed, runs=range(runs))


def _pay(model: ConflictModel, part: float) -> None:
    """Leave in hand what pays a part of last week's dues, and let nothing come in."""
    budget = model.setup.mechanisms["security_budget"]
    assert isinstance(budget, SecurityBudget)
    empty = replace(budget, taxes=0.0, mine_share=0.0, aid_value=0.0, debt_weeks=0.0)
    parts = {**model.setup.mechanisms, "security_budget": empty}
    model.setup = replace(model.setup, mechanisms=parts)
    s = model.state
    due = empty._dues(s, 1.0)
    s.treasury[:] = part * (due["wages"] + due["others"] + due["cash"])


def _deaths(model: ConflictModel, weeks: int) -> Array:
    dead = np.zeros(model.state.heat.shape)
    for _ in range(weeks):
        model.step()
        dead += model.state.battle_deaths.sum(axis=1) + model.state.civilians_killed.sum(axis=1)
    return dead


def _spending(model: ConflictModel) -> Array:
    """Return what soldiers, suppliers and others get in years 2 and 3: (replicates,)."""
    s, total = model.state, np.zeros(model.state.replicates)
    for week in range(3 * YEAR):
        model.step()
        if week >= YEAR:
            total += (s.wages_paid + s.supplies_paid + s.others_paid)[:, 0]
    return total


CHECKS = (
    of_runs(arrears, ARREARS),
    of_runs(half_pay, PATROLS, CONTRACTORS, MUTINY),
    of_runs(dear_gold, PRICE),
    of_runs(site, SITE),
    of_runs(contract, CASH, MINES),
)
