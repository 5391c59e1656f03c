"""Arrays against plain objects: the same changes, and the same trajectories, under common random numbers."""

from collections import defaultdict

import numpy as np
import pytest
from both import COMMUNITY_WEEK, array_week, keyed, lived, numbers, plain_country, plain_week
from plain import Block, PlainDraws
from shaken import shake

from sahelsim.model.parts import load_class, names
from sahelsim.model.variables import VARIABLES

MECHANISMS = names("mechanisms")
HALF_A_YEAR = range(100, 126)
OTHER_THEORIES = [
    "switches.collateral_effect=mixed",
    "switches.bargaining_rule=nash",
    "switches.patron_protects=both",
    "switches.contractor_effort=same",
    "switches.payment_mode=mixed",
    "switches.contest_form=difference",
]
WARS = {
    "no deal yet": {"scenario": "baseline", "weeks": 3},
    "deal": {"scenario": "history", "weeks": 64, "communities": 1000},
    "rebellion": {"scenario": "at-worst", "weeks": 104},
    "other theories": {"scenario": "at-best", "settings": OTHER_THEORIES},
    "no money": {
        "scenario": "baseline",
        "weeks": 3,
        "settings": ["initial.treasury=0.0", "mechanisms.security_budget.taxes=2.0"],
    },
    "in debt": {
        "scenario": "baseline",
        "weeks": 0,
        "settings": ["initial.treasury=400.0", "initial.debt=20.0"],
    },
    "shaken": {"scenario": "at-worst", "shakes": 4},
    "shaken, other theories": {"scenario": "at-worst", "settings": OTHER_THEORIES, "shakes": 14},
}


class Fateful:
    """Chance that lets more happen: small numbers are likelier, in both countries alike."""

    def __init__(self, draws):
        self.draws = draws

    def uniform(self, part, n):
        return self.draws.uniform(part, n) ** 6

    def normal(self, part, n):
        return self.draws.normal(part, n)


@pytest.fixture(scope="module", params=WARS)
def war(request):
    """A model some months into a war, and the same as objects; nobody may change them."""
    return at_war(request.param)


def at_war(name):
    asked = dict(WARS[name])
    seed = asked.pop("shakes", None)
    model = lived(**asked)
    if seed is not None:
        shake(model.state, seed)
    return model, plain_country(model)


def in_arrays(model, name, draws):
    """Return {variable or row of a block: changes in replicate 0} of one mechanism."""
    found = {}
    changes = model.setup.mechanisms[name].changes(model.state, model.setup.geography, 1.0, draws)
    for key, change in changes.items():
        row = np.broadcast_to(change, model.state.targets[key].shape)[0]
        axis, axes = VARIABLES[key.partition(".")[0]].axis, model.setup.roster.axes
        if axis in axes and "." not in key:
            items = axes[axis]
            found |= {f"{key}.{item}": part for item, part in zip(items, row, strict=True)}
        else:
            found[key] = row
    return found


def in_objects(model, country, name, draws):
    """Return {variable or row of a block: changes} that a plain rule finds, zeros included."""
    total = defaultdict(float)
    for thing, what, amount in country.rules[name](
        country, country.numbers[name], PlainDraws(draws)
    ):
        total[id(thing), what] += amount
    found = defaultdict(list)
    for thing, what, _, full in numbers(model, country):
        found[full].append(total.pop((id(thing), what), 0.0))
    assert not total, "a change of something that the state table does not know"
    return {full: np.array(changes) for full, changes in found.items()}


@pytest.mark.parametrize("name", MECHANISMS)
def test_each_mechanism_finds_the_same_changes(war, name):
    """Same picture, common random numbers: what arrays and objects find differs by rounding only."""
    model, country = war
    for week in range(200, 206):
        draws = Fateful(keyed(model, name, week))
        arrays = in_arrays(model, name, draws)
        for full, plain in in_objects(model, country, name, draws).items():
            wanted = arrays.get(full, np.zeros(plain.shape))
            np.testing.assert_allclose(plain, wanted, rtol=1e-9, atol=1e-9, err_msg=full)


def test_the_wars_leave_no_output_at_zero():
    """Comparing zeros proves nothing: every output of every mechanism moves in some war."""
    idle = {(name, key) for name in MECHANISMS for key in load_class("mechanisms", name).writes}
    for war in WARS:
        model, _ = at_war(war)
        for name in MECHANISMS:
            for week in range(200, 206):
                found = in_arrays(model, name, Fateful(keyed(model, name, week)))
                idle -= {(name, k.partition(".")[0]) for k, change in found.items() if change.any()}
    assert not idle


@pytest.mark.parametrize("war", ["deal", "rebellion"])
def test_the_same_half_year(war):
    """The whole ground without decisions, 26 weeks: every number of the state stays equal."""
    model, country = at_war(war)
    for week in HALF_A_YEAR:
        array_week(model, week)
        plain_week(country, model, week)
    assert_equal_countries(model, country)


@pytest.mark.parametrize("communities", [300, 1000])
def test_the_same_half_year_of_communities(communities):
    """Minds, revenge and recruitment under many deaths: what the benchmark compares."""
    model = lived(communities=communities)
    country, rng = plain_country(model), np.random.default_rng(5)
    dead = 0.0
    for week in HALF_A_YEAR:
        killed = {w: rng.poisson(0.6, 50).astype(float) for w in ("fama", "jnim", "isgs", "wagner")}
        array_week(model, week, COMMUNITY_WEEK, killed)
        plain_week(country, model, week, COMMUNITY_WEEK, killed)
        dead += sum(c.civilians_killed["selfdef"] for c in country.cercles)
    assert_equal_countries(model, country)
    assert dead > 0


def assert_equal_countries(model, country):
    both = defaultdict(list)
    for thing, what, number, full in numbers(model, country):
        plain = thing[what] if isinstance(thing, Block) else getattr(thing, what)
        both[full].append((plain, number))
    for full, pairs in both.items():
        plain, arrays = np.array(pairs).T
        np.testing.assert_allclose(plain, arrays, rtol=1e-8, atol=1e-9, err_msg=full)
