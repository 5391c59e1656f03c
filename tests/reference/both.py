"""The same country twice: the engine's arrays, and plain objects that start from them."""

import rules_accord
import rules_clashes
import rules_harm
import rules_movement
import rules_opinion
import rules_peace
import rules_regime
import rules_territory
from plain import Block, Cercle, Community, Country, PlainDraws, Region

from sahelsim.core.streams import Draws
from sahelsim.model.parts import load_class, names
from sahelsim.model.schedule import PHASES
from sahelsim.model.state import BY_ACTOR
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble

FACTS = (
    "north",
    "centre",
    "border",
    "southern_border",
    "gold_industrial",
    "gold_artisanal",
    "contact",
    "capital",
    "minusma_site",
)
MODULES = (
    rules_accord,
    rules_clashes,
    rules_harm,
    rules_movement,
    rules_opinion,
    rules_peace,
    rules_regime,
    rules_territory,
)
RULES = {
    name: getattr(module, name)
    for module in MODULES
    for name in names("mechanisms")
    if hasattr(module, name)
}
COMMUNITY_WEEK = (  # what the fused kernel does too
    ("communal_retaliation",),
    ("civilian_losses",),
    ("revenge", "legitimacy", "information"),
    ("recruitment",),
)
WHOLE_WEEK = tuple(
    tuple(n for n in names("mechanisms") if load_class("mechanisms", n).phase == phase)
    for phase in PHASES
)


def keyed(model, name, week):
    """Return the draws of a mechanism in one week, as the engine keys them."""
    return Draws(model.streams, model.setup.mechanisms[name].key(name), week)


def lived(scenario="at-worst", weeks=30, replicates=1, communities=300, settings=()):
    """Return a model some weeks into a war, with one number for each parameter."""
    settings = ["uncertainty=none", f"communities={communities}", *settings]
    model = assemble(
        apply_overrides(load_scenario(scenario), settings), seed=4, runs=range(replicates)
    )
    for _ in range(weeks):
        model.step()
    return model


def plain_country(model):
    """Return replicate 0 of a model as objects."""
    geography = model.setup.geography
    country, axes = Country(model.setup.mechanisms, RULES), model.setup.roster.axes
    for name, variable in VARIABLES.items():
        if variable.axis in BY_ACTOR:
            setattr(country, name, Block(name, axes[variable.axis]))
    country.regions = [
        Region(n, k, len(geography.regions)) for k, n in enumerate(geography.regions)
    ]
    country.cercles = [
        Cercle(n, k, len(geography.place_ids)) for k, n in enumerate(geography.place_ids)
    ]
    for k, cercle in enumerate(country.cercles):
        _place(country, cercle, geography, k, axes)
    for k, place in enumerate(geography.place_of):
        identity = geography.identities[geography.identity_of[k]]
        quantile = float(geography.threshold_quantile[k])
        community = Community(country, country.cercles[place], identity, quantile)
        country.cercles[place].communities.append(community)
    for thing, name, number, _ in numbers(model, country):
        if isinstance(thing, Block):
            thing[name] = number
        else:
            setattr(thing, name, number)
    return country


def _place(country, cercle, geography, k, axes):
    """Give a cercle its facts, its neighbours and its empty blocks."""
    cercle.region = country.regions[geography.region_of[k]]
    cercle.region.cercles.append(cercle)
    near = zip(
        geography.neighbours[k],
        geography.neighbour_weight[k],
        geography.neighbour_distance[k],
        geography.neighbour_mask[k],
        strict=True,
    )
    cercle.neighbours = [(country.cercles[n], float(w), float(d)) for n, w, d, m in near if m]
    vars(cercle).update({name: float(getattr(geography, name)[k]) for name in FACTS})
    cercle.residents = float(geography.population[k])  # on the first day, whoever has left since
    cercle.weights = {name: float(weight[k]) for name, weight in geography.weights.items()}
    cercle.held_at_start = float(geography.control_start.sum(axis=0)[k])
    for name, variable in VARIABLES.items():
        if variable.axis in ("armed_place", "controller_place", "dyad_place"):
            setattr(cercle, name, Block(name, axes[variable.axis]))


def numbers(model, country):
    """Yield (thing, key, number in the arrays, full name) for each number of replicate 0."""
    things = {
        "nation": [country],
        "region": country.regions,
        "place": country.cercles,
        "community": list(country.communities),
    }
    for name, variable in VARIABLES.items():
        array = model.state.arrays[name][0]
        if variable.axis == "observer_armed":
            continue  # what actors believe: the ground does not know
        if variable.axis in model.setup.roster.axes:
            where = [country] if variable.axis in BY_ACTOR else country.cercles
            for row, item in enumerate(model.setup.roster.axes[variable.axis]):
                for thing, number in zip(where, array[row], strict=True):
                    yield getattr(thing, name), item, float(number), f"{name}.{item}"
        else:
            for thing, number in zip(things[variable.axis], array, strict=True):
                yield thing, name, float(number), name


def array_week(model, week, phases=WHOLE_WEEK, killed=None):
    """Live one week in arrays; ``killed`` is added to every replicate before it begins."""
    s, geography = model.state, model.setup.geography
    s.clear_flows()
    for who, deaths in (killed or {}).items():
        s.row(f"civilians_killed.{who}")[:] = deaths
    for phase in phases:
        changes = [
            (n, model.setup.mechanisms[n].changes(s, geography, 1.0, keyed(model, n, week)))
            for n in phase
        ]
        model.ledger.apply(s, changes)


def plain_week(country, model, week, phases=WHOLE_WEEK, killed=None):
    """Live the same week in objects, with the same random numbers."""
    country.new_week()
    for who, deaths in (killed or {}).items():
        for cercle, dead in zip(country.cercles, deaths, strict=True):
            cercle.civilians_killed[who] = float(dead)
    for phase in phases:
        country.live(phase, lambda name: PlainDraws(keyed(model, name, week)))
