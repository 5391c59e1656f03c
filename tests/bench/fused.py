"""The same community week once more, fused by hand for a compiler: the practical limit of speed.

One pass over replicates, cercles and communities, compiled by Numba. It computes what ``array_week`` of
the reference computes (retaliation, losses, revenge, legitimacy, information, recruitment) and a
test holds it to the same numbers. It is a yardstick, not a part of the model: nobody would want to
read or extend a model that is written like this.
"""

import math

import numpy as np
from numba import njit

from sahelsim.model.forms import people_of
from sahelsim.model.harm import HALF_ANGER, NEAR, OWN, SATURATION, by_table, suspected
from sahelsim.scenario import load_scenario

MINDS = (
    "population",
    "legitimacy",
    "legitimacy_base",
    "legitimacy_root",
    "cooperation",
    "pool",
    "revenge_state",
    "revenge_jihadist",
    "revenge_militia",
    "fear",
)
ROSTER = load_scenario("baseline").roster
ARMED, CONTROLLERS = ROSTER.armed, ROSTER.controllers
FAMA, WAGNER, FRANCE, CMA, _, JNIM, ISGS, SELFDEF = range(len(ARMED))
STATE, CMA_HOLDS, JNIM_HOLDS, ISGS_HOLDS = (
    CONTROLLERS.index(k) for k in ("state", "cma", "jnim", "isgs")
)
PEOPLE, LEGIT, BASE, ROOT, TELLS, POOL, BY_STATE, BY_JIHAD, BY_GUARDS, FEAR = range(len(MINDS))
HURT, HALF, FROM_HOME, FROM_NEAR = SATURATION.value, HALF_ANGER.value, OWN.value, NEAR.value


@njit(cache=True)
def unit(x):
    return min(max(x, 0.0), 1.0)


@njit(cache=True)
def aroused(z):
    return z**HURT / (z**HURT + HALF**HURT)


@njit(cache=True)
def enemies_more(legit):
    return ((1.0 - legit) / 0.8) ** 2


@njit(cache=True)
def retaliation(w, p, rows, minds, fulani, place, men, killed, draws, k):
    """Return what militias kill in a cercle; the dead of the week leave their communities."""
    heat, truce, _ = place
    everybody, there, angry = 0.0, 0.0, 0.0
    for c in range(rows[p], rows[p + 1]):
        n = minds[PEOPLE, w, c]
        everybody += n
        there += n * fulani[c]
        angry += n * (1.0 - fulani[c]) * aroused(minds[BY_JIHAD, w, c])
    share = there / (everybody + 1.0)
    target = share / (share + k[3]) * (1.0 - truce[w, p]) * heat[w, p]
    expected = k[0] * men[w, SELFDEF, p] * angry / (everybody - there + 1.0) * target
    chance = 1.0 - math.exp(-expected / k[1])
    dead = 0.0
    if draws[w, p] < chance:
        rare = draws[w, p] / chance
        size = min((max(rare, 1e-15) ** (-1.0 / k[2]) - 1.0) * (k[2] - 1.0), 60.0)
        dead = math.floor(size * expected / chance + rare * 2.0**20 % 1.0)
    by_others = 0.0
    for a in range(killed.shape[1]):
        by_others += killed[w, a, p]
    by_others -= killed[w, SELFDEF, p]
    killed[w, SELFDEF, p] += dead
    anybody, avenged = by_others / (everybody + 1.0), killed[w, SELFDEF, p] / (there + 1.0)
    for c in range(rows[p], rows[p + 1]):
        minds[PEOPLE, w, c] -= minds[PEOPLE, w, c] * (anybody + avenged * fulani[c])


@njit(cache=True)
def harm(w, rows, minds, suspects, kin, killed, here, lost):
    """Reckon deaths per 100,000 suspects of each camp: in each cercle, and among each people."""
    lost[...] = 0.0
    alive = np.zeros(lost.shape[1])
    for p in range(here.shape[1]):
        dead = (
            killed[w, FAMA, p] + killed[w, WAGNER, p] + killed[w, FRANCE, p],
            killed[w, JNIM, p] + killed[w, ISGS, p],
            killed[w, SELFDEF, p],
        )
        for camp in range(3):
            blamed = 0.0
            for c in range(rows[p], rows[p + 1]):
                blamed += suspects[camp, c] * minds[PEOPLE, w, c]
            here[camp, p] = dead[camp] / (blamed + 1.0) * 1e5
        for c in range(rows[p], rows[p + 1]):
            alive[kin[c]] += minds[PEOPLE, w, c]
            for camp in range(3):
                lost[camp, kin[c]] += here[camp, p] * suspects[camp, c] * minds[PEOPLE, w, c]
    lost /= alive + 1.0


@njit(cache=True)
def opinions(w, p, rows, minds, facts, suspects, kin, held, nation, heard, lost, k):
    """Change what each community of a cercle remembers, grants and tells; return what is told."""
    ruled = held[w, JNIM_HOLDS, p] + held[w, ISGS_HOLDS, p]
    told, there = 0.0, 0.0
    for c in range(rows[p], rows[p + 1]):
        by_state, by_jihad, by_guards = (
            minds[BY_STATE, w, c],
            minds[BY_JIHAD, w, c],
            minds[BY_GUARDS, w, c],
        )
        legit, fear, northern = minds[LEGIT, w, c], minds[FEAR, w, c], facts[0, c]
        felt_0 = suspects[0, c] * heard[0] + (1.0 - FROM_HOME - FROM_NEAR) * lost[0, kin[c]]
        felt_1 = suspects[1, c] * heard[1] + (1.0 - FROM_HOME - FROM_NEAR) * lost[1, kin[c]]
        felt_2 = suspects[2, c] * heard[2] + (1.0 - FROM_HOME - FROM_NEAR) * lost[2, kin[c]]
        odds = k[12] - k[16] * ruled + k[13] * legit + k[15] * aroused(by_jihad)
        odds -= k[14] * min(1.0, aroused(by_state) * enemies_more(legit))
        tells = 1.0 / (1.0 + math.exp(-odds))
        there += minds[PEOPLE, w, c]
        told += tells * minds[PEOPLE, w, c]
        base = k[7] * legit + (1.0 - k[7] - k[8]) * minds[BASE, w, c]
        base += k[8] * minds[ROOT, w, c] * (1.0 - k[27] + k[27] * held[w, STATE, p])
        loss = k[9] * felt_0 * enemies_more(legit)
        base = unit(base + k[10] * felt_1 - loss)
        dread = min(1.0, k[6] * felt_0)
        minds[TELLS, w, c] = tells
        minds[LEGIT, w, c] = unit(base + k[11] * (nation[w, 0] - k[28]) * northern)
        minds[BASE, w, c] = base
        minds[ROOT, w, c] -= k[26] * loss
        minds[BY_STATE, w, c] += (felt_0 - by_state) / k[4]
        minds[BY_JIHAD, w, c] += (felt_1 - by_jihad) / k[4]
        minds[BY_GUARDS, w, c] += (felt_2 - by_guards) / k[4]
        minds[FEAR, w, c] = unit(fear + dread * (1.0 - fear) - fear / k[5])
    return told / (there + 1.0)


@njit(cache=True)
def recruits(w, p, rows, minds, facts, held, men, place, nation, k):
    """Add who joins whom in a cercle."""
    _, truce, blockade = place
    ruled = held[w, JNIM_HOLDS, p] + held[w, ISGS_HOLDS, p]
    reach = k[23] + (1.0 - k[23]) * ruled
    called = k[17] * reach * (1.0 - k[24] * truce[w, p])
    rule = k[20] * reach * ruled
    to_jnim, to_isgs = (
        math.exp(k[29] * held[w, JNIM_HOLDS, p]),
        math.exp(k[29] * held[w, ISGS_HOLDS, p]),
    )
    paid = (to_jnim * nation[w, 5] + to_isgs * nation[w, 6]) / (to_jnim + to_isgs)
    outside = nation[w, 3] / (1.0 + k[25] * blockade[w, p])
    living = k[18] * reach * 2.0 * paid / (paid + outside)
    to_cma = max(nation[w, 1], 1.0 - nation[w, 2]) * math.exp(k[29] * held[w, CMA_HOLDS, p] + 1.0)
    friends_jnim = friends_isgs = 1.0
    for c in range(rows[p], rows[p + 1]):
        friends_jnim += minds[POOL, w, c] * facts[1, c]
        friends_isgs += minds[POOL, w, c] * facts[2, c]
    near_jnim = k[19] * men[w, JNIM, p] / friends_jnim
    near_isgs = k[19] * men[w, ISGS, p] / friends_isgs
    jnim = isgs = cma = selfdef = 0.0
    for c in range(rows[p], rows[p + 1]):
        anger = min(1.0, aroused(minds[BY_STATE, w, c]) * enemies_more(minds[LEGIT, w, c]))
        wronged = anger * (1.0 - minds[FEAR, w, c]) + aroused(minds[BY_GUARDS, w, c])
        kin = facts[1, c] * near_jnim + facts[2, c] * near_isgs
        hazard = called * wronged + living + kin + rule
        joins = minds[POOL, w, c] * (1.0 - math.exp(-hazard))
        pull_jnim, pull_isgs = to_jnim * facts[4, c], to_isgs * facts[5, c]
        pull_cma = to_cma * facts[3, c]
        each = joins / (pull_jnim + pull_isgs + pull_cma)
        jnim += each * pull_jnim
        isgs += each * pull_isgs
        cma += each * pull_cma
        selfdef += minds[PEOPLE, w, c] * aroused(minds[BY_JIHAD, w, c]) * facts[6, c]
        minds[POOL, w, c] += k[22] * (k[21] * minds[PEOPLE, w, c] - minds[POOL, w, c]) - joins
    men[w, JNIM, p] += jnim
    men[w, ISGS, p] += isgs
    men[w, CMA, p] += cma
    men[w, SELFDEF, p] += k[30] * selfdef * ruled


@njit(cache=True)
def week(
    rows,
    near,
    weight,
    minds,
    facts,
    suspects,
    kin,
    held,
    men,
    place,
    nation,
    told,
    killed,
    draws,
    k,
):
    """Live one week in all replicates."""
    replicates, places = draws.shape
    fulani, heard = suspects[2], np.zeros(3)
    here, lost = np.zeros((3, places)), np.zeros((3, kin.max() + 1))
    for w in range(replicates):
        for p in range(places):
            retaliation(w, p, rows, minds, fulani, place, men, killed, draws, k)
        harm(w, rows, minds, suspects, kin, killed, here, lost)
        for p in range(places):
            for camp in range(3):
                next_door = np.sum(weight[p] * here[camp][near[p]])
                heard[camp] = FROM_HOME * here[camp, p] + FROM_NEAR * next_door
            sensors = k[31] * nation[w, 4] * (men[w, FRANCE, p] > k[32])
            told[w, p] = sensors + opinions(
                w, p, rows, minds, facts, suspects, kin, held, nation, heard, lost, k
            )
            recruits(w, p, rows, minds, facts, held, men, place, nation, k)


class Fused:
    """A model's communities, copied into the arrays that the kernel wants."""

    def __init__(self, model):
        s, geography, m = model.state, model.setup.geography, model.setup.mechanisms
        close = {
            w: by_table(ROSTER.card(w).affinity, geography)
            for w in ("jnim", "isgs", "cma", "selfdef")
        }
        self.rows = np.append(geography.first_row, len(geography.place_of))
        self.near = np.ascontiguousarray(geography.neighbours)
        self.weight = np.ascontiguousarray(geography.neighbour_weight)
        self.minds = np.stack([s.arrays[name] for name in MINDS])
        self.suspects = np.stack(
            [suspected(camp, s.roster, geography) for camp in ("state", "jihadist", "militia")]
        )
        self.kin = np.ascontiguousarray(geography.identity_of)
        self.facts = np.stack(
            [
                people_of(geography, "tuareg", "arab"),
                close["jnim"],
                close["isgs"],
                close["cma"],
                np.exp(close["jnim"]),
                np.exp(close["isgs"]),
                close["selfdef"],
            ]
        )
        self.held, self.men = s.control.copy(), s.fighters.copy()
        self.place = (s.heat.copy(), s.truce.copy(), s.blockade.copy())
        self.nation = np.concatenate(
            [
                s.implementation,
                s.readiness,
                s.accord_in_force,
                s.rural_income,
                s.row("relation.france"),
                s.row("means.jnim"),
                s.row("means.isgs"),
            ],
            axis=1,
        )
        self.told, self.killed = s.information.copy(), np.zeros(s.civilians_killed.shape)
        r, v, t = m["communal_retaliation"], m["revenge"], m["legitimacy"]
        i, j = m["information"], m["recruitment"]
        deters = float(v.collateral_effect != 0.0)
        self.k = np.array(
            [
                r.revenge_rate,
                r.event_size,
                r.tail,
                r.suspects_half,
                v.memory,
                v.fear_memory,
                deters * v.fear_per_harm,
                t.alpha,
                t.gamma,
                t.abuse,
                t.jihadist_abuse,
                t.accord_gain,
                i.base,
                i.of_legitimacy,
                i.of_state_harm,
                i.of_jihadist_harm,
                i.of_jihadist_rule,
                j.trigger_rate,
                j.livelihood_rate,
                j.kin_rate,
                j.rule_rate,
                j.pool_share,
                j.pool_renewal,
                j.reach_alone,
                j.truce_restraint,
                j.blockade_hardship,
                t.lasting_part,
                t.control_weight,
                t.expected_implementation,
                j.rule_pull,
                j.militia_rate,
                i.french_sensors,
                i.least_garrison,
            ]
        )

    def live(self, killed, draws):
        """Live one week; ``killed`` maps armed actors to deaths by cercle."""
        self.killed[...] = 0.0
        for who, deaths in killed.items():
            self.killed[:, ARMED.index(who)] = deaths
        week(
            self.rows,
            self.near,
            self.weight,
            self.minds,
            self.facts,
            self.suspects,
            self.kin,
            self.held,
            self.men,
            self.place,
            self.nation,
            self.told,
            self.killed,
            draws,
            self.k,
        )
