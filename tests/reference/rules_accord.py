"""Trust, compliance and guarantees of the 2015 accord, and what France believes and concedes."""

import math

from plain import ENDED, sigmoid
from rules_opinion import anger

OUTSIDE_OPTION = 1.0  # the other code of the bargaining rule is 0: split the difference


def accord_practice(country, p, draws):
    """Without effort implementation decays; the CMA keeps its word as far as it trusts."""
    in_force = country.accord_in_force
    above_floor = max(0.0, country.implementation - p.least_implementation * in_force)
    wear = p.wear + p.undoing * country.offensive + p.wear_if_broken * (1.0 - in_force)
    kept = (p.base_compliance + p.compliance_from_trust * country.accord_trust) * in_force
    yield country, "implementation", -wear * above_floor
    yield country, "compliance", p.speed * (kept - country.compliance)


def commitment(country, p, draws):
    """The CMA trusts the state as far as it does not expect it to renege."""
    gap = powell_gap(*odds_against_rebels(country, p), p.destroyed, p.patience)
    near = in_the_north(country, "wagner")
    feared = near + p.far_share * (wagner_expected(country) - near)
    worry = (
        p.base
        + p.power_weight * p.blur * math.log1p(math.exp(gap / p.blur))
        + p.mercenary_weight * feared / (feared + p.mercenary_half)
        + p.abuse_weight * tuareg_anger(country)
        + p.offensive_weight * country.offensive
        - p.guarantee_weight * country.guarantee
        - p.implementation_weight * country.implementation
    )
    yield country, "accord_trust", p.speed * (1.0 - sigmoid(worry) - country.accord_trust)


def odds_against_rebels(country, p):
    """The state's odds in the north today, and once the contract's men have come."""
    soldiers, mercenaries = in_the_north(country, "fama"), in_the_north(country, "wagner")
    expected = wagner_expected(country)
    worth = p.rebel_effectiveness + p.readiness_effect * country.readiness
    rebels = country.men("cma") * worth
    army = p.soldier_effectiveness * soldiers
    today = army + p.mercenary_effectiveness * mercenaries
    later = army + p.build_up_effectiveness * expected
    return today / (today + rebels + 1.0), later / (later + rebels + 1.0)


def wagner_expected(country):
    """The mercenaries in the country, or those of the contract if they are more."""
    return max(country.contract["wagner"] * country.contract_men["wagner"], country.men("wagner"))


def powell_gap(today, later, destroyed, patience):
    """How far waiting beats all that a deal can offer today, in units of the whole pie.

    A war at odds p is worth p (1 - d) of the pie to the state and (1 - p) (1 - d) to the rebels.
    """
    fight_today, fight_later = today * (1.0 - destroyed), later * (1.0 - destroyed)
    rebels_today = (1.0 - today) * (1.0 - destroyed)
    peace_saves = 1.0 - fight_today - rebels_today
    return patience * fight_later - fight_today - peace_saves


def tuareg_anger(country):
    """How angry Tuareg people at home are with the state, on average."""
    tuareg = [people for people in country.communities if people.identity == "tuareg"]
    angry = sum(anger(people) * people.population for people in tuareg)
    return angry / (sum(people.population for people in tuareg) + 1.0)


def guarantees(country, p, draws):
    """Third parties guarantee the accord; the UN mission is squeezed out where Wagner is let in."""
    weight = (
        p.of_minusma * country.presence["minusma"]
        + p.of_mediation * country.mediation
        + p.of_france * min(1.0, country.men("france") / p.full_french_force)
    )
    squeezed = p.squeeze * (1.0 - country.relation["france"]) * country.contract["wagner"]
    yield country, "guarantee", p.speed * (weight - country.guarantee)
    yield country.presence, "minusma", -squeezed * country.presence["minusma"]


def suspicion(country, p, draws):
    """France updates by Bayes' rule whether the junta would sign; once it has, France knows."""
    belief = country.deal_belief
    if country.contract["wagner"] > 0.5:
        yield country, "deal_belief", p.speed_once_signed * (p.belief_once_signed - belief)
        return
    inside = min(max(belief, 1e-6), 1.0 - 1e-6)
    contacts = country.ambiguity
    seen = (p.contacts_if_serious / p.contacts_if_bluff) ** contacts
    quiet = ((1.0 - p.contacts_if_serious) / (1.0 - p.contacts_if_bluff)) ** (1.0 - contacts)
    odds = inside / (1.0 - inside) * (seen * quiet) ** p.evidence_weight
    yield country, "deal_belief", odds / (1.0 + odds) - belief


def patron_bargain(country, p, draws):
    """The junta's share depends on what it might have from Wagner instead."""
    alternative = country.deal_belief * p.patron_value
    if p.bargaining_rule == OUTSIDE_OPTION:
        share = max(p.bargaining_power, alternative)
    else:
        share = alternative + p.bargaining_power * (1.0 - alternative)
    if country.relation["france"] <= ENDED:
        share = 0.0
    yield country.concession, "france", p.speed * (share - country.concession["france"])


def in_the_north(country, side):
    return sum(cercle.north * cercle.fighters[side] for cercle in country.cercles)
