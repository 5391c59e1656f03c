"""Laws of decisions: clocks, bursts, waiting, what is expected, who answers whom (LL1-LL5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.state import Array
from sahelsim.study.audit.check import check
from sahelsim.study.audit.hands import press
from sahelsim.study.audit.law import LEVEL, UNKNOWN, Estimate, Law, Row, bootstrapped, judged
from sahelsim.study.audit.lives import (
    BATCH,
    HORIZON,
    SIGNED,
    Lives,
    Size,
    live,
    lived,
    model_of,
    story,
)
from sahelsim.study.audit.parts import SPREAD, Tally, expectations

READ = (24, 48, 96)
USUAL = 4  # weeks between two looks
FIRST = 4  # weeks of the burst
HALF_YEAR = 26
FEW = 10  # first acts of all runs, below which no hazard is read
CLOCK = Law(
    "LL1",
    "largest difference in the chance of a contract, a broken accord or a coup between looking every 4 weeks and every 1, 2, 8 or 12",
    -0.05,
    0.05,
    "D",
    "Arcidiacono et al. 2016 (form)",
    kind="binding",
)
BURST = Law(
    "LL2a",
    "hazard of first acts in weeks 1-4 over their later hazard, among runs still at risk",
    0.0,
    2.0,
    "D",
    "Dixit & Pindyck 1994; ours",
)
BURST_GROUND = Law(
    "LL2b",
    "changes of control a week in weeks 1-4 over those of later weeks",
    0.0,
    2.0,
    "D",
    "Dixit & Pindyck 1994; ours",
)
WAITING = Law(
    "LL3",
    "per cent by which the regime signs later when its doubt is doubled",
    10.0,
    100.0,
    "D",
    "Dixit & Pindyck 1994",
    nothing=0.0,
)
SLOPE = Law(
    "LL4a", "slope of realised on expected changes, over actions and incentives", 0.5, 1.5, "D",
    "ours", nothing=0.0,
)  # fmt: skip
FIT = Law(
    "LL4b", "correlation of realised with expected changes, over actions and incentives", 0.3, 1.0,
    "D", "ours", nothing=0.0,
)  # fmt: skip


def outcomes(series: Mapping[str, Array], week: int) -> Array:
    """Return contract, broken accord and coup by a week, (runs, 3)."""
    until = slice(0, week + 1)
    contract = series["contract"][:, until].max(axis=1) > 0.5
    broken = series["accord_in_force"][:, until].min(axis=1) < 0.5
    coup = series["coups"][:, week] > 0.5
    return np.stack([contract, broken, coup], axis=1).astype(float)


@check(CLOCK)
def clock(lives: Lives, size: Size) -> Iterator[Row]:
    """Look at the facts at other intervals and ask whether outcomes come as often."""
    runs, last = size.rare, READ[-1]
    usual = lived("baseline", runs, size.seed, last, settings=(f"review={USUAL}",))
    worst, name, asked = UNKNOWN, "", 3 * len(READ) * len(size.clocks)
    for weeks in size.clocks:
        other = lived("baseline", runs, size.seed, last, settings=(f"review={weeks}",))
        for week in READ:
            difference = outcomes(other, week) - outcomes(usual, week)
            for k, what in enumerate(("contract", "broken accord", "coup")):
                found = share_difference(difference[:, k], asked)
                if not np.isfinite(worst[0]) or abs(found[0]) > abs(worst[0]):
                    worst, name = found, f"{what} by week {week}, looking every {weeks}"
    yield judged(CLOCK, *worst, why=f"{name}; {runs} runs")


def share_difference(difference: Array, asked: int = 1) -> Estimate:
    """Return a mean of paired differences of shares with its 90 % interval, wider if many are asked.

    Where no run differs the interval is the rule of three's.

    Examples
    --------
    >>> [round(x, 3) for x in share_difference(np.zeros(100))]
    [0.0, -0.023, 0.023]
    """
    n, tail = len(difference), (1.0 - LEVEL) / 2.0 / asked
    mean = float(difference.mean())
    error = float(difference.std(ddof=1)) / np.sqrt(n)
    half = max(-float(ndtri(tail)) * error, (-np.log(2.0 * tail)) / n)
    return mean, float(mean - half), float(mean + half)


@check(BURST, BURST_GROUND)
def burst(lives: Lives, size: Size) -> Iterator[Row]:
    """Compare the first four weeks with the rest of two years."""
    weeks, early, late, risk = 104, [], [], []
    moves = []
    for first in range(0, size.runs, BATCH):
        model = model_of("baseline", range(first, min(first + BATCH, size.runs)), size.seed)
        control = [model.state.control.copy()]
        for _ in range(weeks):
            model.step()
            control.append(model.state.control.copy())
        one, two, at_risk = first_acts(model, weeks)
        early.append(one)
        late.append(two)
        risk.append(at_risk)
        moves.append(changes_of_control(control))
        release(model)
    yield judged(BURST, *hazard_ratio(*(np.concatenate(x, axis=1) for x in (early, late, risk))))
    moved = np.concatenate(moves)
    first_weeks, later = moved[:, :FIRST].mean(axis=1), moved[:, FIRST:].mean(axis=1)
    yield judged(
        BURST_GROUND,
        *bootstrapped(
            lambda k: (
                float(first_weeks[k].mean() / later[k].mean()) if later[k].any() else float("nan")
            ),
            len(moved),
        ),
    )


def changes_of_control(control: Sequence[Array]) -> Array:
    """Return in how many cercles some party's share jumped each week, (runs, weeks)."""
    return np.stack(
        [
            (np.abs(after - before) > 0.1).any(axis=1).sum(axis=1)
            for before, after in pairwise(control)
        ],
        axis=1,
    ).astype(float)


def first_acts(model: ConflictModel, weeks: int) -> tuple[Array, Array, Array]:
    """Return for every act whether it first came early or late, and weeks at risk after: (acts, runs)."""
    runs = model.state.replicates
    when: dict[tuple[str, str], Array] = {}
    for decision in model.decisions:
        menu, choice = decision.menu, decision.choice
        for k, action in enumerate(menu.actions):
            if menu.acts[k]:
                known = when.setdefault((menu.actor, action), np.full(runs, np.inf))
                done = choice.taken & (choice.chosen == k)
                known[done] = np.minimum(known[done], menu.week)
    table = np.stack(list(when.values()))
    early, late = table < FIRST, np.isfinite(table) & (table >= FIRST)
    left = np.clip(np.minimum(table, weeks) - FIRST, 0.0, None)
    return early.astype(float), late.astype(float), left


def hazard_ratio(early: Array, late: Array, left: Array) -> Estimate:
    """Return the pooled hazard of the first weeks over the later one, with its interval over runs."""
    told = (early + late).sum(axis=1) > 0.0
    if (early + late).sum() < FEW:
        return UNKNOWN
    early, late, left = (x[told].sum(axis=0) for x in (early, late, left))
    at_first = FIRST * int(told.sum())

    def ratio(k: np.ndarray) -> float:
        later = late[k].sum() / left[k].sum()
        return float(early[k].sum() / (at_first * len(k)) / later) if later > 0.0 else float("nan")

    return bootstrapped(ratio, early.shape[0])


@check(WAITING)
def waiting(lives: Lives, size: Size) -> Iterator[Row]:
    """Double the regime's doubt and see when it signs: mean weeks without a contract."""
    (regime,) = story("baseline").roster.of("regime")
    usual = lives.of("baseline", size.runs, HORIZON)
    name = f"actors.{story('baseline').roster.card(regime).name}.believes.doubt=2"
    doubting = lived("baseline", size.runs, size.seed, HORIZON, settings=(name,))
    one, two = ((s["contract"] < 0.5).cumprod(axis=1).sum(axis=1) for s in (usual, doubting))
    change = bootstrapped(lambda k: 100.0 * (two[k].mean() / one[k].mean() - 1.0), len(one))
    yield judged(WAITING, *change, why="mean weeks up to the first contract, 156 at most")


REACTIONS = {
    "junta": ("france", "cma", "platform", "jnim", "wagner"),
    "wagner": ("jnim", "isgs", "cma"),
    "france": ("junta", "jnim", "isgs"),
    "jnim": ("isgs", "junta", "france", "wagner"),
    "isgs": ("jnim",),
    "cma": ("junta", "platform", "jnim"),
}
EXTREMES = {
    "junta": (("restrain_forces", "implement_accord"), ("unleash_forces", "sign_contract")),
    "wagner": (("guard_regime",), ("joint_sweeps",)),
    "france": (("leave",), ("escalate",)),
    "jnim": (("lie_low",), ("attack_army",)),
    "isgs": (("lie_low",), ("expand_isgs",)),
    "cma": (("honour_accord",), ("arm_and_unite",)),
}
REACTION = {
    (who, other): Law(
        f"LL5.{who}.{other}",
        f"how far {other}'s mix of actions differs between the extreme choices of {who}, over 26 weeks",
        0.10,
        1.0,
        "D",
        "ours",
    )
    for who, others in REACTIONS.items()
    for other in others
}


@check(*REACTION.values())
def reaction(lives: Lives, size: Size) -> Iterator[Row]:
    """Force an actor to either extreme and compare what the others do; chance alone is taken off."""
    scenario = story(SIGNED)
    for who, others in REACTIONS.items():
        arms = [_mixes(who, pole, size) for pole in EXTREMES[who]]
        for other in others:
            if other in scenario.cards and arms[0].get(other):
                value, low, high = distance(arms[0][other], arms[1][other])
                yield judged(REACTION[who, other], value, low, high)


def _mixes(who: str, pole: Sequence[str], size: Size) -> dict[str, dict[str, Array]]:
    """Return what each actor held or did, (runs, weeks, actions) by decision, under one pole."""
    name = "baseline" if who == "junta" else SIGNED
    model = model_of(name, min(size.runs, BATCH), size.seed)
    for action in pole:
        press(model, who, action, np.ones(model.state.replicates, dtype=bool))
    live(model, HALF_YEAR)
    found: dict[str, dict[str, list[Array]]] = {}
    for d in model.decisions:
        taken = (d.choice.chosen[:, None] == np.arange(len(d.menu.actions))) & d.menu.allowed
        found.setdefault(d.menu.actor, {}).setdefault(d.menu.decision, []).append(taken)
    release(model)
    return {
        a: {k: np.stack(v, axis=1).mean(axis=1) for k, v in by.items()} for a, by in found.items()
    }


def distance(one: Mapping[str, Array], two: Mapping[str, Array]) -> Estimate:
    """Return the largest total-variation distance over decisions, with its interval over runs.

    Each table is (runs, actions): how often a run took each. Runs are paired; a distance that is no
    larger than one in twenty of those with arms swapped at random has a lower end of 0.
    """
    best = (0.0, 0.0, 0.0)
    for decision, table in one.items():
        other = two.get(decision)
        if other is None or other.shape != table.shape:
            continue
        apart = table - other
        value, low, high = bootstrapped(_apart(apart), len(apart))
        if value >= best[0]:
            best = (value, low if value > _by_chance(apart) else 0.0, high)
    return best


def _apart(apart: Array) -> Callable[[NDArray[np.intp]], float]:
    """Return the total-variation distance of some runs' mean mixes."""
    return lambda k: float(0.5 * np.abs(apart[k].mean(axis=0)).sum())


def _by_chance(apart: Array, draws: int = 400) -> float:
    """Return the 95th percentile of the distance if the two arms of each run were swapped at random."""
    chance = np.random.default_rng(0)
    swaps = chance.choice([-1.0, 1.0], (draws, len(apart)))
    return float(np.quantile(0.5 * np.abs(swaps @ apart / len(apart)).sum(axis=1), 0.95))


def calibration(tallies: Sequence[Tally]) -> Iterator[Row]:
    """Yield LL4 from the actions that were forced and barred: realised against expected."""
    pairs = [pair for tally in tallies if tally.part.kind == "action" for pair in told(tally)]
    if len(pairs) < 3:
        for law in (SLOPE, FIT):
            yield judged(law, *UNKNOWN, why="too few actions were open")
        return
    table = np.array(pairs)

    def slope(k: np.ndarray) -> float:
        x, y = table[k, 0], table[k, 1]
        spread = float(((x - x.mean()) ** 2).sum())
        return float(((x - x.mean()) * (y - y.mean())).sum()) / spread if spread else float("nan")

    def fit(k: np.ndarray) -> float:
        x, y = table[k, 0], table[k, 1]
        return float(np.corrcoef(x, y)[0, 1]) if x.std() and y.std() else float("nan")

    why = f"{len(pairs)} pairs of action and incentive; realised on the scales of the table"
    for law, measure in ((SLOPE, slope), (FIT, fit)):
        yield judged(law, *bootstrapped(measure, len(table)), why=why)


def told(tally: Tally) -> list[tuple[float, float]]:
    """Return expected and mean realised change of each incentive that says something."""
    return [
        (expected, float(gained.mean()))
        for expected, gained in expectations(tally).values()
        if abs(expected) >= SPREAD and len(gained)
    ]


CHECKS = (clock, burst, waiting, reaction)
