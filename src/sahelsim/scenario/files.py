"""Finding and loading scenario files and actor cards."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from functools import cache
from pathlib import Path

from sahelsim.core.cards import ActorCard, read_actor
from sahelsim.core.errors import CardError, Faults, SahelsimError, UsageError, did_you_mean, shown
from sahelsim.core.toml import Document, read_toml
from sahelsim.geography.mali import load_geography
from sahelsim.model import parts
from sahelsim.model.switches import SWITCHES
from sahelsim.scenario.cast import check_actions
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
    return {path.stem: _read(path) for path in paths}  # tests check what they can do


def read_card(path: Path) -> ActorCard:
    """Read one actor's card and check that it can act; its name must be the name of its file."""
    card = _read(path)
    try:
        check_actions(card)
    except CardError as error:
        raise read_toml(path).error(("can",), str(error)) from None
    return card


def _read(path: Path) -> ActorCard:
    document = read_toml(path)
    card = read_actor(
        document, parts.names("actions"), load_geography().weights, load_geography().identities
    )
    _named_as_file(card.name, path, document)
    return card


def _named_as_file(name: str, path: Path, document: Document) -> None:
    if name != path.stem:
        text = f"name '{shown(name)}' must be the file's name '{shown(path.stem)}'"
        raise document.error(("name",), text)


def find(name: str, beside: Path | None = None) -> Path:
    """Return the file of a scenario named or given as a path.

    Raises
    ------
    UsageError
        If there is none; near names are suggested.
    """
    if name.endswith(".toml") or "/" in name or "\\" in name:
        path = Path(name) if beside is None else beside / name
        if not exists(path):
            raise UsageError(
                f"no scenario file '{shown(name)}'; see 'sahelsim scenarios' for names"
            )
        return path
    for folder in (beside, scenario_folder()):
        if folder is not None and exists(folder / f"{name}.toml"):
            return folder / f"{name}.toml"
    if exists(Path(f"{name}.toml")):
        raise UsageError(f"no shipped scenario '{name}'; for the file here write {name}.toml")
    if exists(scenario_folder() / "designs" / f"{name}.toml"):
        raise UsageError(f"'{name}' is a design of many runs: sahelsim sweep {name}")
    raise UsageError(f"no scenario '{shown(name)}': {did_you_mean(name, scenario_names())}")


def exists(path: Path) -> bool:
    """Tell whether something stands at a path that may be no name of a file at all."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a zero in it
        return False


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
    return _laid(_lineage(find(str(name))))


def load_stored(folder: Path) -> Scenario:
    """Return a scenario from the texts that a result folder holds, whatever lies elsewhere now.

    Parameters
    ----------
    folder : Path
        Where ``Scenario.sources`` was written: ``0-ANCESTOR.toml`` to ``N-NAME.toml``.
    """
    held = sorted(folder.glob("*.toml"), key=lambda p: (len(p.stem.partition("-")[0]), p.name))
    if not held:
        raise UsageError(f"{folder} holds no scenario")
    return _laid([(p.with_name(p.name.partition("-")[2]), read_toml(p)) for p in held])


def _laid(chain: list[tuple[Path, Document]]) -> Scenario:
    """Return the scenario that a chain of files makes, from the first ancestor on."""
    switches = {key: switch.default for key, switch in SWITCHES.items()}
    scenario = Scenario(name="", cards=package_cards(), switches=switches)
    sources: list[tuple[str, str]] = []
    for k, (path, document) in enumerate(chain):
        also = _also(path, document, scenario.cards)
        sources.append((f"{k}-{path.name}", document.text))
        sources += [(f"actors/{n}.toml", _card_of(path, n).read_text("utf-8")) for n in also]
        scenario = dataclasses.replace(scenario, cards=dict(scenario.cards) | also)
        _one_country(scenario, document)
        scenario = lay(scenario, document)
    own = tuple(sorted(_leaves(chain[-1][1].data)))
    names = tuple(path.stem for path, _ in chain)
    scenario = dataclasses.replace(scenario, lineage=names, own=own, sources=tuple(sources))
    _named_as_file(scenario.name, *chain[-1])
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


def _also(path: Path, document: Document, cast: Container[str]) -> dict[str, ActorCard]:
    """Return actor cards that stand beside the scenario, in its folder's ``actors``."""
    found: dict[str, ActorCard] = {}
    names = document.typed(document.data.get("also", []), list, ("also",), "a list of actors")
    faults = Faults()
    for k, name in enumerate(names):
        with faults:
            document.typed(name, str, ("also", k), "a list of actors' names")
            if name in cast or name in found:
                text = f"there is an actor '{shown(name)}' already: give yours a name of its own"
                raise document.error(("also", k), text)
            card = _card_of(path, name)
            if not exists(card):
                raise document.error(("also", k), f"no card '{shown(name)}.toml' in {card.parent}")
            found[name] = read_card(card)
    faults.tell()
    return found


def _one_country(scenario: Scenario, document: Document) -> None:
    """Refuse cards that do not fit together: two regimes, a force of two, a friend nobody knows."""
    try:
        _ = scenario.roster
    except CardError as error:
        raise document.error(("also",), str(error)) from None


def _card_of(path: Path, name: str) -> Path:
    return path.parent / "actors" / f"{name}.toml"


def _leaves(data: object, path: str = "") -> list[str]:
    if not isinstance(data, dict) or "value" in data:
        return [path] if path.split(".")[0] not in ("name", "label", "about", "extends") else []
    return [
        leaf for key, value in data.items() for leaf in _leaves(value, f"{path}.{key}".strip("."))
    ]


def check_file(path: Path) -> list[str]:
    """Return what is wrong with a scenario or an actor's card, a line a fault; empty if nothing."""
    try:
        document = read_toml(path)
        if {"incentives", "believes", "kind"} & set(document.data):
            read_card(path)
        else:
            load_scenario(path)
    except SahelsimError as error:
        return str(error).splitlines()
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
