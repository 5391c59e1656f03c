"""The indicators: each with its unit, definition and what it is not; none hidden in a composite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import UsageError, did_you_mean

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Indicator:
    """One measured outcome.

    ``summary`` says how a run's weekly series becomes one number: ``end``, ``total``, ``mean`` or
    ``peak``. ``good`` is +1 if more is better for people, -1 if worse, 0 if it depends.
    """

    name: str
    label: str
    unit: str
    summary: str
    good: int
    definition: str
    group: int


def _i(
    group: int, name: str, label: str, unit: str, summary: str, good: int, definition: str
) -> Indicator:
    return Indicator(name, label, unit, summary, good, definition, group)


GROUPS = {
    1: "State control",
    2: "Fragmentation",
    3: "Battle deaths",
    4: "Civilians killed",
    5: "Ruthlessness",
    6: "Jihadist strength",
    7: "Displacement",
    8: "Regime",
    9: "The 2015 accord",
    10: "Opinion",
    11: "Dependence",
}

_ALL = (
    _i(
        1,
        "state_control_share",
        "State control",
        "share of people",
        "end",
        1,
        "People weighted by the state's share of control of their cercle",
    ),
    _i(
        1,
        "jihadist_control_share",
        "Jihadist control",
        "share of people",
        "end",
        -1,
        "People weighted by JNIM's and ISGS's share of control of their cercle",
    ),
    _i(
        1,
        "army_posts",
        "Army posts",
        "posts",
        "end",
        0,
        "Posts that the army holds, in all cercles",
    ),
    _i(
        1,
        "army_morale",
        "Morale of the army",
        "share",
        "end",
        0,
        "The army's will to fight, worn by losses, coups and capitals that fall",
    ),
    _i(
        1,
        "army_effort",
        "Effort of the army",
        "share",
        "end",
        0,
        "What pay and supplies let the army do against what it could",
    ),
    _i(
        1,
        "wage_arrears",
        "Pay owed to soldiers",
        "million USD",
        "end",
        -1,
        "What the treasury owes soldiers, police and guards",
    ),
    _i(
        1,
        "towns_blockaded",
        "Towns under blockade",
        "towns",
        "end",
        -1,
        "Cercles whose town is cut off by jihadists",
    ),
    _i(
        2,
        "fragmentation",
        "Fragmentation of the north",
        "effective controllers",
        "end",
        -1,
        "1 / sum of squared control shares among people of the north; 1 is one ruler",
    ),
    _i(
        2,
        "azawad_control_share",
        "Azawad under the CMA",
        "share of northern people",
        "end",
        0,
        "People of the four northern regions weighted by the CMA's share of control",
    ),
    _i(
        3,
        "battle_deaths",
        "Battle deaths",
        "deaths",
        "total",
        -1,
        "Deaths in clashes between armed parties, all dyads",
    ),
    _i(
        3,
        "state_based_deaths",
        "State-based battle deaths",
        "deaths",
        "total",
        -1,
        "Battle deaths with the state on one side (UCDP's state-based type)",
    ),
    _i(
        3,
        "non_state_deaths",
        "Non-state battle deaths",
        "deaths",
        "total",
        -1,
        "Battle deaths between armed groups without the state",
    ),
    _i(
        3,
        "cma_state_deaths",
        "Deaths between state and CMA",
        "deaths",
        "total",
        -1,
        "Battle deaths in the dyad of state and CMA",
    ),
    _i(
        3, "total_deaths", "All deaths", "deaths", "total", -1, "Battle deaths and civilians killed"
    ),
    _i(
        4,
        "one_sided_deaths",
        "Civilians killed",
        "deaths",
        "total",
        -1,
        "Civilians killed by any armed party, whether meant or not",
    ),
    _i(
        4,
        "one_sided_state",
        "Civilians killed by the state side",
        "deaths",
        "total",
        -1,
        "By army, Wagner and French forces",
    ),
    _i(
        4,
        "one_sided_jihadist",
        "Civilians killed by jihadists",
        "deaths",
        "total",
        -1,
        "By JNIM and ISGS",
    ),
    _i(
        4,
        "one_sided_militia",
        "Civilians killed by militias",
        "deaths",
        "total",
        -1,
        "By self-defence militias",
    ),
    _i(
        4,
        "one_sided_cma",
        "Civilians killed by CMA and Platform",
        "deaths",
        "total",
        -1,
        "By the armed groups that signed the 2015 accord",
    ),
    _i(
        5,
        "ruthlessness_ratio",
        "Ruthlessness ratio",
        "share",
        "end",
        -1,
        "Civilians among all whom the state side killed in the last 52 weeks; it falls too when more "
        "fighters are killed, as in a war with the CMA, however many civilians die",
    ),
    _i(6, "jnim_fighters", "JNIM fighters", "people", "end", -1, "Fighters in Mali"),
    _i(6, "isgs_fighters", "ISGS fighters", "people", "end", -1, "Fighters in Mali"),
    _i(
        6,
        "jihadist_recruits",
        "Jihadist recruits",
        "people",
        "total",
        -1,
        "People who joined JNIM or ISGS for a trigger, a living or kin",
    ),
    _i(7, "displaced", "Displaced inside Mali", "people", "end", -1, "Stock of displaced people"),
    _i(7, "refugees", "Refugees abroad", "people", "end", -1, "Stock of refugees from Mali"),
    _i(
        8,
        "coup_hazard",
        "Coup hazard",
        "probability a year",
        "end",
        -1,
        "Probability that officers attempt a coup within a year",
    ),
    _i(
        8,
        "junta_in_power",
        "Junta in power",
        "share of runs",
        "end",
        0,
        "1 while the junta of November 2021 rules",
    ),
    _i(
        8,
        "entrenchment",
        "Entrenchment",
        "index 0-1",
        "end",
        0,
        "Mean of counterbalance, foreign guard and delay of elections",
    ),
    _i(
        9,
        "accord_health",
        "Health of the accord",
        "index 0-1",
        "end",
        1,
        "Mean of compliance, implementation and trust while the accord is in force",
    ),
    _i(
        9,
        "cma_war",
        "War between state and CMA",
        "share of weeks",
        "mean",
        -1,
        "Weeks in which the 2015 accord is broken",
    ),
    _i(
        9,
        "war_weeks",
        "Weeks of open war in the north",
        "weeks",
        "end",
        -1,
        "Weeks with the accord broken, no ceasefire with the CMA, and the war not asleep",
    ),
    _i(
        9,
        "under_ceasefire",
        "Foes of the state under a ceasefire",
        "share",
        "mean",
        1,
        "Share of those at war with the state with whom a ceasefire holds",
    ),
    _i(
        10,
        "approval_junta",
        "Approval of the junta",
        "share of people",
        "end",
        0,
        "Mean over regions; what people think, not what a poll under censorship would show",
    ),
    _i(
        10,
        "net_russia_france",
        "Russia minus France",
        "net share",
        "end",
        0,
        "Approval of Russia less approval of France",
    ),
    _i(
        10,
        "polarisation",
        "Polarisation",
        "index 0-1",
        "end",
        -1,
        "Twice the spread of approval of the junta between regions",
    ),
    _i(
        11,
        "foreign_dependence",
        "Foreign share of force",
        "share",
        "end",
        0,
        "Foreign men among all on the state side",
    ),
    _i(11, "wagner_men", "Wagner's men", "people", "end", 0, "Men in Mali"),
    _i(11, "french_troops", "French troops", "people", "end", 0, "Men in Mali, Takuba included"),
    _i(
        11,
        "russian_influence",
        "Russia's influence",
        "index 0-1",
        "end",
        0,
        "Follows men on the ground and favour",
    ),
    _i(
        11,
        "spillover",
        "Pressure on neighbours",
        "index 0-1",
        "end",
        -1,
        "Jihadist strength near the borders with Burkina Faso and Niger",
    ),
    _i(
        11,
        "stability",
        "Stability index",
        "0-100",
        "end",
        1,
        "Weighted mean of five components; the weights are shown and may be changed",
    ),
)

INDICATORS: dict[str, Indicator] = {i.name: i for i in _ALL}

STABILITY_WEIGHTS: dict[str, float] = {
    "control": 0.25,
    "peace": 0.25,
    "homes": 0.15,
    "accord": 0.20,
    "regime": 0.15,
}
DEADLY_WEEK = 50.0  # deaths a week at which the peace component has fallen to one half
UPROOTED = 500_000.0  # displaced people at which the homes component has fallen to one half


def stability_components(series: Mapping[str, Array]) -> dict[str, Array]:
    """Return the five components of the stability index, each 0-1, shaped like the series."""
    calm = _trailing_mean(series["total_deaths"], 13)
    return {
        "control": series["state_control_share"],
        "peace": DEADLY_WEEK / (DEADLY_WEEK + calm),
        "homes": UPROOTED / (UPROOTED + series["displaced"]),
        "accord": series["accord_health"],
        "regime": 1.0 - series["coup_hazard"],
    }


def stability(series: Mapping[str, Array], weights: Mapping[str, float] | None = None) -> Array:
    """Return the stability index, 0-100, with published or own weights (scaled to sum to 1)."""
    chosen = weights or STABILITY_WEIGHTS
    components = stability_components(series)
    total = sum(chosen.values())
    index = sum(weight / total * components[name] for name, weight in chosen.items())
    return np.asarray(100.0 * index)


def ruthlessness_ratio(series: Mapping[str, Array], weeks: int = 52) -> Array:
    """Return civilians among all killed by the state side in the trailing weeks, 0-1."""
    civilians = _trailing_sum(series["one_sided_state"], weeks)
    enemies = _trailing_sum(series["killed_by_state_side"], weeks)
    return np.asarray(civilians / np.maximum(civilians + enemies, 1.0))


def completed(series: Mapping[str, Array]) -> dict[str, Array]:
    """Return the series with the two derived indicators added."""
    full = dict(series)
    full["ruthlessness_ratio"] = ruthlessness_ratio(full)
    full["stability"] = stability(full)
    return full


def indicator(name: str) -> Indicator:
    """Return an indicator by name.

    Raises
    ------
    UsageError
        If there is none; near names are suggested.
    """
    if name not in INDICATORS:
        raise UsageError(f"no indicator '{name}': {did_you_mean(name, INDICATORS)}")
    return INDICATORS[name]


def one_number(name: str, values: Array) -> Array:
    """Return each run's summary of an indicator, (runs,), by its published rule."""
    rule = INDICATORS[name].summary
    if rule == "total":
        return np.asarray(values[:, 1:].sum(axis=1))
    if rule == "mean":
        return np.asarray(values[:, 1:].mean(axis=1))
    return np.asarray(values[:, -1])


def ucdp_class(battle_deaths: Array) -> NDArray[np.intp]:
    """Return the worst 52 weeks' class: 0 none, 1 minor (25 deaths), 2 war (1,000 deaths)."""
    worst = _trailing_sum(battle_deaths, 52).max(axis=1)
    return np.asarray((worst >= 25).astype(np.intp) + (worst >= 1000))


def _trailing_sum(values: Array, weeks: int) -> Array:
    total = np.cumsum(values, axis=1)
    before = np.zeros_like(total)
    before[:, weeks:] = total[:, :-weeks] if weeks < total.shape[1] else 0.0
    return np.asarray(total - before)


def _trailing_mean(values: Array, weeks: int) -> Array:
    """Mean of the last weeks; the first value, which no week produced, is left out."""
    filled = np.concatenate([values[:, 1:2], values[:, 1:]], axis=1)
    count = np.minimum(np.arange(1, filled.shape[1] + 1), weeks)
    return np.asarray(_trailing_sum(filled, weeks) / count)
