"""Armed men meet: ambushes, sweeps and strikes, open battles, rivalries, militias."""

import math

from plain import ENDED, event, lethality
from rules_opinion import aroused


def ambushes(country, p, draws):
    """Insurgents strike soldiers and contractors."""
    tempo = {
        group: country.tempo[group]
        * (1.0 - p.talks_restraint * country.talks[group])
        * (1.0 - p.kept * country.ceasefire[group])
        * country.here[group]
        * country.means[group] ** p.means_power
        for group in ("jnim", "isgs")
    }
    hunted = p.contractor_exposure + country.sweep_share["wagner"]
    hunted *= 1.0 + p.hunt_gain * max(country.hunt.values())
    for cercle in country.cercles:
        men = cercle.fighters
        exposed = {
            "fama": men["fama"],
            "wagner": men["wagner"] * hunted,
            "france": p.foreign_exposure * men["france"],
        }
        reach = sum(exposed.values())
        for group in ("jnim", "isgs"):
            rate = p.aimed_fire * tempo[group] * men[group] * cercle.heat
            expected = cercle.contact * rate * reach / (reach + p.targets_half)
            fallen = event(expected, p.event_size, p.tail, draws.uniform(group, cercle))
            fallen = min(fallen, math.floor(p.loss_cap * reach))
            yield cercle.battle_deaths, f"state_{group}", fallen
            for side, there in exposed.items():
                yield from bury(cercle, side, fallen * there / max(reach, 1.0))


def intelligence_war(country, p, draws):
    """The state side hunts insurgents, and finds those whom people tell of."""
    within_reach = {
        group: (1.0 - p.talks_restraint * country.talks[group])
        * (1.0 - p.kept * country.ceasefire[group])
        * country.here[group]
        for group in ("jnim", "isgs")
    }
    for cercle in country.cercles:
        effort = hunting_effort(country, cercle, p)
        army = effort["fama"] * lethality(country.ruthlessness["fama"])
        wagner = (
            p.contractor_lethality * effort["wagner"] * lethality(country.ruthlessness["wagner"])
        )
        french = p.foreign_lethality * effort["france"]
        force = cercle.contact * cercle.heat * (army + wagner + french)
        found = detection(cercle, p.visibility)
        for group, reach in within_reach.items():
            men = cercle.fighters[group]
            by_chance = (1.0 - found) * share_of_people(men, cercle, p)
            hit = p.kill_rate * (found + by_chance) * reach
            expected = hit * force * men / (men + p.half_saturation)
            dead = event(expected, p.event_size, p.tail, draws.uniform(group, cercle))
            dead = min(dead, math.floor(p.loss_cap * men))
            yield cercle, "enemies_killed", dead
            yield cercle.battle_deaths, f"state_{group}", dead
            yield from bury(cercle, group, dead)


def open_battle(country, p, draws):
    """Army and rebels fight over the north once the accord is broken."""
    side = country.side["platform"]
    for cercle in country.cercles:
        men = cercle.fighters
        foreign = (p.least_effort + country.effort["wagner"]) * men["wagner"]
        loyal, turned = max(side, 0.0) * men["platform"], max(-side, 0.0) * men["platform"]
        attack = 1.0 + p.offensive_gain * country.offensive
        state = (country.army_effort * men["fama"] + foreign + p.ally_weight * loyal) * attack
        ready = p.unready_strength + p.readiness_gain * country.readiness
        rebels = (men["cma"] + p.ally_weight * turned) * ready

        quiet = p.kept * max(country.ceasefire["cma"], country.dormant["cma"])
        war = (1.0 - country.accord_in_force) * (1.0 - quiet) * cercle.north * cercle.heat
        contact = war * min(state, rebels) / (state + rebels + 1.0)
        by_state = p.inflicted_by_state * state * contact
        by_rebels = p.inflicted_by_rebels * rebels * contact
        lost = event(by_state, p.event_size, p.tail, draws.uniform("rebels", cercle))
        fallen = event(by_rebels, p.event_size, p.tail, draws.uniform("state", cercle))

        soldiers = men["fama"] + men["wagner"]
        lost = min(lost, math.floor(p.loss_cap * men["cma"]))
        fallen = min(fallen, math.floor(p.loss_cap * soldiers))
        yield cercle.battle_deaths, "state_cma", lost + fallen
        yield cercle, "enemies_killed", lost
        yield from bury(cercle, "cma", lost)
        for force in ("fama", "wagner"):
            yield from bury(cercle, force, fallen * men[force] / max(soldiers, 1.0))


def rivalry_clashes(country, p, draws):
    """JNIM fights ISGS, and so do the signatories of the accord."""
    for cercle in country.cercles:
        men = cercle.fighters
        signatories = men["cma"] + men["platform"]
        pace = p.contact_deaths * cercle.contact * cercle.heat

        feud = pace * country.rivalry * min(men["jnim"], men["isgs"])
        dead = event(feud, p.event_size, p.tail, draws.uniform("jnim_isgs", cercle))
        of_jnim, of_isgs = on_both_sides(dead, men["jnim"], men["isgs"], p)
        yield cercle.battle_deaths, "jnim_isgs", of_jnim + of_isgs
        yield from bury(cercle, "jnim", of_jnim)
        yield from bury(cercle, "isgs", of_isgs)

        left = men["isgs"] - of_isgs
        north = pace * p.signatories_weight * country.tempo["isgs"] * min(signatories, men["isgs"])
        dead = event(north, p.event_size, p.tail, draws.uniform("signatories_isgs", cercle))
        of_signatories, of_isgs = on_both_sides(dead, signatories, men["isgs"], p)
        of_isgs = min(of_isgs, left)
        of_cma = of_signatories * men["cma"] / max(signatories, 1.0)
        yield cercle.battle_deaths, "signatories_isgs", of_signatories + of_isgs
        yield from bury(cercle, "isgs", of_isgs)
        yield from bury(cercle, "cma", of_cma)
        yield from bury(cercle, "platform", of_signatories - of_cma)


def militia_clashes(country, p, draws):
    """Self-defence militias and JNIM fight over villages."""
    tempo = 1.0 + p.tempo_weight * (country.tempo["jnim"] - 1.0)
    for cercle in country.cercles:
        militia, jnim = cercle.fighters["selfdef"], cercle.fighters["jnim"]
        bitter = (1.0 - cercle.truce) * (
            p.calm_weight + cercle.mean_of(lambda c: aroused(c.revenge_jihadist))
        )
        contact = min(militia, p.reach * jnim) * bitter * cercle.heat * tempo
        expected = p.contact_deaths * contact
        dead = event(expected, p.event_size, p.tail, draws.uniform("militia_jnim", cercle))
        of_jnim = min(math.floor(p.jihadist_share * dead), p.loss_cap * jnim)
        of_militia = min(dead - of_jnim, p.loss_cap * militia)
        yield cercle.battle_deaths, "militia_jnim", of_jnim + of_militia
        yield from bury(cercle, "jnim", of_jnim)
        yield from bury(cercle, "selfdef", of_militia)


def bury(cercle, side, dead):
    """Count a side's dead and take them from its men."""
    yield cercle.fighters_killed, side, dead
    yield cercle.fighters, side, -dead


def on_both_sides(dead, first, second, p):
    """Share out the dead, an odd one falling on the second; a side loses so many men at most."""
    of_first = math.floor(p.foe_share * dead)
    return min(of_first, p.loss_cap * first), min(dead - of_first, p.loss_cap * second)


def hunting_effort(country, cercle, p):
    """Return how many men of each state-side force hunt here, as good as so many soldiers."""
    men, french = cercle.fighters, country.relation["france"]
    on_operations = country.sweep_share["wagner"] + p.mines_weight * country.mines_share["wagner"]
    strikes = country.strike_tempo["france"] * french if french > ENDED else 0.0
    return {
        "fama": country.army_effort * men["fama"] * (p.army_alone + p.foreign_support * french),
        "wagner": men["wagner"] * on_operations * (p.least_effort + country.effort["wagner"]),
        "france": p.foreign_weight * men["france"] * strikes,
    }


def detection(cercle, visibility):
    """Return the chance that insurgents are found: told of, or else seen."""
    return cercle.information + (1.0 - cercle.information) * visibility


def share_of_people(men, cercle, p):
    """Return insurgents' share of the people whom a sweep meets."""
    return men / (men + p.people_in_reach * cercle.residents)
