"""What a reader can turn: each actor's incentives, the contract, contested theory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sahelsim.scenario import Factor, Scenario, factors, load_scenario

CONTRACT = {
    "contract.men": "actions.sign_contract.men",
    "contract.more_men": "actions.enlarge_contract.men",
    "contract.price": "mechanisms.contract_payment.price",
    "contract.reluctance": "actions.sign_contract.cost",
    "payment_mode": "switches.payment_mode",
}
LARGEST_WEIGHT = 1.0  # weights are scaled to sum to 1: more would only repeat


@dataclass(frozen=True)
class Lever:
    """One control: the short key that links carry, the factor it sets, and its bounds."""

    key: str
    group: str
    factor: Factor
    low: float
    high: float

    @property
    def step(self) -> float:
        """Return the distance between two stops of the slider."""
        span = self.high - self.low
        return 0.01 if span <= 1 else 0.05 if span <= 5 else 50.0

    def text(self, value: float | str) -> str:
        """Return a value as links and settings carry it."""
        return value if isinstance(value, str) else f"{value:.6g}"


@cache
def scenario_of(name: str) -> Scenario:
    """Return a shipped scenario, read once."""
    return load_scenario(name)


@cache
def factors_of(name: str) -> Mapping[str, Factor]:
    """Return every factor of a shipped scenario by its dotted name."""
    return {f.name: f for f in factors(scenario_of(name))}


@cache
def levers_of(name: str) -> Mapping[str, Lever]:
    """Return the levers of a scenario by their short keys, in the order of the page."""
    known = factors_of(name)
    found: list[Lever] = []
    for actor in scenario_of(name).roster.deciding:
        head = f"actors.{actor}.incentives."
        mine = [f for n, f in known.items() if n.startswith(head)]
        if len(mine) > 1:  # a single incentive is scaled to 1 whatever it is
            found += [
                Lever(f"{actor}.{f.name.removeprefix(head)}", actor, f, 0.0, LARGEST_WEIGHT)
                for f in mine
            ]
    found += [_lever(key, "contract", known[name]) for key, name in CONTRACT.items()]
    found += [
        _lever(n.removeprefix("switches."), "theory", f)
        for n, f in known.items()
        if n.startswith("switches.") and n not in CONTRACT.values()
    ]
    return {lever.key: lever for lever in found}


def _lever(key: str, group: str, factor: Factor) -> Lever:
    return Lever(key, group, factor, factor.low, factor.high)
