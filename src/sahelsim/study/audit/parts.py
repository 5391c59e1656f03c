"""What each mechanism, switch, incentive and action moves, in standard deviations of chance.

Two arms of the same runs are compared on every indicator but the part's own: those made of the very
variables that it books. A part *moves* the model if, for some indicator, the lower bound of the
effect lies above a tenth of a standard deviation, with Holm's correction for how many were asked;
it is *inert* if the upper bound lies below that on every one, or if nothing differs at all; else it
is *undecided*, and more pairs are due.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.model import parts as shelf
from sahelsim.model.action import Aimed, aimed
from sahelsim.model.parts import load_class
from sahelsim.model.state import Array
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario import Scenario
from sahelsim.study.audit.arms import Arm, Part, Seen
from sahelsim.study.audit.law import LEVEL, UNKNOWN, Row, Verdict, mean_interval

SMALL = 0.1  # standard deviations of chance: an effect below it is none
FEWEST = 8  # pairs in which an action was open, below which nothing is said
FREE = Arm("free")
SPREAD = 0.02  # of an expectation that says something
SHOWN = 3  # indicators that a row names

MADE_OF: dict[str, tuple[str, ...]] = {
    "state_control_share": ("control",),
    "jihadist_control_share": ("control",),
    "azawad_control_share": ("control",),
    "fragmentation": ("control",),
    "army_posts": ("posts",),
    "army_morale": ("morale",),
    "towns_blockaded": ("blockade",),
    "army_effort": ("army_effort",),
    "wage_arrears": ("wage_arrears",),
    "war_weeks": ("war_weeks",),
    "under_ceasefire": ("ceasefire",),
    "battle_deaths": ("battle_deaths",),
    "state_based_deaths": ("battle_deaths",),
    "non_state_deaths": ("battle_deaths",),
    "cma_state_deaths": ("battle_deaths",),
    "total_deaths": ("battle_deaths", "civilians_killed"),
    "one_sided_deaths": ("civilians_killed",),
    "one_sided_state": ("civilians_killed",),
    "one_sided_jihadist": ("civilians_killed",),
    "one_sided_militia": ("civilians_killed",),
    "one_sided_cma": ("civilians_killed",),
    "ruthlessness_ratio": ("civilians_killed", "enemies_killed"),
    "jnim_fighters": ("fighters.jnim",),
    "isgs_fighters": ("fighters.isgs",),
    "jihadist_recruits": ("recruits_trigger", "recruits_livelihood", "recruits_kin"),
    "displaced": ("displaced",),
    "refugees": ("refugees",),
    "coup_hazard": ("coup_hazard",),
    "junta_in_power": ("junta_in_power",),
    "entrenchment": ("counterbalance", "guard_share", "election_delay"),
    "accord_health": ("compliance", "implementation", "accord_trust", "accord_in_force"),
    "cma_war": ("accord_in_force",),
    "approval_junta": ("approval_junta",),
    "net_russia_france": ("approval_france", "approval_russia"),
    "polarisation": ("approval_junta",),
    "foreign_dependence": ("fighters.wagner", "fighters.france"),
    "wagner_men": ("fighters.wagner",),
    "french_troops": ("fighters.france",),
    "russian_influence": ("influence",),
    "spillover": ("spillover",),
    "stability": (
        "control",
        "battle_deaths",
        "civilians_killed",
        "displaced",
        "compliance",
        "implementation",
        "accord_trust",
        "accord_in_force",
        "coup_hazard",
    ),
}


@dataclass(frozen=True)
class Effect:
    """What a part does to one indicator: paired differences in standard deviations of chance."""

    indicator: str
    differences: Array

    @property
    def mean(self) -> float:
        """Mean difference."""
        return float(self.differences.mean())

    @property
    def error(self) -> float:
        """Its standard error."""
        n = len(self.differences)
        return float(self.differences.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf

    @property
    def half(self) -> float:
        """Half of the 90 % interval's width."""
        n = len(self.differences)
        return float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * self.error if n > 1 else math.inf

    @property
    def chance(self) -> float:
        """Probability of so large a difference if the effect were as small as counts for none."""
        n, above = len(self.differences), abs(self.mean) - SMALL
        if n < 2 or above <= 0.0:
            return 1.0
        return float(stdtr(n - 1, -above / self.error)) if self.error > 0.0 else 0.0


def verdict_of(effects: Sequence[Effect]) -> tuple[Verdict, list[Effect]]:
    """Return whether a part moves anything, and the effects that are shown, the largest first.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> loud, quiet = (Effect(n, m + 0.1 * rng.normal(size=50)) for n, m in (("a", 1), ("b", 0)))
    >>> verdict_of([loud, quiet])[0], verdict_of([quiet])[0]
    ('moves', 'inert')
    >>> verdict_of([Effect("a", 5 * rng.normal(size=50))])[0]
    'undecided'
    """
    level, left = (1.0 - LEVEL) / 2.0, len(effects)
    shown: list[Effect] = []
    for effect in sorted(effects, key=lambda e: e.chance):  # Holm: step down, stop at the first
        if effect.chance * left > level:
            break
        shown.append(effect)
        left -= 1
    if shown:
        return "moves", sorted(shown, key=lambda e: -abs(e.mean))
    nothing = all(not e.differences.any() for e in effects)
    small = all(abs(e.mean) + e.half < SMALL for e in effects)
    return ("inert" if nothing or small else "undecided"), []


def of_itself(indicator: str, own: frozenset[str]) -> bool:
    """Tell whether an indicator is made of a variable, or a row of one, that a part books.

    Examples
    --------
    >>> of_itself("coup_hazard", frozenset({"coup_hazard"})), of_itself("spillover", frozenset())
    (True, False)
    >>> of_itself("jnim_fighters", frozenset({"fighters.isgs"}))
    False
    """
    return any(
        key == made or key.startswith(f"{made}.") or made.startswith(f"{key}.")
        for made in MADE_OF[indicator]
        for key in own
    )


def catalogue(scenario: Scenario) -> Iterator[Part]:
    """Yield every mechanism, switch, incentive and action of a scenario, and how it is tried."""
    for name in shelf.names("mechanisms"):
        if name not in scenario.cut:
            yield Part("mechanism", name, ((FREE, Arm("cut", name)),))
    for name, switch in SWITCHES.items():
        others = [o for o in switch.options if o != scenario.switches[name]]
        arms = tuple((FREE, Arm("set", f"switches.{name}", switch.code(o))) for o in others)
        yield Part("switch", name, arms)
    for actor, card in scenario.cards.items():
        if card.can:
            for incentive, number in card.incentives.items():
                dotted = f"actors.{actor}.incentives.{incentive}"
                pair = (Arm("set", dotted, number.low), Arm("set", dotted, number.high))
                yield Part("incentive", f"{actor}.{incentive}", (pair,))
    for actor in scenario.roster.deciding:
        yield from _actions(scenario, actor)


def _actions(scenario: Scenario, actor: str) -> Iterator[Part]:
    """Yield an actor's actions; its usual posture, against which others are measured, is left out."""
    for menu in menus(scenario, actor).values():
        usual = next((n for n, once in menu.items() if not once), next(iter(menu)))
        for name in menu:
            if name != usual and not _everywhere(name):
                deed = f"{actor}:{name}"
                yield Part("action", deed, ((Arm("barred", deed), Arm("forced", deed)),))


def _everywhere(action: str) -> bool:
    return bool(load_class("actions", action).decision == "*")


def menus(scenario: Scenario, actor: str) -> dict[str, dict[str, bool]]:
    """Return what an actor chooses from, by decision: each action's name, and whether it is an act."""
    barred, found = scenario.cannot.get(actor, ()), dict[str, Aimed]()
    for name in scenario.cards[actor].can:
        if name not in barred:
            found |= aimed(name, load_class("actions", name)(), scenario.roster, actor)
    own = {n: one for n, one in found.items() if n not in barred}
    decisions = {one.action.decision for one in own.values()} - {"*"}
    return {
        d: {n: one.action.once for n, one in own.items() if one.action.decision in (d, "*")}
        for d in sorted(decisions)
    }


@dataclass
class Tally:
    """What has been seen of one part so far, over all rounds of pairs."""

    part: Part
    seen: list[Seen]

    @property
    def pairs(self) -> int:
        """Pairs lived so far."""
        return sum(seen.open.shape[1] for seen in self.seen)

    @property
    def opened(self) -> int:
        """Pairs in which the part could act."""
        return int(self._open(self.part.pairs[0]).sum())

    def effects(self) -> list[Effect]:
        """Return the effect on every indicator that is not the part's own, worst pair of arms each."""
        own = frozenset().union(*(seen.own.get(self._ledger, frozenset()) for seen in self.seen))
        names = [n for n in INDICATORS if not of_itself(n, own)]
        return [e for pair in self.part.pairs for n in names if (e := self._effect(pair, n))]

    @property
    def _ledger(self) -> str:
        """How the ledger calls it; switches and incentives book nothing."""
        return self.part.name if self.part.kind in ("mechanism", "action") else ""

    def _open(self, pair: tuple[Arm, Arm]) -> Array:
        return np.concatenate([s.open[s.arms.index(pair[1])] for s in self.seen])

    def _effect(self, pair: tuple[Arm, Arm], name: str) -> Effect | None:
        one, two = (
            np.concatenate([s.indicators[name][s.arms.index(arm)] for s in self.seen])
            for arm in pair
        )
        free = np.concatenate([s.indicators[name][s.arms.index(FREE)] for s in self.seen])
        counted = self._open(pair)
        difference = (two - one)[counted]
        chance = float(free.std(ddof=1)) or float(np.concatenate([one, two]).std(ddof=1))
        if not len(difference):
            return None
        return Effect(name, difference / chance if chance > 0.0 else np.zeros_like(difference))


def row_of(tally: Tally) -> Row:
    """Return a part's row: its largest effect, the verdict, and what it moves."""
    part, most = tally.part, (-SMALL, SMALL)
    what = f"{part.kind} {part.name}: {TRIED[part.kind]}"
    where = f"{tally.pairs} pairs" + ("" if part.story == "baseline" else f" of {part.story}")
    if tally.opened < min(FEWEST, tally.pairs):
        told = f"open in {tally.opened} of {where}: too few to say"
        return Row(
            part.id, what, *UNKNOWN, most, "D", "not tried", topic="parts", source=OURS, why=told
        )
    effects = tally.effects()
    verdict, shown = verdict_of(effects)
    named = shown or sorted(effects, key=lambda e: -abs(e.mean))
    first = named[0]
    if part.kind == "action":
        where = f"{where}, open in {tally.opened}"
    told = (
        f"{_listed(named[:SHOWN])} ({where})" if first.differences.any() else f"nothing ({where})"
    )
    more = len(shown) - SHOWN
    told += f"; {more} more" if more > 0 else ""
    bounds = (first.mean, first.mean - first.half, first.mean + first.half)
    return Row(part.id, what, *bounds, most, "D", verdict, topic="parts", source=OURS, why=told)


OURS = "ours: upper bound on every indicator below a tenth of chance's standard deviation is inert"
TRIED = {
    "mechanism": "left out against left in",
    "switch": "its other answers against the usual one",
    "incentive": "the highest weight against the lowest",
    "action": "taken wherever it is open against never taken",
}


def _listed(effects: Sequence[Effect]) -> str:
    return ", ".join(f"{e.indicator} {e.mean:+.2f} SD" for e in effects)


def rows_expected(tallies: Sequence[Tally]) -> Iterator[Row]:
    """Yield expected beside realised for every action and incentive that both speak of."""
    for tally in tallies:
        if tally.part.kind == "action" and tally.opened >= FEWEST:
            for incentive, (expected, _) in expectations(tally).items():
                if abs(expected) >= SPREAD:
                    yield _expected(tally, incentive)


def expectations(tally: Tally) -> dict[str, tuple[float, Array]]:
    """Return by incentive what was expected on average, and the realised differences of each run."""
    (pair,) = tally.part.pairs
    found: dict[str, tuple[float, Array]] = {}
    names = {
        i
        for s in tally.seen
        for k, i in s.expected
        if s.arms[k] == pair[1] and (k, i) in s.realised
    }
    for incentive in sorted(names):
        expected, gained = [], []
        for s in tally.seen:
            barred, forced = (s.arms.index(arm) for arm in pair)
            counted = s.open[forced]
            if (forced, incentive) in s.expected and counted.any():
                expected.append(s.expected[forced, incentive][counted])
                before, after = s.realised[barred, incentive], s.realised[forced, incentive]
                gained.append((after - before)[counted])
        if expected:
            found[incentive] = float(np.concatenate(expected).mean()), np.concatenate(gained)
    return found


def _expected(tally: Tally, incentive: str) -> Row:
    expected, gained = expectations(tally)[incentive]
    actor, _, action = tally.part.name.partition(":")
    value, low, high = mean_interval(gained)
    verdict: Verdict = "undecided"
    if low > 0.0 or high < 0.0:
        verdict = "agrees" if (value > 0.0) == (expected > 0.0) else "contradicts"
    what = f"{actor} expects {expected:+.2f} of {incentive} from {action}; it gets"
    side = (0.0, math.inf) if expected > 0.0 else (-math.inf, 0.0)
    return Row(
        f"expected.{actor}.{action}.{incentive}",
        what,
        value,
        low,
        high,
        side,
        "D",
        verdict,
        topic="expected",
        source="ours: the sign of what is expected",
        why=f"{len(gained)} pairs, horizon of the parts",
    )


def needed(parts: Sequence[Part]) -> list[Arm]:
    """Return the arms that some parts need, the free one first, each once."""
    arms = [FREE, *(arm for part in parts for pair in part.pairs for arm in pair)]
    return list(dict.fromkeys(arms))


def opened_in(shares: Mapping[str, float]) -> str:
    """Return the story in which an action is open in most runs; the first of equals."""
    return max(shares, key=lambda name: shares[name])
