"""Files that a user could write, drawn by hypothesis: within declared ranges, and sometimes beyond."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from sahelsim.core.card_form import ARMED_ROLES, ROLES
from sahelsim.core.cards import INCENTIVES, JUDGING, THINKING
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import Factor, factors, load_scenario

START, WEEKS = date(2021, 11, 1), 4
BASE = load_scenario("baseline")
FACTORS = {f.name: f for f in factors(BASE)}
HIGHEST = 10.0  # incentive weights have no upper bound of their own
WITH_ACTIONS = {name: card for name, card in BASE.cards.items() if card.can}


def _number(low: float, high: float) -> st.SearchStrategy[float]:
    inside = st.floats(low, high, allow_nan=False, allow_subnormal=False)
    return st.one_of(st.sampled_from([low, high]), inside)


@st.composite
def _setting(draw: st.DrawFn, factor: Factor) -> str:
    if factor.options:
        return f'{factor.name} = "{draw(st.sampled_from(factor.options))}"'
    low = 0.01 if ".incentives." in factor.name else factor.low
    high = min(factor.high, HIGHEST) if ".incentives." in factor.name else factor.high
    return f"{factor.name} = {draw(_number(low, high))!r}"


@st.composite
def _day(draw: st.DrawFn) -> date:
    return START + timedelta(days=draw(st.integers(0, 7 * WEEKS - 1)))


@st.composite
def _shock(draw: st.DrawFn) -> str:
    wild = draw(st.integers(0, 9)) == 9  # of these ``check`` refuses most
    name = draw(
        st.sampled_from([n for n, v in sorted(VARIABLES.items()) if wild or v.kind == "stock"])
    )
    variable = VARIABLES[name]
    if rows := BASE.roster.axes.get(variable.axis):
        name = f"{name}.{draw(st.sampled_from(rows))}"
    how = draw(st.sampled_from(("add", "set", "multiply")))
    span = min(variable.high - variable.low, 1e6)
    low, high = {
        "add": (-span, span),
        "set": (variable.low, variable.low + span),
        "multiply": (-1.0 if wild else 0.0, 10.0),
    }[how]
    lines = [
        "[[shocks]]",
        f"date = {draw(_day())}",
        f'variable = "{name}"',
        f"{how} = {draw(_number(low, high))!r}",
        f"weeks = {draw(st.integers(1, 3))}",
        'source = "generated"',
    ]
    if wild or (variable.axis.endswith(("place", "community")) and draw(st.booleans())):
        lines.append(f'place = "{draw(st.sampled_from(load_geography().place_ids))}"')
    return "\n".join(lines)


@st.composite
def _decision(draw: st.DrawFn) -> str:
    actor = draw(st.sampled_from(sorted(WITH_ACTIONS)))
    action = draw(st.sampled_from(WITH_ACTIONS[actor].can))
    return f'[[decisions]]\ndate = {draw(_day())}\nactor = "{actor}"\nchoose = "{action}"'


@st.composite
def scenarios(draw: st.DrawFn) -> str:
    """Return the text of ``mine.toml``: many numbers, who cannot what, decisions and shocks."""
    names = draw(st.lists(st.sampled_from(sorted(FACTORS)), max_size=60, unique=True))
    lines = ['name = "mine"', 'extends = "baseline"', f"weeks = {WEEKS}", "communities = 60"]
    lines += [draw(_setting(FACTORS[name])) for name in names]
    if draw(st.booleans()):
        actor = draw(st.sampled_from(sorted(WITH_ACTIONS)))
        can = [action for action in WITH_ACTIONS[actor].can if action != "carry_on"]
        barred = draw(st.lists(st.sampled_from(can), max_size=4, unique=True))
        lines.append(f"actors.{actor}.cannot = {barred!r}".replace("'", '"'))
    if draw(st.integers(0, 3)) == 0:
        lines.append(f'without = ["{draw(st.sampled_from(sorted(BASE.cards)))}"]')
    rows = draw(st.lists(_decision(), max_size=3)) + draw(st.lists(_shock(), max_size=3))
    return "\n".join([*lines, *rows]) + "\n"


def _table(value: float, low: float, high: float, unit: str) -> str:
    return (
        f'{{ value = {value!r}, low = {low}, high = {high}, unit = "{unit}", '
        'source = "assumed", why = "generated" }'
    )


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Return the text of ``newcomer.toml``: any roles, actions, incentives, perhaps forces."""
    wild = draw(st.integers(0, 5)) == 5  # of these ``check`` refuses most
    known = [role for role in ROLES if wild or role not in ("regime", "army")]
    roles = draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True))
    actions = [name for name in parts.names("actions") if name != "carry_on"]
    can = draw(st.lists(st.sampled_from(actions), max_size=3, unique=True)) + ["carry_on"]
    lines = [
        'name = "newcomer"',
        'label = "Newcomer"',
        'kind = "militia"',
        'source = "assumed"',
        'about = "Generated."',
        f"roles = {roles!r}",
        f"can = {can!r}",
    ]
    lines = [line.replace("'", '"') for line in lines] + ["[incentives]"]
    wanted = draw(st.lists(st.sampled_from(INCENTIVES), min_size=1, max_size=3, unique=True))
    least = 0.0 if wild else 0.05
    lines += [f"{k} = {_table(draw(_number(least, 1.0)), 0.0, 1.0, 'weight')}" for k in wanted]
    judges = any(parts.load_class("actions", action).judges for action in can)
    thinking = THINKING | (JUDGING if judges != wild else {})
    lines.append("[believes]")
    lines += [
        f"{k} = {_table(draw(_number(low, high)), low, high, unit)}"
        for k, (unit, low, high) in thinking.items()
    ]
    if set(roles) & set(ARMED_ROLES):
        where = draw(st.sampled_from(sorted(load_geography().weights)))
        total = _table(draw(_number(0.0, 9000.0)), 0.0, 9000.0, "people")
        lines += ["[forces]", 'actor = "newcomer"', f'where = "{where}"', f"total = {total}"]
    return "\n".join(lines) + "\n"


@st.composite
def designs(draw: st.DrawFn) -> str:
    """Return the text of a design of a few futures."""
    kind = draw(
        st.sampled_from(("latin_hypercube", "sobol_sequence", "saltelli", "morris", "grid"))
    )
    names = draw(st.lists(st.sampled_from(sorted(FACTORS)), min_size=1, max_size=3, unique=True))
    lines = [
        'name = "mine"',
        'policies = ["baseline"]',
        f'design = "{kind}"',
        f"weeks = {WEEKS}",
        f"points = {draw(st.integers(1, 3))}",
        "[factors]",
    ]
    for name in names:
        factor = FACTORS[name]
        ends = sorted(
            draw(_number(factor.low, min(factor.high, factor.low + 1e6))) for _ in range(2)
        )
        axis = f"levels = {ends!r}" if kind == "grid" else f"low = {ends[0]!r}, high = {ends[1]!r}"
        lines.append(f'"{name}" = {{ {"" if factor.options else axis} }}')
    return "\n".join(lines) + "\n"
