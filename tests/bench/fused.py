"""The same community week once more, fused by hand for a compiler: the practical limit of speed.

One pass over replicates, cercles and communities, compiled by Numba. It computes what ``array_week`` of
the reference computes (revenge, losses, anger and fear, attitudes, informing, recruitment) and a
test holds it to the same numbers. It is a yardstick, not a part of the model: nobody would want to
read or extend a model that is written like this.
"""

import math

import numpy as np
from numba import njit

from sahelsim.mechanisms.attitudes import exposure
from sahelsim.model.forms import people_of
from sahelsim.scenario import load_scenario

MINDS = (
    "population",
    "legitimacy",
    "legitimacy_base",
    "legitimacy_root",
    "cooperation",
    "cooperation_base",
    "anger_state",
    "anger_jihad",
    "fear",
)
ROSTER = load_scenario("baseline").roster
ARMED, CONTROLLERS = ROSTER.armed, ROSTER.controllers
FAMA, WAGNER, FRANCE, CMA, _, JNIM, ISGS, SELFDEF = range(len(ARMED))
STATE, CMA_HOLDS, JNIM_HOLDS, ISGS_HOLDS = (
    CONTROLLERS.index(k) for k in ("state", "cma", "jnim", "isgs")
)


@njit(cache=True)
def unit(x):
    return min(max(x, 0.0), 1.0)


@njit(cache=True)
def scale(deaths):
    return 0.0 if deaths <= 0.0 else 0.3 + 1.7 * min(max((deaths - 1.0) / 99.0, 0.0), 1.0)


@njit(cache=True)
def revenge(w, p, rows, minds, people, fulani, place, men, killed, draws, k):
    """Return what militias kill in a cercle; the dead of the week leave their communities."""
    heat, truce, _ = place
    everybody, there, angry, others = 0.0, 0.0, 0.0, 0.0
    for c in range(rows[p], rows[p + 1]):
        n = people[w, c]
        everybody += n
        there += n * fulani[c]
        others += n * (1.0 - fulani[c])
        angry += n * (1.0 - fulani[c]) * minds[7, w, c]
    share = there / (everybody + 1.0)
    target = share / (share + 0.1) * (1.0 - truce[w, p]) * heat[w, p]
    expected = k[0] * men[w, SELFDEF, p] * angry / (others + 1.0) * target
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
        people[w, c] -= people[w, c] * (anybody + avenged * fulani[c])


@njit(cache=True)
def opinions(w, p, rows, minds, facts, held, nation, near, here, k):
    """Change what each community of a cercle feels and tells."""
    anger_k, fear_k, keep, fear_keep, rest_k = k[3], k[4], k[5], k[6], k[7]
    hurt, jihad = here[0] + k[8] * near[0], here[1] + k[8] * near[1]
    wrath = 1.0 - (1.0 - anger_k) ** jihad
    harm, silence = scale(here[0]), scale(here[1])
    for c in range(rows[p], rows[p + 1]):
        legit, exposed, northern = minds[1, w, c], facts[0, c], facts[1, c]
        felt = dread = 0.0
        if hurt > 0.0:
            felt = 1.0 - (1.0 - anger_k) ** (hurt * exposed)
            dread = 1.0 - (1.0 - fear_k) ** (hurt * exposed)
        enemies = ((2.0 - 2.0 * legit) / 1.6) ** 2 * exposed
        base = k[9] * legit + (1.0 - k[9] - k[10]) * minds[2, w, c]
        base += k[10] * minds[3, w, c] * (0.8 + 0.2 * held[w, STATE, p])
        accord = k[12] * (nation[w, 0] - 0.3) * northern
        told = k[13] * minds[4, w, c] + (1.0 - k[13] - k[14]) * minds[5, w, c]
        told += k[14] * legit * 0.6 * (0.2 + 0.8 * held[w, STATE, p])
        forget = 1.0 - keep
        anger, fear = minds[6, w, c], minds[8, w, c]
        minds[1, w, c] = unit(unit(base + accord - k[11] * harm * enemies))
        minds[2, w, c] = unit(base)
        minds[4, w, c] = unit(told - k[15] * harm * enemies - k[16] * silence)
        minds[5, w, c] = unit(told)
        minds[6, w, c] = unit(
            anger + forget * (rest_k * (1.0 - legit) - anger) + (1.0 - anger) * felt
        )
        minds[7, w, c] = unit(
            minds[7, w, c] + 0.5 * forget * (0.08 - minds[7, w, c]) + (1.0 - minds[7, w, c]) * wrath
        )
        minds[8, w, c] = unit(fear_keep * fear + (1.0 - fear) * dread)


@njit(cache=True)
def recruits(w, p, rows, minds, people, facts, held, men, place, nation, k):
    """Add who joins whom in a cercle."""
    _, truce, blockade = place
    jihad_holds = held[w, JNIM_HOLDS, p] + held[w, ISGS_HOLDS, p]
    actives = men[w, JNIM, p] + men[w, ISGS, p] + men[w, CMA, p] + 20.0
    arrest = 1.0 - math.exp(-2.3 * (men[w, FAMA, p] + men[w, WAGNER, p]) / 10.0 / actives)
    armed = max(nation[w, 1], 1.0 - nation[w, 2])
    to_jnim = math.exp(4.0 * held[w, JNIM_HOLDS, p])
    to_isgs = 0.6 * math.exp(4.0 * held[w, ISGS_HOLDS, p])
    to_cma = armed * math.exp(4.0 * held[w, CMA_HOLDS, p] + 1.0)
    called = k[17] * (0.1 + jihad_holds) * (1.0 - 0.3 * truce[w, p])
    living = k[18] * (0.6 + 0.4 * blockade[w, p]) * jihad_holds
    jnim = isgs = cma = selfdef = 0.0
    for c in range(rows[p], rows[p + 1]):
        n, northern, close = people[w, c], facts[1, c], facts[2, c]
        risk = k[20] * facts[3, c] * arrest
        drive = (minds[6, w, c] - risk - max(minds[8, w, c], facts[4, c])) / k[21]
        joins = n * (called / (1.0 + math.exp(-drive)) + living + k[19] * close * jihad_holds)
        pull_jnim, pull_cma = to_jnim * facts[5, c], northern * to_cma
        joins /= pull_jnim + to_isgs + pull_cma
        jnim += joins * pull_jnim
        isgs += joins * to_isgs
        cma += joins * pull_cma
        selfdef += n * minds[7, w, c] * facts[6, c]
    men[w, JNIM, p] += jnim
    men[w, ISGS, p] += isgs
    men[w, CMA, p] += cma
    men[w, SELFDEF, p] += k[22] * selfdef * jihad_holds


@njit(cache=True)
def week(rows, near, weight, minds, facts, fulani, held, men, place, nation, killed, draws, k):
    """Live one week in all replicates."""
    replicates, places = draws.shape
    people, here = minds[0], np.zeros((places, 2))
    for w in range(replicates):
        for p in range(places):
            revenge(w, p, rows, minds, people, fulani, place, men, killed, draws, k)
            here[p, 0] = killed[w, FAMA, p] + killed[w, WAGNER, p] + killed[w, FRANCE, p]
            here[p, 1] = killed[w, JNIM, p] + killed[w, ISGS, p]
        for p in range(places):
            next_door = (
                np.sum(weight[p] * here[near[p], 0]),
                np.sum(weight[p] * here[near[p], 1]),
            )
            at_home = (here[p, 0], here[p, 1])
            opinions(w, p, rows, minds, facts, held, nation, next_door, at_home, k)
            recruits(w, p, rows, minds, people, facts, held, men, place, nation, k)


class Fused:
    """A model's communities, copied into the arrays that the kernel wants."""

    def __init__(self, model):
        s, geography, m = model.state, model.setup.geography, model.setup.mechanisms
        joining = m["recruitment"]
        close = joining.affinity(geography)
        self.rows = np.append(geography.first_row, len(geography.place_of))
        self.near = np.ascontiguousarray(geography.neighbours)
        self.weight = np.ascontiguousarray(geography.neighbour_weight)
        self.minds = np.stack([s.arrays[name] for name in MINDS])
        self.fulani = people_of(geography, "fulani")
        self.facts = np.stack(
            [
                exposure(geography),
                people_of(geography, "tuareg", "arab"),
                close,
                geography.threshold_quantile,
                joining.thresholds(geography),
                np.exp(close),
                people_of(geography, "dogon", "bambara"),
            ]
        )
        self.held, self.men = s.control.copy(), s.fighters.copy()
        self.place = (s.heat.copy(), s.truce.copy(), s.blockade.copy())
        self.nation = np.concatenate([s.implementation, s.readiness, s.accord_in_force], axis=1)
        self.killed = np.zeros(s.civilians_killed.shape)
        r, a, t = m["communal_retaliation"], m["anger_and_fear"], m["attitudes"]
        i, j = m["informing"], joining
        self.k = np.array(
            [
                r.revenge_rate,
                r.event_size,
                r.tail,
                a.anger_per_casualty,
                a.fear_per_casualty,
                a.anger_memory,
                a.fear_memory,
                a.resting_anger,
                a.near,
                t.alpha,
                t.gamma,
                t.abuse,
                t.accord_gain,
                i.alpha,
                i.gamma,
                i.abuse,
                i.reprisal,
                j.trigger_rate,
                j.livelihood_rate,
                j.kin_rate,
                j.risk_aversion,
                j.spread,
                j.militia_rate,
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
            self.fulani,
            self.held,
            self.men,
            self.place,
            self.nation,
            self.killed,
            draws,
            self.k,
        )
