"""What people feel, tell and remember, and who takes up arms."""

import math

from plain import Cercle, sigmoid, unit

SUSPECT = {"fulani": 1.0, "tuareg": 1.0, "arab": 0.9}
OWN, NEAR, SATURATION, HALF = 0.6, 0.25, 0.6, 2.0
AFFINITY = {
    "jnim": {"fulani": 1.0, "tuareg": 0.7, "arab": 0.7, "songhai": 0.4, "others": 0.2},
    "isgs": {"fulani": 0.6, "tuareg": 0.3, "others": 0.1},
    "cma": {"tuareg": 1.0, "arab": 1.0},
    "selfdef": {"dogon": 1.0, "bambara": 1.0},
}
KILLED = {
    "state": Cercle.by_state,
    "jihadist": Cercle.by_jihadists,
    "militia": lambda cercle: cercle.civilians_killed["selfdef"],
}


def suspect(camp, people):
    if camp == "state":
        return SUSPECT.get(people.identity, 0.35)
    return 1.0 if camp == "jihadist" else float(people.identity == "fulani")


def felt(country, camp):
    """Harm of the week by a camp as each community feels it: at home, next door, among its kin."""
    here = {
        cercle: 1e5
        * KILLED[camp](cercle)
        / (sum(suspect(camp, c) * c.population for c in cercle.communities) + 1.0)
        for cercle in country.cercles
    }
    lost, alive = {}, {}
    for people in country.communities:
        kin = people.identity
        harm = here[people.cercle] * suspect(camp, people) * people.population
        lost[kin] = lost.get(kin, 0.0) + harm
        alive[kin] = alive.get(kin, 0.0) + people.population
    return {
        people: suspect(camp, people)
        * (OWN * here[people.cercle] + NEAR * people.cercle.next_door(lambda c: here[c]))
        + (1.0 - OWN - NEAR) * lost[people.identity] / (alive[people.identity] + 1.0)
        for people in country.communities
    }


def revenge(country, p, draws):
    """Whom people hold their dead against, and whom they are afraid of."""
    deters = p.collateral_effect != 0.0
    for camp in KILLED:
        harm = felt(country, camp)
        for people in country.communities:
            name = f"revenge_{camp}"
            yield people, name, (harm[people] - getattr(people, name)) / p.memory
            if camp == "state":
                dread = min(1.0, deters * p.fear_per_harm * harm[people]) * (1.0 - people.fear)
                yield people, "fear", dread - people.fear / p.fear_memory


def aroused(revenge):
    return revenge**SATURATION / (revenge**SATURATION + HALF**SATURATION)


def anger(people):
    """How angry a community is at the state side."""
    return min(1.0, aroused(people.revenge_state) * enemies_more(people))


def legitimacy(country, p, draws):
    """The legitimacy that people grant the state."""
    state, jihad = felt(country, "state"), felt(country, "jihadist")
    kept = country.implementation - p.expected_implementation
    for people in country.communities:
        held = p.control_weight * (1.0 - people.cercle.control["state"])
        natural = people.legitimacy_root * (1.0 - held)
        harm = p.abuse * state[people] * enemies_more(people)
        base = curve(people.legitimacy, people.legitimacy_base, natural, p)
        base = unit(base + p.jihadist_abuse * jihad[people] - harm)
        yield people, "legitimacy_base", base - people.legitimacy_base
        level = unit(base + p.accord_gain * kept * northern(people))
        yield people, "legitimacy", level - people.legitimacy
        yield people, "legitimacy_root", -p.lasting_part * harm


def information(country, p, draws):
    """Whether people tell the state side what they know, and what it hears in all."""
    for cercle in country.cercles:
        told, ruled = 0.0, cercle.control["jnim"] + cercle.control["isgs"]
        for people in cercle.communities:
            odds = p.base - p.of_jihadist_rule * ruled + p.of_legitimacy * people.legitimacy
            odds -= p.of_state_harm * anger(people)
            odds += p.of_jihadist_harm * aroused(people.revenge_jihadist)
            told += sigmoid(odds) * people.population
            yield people, "cooperation", sigmoid(odds) - people.cooperation
        based = cercle.fighters["france"] > p.least_garrison
        drones = based * p.french_sensors * country.relation["france"]
        yield cercle, "information", told / (cercle.people() + 1.0) + drones - cercle.information


def recruitment(country, p, draws):
    """Who takes up arms, with whom, and for what motive."""
    for cercle in country.cercles:
        men, held = cercle.fighters, cercle.control["jnim"] + cercle.control["isgs"]
        reach = p.reach_alone + (1.0 - p.reach_alone) * held
        friends = {
            group: sum(c.pool * affinity(group, c) for c in cercle.communities) + 1.0
            for group in ("jnim", "isgs")
        }
        for people in cercle.communities:
            motives = motives_of(country, p, cercle, people, reach, held, friends)
            pull = pulls(country, p, cercle, people)
            joins = people.pool * (1.0 - math.exp(-sum(motives.values())))
            for group, strength in pull.items():
                yield men, group, joins * strength / sum(pull.values())
            faithful = joins * (pull["jnim"] + pull["isgs"]) / sum(pull.values())
            for motive, hazard in motives.items():
                yield country, f"recruits_{motive}", faithful * hazard / sum(motives.values())
            renewed = p.pool_renewal * (p.pool_share * people.population - people.pool)
            yield people, "pool", renewed - joins
            angry = aroused(people.revenge_jihadist) * people.population
            yield men, "selfdef", p.militia_rate * angry * affinity("selfdef", people) * held


def motives_of(country, p, cercle, people, reach, held, friends):
    wronged = anger(people) * (1.0 - people.fear) + aroused(people.revenge_militia)
    outside = country.rural_income / (1.0 + p.blockade_hardship * cercle.blockade)
    drawn = {group: math.exp(p.rule_pull * cercle.control[group]) for group in friends}
    pay = sum(drawn[g] * country.means[g] for g in drawn) / sum(drawn.values())
    kin = sum(
        affinity(group, people) * cercle.fighters[group] / friends[group] for group in friends
    )
    return {
        "trigger": p.trigger_rate * reach * (1.0 - p.truce_restraint * cercle.truce) * wronged,
        "livelihood": p.livelihood_rate * reach * 2.0 * pay / (pay + outside),
        "kin": p.kin_rate * kin,
        "rule": p.rule_rate * reach * held,
    }


def pulls(country, p, cercle, people):
    armed = max(country.readiness, 1.0 - country.accord_in_force)
    rule = {
        group: math.exp(p.rule_pull * cercle.control[group]) for group in ("jnim", "isgs", "cma")
    }
    return {
        "jnim": rule["jnim"] * math.exp(affinity("jnim", people)),
        "isgs": rule["isgs"] * math.exp(affinity("isgs", people)),
        "cma": rule["cma"] * math.e * armed * affinity("cma", people),
    }


def affinity(group, people):
    table = AFFINITY[group]
    return table.get(people.identity, table.get("others", 0.0))


def northern(people):
    return people.identity in ("tuareg", "arab")


def enemies_more(people):
    return ((2.0 - 2.0 * people.legitimacy) / 1.6) ** 2


def curve(level, base, natural, p):
    return p.alpha * level + (1.0 - p.alpha - p.gamma) * base + p.gamma * natural


def scale(deaths):
    return 0.0 if deaths <= 0 else 0.3 + 1.7 * min(max((deaths - 1.0) / 99.0, 0.0), 1.0)
