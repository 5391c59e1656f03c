"""Finding and loading scenario files and actor cards."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path

from sahelsim.core.cards import JUDGING, ActorCard, read_actor
from sahelsim.core.errors import CardError, SahelsimError, UsageError, did_you_mean
from sahelsim.core.toml import Document, read_toml
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario.layers import lay
from sahelsim.scenario.scenario import Scenario

DEEPEST = 8  # ancestors: a longer chain of 'extends' is a mistake


def scenario_folder() -> Path:
    """Return the folder of the shipped scenarios, installed or in a checkout."""
    shipped = parts.PACKAGE / "_scenarios"
    return shipped if shipped.is_dir() else parts.PACKAGE.parent.parent / "scenarios"


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(sorted(p.stem for p in scenario_folder().glob("*.toml")))


@cache
def package_cards() -> dict[str, ActorCard]:
    """Return every actor of the package."""
    paths = sorted((parts.PACKAGE / "actors").glob("*.toml"))
    return {path.stem: read_card(path) for path in paths}


def read_card(path: Path) -> ActorCard:
    """Read one actor's card; its name must be the name of its file."""
    document = read_toml(path)
    card = read_actor(document, parts.names("actions"), load_geography().weights)
    if card.name != path.stem:
        raise document.error(("name",), f"name '{card.name}' must be the file's name '{path.stem}'")
    return card


def check_judging(card: ActorCard) -> None:
    """Refuse a card that lacks what it takes to judge strengths, or has it for nothing.

    Raises
    ------
    CardError
        One line that names the actor, the order and the numbers.
    """
    judging = [order for order in card.can if parts.load_class("actions", order).judges]
    numbers = ", ".join(JUDGING)
    if judging and not JUDGING.keys() <= card.numbers.keys():
        raise CardError(
            f"'{card.name}' judges others' strength when it weighs '{judging[0]}': "
            f"its card needs {numbers} under [believes]"
        )
    if not judging and JUDGING.keys() & card.numbers.keys():
        raise CardError(
            f"none of the orders of '{card.name}' judges others' strength: "
            f"{numbers} under [believes] would do nothing; remove them"
        )


def find(name: str, beside: Path | None = None) -> Path:
    """Return the file of a scenario named or given as a path.

    Raises
    ------
    UsageError
        If there is none; near names are suggested.
    """
    if name.endswith(".toml") or "/" in name or "\\" in name:
        path = Path(name) if beside is None else beside / name
        if not path.exists():
            raise UsageError(f"no scenario file '{name}'; see 'sahelsim scenarios' for names")
        return path
    for folder in (beside, scenario_folder()):
        if folder is not None and (folder / f"{name}.toml").is_file():
            return folder / f"{name}.toml"
    if Path(f"{name}.toml").is_file():
        raise UsageError(f"no shipped scenario '{name}'; for the file here write {name}.toml")
    if (scenario_folder() / "designs" / f"{name}.toml").is_file():
        raise UsageError(f"'{name}' is a design of many runs: sahelsim sweep {name}")
    raise UsageError(f"no scenario '{name}': {did_you_mean(name, scenario_names())}")


def load_scenario(name: str | Path) -> Scenario:
    """Return a scenario with everything it inherits.

    Parameters
    ----------
    name : str or path
        Name of a shipped scenario, or path of a TOML file.

    Raises
    ------
    SahelsimError
        One line that names file, line, fault and remedy.
    """
    chain = _lineage(find(str(name)))
    switches = {key: switch.default for key, switch in SWITCHES.items()}
    scenario = Scenario(name="", cards=package_cards(), switches=switches)
    for path, document in chain:
        scenario = dataclasses.replace(scenario, cards=dict(scenario.cards) | _also(path, document))
        scenario = lay(scenario, document)
    own = tuple(sorted(_leaves(chain[-1][1].data)))
    names = tuple(path.stem for path, _ in chain)
    scenario = dataclasses.replace(scenario, lineage=names, own=own)
    last = chain[-1]
    if scenario.name != last[0].stem:
        text = f"name '{scenario.name}' must be the file's name '{last[0].stem}'"
        raise last[1].error(("name",), text)
    return scenario


def _lineage(path: Path) -> list[tuple[Path, Document]]:
    """Return the chain of files from the first ancestor to this one."""
    chain = [(path, read_toml(path))]
    while "extends" in chain[0][1].data:
        parent, document = chain[0][1].data["extends"], chain[0][1]
        document.typed(parent, str, ("extends",), "the name of a scenario")
        try:
            above = find(parent, chain[0][0].parent)
        except UsageError as error:
            raise document.error(("extends",), str(error)) from None
        if len(chain) > DEEPEST or any(above.resolve() == p.resolve() for p, _ in chain):
            raise document.error(("extends",), f"'{parent}' extends itself in a circle")
        chain.insert(0, (above, read_toml(above)))
    return chain


def _also(path: Path, document: Document) -> dict[str, ActorCard]:
    """Return actor cards that stand beside the scenario, in its folder's ``actors``."""
    found = {}
    for name in document.typed(document.data.get("also", []), list, ("also",), "a list of actors"):
        card = path.parent / "actors" / f"{name}.toml"
        if not card.is_file():
            raise document.error(("also",), f"no card '{name}.toml' in {card.parent}")
        found[name] = read_card(card)
    return found


def _leaves(data: object, path: str = "") -> list[str]:
    if not isinstance(data, dict) or "value" in data:
        return [path] if path.split(".")[0] not in ("name", "label", "about", "extends") else []
    return [
        leaf for key, value in data.items() for leaf in _leaves(value, f"{path}.{key}".strip("."))
    ]


def check_file(path: Path) -> list[str]:
    """Return what is wrong with a scenario or an actor's card, one line each; empty if nothing."""
    try:
        document = read_toml(path)
        if {"incentives", "believes", "kind"} & set(document.data):
            check_judging(read_card(path))
        else:
            load_scenario(path)
    except SahelsimError as error:
        return [str(error)]
    return []


__all__ = [
    "CardError",
    "check_file",
    "find",
    "load_scenario",
    "package_cards",
    "scenario_folder",
    "scenario_names",
]
