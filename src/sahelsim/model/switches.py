"""Contested theory as named switches: both literatures cited, neither hidden in a constant."""

from __future__ import annotations

from sahelsim.core.parameter import Switch

SWITCHES: dict[str, Switch] = {
    "collateral_effect": Switch(
        "mixed",
        ("inflame", "deter", "mixed"),
        "Whether harm to civilians by the state recruits for the insurgents (inflame), deters "
        "them (deter), or does both, deterrence fading faster than anger (mixed).",
        ("condra_shapiro_2012", "undp_2017", "lyall_2009"),
    ),
    "bargaining_rule": Switch(
        "outside_option",
        ("nash", "outside_option"),
        "How the junta's alternative patron enters its bargain with France: as the threat point "
        "(nash, split the difference) or only when it would really be taken (outside_option).",
        ("binmore_rubinstein_wolinsky_1986", "nash_1950"),
    ),
    "patron_protects": Switch(
        "eastern_only",
        ("none", "eastern_only", "both"),
        "Whose presence lowers the risk of a coup: nobody's, only a patron's that imposes "
        "coup-proofing (eastern_only, Casey), or any foreign patron's (both, the article).",
        ("casey_2020",),
    ),
    "contractor_effort": Switch(
        "concession_ends_wars",
        ("concession_ends_wars", "concession_prolongs_wars", "same"),
        "Whether contractors paid in mines fight harder to end the war than those paid monthly "
        "cash (Akcinaroglu and Radziszewski), the reverse (common intuition), or alike.",
        ("akcinaroglu_radziszewski_2013",),
    ),
    "payment_mode": Switch(
        "cash",
        ("cash", "concession", "mixed"),
        "How a new contract is paid: monthly cash (reported in September 2021), a share of "
        "mines (the article of November 2021), or half of each.",
        ("reuters_2021",),
    ),
    "expectations": Switch(
        "estimated",
        ("estimated", "written"),
        "How large actors take the effects of their actions to be: as the model bears out, estimated "
        "beforehand from forced forks (estimated), or as each action's author assumed (written).",
        ("arcidiacono_2016",),
    ),
    "war_optimism": Switch(
        "held",
        ("held", "none"),
        "Whether those who may rebel expect of a rebellion what its author wrote, which the model does "
        "not bear out (held), or what it brings (none). The rebellions of 2007 and 2012 were begun against "
        "a stronger state, and neither brought lasting autonomy.",
        ("facts_mali", "ucdp_ged"),
    ),
    "contest_form": Switch(
        "ratio",
        ("ratio", "difference"),
        "Whether the odds in a contest follow the ratio of strengths or their difference, "
        "counted in mean strengths.",
        ("hirshleifer_1989", "hwang_2009"),
    ),
}
