"""Money, patrons, officers and opinion: what the junta lives by."""

import math

from plain import ENDED, sigmoid, unit, weekly

MINES_END_WARS, MINES_PROLONG_WARS = 0.0, 1.0  # codes of the switch contractor_effort
EASTERN_ONLY, BOTH = 1.0, 2.0  # codes of the switch patron_protects


def contract_payment(country, p, draws):
    """Wagner earns its price; mines pay a part where it holds them, and the state that much less."""
    due = p.price * country.men("wagner") * country.contract["wagner"]
    conceded = country.mine_pay_share["wagner"]
    tasks = ("guard_share", "sweep_share", "mines_share")
    at_mines = country.mines_share["wagner"] / (
        sum(getattr(country, task)["wagner"] for task in tasks) + 1e-9
    )
    manned = min(1.0, at_mines / max(p.site_guard * conceded, 1e-9))
    mines = min(conceded * due * secured_gold(country) * manned, country.mine_revenue)
    yield country.contract_due, "wagner", due
    yield country.concession_paid, "wagner", mines
    yield country, "mine_revenue", -mines
    if country.contract["wagner"] <= 0.0:
        yield country.arrears, "wagner", -p.arrears_fading * country.arrears["wagner"]


def secured_gold(country):
    """The share of industrial gold that the state holds and violence does not stop."""
    secured = sum(
        c.gold_industrial * c.control["state"] * (1.0 - c.mine_disruption) for c in country.cercles
    )
    return secured / sum(c.gold_industrial for c in country.cercles)


def paid_effort(country, p, draws):
    """Who is paid less does less."""
    wages = min(country.wages_paid, country.wages_due)
    pay = paid_part(wages, country.wages_due)
    whole = paid_part(wages + country.supplies_paid, country.wages_due + country.supplies_due)
    yield country, "army_pay", p.pay_memory * (pay - country.army_pay)
    yield (
        country,
        "army_effort",
        p.effort_speed * (whole**p.pay_power - country.army_effort),
    )
    due = country.contract_due["wagner"]
    got = paid_part(country.concession_paid["wagner"] + country.cash_paid["wagner"], due)
    effort = willingness(country.mine_pay_share["wagner"], p) * got
    yield country.effort, "wagner", p.effort_speed * (effort - country.effort["wagner"])
    weeks = country.arrears["wagner"] / max(due, 1e-9) if due > 0.0 else 0.0
    yield country.unpaid_weeks, "wagner", weeks - country.unpaid_weeks["wagner"]


def paid_part(paid, due):
    """What share of what is due was paid."""
    return min(1.0, paid / max(due, 1e-9)) if due > 0.0 else 1.0


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
    """The chance that somebody tries within a year, more where soldiers are unpaid."""
    usual = sigmoid(
        p.base
        + p.of_illegitimacy * (1.0 - average(country, "approval_junta"))
        + p.of_recent_coup * math.exp(-country.weeks_since_coup / p.memory)
        + p.of_losses * min(p.losses_cap, country.army_losses / p.losses_scale)
        + p.of_purge * country.purge_shock
        - p.of_spoils * country.officer_spoils
        - p.of_guard * guard
    )
    return 1.0 - (1.0 - usual) ** (1.0 + p.of_unpaid * (1.0 - country.army_pay))


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
    """Money comes in; pay first, old debts next, then operations, and loans last."""
    people = sum(cercle.residents for cercle in country.cercles)
    held = sum(c.control["state"] * c.residents for c in country.cercles) / people
    mines = country.concession_paid["wagner"]
    income = {
        "taxes_paid": p.taxes * held * (1.0 - p.sanctions_loss * country.sanctions),
        "mines_paid": max(0.0, p.mine_share * (country.mine_revenue + mines) - mines),
        "aid_paid": p.aid_value * country.aid,
    }
    for name, amount in income.items():
        yield country, name, amount
    yield from spending(country, p, sum(income.values()), mines)
    promised = p.conceded_aid * country.relation["france"] * country.concession["france"]
    yield country, "aid", p.aid_speed * (promised - country.aid)


def spending(country, p, income, mines):
    """What the treasury pays and borrows, and what it owes afterwards."""
    wages = p.soldier_pay * country.men("fama")
    planned = p.soldier_supplies * country.men("fama")
    others = p.other_forces + p.spoils_cost * country.officer_spoils
    others += p.guard_cost * country.counterbalance
    due, in_mines = country.contract_due["wagner"], country.mine_pay_share["wagner"]
    cash, old = (1.0 - in_mines) * due, country.arrears["wagner"] if due > 0.0 else 0.0

    first, purse = wages + others + cash, income + country.treasury
    paid = min(first, purse + max(0.0, p.debt_weeks * (wages + others) - country.debt))
    borrowed = max(0.0, paid - purse)
    free = max(0.0, income - paid) + p.rationing * country.treasury
    free = min(max(0.0, purse - paid), free)
    owed = country.wage_arrears + old
    back = min(owed, free)
    supplies = min(planned, free - back)
    repaid = min(country.debt, free - back - supplies)

    part = paid / first if first > 0.0 else 1.0
    returned = back / max(owed, 1e-12)
    to_soldiers = wages * part + returned * country.wage_arrears
    to_wagner = cash * part + returned * old
    yield country, "treasury", income + borrowed - paid - back - supplies - repaid
    yield country, "debt", borrowed - repaid
    yield country, "borrowed", borrowed
    yield country, "repaid", repaid
    yield country, "wages_due", wages
    yield country, "wages_paid", to_soldiers
    yield country, "wage_arrears", wages - to_soldiers + others * (1.0 - part)
    yield country, "supplies_due", planned
    yield country, "supplies_paid", supplies
    yield country, "others_paid", others * part
    yield country.cash_paid, "wagner", to_wagner
    yield country.arrears, "wagner", due - mines - to_wagner
    yield country, "contract_paid", to_wagner + mines


def rebel_purse(country, p, draws):
    """Groups take from people and gold, and spend on fighters."""
    for group in ("jnim", "isgs", "cma"):
        taken = sum(c.control[group] * c.people() for c in country.cercles) * p.zakat
        spent = p.spending * country.purse[group]
        each = spent / (p.fighter_cost * max(country.men(group), 1.0))
        yield country.zakat, group, taken
        yield country.purse_spent, group, spent
        yield country.purse, group, taken + country.gold_levy[group] - spent
        means = min(p.most_means, each)
        yield country.means, group, p.spending * (means - country.means[group])


def average(country, view):
    """What the regions think, each counting alike."""
    return sum(getattr(region, view) for region in country.regions) / len(country.regions)
