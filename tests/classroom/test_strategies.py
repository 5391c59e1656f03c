"""Every usual seat has a say: two fixed strategies differ by half a standard deviation of something."""

import numpy as np
import pytest

from sahelsim.analysis.summarise import per_run
from sahelsim.classroom.world import World
from sahelsim.scenario import apply_overrides, load_scenario

GAMES, ROUNDS = 60, 8
DEAL = {"junta": {"patrons": "sign_contract"}}
STRATEGIES = {
    "junta": (
        {"war": "unleash_forces", "patrons": "sign_contract"},
        {"war": "restrain_forces", "patrons": "meet_french_conditions"},
    ),
    "cma": ({"accord": "arm_and_unite"}, {"accord": "honour_accord"}),
    "france": ({"posture": "sustain"}, {"posture": "leave"}),
    "wagner": ({"posture": "joint_sweeps"}, {"posture": "guard_regime"}),
    "jnim": ({"war": "attack_army"}, {"war": "truce_with_community"}),
}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seat", STRATEGIES)
def test_two_strategies_of_a_seat_differ(seat):
    """Sixty pairs of games of two years; the difference in units of the spread between games."""
    scenario = apply_overrides(load_scenario("baseline"), ["uncertainty=none"])
    world = World(scenario, seed=3, runs=[*range(GAMES)] * 2, seats=[*STRATEGIES])
    common = DEAL if seat == "wagner" else {}
    one, two = ({**common, seat: orders} for orders in STRATEGIES[seat])
    for _ in range(ROUNDS):
        world.live([one] * GAMES + [two] * GAMES)
    found = {}
    for name, values in per_run(world.result().series).items():
        first, second = values[:GAMES], values[GAMES:]
        spread = np.sqrt((first.var() + second.var()) / 2)
        if spread > 0:
            found[name] = float((second - first).mean() / spread)
    world.close()
    name = max(found, key=lambda n: abs(found[n]))
    print(f"{seat}: {name} {found[name]:+.2f}")
    assert abs(found[name]) >= 0.5
