"""Talks become ceasefires, ceasefires break, and wars in which little is fought fall asleep."""

import math

from plain import at_rest

REBEL = "cma"
GROUPS = (REBEL, "jnim", "isgs")


def ceasefires(country, p, draws):
    """Who talks may stop shooting, sooner if it hurts, a mediator presses or others have stopped."""
    fresh = 0.5 ** (country.weeks_since_coup / 52.0) if country.regime > 0.0 else 0.0
    keepers = 1.0 - p.spared * country.presence["minusma"]
    for who in GROUPS:
        war = at_war(country, who)
        draw = draws.uniform(who, country)
        if country.ceasefire[who] > 0.5:
            rate = p.breaking * keepers + p.marched_over * country.offensive * (who == REBEL)
            if draw < chance(war * rate):
                yield country.ceasefire, who, -country.ceasefire[who]
                yield country.talks, who, -p.talks_lost * country.talks[who]
        elif draw < chance(war * hope(country, p, who) * (1.0 + p.of_new_rulers * fresh)):
            yield country.ceasefire, who, 1.0
        yield country.offered, who, -p.fading * country.offered[who]
        yield country.asked, who, -p.fading * country.asked[who]


def hope(country, p, who):
    """Return the rate at which talks become a ceasefire under rulers who began the war."""
    talks = max(0.0, country.talks[who] - p.open_talks) / (1.0 - p.open_talks)
    pain = country.fought[who] / (country.fought[who] + p.hurt_half)
    elsewhere = max(country.ceasefire[v] for v in GROUPS if v != who)
    rate = p.making * talks * (p.painless + (1.0 - p.painless) * pain)
    rate *= (1.0 + p.of_mediation * country.mediation) * (1.0 + p.of_others * elsewhere)
    return rate if who == REBEL else rate * p.jihadist_factor


def dormancy(country, p, draws):
    """A war of less than 25 deaths a year may fall asleep; an army on the march wakes it."""
    for who in GROUPS:
        war, fought = at_war(country, who), country.fought[who]
        draw = draws.uniform(who, country)
        if country.dormant[who] > 0.5:
            rate = p.waking * (1.0 - p.spared * country.presence["minusma"])
            rate += p.marched_over * country.offensive * (who == REBEL)
            rate += p.fought_awake * max(0.0, fought / 25.0 - 1.0)
            if draw < chance(rate) or war < 0.5:
                yield country.dormant, who, -country.dormant[who]
        elif draw < chance(war * p.falling_asleep * max(0.0, 1.0 - fought / 25.0)):
            yield country.dormant, who, 1.0
        dead = sum(c.battle_deaths[f"state_{who}"] for c in country.cercles)
        yield country.fought, who, (52.0 * dead - fought) / p.memory
        yield country.war_weeks, who, war * (1.0 - at_rest(country, who))


def at_war(country, who):
    return 1.0 - country.accord_in_force if who == REBEL else 1.0


def chance(rate):
    return 1.0 - math.exp(-rate)
