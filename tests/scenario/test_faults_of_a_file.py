"""Every fault of a file is told at once, each on its own line with the line where it stands."""

import pytest

from sahelsim.core.errors import CardError, SahelsimError
from sahelsim.scenario import apply_overrides, check_file, load_scenario

SCENARIO = '''\
name = "mine"
label = 7
about = """
weeks = many pass
"""
extends = "baseline"
weeks = 9999
tides = 1
without = ["wagnr", "russia"]

[switches]
bargaining_rule = "nosh"

[initial]
treasury = "much"
mediation = 4
control.jnin = 1.2

[mechanisms.mining]
price = 3.0
prize = 3.0

[mechanisms.background_tide]
x = 1

[actors.junta]
cannot = ["sign_contract", "sing"]

[actors.junta.incentives]
survival = -1

[[decisions]]
date = 2022-01-03
actor = "junta"
choose = "carry_on"

[[decisions]]
date = 2022-01-03
actor = "junta"
choose = "carry_an"

[[shocks]]
date = 2022-01-03
variable = "treasury"
add = 1
multiply = 2
source = "x"

[[shocks]]
date = 1999-01-03
variable = "treasury"
add = 1
'''
TOLD = [
    (2, "'label' must be text, not 7"),
    (7, "'weeks' must be a whole number from 1 to 520, not 9999"),
    (8, "unknown key 'tides'"),
    (9, "no actor 'wagnr': did you mean 'wagner'"),
    (12, "unknown bargaining_rule 'nosh': did you mean 'nash'"),
    (15, "'treasury' must be a finite number, not 'much'"),
    (16, "value 4.0 is outside its range 0.0 to 1.0"),
    (17, "unknown key 'jnin' in [initial.control]: did you mean 'jnim'"),
    (20, "outside its range"),
    (21, "unknown key 'prize' in [mechanisms.mining]: did you mean 'price'"),
    (23, "it is now called 'regional_trend'"),
    (27, "no action 'sing'"),
    (30, "weight 'survival' is negative"),
    (40, "'junta' cannot 'carry_an': did you mean 'carry_on'"),
    (42, "a shock needs one of add, set, multiply"),
    (49, "a shock needs a source, or a why"),
]


def test_all_faults_of_a_scenario_at_once(tmp_path):
    """In the order of the file, each with file and line; what is right is not told."""
    path = tmp_path / "mine.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    told = check_file(path)
    assert len(told) == len(TOLD)
    for line, (number, words) in zip(told, TOLD, strict=True):
        assert line.startswith(f"mine.toml:{number}: "), line
        assert words in line


def test_many_faults_are_not_all_told():
    """Twenty lines are enough to begin with."""
    with pytest.raises(CardError, match="and 30 more faults") as told:
        raise CardError(*(f"fault {k}" for k in range(50)))
    assert len(str(told.value).splitlines()) == 21


CARD = """\
name = "mine"
label = "Mine"
kind = "stat"
roles = ["militia"]
source = "assumed"
can = ["carry_on", "carry_on", "dance"]
[incentives]
revenu = 1
[believes]
rationality = { value = 8.0, unit = "1/utility", source = "assumed", why = "as others" }
lookahead = { value = 99, unit = "quarters", source = "assumed", why = "as others" }
[forces]
actor = "guard_unit"
where = "garison"
total = 30
"""


def test_all_faults_of_a_card_at_once(tmp_path):
    """What is missing stops the rest of the card, since nothing can be said about it."""
    path = tmp_path / "mine.toml"
    path.write_text(CARD, encoding="utf-8")
    told = check_file(path)
    assert any("lacks 'about'" in line for line in told)
    assert any(line.startswith("mine.toml:3: unknown kind 'stat'") for line in told)
    whole = CARD.replace('"stat"', '"state"').replace("can =", 'about = "x"\ncan =')
    whole = whole.replace(
        "total = 30", "total = { value = 30, low = 0, high = 9, unit = 'people', source = 'x' }"
    )
    path.write_text(whole, encoding="utf-8")
    told = "\n".join(check_file(path))
    for words in (
        "mine.toml:7: 'carry_on' stands in 'can' twice",
        "mine.toml:7: unknown can 'dance'",
        "mine.toml:9: unknown key 'revenu' in [incentives]: did you mean 'revenue'",
        "mine.toml:10: [believes] lacks 'patience'",
        "mine.toml:12: 'lookahead': value 99.0 is outside its range",
        "mine.toml:14: unknown actor 'guard_unit': write the card's own name",
        "mine.toml:15: unknown where 'garison': did you mean 'garrison'",
        "mine.toml:16: 'total': value 30.0 is outside",
    ):
        assert words in told, words


@pytest.mark.parametrize(
    "setting",
    [
        "actors.france.cannot=[1,[2]]",
        "weeks=" + "9" * 400,
        "weeks=" + "9" * 5000,
        "weeks=0x" + "f" * 5000,
        "initial.treasury=" + "9" * 400,
        "initial.treasury=0x" + "f" * 5000,
        "start=9999-12-01",
        "start=2021-02-31",
        "shocks=[1]",
        "shocks=[[1]]",
        "without=[[1]]",
        'decisions=[{actor=["x"]}]',
        "actors.junta=3",
        "actors.junta.incentives=3",
        "actors." + "x" * 3000 + ".incentives.autonomy=1",
        "name=" + "x" * 3000,
        "label=3",
        "about=" + "[" * 3000,
        ".".join(["a"] * 20_000) + "=1",
        "x=" + "[" * 50 + "]" * 50,
        "also=['x']",
        "initial.control=3",
        "initial.control.jnim=[1]",
        "mechanisms.mining=1",
        "mechanisms=1",
        "actions.sign_contract.men={value=[1]}",
        "switches.payment_mode=[1]",
        "switches=1",
    ],
    ids=lambda text: text[:40],
)
def test_no_setting_ends_in_a_traceback(setting):
    """One line, and no more than 200 characters of what was written."""
    with pytest.raises(SahelsimError) as told:
        apply_overrides(load_scenario("baseline"), [setting])
    for line in str(told.value).splitlines():
        assert all(len(word) <= 200 for word in line.split())
        assert len(line) < 1000


@pytest.mark.parametrize(
    "closed, left",
    [(["carry_on"], False), (["carry_on", "condition_aid"], False), (["draw_down"], True)],
)
def test_a_decision_is_never_left_with_nothing(closed, left):
    """Of France's decisions, each keeps one action that is always possible."""
    setting = f"actors.france.cannot={closed}".replace("'", '"')
    if left:
        assert apply_overrides(load_scenario("baseline"), [setting]).cannot["france"] == tuple(
            closed
        )
        return
    with pytest.raises(CardError, match="'france' would have nothing to do at its decision"):
        apply_overrides(load_scenario("baseline"), [setting])
