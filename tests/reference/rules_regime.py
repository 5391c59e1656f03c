"""Money, patrons, officers and opinion: what the junta lives by."""

import math

from plain import ENDED, sigmoid, unit, weekly

MINES_END_WARS, MINES_PROLONG_WARS = 0.0, 1.0  # codes of the switch contractor_effort
EASTERN_ONLY, BOTH = 1.0, 2.0  # codes of the switch patron_protects


def contract_payment(country, p, draws):
    """Wagner is paid in cash and mines; the rest is owed, and effort follows pay."""
    due = p.price * country.men("wagner") * country.contract["wagner"]
    in_mines = country.mine_pay_share["wagner"] * due
    owed = due - in_mines + country.contract["wagner"] * country.arrears["wagner"]
    cash = min(owed, p.treasury_share * country.treasury)
    paid = cash + in_mines * min(1.0, p.mine_yield * secured_gold(country, p))
    full = min(1.0, paid / due) if due > 0.0 else 1.0
    willing = p.unpaid_effort + (1.0 - p.unpaid_effort) * full
    effort = willingness(country.mine_pay_share["wagner"], p) * willing
    more = (
        due - paid
        if country.contract["wagner"] > 0.0
        else -p.arrears_fading * country.arrears["wagner"]
    )
    yield country, "treasury", -cash
    yield country.arrears, "wagner", more
    yield country.effort, "wagner", p.effort_speed * (effort - country.effort["wagner"])
    yield country, "contract_paid", paid


def secured_gold(country, p):
    """The share of the country's gold that the state holds and violence does not stop."""
    total = secured = 0.0
    for cercle in country.cercles:
        gold = cercle.gold_industrial + p.artisanal_weight * cercle.gold_artisanal
        total += gold
        secured += gold * cercle.control["state"] * (1.0 - cercle.mine_disruption)
    return secured / total


def willingness(mines, p):
    """How hard contractors fight when fully paid: mines and cash differ, or do not."""
    tilt = p.effort_gap * (2.0 * mines - 1.0)
    if p.contractor_effort == MINES_END_WARS:
        return p.usual_effort + tilt
    if p.contractor_effort == MINES_PROLONG_WARS:
        return p.usual_effort - tilt
    return p.usual_effort


def coup_proofing(country, p, draws):
    """Time passes; loyal guards are built up, and criticism grows costly."""
    guard = min(1.0, foreign_guards(country, p)) if p.patron_protects >= EASTERN_ONLY else 0.0
    raised = p.resting_counterbalance + p.counterbalance_from_guard * guard
    wanted = max(raised, p.persistence * country.counterbalance)
    silenced = p.resting_censorship + p.censorship_from_guard * guard
    yield country, "weeks_since_coup", 1.0
    yield country, "counterbalance", p.speed * (wanted - country.counterbalance)
    yield country, "censorship", p.speed * (silenced - country.censorship)


def coup_risk(country, p, draws):
    """Officers may try a coup; if they succeed, all starts anew."""
    guard = protection(country, p)
    hazard = coup_hazard(country, guard, p)
    tried = draws.uniform("attempt", country) < weekly(hazard)
    fell = tried and draws.uniform("success", country) < coup_success(country, guard, p)
    lost = sum(c.fighters_killed["fama"] + c.fighters_killed["wagner"] for c in country.cercles)
    yield country, "coup_hazard", hazard - country.coup_hazard
    yield country, "coup_attempts", float(tried)
    yield country, "army_losses", p.losses_speed * (lost - country.army_losses)
    if fell:
        yield country, "coups", 1.0
        yield country, "weeks_since_coup", -country.weeks_since_coup
        yield country, "morale", -p.disarray * country.morale
        yield from new_rulers(country, draws)
        for region in country.regions:
            gap = p.honeymoon_approval - region.approval_junta
            yield region, "approval_junta", p.honeymoon_pull * gap


# chance in coups, rules of engagement, accord, and how likely contractors are sent away
RULERS = (
    (0.0, 0.3, 0.3, 0.0),
    (0.33, 0.2, 0.4, 0.8),
    (0.34, 0.5, 0.15, 0.1),
    (0.33, 0.3, 0.25, 0.3),
    (0.0, 0.2, 0.4, 0.7),
)


def new_rulers(country, draws):
    """Who takes over is drawn; rules of engagement, the accord and the contract change with them."""
    drawn, code = draws.uniform("successor", country), 0
    while drawn >= sum(chance for chance, *_ in RULERS[: code + 1]):
        code += 1
    _, ruthless, accord, ends = RULERS[code]
    yield country, "regime", code - country.regime
    yield country, "junta_in_power", -country.junta_in_power
    yield country, "implementation", accord - country.implementation
    yield country.ruthlessness, "fama", ruthless - country.ruthlessness["fama"]
    if draws.uniform("contract", country) < ends:
        for name in ("contract", "contract_men"):
            block = getattr(country, name)
            yield block, "wagner", -block["wagner"]


def coup_hazard(country, guard, p):
    """The chance that somebody tries within a year."""
    return sigmoid(
        p.base
        + p.of_illegitimacy * (1.0 - average(country, "approval_junta"))
        + p.of_recent_coup * math.exp(-country.weeks_since_coup / p.memory)
        + p.of_losses * min(p.losses_cap, country.army_losses / p.losses_scale)
        + p.of_purge * country.purge_shock
        - p.of_spoils * country.officer_spoils
        - p.of_guard * guard
    )


def coup_success(country, guard, p):
    """The chance that an attempt succeeds."""
    usual = math.log(p.base_success / (1.0 - p.base_success))
    against = p.failure_from_counterbalance * country.counterbalance + guard
    return sigmoid(usual + p.success_from_spoils * country.officer_spoils - against)


def protection(country, p):
    """How well foreign men guard the regime, by whichever theory of patrons holds."""
    french = country.men("france") / p.full_french_force * country.relation["france"]
    cover = 0.0
    if p.patron_protects in (EASTERN_ONLY, BOTH):
        cover += min(1.0, foreign_guards(country, p))
    if p.patron_protects == BOTH:
        cover += min(p.french_cover, french)
    return min(1.0, cover)


def foreign_guards(country, p):
    """Wagner's men who guard the regime, against a full guard."""
    return country.guard_share["wagner"] * country.men("wagner") / p.full_guard


def influence(country, p, draws):
    """Russia and France have Bamako's ear as far as they give; trust goes where others come."""
    men = country.men("wagner")
    troops = min(p.troops_cap, country.men("france") / p.full_french_force)
    favour = average(country, "approval_russia")
    present = country.contract["wagner"] * men / (men + p.men_half)
    russian = p.ties_to_russia + p.russia_from_men * present + p.russia_from_favour * favour
    given = p.france_from_troops * troops + p.france_from_aid * country.aid
    french = country.relation["france"] * given
    trust = (
        p.base_trust
        - p.trust_lost_by_hints * country.ambiguity
        - p.trust_lost_by_contract * country.contract["wagner"]
        - p.trust_lost_by_talks * max(country.talks["jnim"], country.talks["isgs"])
    )
    yield country.influence, "russia", p.speed * (russian - country.influence["russia"])
    yield country.influence, "france", p.speed * (french - country.influence["france"])
    yield country.trust, "france", p.speed * (max(0.0, trust) - country.trust["france"])


def public_opinion(country, p, draws):
    """Regions listen to each other, remember where they started, and answer to the week."""
    for region in country.regions:
        for name, shock in shocks(country, region, p).items():
            view, root = getattr(region, name), getattr(region, f"{name}_root")
            shared = p.openness * heard(country, region, name, p) + (1.0 - p.openness) * root
            new = shared + 4.0 * shock * view * (1.0 - view)
            yield region, name, new - view
            if name == "approval_junta":
                approving = unit(new)
                pretending = p.response_bias * country.censorship * (1.0 - approving)
                yield region, "polled_junta", approving + pretending - region.polled_junta


def shocks(country, region, p):
    """What this week does to each view of those who are undecided."""
    dead = sum(cercle.deaths() for cercle in region.cercles)
    blame = p.violence_blame * dead / (dead + p.half_saturation)
    rally = p.rally * country.sanctions
    deal = p.rally * (country.contract["wagner"] + p.hint_weight * country.ambiguity)
    late = p.delay_cost * country.election_delay
    french_here = country.relation["france"] > ENDED
    return {
        "approval_junta": rally + p.deal_on_junta * deal - p.blame_on_junta * blame - late,
        "approval_france": -p.deal_on_france * deal - french_here * blame,
        "approval_russia": deal - p.blame_on_russia * country.contract["wagner"] * blame,
    }


def heard(country, region, name, p):
    """What a region hears: mostly itself, a little of Bamako and of the whole country."""
    (bamako,) = (r for r in country.regions if r.name == "Bamako")
    rest = 1.0 - p.own_region - p.capital_media
    own = p.own_region * getattr(region, name)
    capital = p.capital_media * getattr(bamako, name)
    return own + capital + rest * average(country, name)


def security_budget(country, p, draws):
    """Taxes, mines and aid come in; soldiers, officers and guards are paid, while money lasts."""
    people = sum(cercle.residents for cercle in country.cercles)
    held = sum(c.control["state"] * c.residents for c in country.cercles) / people
    income = (
        p.mine_share * country.mine_revenue
        + p.taxes * held * (1.0 - p.sanctions_loss * country.sanctions)
        + p.aid_value * country.aid
    )
    cost = (
        p.soldier_cost * country.men("fama")
        + p.spoils_cost * country.officer_spoils
        + p.guard_cost * country.counterbalance
    )
    promised = p.conceded_aid * country.relation["france"] * country.concession["france"]
    yield country, "treasury", max(income - cost, -country.treasury)
    yield country, "aid", p.aid_speed * (promised - country.aid)


def average(country, view):
    """What the regions think, each counting alike."""
    return sum(getattr(region, view) for region in country.regions) / len(country.regions)
