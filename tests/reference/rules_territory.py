"""Places change hands, are cut off and worked; violence excites violence."""

import math

from plain import open_war
from rules_opinion import anger, aroused

ZONE = 0.2


def control_events(country, p, draws):
    """Zones are captured from the largest enemy, or fall to nobody."""
    for cercle in country.cercles:
        changes, help_for = [], collaboration(cercle)
        strength = strengths(country, cercle, p)
        unruled = 1.0 - sum(cercle.control.values())
        for who in cercle.control:
            draw = draws.uniform(who, cercle)
            enemy, war = rival(who, country, cercle, unruled)
            facing = strength.get(enemy, 0.0) + p.unruled_strength
            near = cercle.next_door(lambda other, who=who: other.control[who])
            push = p.decisiveness * log_odds(strength[who], facing, p)
            push += p.collaboration_weight * (help_for[who] - help_for.get(enemy, 0.0))
            push += p.neighbours_weight * near
            if enemy == "state":
                push += p.garrison_weight * cercle.vacated + p.rout_weight * cercle.rout
            tempo = country.tempo.get(who, 1.0)
            stays = math.exp(-war * tempo * math.exp(push) / p.usual_wait)
            relieved = who == "state" and 0.0 < cercle.posts_opened >= cercle.posts
            if relieved or draw < 1.0 - stays:
                changes.append((who, enemy))
            fading = p.decisiveness * log_odds(p.unruled_strength, strength[who], p)
            fading -= p.collaboration_weight * help_for[who]
            gone = 1.0 - stays * math.exp(-math.exp(fading) / p.usual_wait)
            if 1.0 - stays <= draw < gone:
                changes.append((None, who))
        yield from passing(cercle, changes, unruled)
        if cercle.posts_closed > 0.0 and cercle.posts <= 0.0:
            moved = list(passing(cercle, changes, unruled))
            left = cercle.control["state"] + sum(x for _, who, x in moved if who == "state")
            heir, _ = rival("state", country, cercle, unruled)
            yield cercle.control, "state", -left
            if heir is not None:
                yield cercle.control, heir, left


def army_morale(country, p, draws):
    """Losses and coups wear an army down; panic spreads from a capital that fell to its neighbours."""
    killed = sum(c.fighters_killed[side] for c in country.cercles for side in ("fama", "wagner"))
    fell = {c: c.capital > 0 and c.posts_closed > 0.0 and c.posts <= 0.0 for c in country.cercles}
    coup = 1.0 - p.shock_of_coup * math.exp(-country.weeks_since_coup / p.coup_memory)
    rest = math.exp(-country.recent_losses / p.losses_scale) * coup
    lost = p.shock_of_fall * country.morale if any(fell.values()) else 0.0
    yield country, "recent_losses", killed - country.recent_losses / 6.0
    yield country, "morale", p.speed * (rest - country.morale) - lost
    for cercle, here in fell.items():
        panic = here or any(fell[near] for near, _, _ in cercle.neighbours)
        yield cercle, "rout", 1.0 - cercle.rout if panic else -cercle.rout / p.rout_weeks


def mining(country, p, draws):
    """Gold pays the state where mines work, and whoever holds the place where miners dig."""
    worked = sum(c.gold_industrial * (1.0 - c.mine_disruption) for c in country.cercles)
    everywhere = sum(c.gold_artisanal for c in country.cercles)

    def dug(holder):
        level = sum(c.gold_artisanal * c.control[holder] for c in country.cercles)
        return p.artisanal_output * level / everywhere * p.price / 52.0

    taken = worked * p.price * p.state_take / 52.0
    yield country, "mine_revenue", taken + p.state_levy * dug("state")
    for group in ("jnim", "isgs", "cma"):
        yield country.gold_levy, group, p.levy * dug(group)


def blockades(country, p, draws):
    """A bargain, soldiers or a change of hands ends a blockade; truces wear out."""
    for cercle in country.cercles:
        men = cercle.fighters["fama"] + p.wagner_weight * cercle.fighters["wagner"]
        bargain = p.bargaining * (
            1.0 + cercle.truce + max(country.talks["jnim"], country.talks["isgs"])
        )
        rate = bargain + p.relief * men / (men + p.relief_half)
        ended = draws.uniform("end", cercle) < 1.0 - math.exp(-rate)
        besiegers = cercle.control["jnim"] + cercle.control["isgs"]
        if ended or min(besiegers, cercle.control["state"]) < p.least_hold:
            yield cercle, "blockade", -cercle.blockade
        yield cercle, "truce", -p.truce_wear * cercle.truce


def mine_disruption(country, p, draws):
    """Jihadist rule and fighting close mines, calm opens them."""
    for cercle in country.cercles:
        unrest = insecurity(cercle, p)
        yield cercle, "mine_disruption", p.disturbance * (unrest - cercle.mine_disruption)


def violence_contagion(country, p, draws):
    """A week of violence excites the next ones, here and next door."""
    for cercle in country.cercles:
        deaths = untided(cercle)
        near = cercle.next_door(untided)
        felt = (1.0 - p.from_neighbours) * deaths + p.from_neighbours * near
        surprise = min(felt / (cercle.usual_violence + p.usual_offset), p.cap)
        excitement = p.memory * cercle.excitement + (1.0 - p.memory) * surprise
        heat = cercle.region.regional_trend * (1.0 + p.branching_ratio * (excitement - 1.0))
        heat *= (1.0 + p.surge * cercle.vacated) * (1.0 - p.lull * cercle.leaving)
        yield cercle, "excitement", excitement - cercle.excitement
        yield cercle, "heat", heat - cercle.heat
        usual = (1.0 - p.usual_memory) * (felt - cercle.usual_violence)
        yield cercle, "usual_violence", usual


def strengths(country, cercle, p):
    """Return the strength behind each who may hold a place: men, and those through whom it rules."""
    men = cercle.fighters
    army = (
        country.army_effort * men["fama"]
        + p.wagner_weight * men["wagner"]
        + p.french_weight * men["france"]
    )
    force = {
        "state": country.morale * army / p.soldiers_per_insurgent,
        "cma": men["cma"],
        "platform": men["platform"],
        "jnim": men["jnim"] * (1.0 + cercle.blockade),
        "isgs": men["isgs"] * (1.0 + cercle.blockade),
        "selfdef": p.militia_weight * men["selfdef"],
    }
    return {who: x + p.standing * cercle.control[who] for who, x in force.items()}


def collaboration(cercle):
    """Return how far people help each who may hold a place."""
    helped = {"preachers": 0.0, "guards": 0.0, "rebels": 0.0}
    for c in cercle.communities:
        bitter, wrath = anger(c), aroused(c.revenge_jihadist)
        helped["preachers"] += c.population * bitter * (1.0 - wrath)
        helped["guards"] += c.population * wrath
        helped["rebels"] += c.population * bitter * (c.identity == "tuareg")
    means = {who: x / (cercle.people() + 1.0) for who, x in helped.items()}
    return {
        "state": cercle.information,
        "cma": means["rebels"],
        "platform": means["rebels"],
        "jnim": means["preachers"],
        "isgs": means["preachers"],
        "selfdef": means["guards"],
    }


def at_peace(one, other, country, cercle):
    """Return how far two leave each other's ground alone."""
    pair = {one, other}
    if pair <= {"state", "cma", "platform"}:
        return 1.0 - open_war(country)
    if pair == {"cma", "jnim"}:
        return country.pact
    if pair & {"jnim", "isgs"} and "selfdef" in pair:
        return cercle.truce
    return 1.0 if pair == {"state", "selfdef"} else 0.0


def rival(who, country, cercle, unruled):
    """Return the largest enemy, or None for ground that obeys nobody, and how far there is war."""
    war = {v: 1.0 - at_peace(who, v, country, cercle) for v in cercle.control if v != who}
    counted = {v: cercle.control[v] * war[v] if v in war else 0.0 for v in cercle.control}
    enemy = max(counted, key=counted.get)
    if unruled >= ZONE - 1e-6 and unruled > counted[enemy]:
        return None, 1.0
    held = cercle.control[enemy]
    if held <= 0.0:
        return enemy, 0.0
    return enemy, counted[enemy] / max(held, 1e-6)


def log_odds(own, other, p):
    """Return log odds that follow the ratio of strengths, or their difference."""
    own, other = own + 1e-6, other + 1e-6
    if p.contest_form == 0.0:
        return math.log(own / other)
    return (own - other) / ((own + other) / 2.0)


def passing(cercle, changes, unruled):
    """Pass zones from hand to hand; who has less than a zone is not dislodged."""
    held = {**cercle.control, None: max(unruled, 0.0)}
    victims = [victim for _, victim in changes]
    for winner, victim in changes:
        if held[victim] >= ZONE - 1e-6:
            part = min(ZONE, held[victim] / victims.count(victim))
            if winner is not None:
                yield cercle.control, winner, part
            if victim is not None:
                yield cercle.control, victim, -part


def insecurity(cercle, p):
    """Return jihadist control, and where there is some a part of present violence too."""
    jihadists = cercle.control["jnim"] + cercle.control["isgs"]
    fighting = p.heat_weight * max(cercle.heat - 1.0, 0.0)
    return min(1.0, jihadists + (fighting if jihadists > p.disturbing_control else 0.0))


def untided(cercle):
    """Return the week's deaths against the background of the region's war."""
    return cercle.deaths() / cercle.region.regional_trend
