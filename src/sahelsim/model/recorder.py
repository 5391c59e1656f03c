"""What is written down each week: national indicators, regional opinion, monthly maps, events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.card_form import EARNERS, STATE_SIDE
from sahelsim.model.events import EventLog
from sahelsim.model.forms import by_place, deaths_by_place, guards
from sahelsim.model.payoffs import payoffs
from sahelsim.model.peace import at_war
from sahelsim.model.roster import STATE
from sahelsim.model.state import Array, State
from sahelsim.model.variables import VARIABLES

if TYPE_CHECKING:
    from sahelsim.geography.mali import Geography
    from sahelsim.model.roster import Roster

MONTH = 4  # weeks between two maps
OPINION = ("approval_junta", "approval_france", "approval_russia")
AS_THEY_ARE = (
    "coup_hazard",
    "junta_in_power",
    "elections_held",
    "regime",
    "accord_in_force",
    "deal_belief",
    "spillover",
    "treasury",
    "debt",
    "wage_arrears",
    "army_pay",
    "army_effort",
    "refugees",
    "recruits_trigger",
    "recruits_livelihood",
    "recruits_kin",
    "recruits_rule",
    "readiness",
    "implementation",
    "guarantee",
    "sanctions",
    "pact",
    "terms",
)
EACH_ITS_OWN = ("influence", "relation", "concession", "talks", "ceasefire", "dormant")


class Recorder:
    """Collects the indicators of every replicate, week by week."""

    def __init__(self, geography: Geography, roster: Roster) -> None:
        self.geography, self.roster = geography, roster
        self.national: dict[str, list[Array]] = {}
        people = geography.population / geography.population.sum()
        north = geography.north * people
        self._people, self._north = people, north / north.sum()
        self.regional: dict[str, list[Array]] = {name: [] for name in OPINION}
        self.maps: dict[str, list[NDArray[np.float32]]] = {"control": [], "deaths": [], "idps": []}
        self.events = EventLog(geography, roster)
        self._weeks = 0
        self._recent_deaths: Array | None = None

    def record(self, s: State) -> None:
        """Write down the state at the end of a week (and at the start)."""
        found = indicators(s, self._people, self._north) | dict(payoffs(s, self.geography))
        for name, value in found.items():
            self.national.setdefault(name, []).append(np.array(value))
        for name in OPINION:
            self.regional[name].append(s.arrays[name].copy())
        deaths = deaths_by_place(s)
        recent = self._recent_deaths
        self._recent_deaths = deaths if recent is None else recent + deaths
        if self._weeks % MONTH == 0:
            self._map(s)
        self.events.watch(s, self._weeks)
        self._weeks += 1

    def _map(self, s: State) -> None:
        assert self._recent_deaths is not None
        self.maps["control"].append(s.control.astype(np.float32))
        self.maps["deaths"].append(self._recent_deaths.astype(np.float32))
        idps = by_place(s.displaced, self.geography)
        self.maps["idps"].append(idps.astype(np.float32))
        self._recent_deaths = None


def indicators(s: State, people: Array, north: Array) -> dict[str, Array]:
    """Return the national indicators of one week, each (replicates,).

    ``people`` and ``north`` are each place's share of the people of Mali and of its north.
    """
    found = {name: s.arrays[name][:, 0] for name in AS_THEY_ARE}
    found.update(_own(s))
    found.update(_control(s, people, north))
    found.update(_violence(s))
    found.update(_forces(s))
    found.update(_people(s))
    found.update(_politics(s))
    return found


def _own(s: State) -> dict[str, Array]:
    """Return what each actor has a series of its own of, and what the regime's own forces do."""
    found = {
        s.roster.recorded(name, who): s.row(f"{name}.{who}")[:, 0]
        for name in EACH_ITS_OWN
        for who in s.roster.axes[VARIABLES[name].axis]
    }
    return found | {
        "contract": s.most("contract", "contractor")[:, 0],
        "contract_men": s.total("contract_men", "contractor")[:, 0],
        "ruthlessness": s.most("ruthlessness", "army")[:, 0],
    }


def _control(s: State, people: Array, north: Array) -> dict[str, Array]:
    names = s.roster.controllers
    share = dict(zip(names, np.einsum("wcp,p->cw", s.control, people), strict=True))
    held = dict(zip(names, np.einsum("wcp,p->cw", s.control, north), strict=True))
    nobody = np.maximum(0.0, 1.0 - _added(s, held.values()))
    return {
        "state_control_share": share[STATE],
        "jihadist_control_share": _of(share, s, "jihadist"),
        "azawad_control_share": _of(held, s, "signatory"),
        "fragmentation": 1.0 / (_added(s, (own**2 for own in held.values())) + nobody**2),
    }


def _added(s: State, parts: Iterable[Array]) -> Array:
    """Add up one by one, so that a row of zeros changes no bit wherever it stands."""
    total = np.zeros(s.replicates)
    for part in parts:
        total = total + part
    return total


def _of(values: Mapping[str, Array], s: State, *roles: str) -> Array:
    """Add up the values of who has one of these roles: (replicates,)."""
    return _added(s, (values[name] for name in s.roster.of(*roles)))


def _violence(s: State) -> dict[str, Array]:
    dyads = dict(zip(s.roster.dyads, np.einsum("wdp->dw", s.battle_deaths), strict=True))
    by = dict(zip(s.roster.armed, np.einsum("wap->aw", s.civilians_killed), strict=True))
    state_based = _added(s, (n for dyad, n in dyads.items() if dyad.state_based))
    battle, one_sided = _added(s, dyads.values()), _added(s, by.values())
    return {
        "state_based_deaths": state_based,
        "non_state_deaths": _added(s, (n for dyad, n in dyads.items() if not dyad.state_based)),
        "battle_deaths": battle,
        **{f"{d.other}_state_deaths": n for d, n in dyads.items() if d.state_based},
        "one_sided_state": _of(by, s, *STATE_SIDE),
        "one_sided_jihadist": _of(by, s, "jihadist"),
        "one_sided_militia": _of(by, s, "militia"),
        "one_sided_cma": _of(by, s, "signatory", "pro_state_signatory"),
        "one_sided_deaths": one_sided,
        "total_deaths": battle + one_sided,
        "killed_by_state_side": s.enemies_killed.sum(axis=1),
    }


def _forces(s: State) -> dict[str, Array]:
    men = dict(zip(s.roster.armed, np.einsum("wap->aw", s.fighters), strict=True))
    state, foreign = _of(men, s, *STATE_SIDE), _of(men, s, "contractor", "foreign_force")
    recruits = s.recruits_trigger + s.recruits_livelihood + s.recruits_kin + s.recruits_rule
    return {
        **{s.roster.recorded("fighters", name): number for name, number in men.items()},
        "jihadist_recruits": recruits[:, 0],
        "foreign_dependence": foreign / np.maximum(state, 1.0),
        "army_posts": s.posts.sum(axis=1),
        "army_morale": s.morale[:, 0],
        "towns_blockaded": s.blockade.sum(axis=1),
    }


def _people(s: State) -> dict[str, Array]:
    return {
        "displaced": s.displaced.sum(axis=1),
        "displacement_flow": s.newly_displaced[:, 0],
        "legitimacy": np.einsum("wc,wc->w", s.legitimacy, s.population) / s.population.sum(axis=1),
        "contract_paid": s.contract_paid[:, 0],
        "mine_revenue": s.mine_revenue[:, 0],
        **_money(s),
    }


def _money(s: State) -> dict[str, Array]:
    """Return what the treasury and armed groups take in and what the treasury pays, by week."""
    taken = s.each("zakat", *EARNERS), s.each("gold_levy", *EARNERS)
    return {
        "security_income": (s.taxes_paid + s.mines_paid + s.aid_paid)[:, 0],
        "security_spending": (s.wages_paid + s.supplies_paid + s.others_paid)[:, 0],
        "supplies_paid": s.supplies_paid[:, 0],
        "concession_paid": s.total("concession_paid", "contractor")[:, 0],
        "contract_arrears": s.total("arrears", "contractor")[:, 0],
        "contract_unpaid_weeks": s.most("unpaid_weeks", "contractor")[:, 0],
        "contractor_effort": s.most("effort", "contractor")[:, 0],
        **{f"{who}_income": (taken[0][who] + taken[1][who])[:, 0] for who in taken[0]},
    }


def _politics(s: State) -> dict[str, Array]:
    junta, france, russia = (s.arrays[name] for name in OPINION)
    guard = guards(s) / GUARD_FULL
    entrenchment = (s.counterbalance + np.minimum(1.0, guard) + s.election_delay) / 3
    health = s.accord_in_force * (s.compliance + s.implementation + s.accord_trust) / 3
    gap = russia - france
    return {
        "approval_junta": junta.mean(axis=1),
        "approval_france": france.mean(axis=1),
        "approval_russia": russia.mean(axis=1),
        "net_russia_france": gap.mean(axis=1),
        "polarisation": np.minimum(1.0, 2.0 * junta.std(axis=1)),
        "entrenchment": entrenchment[:, 0],
        "regime_security": 1.0 - s.coup_hazard[:, 0],
        "accord_health": health[:, 0],
        "cma_war": 1.0 - s.accord_in_force[:, 0],
        "war_weeks": s.most("war_weeks", "signatory")[:, 0],
        "under_ceasefire": _share_at_rest(s),
    }


def _share_at_rest(s: State) -> Array:
    """Return the share of those at war with the state with whom a ceasefire holds: (replicates,)."""
    wars = {who: at_war(s, who)[:, 0] for who in s.roster.challengers}
    kept = (war * s.row(f"ceasefire.{who}")[:, 0] for who, war in wars.items())
    return np.asarray(_added(s, kept) / np.maximum(_added(s, wars.values()), 1.0))


GUARD_FULL = 400.0  # people: a guard of this size counts as a full foreign guard (assumption)
