"""Forces move, come and go; people flee and return."""

import math

from plain import ENDED, open_war
from rules_opinion import anger

# what settles by itself: (block or None, name, where a number of the mechanism is named after it)
POSTURES = (
    (None, "ambiguity", "ambiguity"),
    ("conditions", "france", "french_conditions"),
    ("hunt", "jnim", "hunt_wagner"),
    ("ruthlessness", "isgs", "isgs_brutality"),
    ("tempo", "isgs", "isgs_tempo"),
    ("tempo", "jnim", "jnim_tempo"),
    (None, "mediation", "mediation"),
    (None, "offensive", "offensive"),
    (None, "officer_spoils", "officer_spoils"),
    (None, "purge_shock", "purge_shock"),
    (None, "rivalry", "rivalry"),
    ("ruthlessness", "fama", "ruthlessness"),
    ("south_push", "jnim", "south_push"),
    ("strike_tempo", "france", "strike_tempo"),
    ("talks", "jnim", "talks"),
    ("ruthlessness", "wagner", "wagner_ruthlessness"),
)
NEUTRAL = {
    "hunt_wagner": 0.0,
    "isgs_tempo": 1.0,
    "jnim_tempo": 1.0,
    "offensive": 0.0,
    "strike_tempo": 1.0,
}
LEAVING = {  # how readily the fighters of a group go home, as a factor
    "jnim": lambda country, cercle, p: (
        1.0 + cercle.truce + p.pull_of_talks * max(country.talks["jnim"], country.talks["isgs"])
    ),
    "isgs": lambda country, cercle, p: 1.0,
    "cma": lambda country, cercle, p: country.accord_in_force,
    "platform": lambda country, cercle, p: p.militia_factor,
    "selfdef": lambda country, cercle, p: p.militia_factor,
}


def regional_trend(country, p, draws):
    """The war's intensity wanders in each region, and is drawn back to one."""
    gust = p.spread * math.sqrt(1.0 - p.persistence**2)
    for region in country.regions:
        level = p.persistence * math.log(region.regional_trend) + gust * draws.normal(
            "tide", region
        )
        yield region, "regional_trend", math.exp(level) - region.regional_trend


def posture_decay(country, p, draws):
    """What was ordered once wears off."""
    for block, name, posture in POSTURES:
        rest = NEUTRAL[posture] if posture in NEUTRAL else getattr(p, f"{posture}_rest")
        speed = p.pace * getattr(p, f"{posture}_speed")
        thing = getattr(country, block) if block else country
        now = thing[name] if block else getattr(country, name)
        yield thing, name, speed * (rest - now)
    yield country.talks, "cma", -p.pace * p.talks_speed * country.talks["cma"]


def deployment(country, p, draws):
    """The army moves to its enemies or into Azawad, the CMA at war to the northern towns."""
    war = 1.0 - country.accord_in_force
    push = max(country.offensive, p.army_to_north * war)
    threat = shares(country, lambda c: threat_of(c, p) * (1.0 - conceded(country, c)))
    azawad = shares(country, lambda c: (c.control["cma"] + p.rebels_floor) * c.north)
    towns = shares(country, lambda c: (c.control["state"] + p.towns_floor) * c.north)
    gone = p.rebels_to_towns * war
    army, rebels = country.men("fama"), country.men("cma")
    posts = shares(country, lambda c: c.posts + 1e-6 * c.weights["garrison"])
    for cercle in country.cercles:
        men, home = cercle.fighters, cercle.weights
        hot = (1.0 - push) * threat[cercle] + push * azawad[cercle]
        posted = army * ((1.0 - p.mobile_share) * posts[cercle] + p.mobile_share * hot)
        fighting = rebels * ((1.0 - gone) * home["cma"] + gone * towns[cercle])
        yield men, "fama", p.speed * (posted - men["fama"])
        yield men, "cma", p.speed * (fighting - men["cma"])


def garrisons(country, p, draws):
    """Beaten or remote posts are given up, free men open others, foreigners close their bases."""
    army = country.men("fama")
    french = country.target["france"] + country.coalition_target["france"]
    going = min(max(1.0 - french / max(country.men("france"), 1.0), 0.0), 1.0)
    for cercle in country.cercles:
        held = cercle.control["state"]
        near = cercle.next_door(lambda c: c.control["state"])
        isolation = (1.0 - held) * (1.0 - near)
        closed = leaving(cercle, p, isolation, country.recent_losses, draws)
        free = math.floor(army * cercle.weights["garrison"] / p.company - cercle.posts)
        wish = p.opening * max(free, 0) * (1.0 - isolation) if cercle.rout <= 1e-9 else 0.0
        opened = 1.0 if draws.uniform("open", cercle) < 1.0 - math.exp(-wish) else 0.0
        opened = 0.0 if closed > 0.0 else opened
        based = cercle.fighters["france"] > p.least_base
        bases = based + cercle.minusma_site * (country.presence["minusma"] > 0.5)
        gone = closed + p.base_worth * max(0.0, cercle.bases - bases)
        vacated = -cercle.vacated if opened > 0.0 else -cercle.vacated / p.memory
        if gone > 0.0:
            all_posts = max(cercle.posts + p.base_worth * cercle.bases, 1.0)
            vacated = (1.0 - cercle.vacated) * gone / all_posts
        yield cercle, "posts", opened - closed
        yield cercle, "posts_closed", closed
        yield cercle, "posts_opened", opened
        yield cercle, "bases", bases - cercle.bases
        yield cercle, "vacated", vacated
        yield cercle, "leaving", going * based - cercle.leaving


def leaving(cercle, p, isolation, losses, draws):
    """Return how many posts a place loses: all in a panic, one in a retreat."""
    draw = draws.uniform("leave", cercle)
    fled = 1.0 - math.exp(-p.flight * cercle.rout * isolation)
    told = min(losses, p.losses_cap)
    press = p.retreat * cercle.posts * isolation * math.exp(told / p.losses_scale)
    if draw < fled:
        return cercle.posts
    return min(cercle.posts, 1.0) if draw < fled + (1.0 - fled) * (1.0 - math.exp(-press)) else 0.0


def threat_of(cercle, p):
    """Jihadists draw the army, most where the state has a hold."""
    return (cercle.jihadists() + p.enemy_floor) * (p.threat_floor + cercle.control["state"])


def conceded(country, cercle):
    """While the accord holds, the army leaves to the CMA what the CMA holds."""
    cma, state = cercle.control["cma"], cercle.control["state"]
    return country.accord_in_force * cma / max(cma + state, 1e-9)


def foreign_forces(country, p, draws):
    """French and Russian contingents grow or shrink toward the strength planned for each place."""
    staying = country.relation["france"] > ENDED
    french = staying * (country.target["france"] + country.coalition_target["france"])
    russian = country.contract["wagner"] * country.contract_men["wagner"]
    posts = wagner_posts(country, p)
    planned = {
        "france": {c: french * c.weights["french_bases"] for c in country.cercles},
        "wagner": {c: russian * posts[c] for c in country.cercles},
    }
    for side, plan in planned.items():
        growing = sum(plan.values()) >= country.men(side)
        rate = p.build_up_rate if growing else p.withdrawal_rate
        for cercle, wanted in plan.items():
            yield cercle.fighters, side, rate * (wanted - cercle.fighters[side])


def wagner_posts(country, p):
    """Guards stand in Bamako, sweepers where the enemy is, the rest at the mines."""
    north = p.sweeps_in_north * max(country.offensive, 1.0 - country.accord_in_force)
    hunts = shares(
        country, lambda c: c.centre + c.jihadists() * (c.centre + p.north_weight * c.north)
    )
    azawad = shares(country, lambda c: (c.fighters["cma"] + 1.0) * c.north)
    mines = shares(country, lambda c: c.gold_artisanal)
    total = (
        country.guard_share["wagner"]
        + country.sweep_share["wagner"]
        + country.mines_share["wagner"]
        + 1e-9
    )
    posts = {}
    for cercle in country.cercles:
        guards = country.guard_share["wagner"] * cercle.weights["bamako"]
        sweeps = country.sweep_share["wagner"] * (
            (1.0 - north) * hunts[cercle] + north * azawad[cercle]
        )
        posts[cercle] = (guards + sweeps + country.mines_share["wagner"] * mines[cercle]) / total
    return posts


def insurgent_movement(country, p, draws):
    """A few fighters leave each cercle, and share themselves out among its neighbours."""
    for group in ("jnim", "isgs"):
        draw = {
            cercle: opening(country, cercle, p)
            * southward(country, cercle, p, group)
            * (p.outside_home + cercle.north if group == "isgs" else 1.0)
            * (p.entry + cercle.control[group])
            for cercle in country.cercles
        }
        for cercle in country.cercles:
            leaving = p.mobility * cercle.fighters[group]
            yield cercle.fighters, group, -leaving
            choice = sum(draw[near] for near, _, _ in cercle.neighbours)
            for near, _, _ in cercle.neighbours:
                yield near.fighters, group, leaving * draw[near] / choice


def opening(country, cercle, p):
    """Anger at the state opens a cercle, armed men close it; signatories stand by under a pact."""
    men = cercle.fighters
    signatories = (1.0 - country.pact) * (men["cma"] + men["platform"])
    force = men["fama"] + men["wagner"] + men["france"] + signatories
    return (p.calm_opening + cercle.mean_of(anger)) / (1.0 + force / p.deterrent_force)


def southward(country, cercle, p, group):
    """A group goes south when it has chosen to."""
    south = (1.0 - cercle.north) * (1.0 - cercle.centre)
    return 1.0 + p.southern_pull * country.south_push[group] * south


def desertion(country, p, draws):
    """Fighters go home, more of them after losses; the army enlists while it is paid."""
    vacant = (p.authorised - country.men("fama")) / p.enlistment_margin
    room = min(max(vacant, 0.0), 1.0) if country.treasury > p.least_treasury else 0.0
    for cercle in country.cercles:
        men, killed = cercle.fighters, cercle.fighters_killed
        for group, readily in LEAVING.items():
            weary = p.turnover * readily(country, cercle, p) * men[group]
            discouraged = p.fighters_discouraged * p.discouragement * killed[group]
            yield men, group, -min(weary + discouraged, men[group])
        yield men, "fama", p.enlisted * room * cercle.weights["garrison"]
        lost = p.soldiers_discouraged * p.discouragement * killed["fama"]
        unpaid = p.unpaid_leave * (1.0 - country.army_pay) * men["fama"]
        yield men, "fama", -min(lost + unpaid, men["fama"])


def rebel_mobilisation(country, p, draws):
    """A CMA that is armed and united grows where it stands, until its communities are spent."""
    war = open_war(country)
    room = max(0.0, 1.0 - country.men("cma") / p.pool)
    paid = 2.0 * country.means["cma"] / (country.means["cma"] + 1.0)
    for cercle in country.cercles:
        joining = p.growth * country.readiness * (p.peace_growth + war) * room * paid
        yield cercle.fighters, "cma", joining * cercle.fighters["cma"]
    yield country, "readiness", p.fading * (1.0 - war) * (p.peace_readiness - country.readiness)
    yield country, "readiness", p.arming * war * (p.war_readiness - country.readiness)


def displacement(country, p, draws):
    """People flee to the nearest safer place, or abroad; some of the displaced return."""
    war = {cercle: violence(cercle, p) for cercle in country.cercles}
    flight = dict.fromkeys(country.cercles, 0.0)
    leavers, back = {}, {}
    for people in country.communities:
        here = people.cercle
        stays = (1.0 - p.leave_probability) ** (7.0 * war[here])
        leavers[people] = people.population * (1.0 - stays)
        back[people] = p.return_rate * people.displaced * (1.0 - war[here])
        flight[here] += leavers[people]
    arrivals = arrivals_by_cercle(flight, war, p)
    crossing = {c: p.abroad * c.border * arrivals[c] for c in country.cercles}
    fled, crossed = sum(flight.values()), sum(crossing.values())
    inside = 1.0 - crossed / max(fled, 1e-9)
    from_abroad = p.refugee_return * p.return_rate * country.refugees
    on_the_border = sum(c.border * c.people() for c in country.cercles)
    for people in country.communities:
        homecoming = from_abroad * people.cercle.border * people.population / on_the_border
        yield people, "population", back[people] - leavers[people] + homecoming
        yield people, "displaced", leavers[people] * inside - back[people]
    guests = max(sum(c.hosted for c in country.cercles), 1.0)
    for cercle in country.cercles:
        leave_again = sum(back.values()) * cercle.hosted / guests
        yield cercle, "hosted", arrivals[cercle] - crossing[cercle] - leave_again
    yield country, "refugees", crossed - from_abroad
    yield country, "newly_displaced", fled


def violence(cercle, p):
    """How much of a cercle this week's deaths unsettle: half of it at so many a head."""
    deaths = cercle.deaths()
    return deaths / (deaths + p.half_intensity * cercle.residents / 100_000.0)


def arrivals_by_cercle(flight, war, p):
    """Send those who flee to the own chef-lieu, and to the neighbouring cercles."""
    arrivals = dict.fromkeys(flight, 0.0)
    for home, leaving in flight.items():
        ways = [(home, p.own_town), *((near, km) for near, _, km in home.neighbours)]
        weights = [(place, refuge(place, war, p) / (10.0 + km)) for place, km in ways]
        choice = sum(weight for _, weight in weights)
        for place, weight in weights:
            arrivals[place] += leaving * weight / choice
    return arrivals


def refuge(place, war, p):
    """Fighting repels, a border attracts."""
    return p.conflict_weight ** war[place] * (1.0 + p.border_pull * place.border)


def spillover(country, p, draws):
    """Jihadists near the borders, and refugees beyond them, press on the neighbours."""
    far, fled = p.far_weight, country.refugees / p.usual_refugees
    near = sum(c.jihadists() * (far + (1.0 - far) * c.southern_border) for c in country.cercles)
    fled = min(1.0, 1.0 - p.refugee_weight + p.refugee_weight * fled)
    pressure = near / (near + p.reference) * fled
    yield country, "spillover", p.speed * (pressure - country.spillover)


def shares(country, weight):
    """Divide a whole among the cercles in proportion to a weight."""
    total = sum(weight(cercle) for cercle in country.cercles)
    return {cercle: weight(cercle) / total for cercle in country.cercles}
