"""Places change hands, are cut off and worked; violence excites violence."""

import math


def control_shift(country, p, draws):
    """Places pass slowly to those whose strength and welcome have grown."""
    for cercle in country.cercles:
        odds = contest(strengths(cercle, p), p)
        support = {who: cercle.root[who] * chance for who, chance in odds.items()}
        counted = {who: y if y > p.least_support else 0.0 for who, y in support.items()}
        nobody = max(p.unheld, 1.0 - cercle.held_at_start)
        everybody = nobody + sum(counted.values())
        for who, held in cercle.control.items():
            yield cercle.control, who, p.speed * (counted[who] / everybody - held)


def mining(country, p, draws):
    """Gold pays the state where mines work."""
    worked = sum(c.gold_industrial * (1.0 - c.mine_disruption) for c in country.cercles)
    yield country, "mine_revenue", worked * p.price * p.state_take / 52.0


def sieges(country, p, draws):
    """Blockades are broken or outlast the besieged; truces wear out; mines are disturbed."""
    for cercle in country.cercles:
        men = cercle.fighters["fama"] + p.wagner_weight * cercle.fighters["wagner"]
        broken = p.wear + p.relief * men / (men + p.relief_half)
        unrest = insecurity(cercle, p)
        yield cercle, "blockade", -broken * cercle.blockade
        yield cercle, "truce", -p.truce_wear * cercle.truce
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
        yield cercle, "excitement", excitement - cercle.excitement
        yield cercle, "heat", heat - cercle.heat
        usual = (1.0 - p.usual_memory) * (felt - cercle.usual_violence)
        yield cercle, "usual_violence", usual


def strengths(cercle, p):
    """Return the strength behind each who may hold a place: men, weighed by their welcome."""
    men, welcome = cercle.fighters, p.welcome_of_jihadists + cercle.mean("anger_state")
    foreigners = p.wagner_weight * men["wagner"] + p.french_weight * men["france"]
    state = men["fama"] + foreigners + p.state_standing
    return {
        "state": state * (p.welcome_of_state + cercle.mean("legitimacy")),
        "cma": men["cma"] + p.signatory_standing,
        "platform": men["platform"] + p.signatory_standing,
        "jnim": (men["jnim"] + p.jihadist_standing) * welcome * (1.0 + cercle.blockade),
        "isgs": (men["isgs"] + p.jihadist_standing) * welcome,
        "selfdef": men["selfdef"] + p.militia_standing,
    }


def contest(strength, p):
    """Return odds that follow the ratio of strengths, or how far each is above the average."""
    if p.contest_form == 0.0:
        return {who: x**p.decisiveness for who, x in strength.items()}
    middle = sum(strength.values()) / len(strength)
    gaps = {who: (x - middle) / (middle + 1.0) for who, x in strength.items()}
    return {who: math.exp(p.decisiveness * min(max(g, -8.0), 8.0)) for who, g in gaps.items()}


def insecurity(cercle, p):
    """Return jihadist control, and where there is some a part of present violence too."""
    jihadists = cercle.control["jnim"] + cercle.control["isgs"]
    fighting = p.heat_weight * max(cercle.heat - 1.0, 0.0)
    return min(1.0, jihadists + (fighting if jihadists > p.disturbing_control else 0.0))


def untided(cercle):
    """Return the week's deaths against the background of the region's war."""
    return cercle.deaths() / cercle.region.regional_trend
