"""The same country twice: the engine's arrays, and plain objects that start from them."""

from types import SimpleNamespace

from plain import Cercle, Community, Country

from sahelsim.base.streams import Draws
from sahelsim.model.axes import ARMED, CONTROLLERS, IDENTITIES
from sahelsim.model.ledger import Ledger
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble

MINDS = (
    "population", "legitimacy", "legitimacy_base", "legitimacy_root", "cooperation",
    "cooperation_base", "anger_state", "anger_jihad", "fear",
)  # fmt: skip
OPINION = ("anger_and_fear", "attitudes", "informing")


def lived(weeks=30, worlds=1, communities=300):
    """Return a model some weeks into a war, with one number for each parameter."""
    settings = [
        "uncertainty=none",
        "switches.collateral_effect=mixed",
        f"communities={communities}",
    ]
    model = assemble(
        apply_overrides(load_scenario("at-worst"), settings), seed=4, runs=range(worlds)
    )
    for _ in range(weeks):
        model.step()
    return model


def plain_country(model):
    """Return world 0 of a model as objects."""
    s, world, m = model.state, model.setup.world, model.setup.mechanisms
    country = Country(
        SimpleNamespace(
            anger=m["anger_and_fear"],
            attitudes=m["attitudes"],
            informing=m["informing"],
            recruitment=m["recruitment"],
            retaliation=m["communal_retaliation"],
        )
    )
    country.cercles = [Cercle(name) for name in world.place_ids]
    for k, cercle in enumerate(country.cercles):
        near = zip(world.neighbours[k], world.neighbour_weight[k], strict=True)
        cercle.neighbours = [(country.cercles[n], float(w)) for n, w in near]
    for k, place in enumerate(world.place_of):
        identity = IDENTITIES[world.identity_of[k]]
        quantile = float(world.threshold_quantile[k])
        community = Community(country, country.cercles[place], identity, quantile)
        country.cercles[place].communities.append(community)
        for name in MINDS:
            setattr(community, name, float(s.arrays[name][0, k]))
    for k, cercle in enumerate(country.cercles):
        cercle.control = {who: float(s.row(f"control.{who}")[0, k]) for who in CONTROLLERS}
        cercle.men = {who: float(s.row(f"fighters.{who}")[0, k]) for who in ARMED}
        for name in ("heat", "truce", "blockade"):
            setattr(cercle, name, float(s.arrays[name][0, k]))
    for name in ("implementation", "readiness", "accord_in_force"):
        setattr(country, name, float(s.arrays[name][0, 0]))
    return country


def array_week(model, week, killed):
    """Live one week of the compared mechanisms in arrays; ``killed`` is added to every world."""
    s, world, ledger = model.state, model.setup.world, Ledger()
    s.clear_flows()
    for who, deaths in killed.items():
        s.row(f"civilians_killed.{who}")[:] = deaths
    for phase in (("communal_retaliation",), ("civilian_losses",), OPINION, ("recruitment",)):
        changes = [
            (n, model.setup.mechanisms[n].changes(s, world, 1.0, Draws(model.streams, n, week)))
            for n in phase
        ]
        ledger.apply(s, changes)


def plain_week(country, killed, luck):
    """Live the same week in objects."""
    for k, cercle in enumerate(country.cercles):
        cercle.killed = dict.fromkeys(ARMED, 0.0)
        cercle.killed |= {who: float(deaths[k]) for who, deaths in killed.items()}
    country.retaliate(luck)
    country.mourn()
    country.opinions()
    country.recruit()
