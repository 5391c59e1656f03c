"""Beginning a class, or going on with one from its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sahelsim.classroom.session import Session
from sahelsim.core.lock import first_free
from sahelsim.scenario import Scenario, Settings, apply_overrides, load_scenario, words_of

ENDING = ".sahelsim"


def begin(
    scenario: str | Path | Scenario,
    *,
    groups: int = 1,
    seats: Sequence[str] = (),
    seed: int = 1,
    set: Settings = (),
    save: str | Path | None = None,
    name: str = "class-{scenario}",
    about: Mapping[str, str] | None = None,
) -> Session:
    """Return a new class, or the one that a file holds.

    Parameters
    ----------
    scenario : str, path or Scenario
        A shipped scenario, a TOML file, or the file of a class.
    groups, seats, seed : int, sequence of str, int
        As ``Session.new`` takes them.
    set : mapping, iterable of str, or str
        Settings on top.
    save : str or path, optional
        File of the class, which must not exist yet; the first free ``name`` in ``out`` if none.
    name, about : str, mapping
        What its file is called, and what it says beside.
    """
    if not isinstance(scenario, Scenario) and str(scenario).endswith(ENDING):
        return Session.load(Path(scenario))
    base = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    made = apply_overrides(base, words_of(set))

    def at(path: Path) -> Session:
        path.parent.mkdir(parents=True, exist_ok=True)
        return Session.new(path, made, seed=seed, groups=groups, seats=seats, about=about)

    if save is not None:
        return at(Path(save))
    with first_free(Path("out") / (name.format(scenario=made.name) + ENDING)) as free:
        return at(free)
