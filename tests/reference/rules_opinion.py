"""What people feel, tell and remember, and who takes up arms."""

import math

from plain import Cercle, sigmoid, unit

SUSPECT = {"fulani": 1.0, "tuareg": 1.0, "arab": 0.9}


def anger_and_fear(country, p, draws):
    """Violence angers; the state's own also deters, as far as it is thought to."""
    forget = 1.0 - p.anger_memory
    inflames, deters = p.collateral_effect != 1.0, p.collateral_effect != 0.0
    for cercle in country.cercles:
        hurt = cercle.by_state() + p.near * cercle.next_door(Cercle.by_state)
        jihad = cercle.by_jihadists() + p.near * cercle.next_door(Cercle.by_jihadists)
        for people in cercle.communities:
            felt = hurt * exposure(people)
            rest = p.resting_anger * (1.0 - people.legitimacy)
            gain = inflames * (1.0 - people.anger_state) * reached(felt, p.anger_per_casualty)
            dread = deters * (1.0 - people.fear) * reached(felt, p.fear_per_casualty)
            wrath = (1.0 - people.anger_jihad) * reached(jihad, p.anger_per_casualty)
            yield people, "anger_state", forget * (rest - people.anger_state) + gain
            fading = p.jihad_fading * forget * (p.resting_anger_jihad - people.anger_jihad)
            yield people, "anger_jihad", fading + wrath
            yield people, "fear", (p.fear_memory - 1.0) * people.fear + dread


def reached(harm, per_casualty):
    return 1.0 - (1.0 - per_casualty) ** harm


def attitudes(country, p, draws):
    """The legitimacy that people grant the state."""
    for people in country.communities:
        here = people.cercle
        natural = people.legitimacy_root * (1.0 - p.control_weight * (1.0 - here.control["state"]))
        base = curve(people.legitimacy, people.legitimacy_base, natural, p)
        kept = country.implementation - p.expected_implementation
        accord = p.accord_gain * kept * northern(people)
        harm = p.abuse * scale(here.by_state()) * enemies_more(people) * exposure(people)
        yield people, "legitimacy_base", base - people.legitimacy_base
        yield people, "legitimacy", unit(base + accord - harm) - people.legitimacy


def informing(country, p, draws):
    """Whether people tell the state side what they know, and what it hears in all."""
    for cercle in country.cercles:
        told, alone = 0.0, p.safety_without_state
        safety = alone + (1.0 - alone) * cercle.control["state"]
        for people in cercle.communities:
            natural = people.legitimacy * p.cooperation_per_legitimacy * safety
            base = curve(people.cooperation, people.cooperation_base, natural, p)
            abuse = p.abuse * scale(cercle.by_state()) * enemies_more(people) * exposure(people)
            level = unit(base - abuse - p.reprisal * scale(cercle.by_jihadists()))
            told += level * people.population
            yield people, "cooperation_base", base - people.cooperation_base
            yield people, "cooperation", level - people.cooperation
        based = cercle.fighters["france"] > p.least_garrison
        drones = based * p.french_sensors * country.relation["france"]
        yield cercle, "information", told / (cercle.people() + 1.0) + drones - cercle.information


def recruitment(country, p, draws):
    """Who takes up arms, with whom, and for what motive."""
    armed = max(country.readiness, 1.0 - country.accord_in_force)
    for cercle in country.cercles:
        men, control = cercle.fighters, cercle.control
        held = control["jnim"] + control["isgs"]
        actives = men["jnim"] + men["isgs"] + men["cma"] + p.hidden_actives
        cops = (men["fama"] + men["wagner"]) / p.soldiers_per_coercer
        arrest = arrest_chance(cops, actives, p.activation_rounding)
        calm = p.truce_restraint * cercle.truce
        called = p.trigger_rate * (p.trigger_reach + held) * (1.0 - calm)
        easier = 1.0 - p.blockade_hardship * (1.0 - cercle.blockade)
        living = p.livelihood_rate * easier * held
        for people in cercle.communities:
            drive = people.anger_state - p.risk_aversion * people.quantile * arrest
            active = sigmoid((drive - max(people.fear, threshold(people, p))) / p.spread)
            motives = {
                "trigger": active * called,
                "livelihood": living,
                "kin": p.kin_rate * affinity(people, p) * held,
            }
            pull = {
                "jnim": math.exp(p.rule_pull * control["jnim"] + affinity(people, p)),
                "isgs": p.isgs_pull * math.exp(p.rule_pull * control["isgs"]),
                "cma": northern(people) * armed * math.exp(p.rule_pull * control["cma"] + 1.0),
            }
            each = people.population / sum(pull.values())
            for group, strength in pull.items():
                yield men, group, each * strength * sum(motives.values())
            for motive, chance in motives.items():
                faithful = each * (pull["jnim"] + pull["isgs"])
                yield country, f"recruits_{motive}", faithful * chance
            farmers = people.identity in ("dogon", "bambara")
            angry = farmers * people.anger_jihad * people.population
            yield men, "selfdef", p.militia_rate * angry * held


def arrest_chance(cops, actives, rounded):
    """Epstein's chance of arrest; in his book the ratio is rounded down."""
    ratio = cops / actives
    return 1.0 - math.exp(-2.3 * (math.floor(ratio) if rounded else ratio))


def exposure(people):
    return SUSPECT.get(people.identity, 0.35)


def affinity(people, p):
    close = {"fulani": 1.0, "songhai": p.songhai_affinity}
    close |= dict.fromkeys(("tuareg", "arab"), p.northern_affinity)
    return close.get(people.identity, p.other_affinity)


def northern(people):
    return people.identity in ("tuareg", "arab")


def threshold(people, p):
    normal = math.log(people.quantile / (1.0 - people.quantile)) / 1.702
    wall = p.threshold_mean + p.threshold_spread * normal
    return min(max(wall, p.least_threshold), p.largest_threshold)


def enemies_more(people):
    return ((2.0 - 2.0 * people.legitimacy) / 1.6) ** 2


def curve(level, base, natural, p):
    return p.alpha * level + (1.0 - p.alpha - p.gamma) * base + p.gamma * natural


def scale(deaths):
    return 0.0 if deaths <= 0 else 0.3 + 1.7 * min(max((deaths - 1.0) / 99.0, 0.0), 1.0)
