"""Armed men meet: ambushes, sweeps and strikes, open battles, rivalries, militias."""

import math

from plain import event, lethality


def ambushes(country, p, luck):
    """Insurgents strike soldiers and contractors."""
    tempo = {
        "jnim": country.jnim_tempo * (1.0 - 0.5 * country.talks),
        "isgs": country.isgs_tempo * country.isgs_here,
    }
    hunted = (0.3 + country.sweep_share) * (1.0 + 3.0 * country.hunt_wagner)
    for cercle in country.cercles:
        men = cercle.fighters
        exposed = {
            "fama": men["fama"],
            "wagner": men["wagner"] * hunted,
            "france": 0.15 * men["france"],
        }
        reach = sum(exposed.values())
        for group in ("jnim", "isgs"):
            rate = p.aimed_fire * tempo[group] * men[group] * cercle.heat
            expected = cercle.contact * rate * reach / (reach + p.targets_half)
            fallen = event(expected, p.event_size, p.tail, luck.uniform(group, cercle))
            fallen = min(fallen, math.floor(0.5 * reach))
            yield cercle.battle_deaths, f"state_{group}", fallen
            for side, there in exposed.items():
                yield from bury(cercle, side, fallen * there / max(reach, 1.0))


def intelligence_war(country, p, luck):
    """The state side hunts insurgents, and finds those whom people tell of."""
    within_reach = {"jnim": 1.0 - 0.5 * country.talks, "isgs": country.isgs_here}
    for cercle in country.cercles:
        effort = hunting_effort(country, cercle)
        army = effort["fama"] * lethality(country.ruthlessness)
        wagner = 1.5 * effort["wagner"] * lethality(country.wagner_ruthlessness)
        force = cercle.contact * cercle.heat * (army + wagner + 0.5 * effort["france"])
        found = detection(cercle, p.visibility)
        for group, reach in within_reach.items():
            men = cercle.fighters[group]
            by_chance = (1.0 - found) * share_of_people(men, cercle)
            hit = p.kill_rate * (found + by_chance) * reach
            expected = hit * force * men / (men + p.half_saturation)
            dead = event(expected, p.event_size, p.tail, luck.uniform(group, cercle))
            dead = min(dead, math.floor(0.8 * men))
            yield cercle, "enemies_killed", dead
            yield cercle.battle_deaths, f"state_{group}", dead
            yield from bury(cercle, group, dead)


def open_battle(country, p, luck):
    """Army and rebels fight over the north once the accord is broken."""
    side = country.platform_side
    for cercle in country.cercles:
        men = cercle.fighters
        foreign = (0.8 + country.wagner_effort) * men["wagner"]
        loyal, turned = max(side, 0.0) * men["platform"], max(-side, 0.0) * men["platform"]
        attack = 1.0 + 0.5 * country.offensive_azawad
        state = (men["fama"] + foreign + 0.5 * loyal) * attack
        rebels = (men["cma"] + 0.5 * turned) * (0.7 + 0.6 * country.readiness)

        war = (1.0 - country.accord_in_force) * cercle.north * cercle.heat
        contact = war * min(state, rebels) / (state + rebels + 1.0)
        by_state = p.inflicted_by_state * state * contact
        by_rebels = p.inflicted_by_rebels * rebels * contact
        lost = event(by_state, p.event_size, p.tail, luck.uniform("rebels", cercle))
        fallen = event(by_rebels, p.event_size, p.tail, luck.uniform("state", cercle))

        soldiers = men["fama"] + men["wagner"]
        lost = min(lost, math.floor(0.5 * men["cma"]))
        fallen = min(fallen, math.floor(0.5 * soldiers))
        yield cercle.battle_deaths, "state_cma", lost + fallen
        yield cercle, "enemies_killed", lost
        yield from bury(cercle, "cma", lost)
        for force in ("fama", "wagner"):
            yield from bury(cercle, force, fallen * men[force] / max(soldiers, 1.0))


def rivalry_clashes(country, p, luck):
    """JNIM fights ISGS, and so do the signatories of the accord."""
    for cercle in country.cercles:
        men = cercle.fighters
        signatories = men["cma"] + men["platform"]
        pace = p.contact_deaths * cercle.contact * cercle.heat

        feud = pace * country.rivalry * min(men["jnim"], men["isgs"])
        dead = event(feud, p.event_size, p.tail, luck.uniform("jihad", cercle))
        of_jnim, of_isgs = on_both_sides(dead, men["jnim"], men["isgs"])
        yield cercle.battle_deaths, "jnim_isgs", of_jnim + of_isgs
        yield from bury(cercle, "jnim", of_jnim)
        yield from bury(cercle, "isgs", of_isgs)

        north = pace * 0.4 * country.isgs_tempo * min(signatories, men["isgs"])
        dead = event(north, p.event_size, p.tail, luck.uniform("north", cercle))
        of_signatories, of_isgs = on_both_sides(dead, signatories, men["isgs"])
        of_cma = of_signatories * men["cma"] / max(signatories, 1.0)
        yield cercle.battle_deaths, "signatories_isgs", of_signatories + of_isgs
        yield from bury(cercle, "isgs", of_isgs)
        yield from bury(cercle, "cma", of_cma)
        yield from bury(cercle, "platform", of_signatories - of_cma)


def militia_clashes(country, p, luck):
    """Self-defence militias and JNIM fight over villages."""
    tempo = 0.5 + 0.5 * country.jnim_tempo
    for cercle in country.cercles:
        militia, jnim = cercle.fighters["selfdef"], cercle.fighters["jnim"]
        bitter = (1.0 - cercle.truce) * (0.5 + cercle.mean("anger_jihad"))
        contact = min(militia, p.reach * jnim) * bitter * cercle.heat * tempo
        expected = p.contact_deaths * contact
        dead = event(expected, p.event_size, p.tail, luck.uniform("clash", cercle))
        of_jnim = min(math.floor(0.3 * dead), 0.5 * jnim)
        of_militia = min(dead - of_jnim, 0.5 * militia)
        yield cercle.battle_deaths, "militia_jnim", of_jnim + of_militia
        yield from bury(cercle, "jnim", of_jnim)
        yield from bury(cercle, "selfdef", of_militia)


def bury(cercle, side, dead):
    """Count a side's dead and take them from its men."""
    yield cercle.fighters_killed, side, dead
    yield cercle.fighters, side, -dead


def on_both_sides(dead, first, second):
    """Halve the dead, an odd one falling on the second; a side loses half its men at most."""
    half = math.floor(dead / 2.0)
    return min(half, 0.5 * first), min(dead - half, 0.5 * second)


def hunting_effort(country, cercle):
    """Return how many men of each state-side force hunt here, as good as so many soldiers."""
    men, french = cercle.fighters, country.french_relation
    on_operations = country.sweep_share + 0.25 * country.mines_share
    return {
        "fama": men["fama"] * (0.8 + 0.2 * french),
        "wagner": men["wagner"] * on_operations * (0.5 + country.wagner_effort),
        "france": 3.0 * men["france"] * country.strike_tempo * french if french > 0.25 else 0.0,
    }


def detection(cercle, visibility):
    """Return the chance that insurgents are found: told of, or else seen."""
    return cercle.information + (1.0 - cercle.information) * visibility


def share_of_people(men, cercle):
    """Return insurgents' share of the people whom a sweep meets."""
    return men / (men + 0.002 * cercle.residents)
