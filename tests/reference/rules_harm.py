"""Civilians are killed, and are missing."""

from plain import event, lethality, open_war
from rules_clashes import detection, hunting_effort, share_of_people
from rules_opinion import aroused


def communal_retaliation(country, p, draws):
    """Militias kill Fulani civilians for what jihadists did."""
    for cercle in country.cercles:
        fulani = sum(c.population for c in cercle.communities if c.identity == "fulani")
        others = [c for c in cercle.communities if c.identity != "fulani"]
        share = fulani / (cercle.people() + 1.0)
        angry = sum(aroused(c.revenge_jihadist) * c.population for c in others)
        anger = angry / (sum(c.population for c in others) + 1.0)
        target = share / (share + p.suspects_half) * (1.0 - cercle.truce) * cercle.heat
        expected = p.revenge_rate * cercle.fighters["selfdef"] * anger * target
        dead = event(expected, p.event_size, p.tail, draws.uniform("selfdef", cercle))
        yield cercle.civilians_killed, "selfdef", dead


def civilian_losses(country, p, draws):
    """The dead leave their communities: militias kill Fulani, others anybody."""
    for cercle in country.cercles:
        by_militias = cercle.civilians_killed["selfdef"]
        by_others = sum(cercle.civilians_killed.values()) - by_militias
        people = cercle.people()
        fulani = sum(c.population for c in cercle.communities if c.identity == "fulani")
        for c in cercle.communities:
            yield c, "population", -by_others * c.population / (people + 1.0)
            if c.identity == "fulani":
                yield c, "population", -by_militias * c.population / (fulani + 1.0)


def collateral_damage(country, p, draws):
    """Sweeps and strikes that miss insurgents hit civilians."""
    care = {
        "fama": lethality(country.ruthlessness["fama"]) ** 2,
        "wagner": p.contractor_lethality * lethality(country.ruthlessness["wagner"]) ** 2,
        "france": p.foreign_harm,
    }
    for cercle in country.cercles:
        effort = hunting_effort(country, cercle, p)
        enemies = hunted(country, cercle)
        missed = 1.0 - detection(cercle, p.visibility)
        astray = missed * (1.0 - share_of_people(enemies, cercle, p)) * presence(enemies, p)
        for side, harm in care.items():
            expected = p.inaccuracy * p.force_used * effort[side] * astray * harm
            dead = event(expected, p.event_size, p.tail, draws.uniform(side, cercle))
            yield cercle.civilians_killed, side, dead


def indiscriminate_violence(country, p, draws):
    """Where the state side knows little, it punishes whole villages."""
    foreign, own = country.ruthlessness["wagner"], country.ruthlessness["fama"]
    for cercle in country.cercles:
        wagner = cercle.fighters["wagner"] * country.sweep_share["wagner"]
        joint = wagner / (wagner + p.contagion_men)
        conduct = own + joint * max(foreign - own, 0.0)
        blind = (1.0 - cercle.information) * (1.0 - cercle.control["state"])
        blind *= p.punishment_rate * presence(hunted(country, cercle), p)
        pressed = {
            "fama": cercle.fighters["fama"] * conduct**p.ruthlessness_power,
            "wagner": p.contractor_factor * wagner * foreign**p.ruthlessness_power,
        }
        for side, cruelty in pressed.items():
            dead = event(blind * cruelty, p.event_size, p.tail, draws.uniform(side, cercle))
            yield cercle.civilians_killed, side, dead


def selective_violence(country, p, draws):
    """Insurgents kill suspects where they almost rule, and some terrorise whole communities."""
    war = p.rebel_weight * open_war(country)
    for cercle in country.cercles:
        terror = {
            "jnim": (1.0 - cercle.truce) * cruelty(country, p, "jnim"),
            "isgs": cruelty(country, p, "isgs"),
            "cma": war,
        }
        for group, brutality in terror.items():
            hundreds = cercle.fighters[group] / 100.0 * (war if group == "cma" else 1.0)
            selective = p.peak_rate * selectivity(cercle, group) * hundreds
            blind = p.terror_rate * brutality * cercle.fighters[group]
            expected = (selective + blind) * cercle.heat
            dead = event(expected, p.event_size, p.tail, draws.uniform(group, cercle))
            yield cercle.civilians_killed, group, dead


def cruelty(country, p, group):
    """Return how hard a jihadist group strikes blindly: its tempo, and how ruthless it is."""
    return p.brutality_weight * country.ruthlessness[group] * country.tempo[group]


def hunted(country, cercle):
    """Return the men whom the state side looks for: in war the CMA's too."""
    men = cercle.fighters
    return men["jnim"] + men["isgs"] + open_war(country) * men["cma"]


def presence(enemies, p):
    """Return how much a place feels like the enemy's, half at so many men."""
    return enemies / (enemies + p.presence_half)


def selectivity(cercle, group):
    """Return Kalyvas's curve: most violence under dominant but incomplete control."""
    held = cercle.control[group]
    share = held / (held + cercle.control["state"] + 1e-6)
    dominance = max(0.0, 2.0 * share - 1.0)
    return 27.0 / 4.0 * dominance**2 * (1.0 - dominance)
