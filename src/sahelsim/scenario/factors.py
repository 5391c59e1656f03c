"""Every number with a range, and every switch, that a scenario's runs depend on."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from sahelsim.core.parameter import Number, numbers_of
from sahelsim.model import parts
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario.layers import starts
from sahelsim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Factor:
    """A number or switch by its dotted name, with what may be varied about it."""

    name: str
    value: Any
    low: float
    high: float
    unit: str
    source: str
    why: str
    options: tuple[str, ...] = ()


def factors(scenario: Scenario, among: Container[str] | None = None) -> list[Factor]:
    """Return the scenario's uncertainties, numbers with a range and switches: all, or some names."""

    def wanted(name: str) -> bool:
        return among is None or name in among

    numbers = [_factor(name, number) for name, number in _numbers(scenario) if wanted(name)]
    switches = scenario.switches.items()
    return numbers + [_switch(n, option) for n, option in switches if wanted(f"switches.{n}")]


def _switch(name: str, option: str) -> Factor:
    switch = SWITCHES[name]
    sources, last = ", ".join(switch.sources), len(switch.options) - 1.0
    row = (f"switches.{name}", option, 0.0, last, "option", sources, switch.about)
    return Factor(*row, options=switch.options)


def _factor(name: str, n: Number) -> Factor:
    return Factor(name, n.value, n.low, n.high, n.unit, n.source, n.why)


def _numbers(scenario: Scenario) -> list[tuple[str, Number]]:
    found: list[tuple[str, Number]] = []
    for name, card in scenario.cards.items():
        found += [(f"actors.{name}.incentives.{k}", n) for k, n in card.incentives.items()]
        found += [(f"actors.{name}.believes.{k}", n) for k, n in card.numbers.items()]
        if card.forces:
            found.append((f"actors.{name}.forces.total", card.forces.number))
    for folder in ("mechanisms", "actions"):
        for part in parts.names(folder):
            for key, number in numbers_of(parts.load_class(folder, part)).items():
                dotted = f"{folder}.{part}.{key}"
                found.append((dotted, scenario.parameters.get(dotted, number)))
    for name, number in starts(scenario).items():
        found.append((f"initial.{name}", scenario.initial.get(name, number)))
    return found
