"""What people feel, tell and remember, and who takes up arms."""

import math

from plain import Cercle, sigmoid, unit

SUSPECT = {"fulani": 1.0, "tuareg": 1.0, "arab": 0.9}
CLOSE = {"fulani": 1.0, "tuareg": 0.7, "arab": 0.7, "songhai": 0.4}


def anger_and_fear(country, p, luck):
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
            yield people, "anger_jihad", 0.5 * forget * (0.08 - people.anger_jihad) + wrath
            yield people, "fear", (p.fear_memory - 1.0) * people.fear + dread


def reached(harm, per_casualty):
    return 1.0 - (1.0 - per_casualty) ** harm


def attitudes(country, p, luck):
    """The legitimacy that people grant the state."""
    for people in country.communities:
        here = people.cercle
        natural = people.legitimacy_root * (0.8 + 0.2 * here.control["state"])
        base = curve(people.legitimacy, people.legitimacy_base, natural, p)
        accord = p.accord_gain * (country.implementation - 0.3) * northern(people)
        harm = p.abuse * scale(here.by_state()) * enemies_more(people) * exposure(people)
        yield people, "legitimacy_base", base - people.legitimacy_base
        yield people, "legitimacy", unit(base + accord - harm) - people.legitimacy


def informing(country, p, luck):
    """Whether people tell the state side what they know, and what it hears in all."""
    for cercle in country.cercles:
        told = 0.0
        for people in cercle.communities:
            natural = people.legitimacy * (0.2 + 0.8 * cercle.control["state"]) * 0.6
            base = curve(people.cooperation, people.cooperation_base, natural, p)
            abuse = p.abuse * scale(cercle.by_state()) * enemies_more(people) * exposure(people)
            level = unit(base - abuse - p.reprisal * scale(cercle.by_jihadists()))
            told += level * people.population
            yield people, "cooperation_base", base - people.cooperation_base
            yield people, "cooperation", level - people.cooperation
        drones = (cercle.fighters["france"] > 20.0) * p.french_sensors * country.french_relation
        yield cercle, "information", told / (cercle.people() + 1.0) + drones - cercle.information


def recruitment(country, p, luck):
    """Who takes up arms, with whom, and for what motive."""
    armed = max(country.readiness, 1.0 - country.accord_in_force)
    for cercle in country.cercles:
        men, control = cercle.fighters, cercle.control
        held = control["jnim"] + control["isgs"]
        actives = men["jnim"] + men["isgs"] + men["cma"] + 20.0
        cops = (men["fama"] + men["wagner"]) / 10.0
        arrest = arrest_chance(cops, actives, p.activation_rounding)
        living = p.livelihood_rate * (0.6 + 0.4 * cercle.blockade) * held
        for people in cercle.communities:
            drive = people.anger_state - p.risk_aversion * people.quantile * arrest
            active = sigmoid((drive - max(people.fear, threshold(people))) / p.spread)
            motives = {
                "trigger": active * p.trigger_rate * (0.1 + held) * (1.0 - 0.3 * cercle.truce),
                "livelihood": living,
                "kin": p.kin_rate * affinity(people) * held,
            }
            pull = {
                "jnim": math.exp(4.0 * control["jnim"] + affinity(people)),
                "isgs": 0.6 * math.exp(4.0 * control["isgs"]),
                "cma": northern(people) * armed * math.exp(4.0 * control["cma"] + 1.0),
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


def affinity(people):
    return CLOSE.get(people.identity, 0.2)


def northern(people):
    return people.identity in ("tuareg", "arab")


def threshold(people):
    wall = 0.5 + 0.25 * math.log(people.quantile / (1.0 - people.quantile)) / 1.702
    return min(max(wall, 0.05), 0.98)


def enemies_more(people):
    return ((2.0 - 2.0 * people.legitimacy) / 1.6) ** 2


def curve(level, base, natural, p):
    return p.alpha * level + (1.0 - p.alpha - p.gamma) * base + p.gamma * natural


def scale(deaths):
    return 0.0 if deaths <= 0 else 0.3 + 1.7 * min(max((deaths - 1.0) / 99.0, 0.0), 1.0)
