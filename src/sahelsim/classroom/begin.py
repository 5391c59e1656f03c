"""Beginning a class, or going on with one from its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sahelsim.classroom.kit import kit_page
from sahelsim.classroom.session import Session
from sahelsim.core.errors import UsageError, did_you_mean
from sahelsim.core.lock import first_free
from sahelsim.core.save import write_file
from sahelsim.scenario import Scenario, Settings, apply_overrides, load_scenario, words_of
from sahelsim.texts.translator import LOCALES, translator

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


def write_kit(
    scenario: str | Path | Scenario,
    *,
    teams: int = 3,
    seats: Sequence[str] = (),
    minutes: int = 50,
    lang: str = "en",
    set: Settings = (),
    out: str | Path | None = None,
) -> Path:
    """Write a class's kit for the printer; return its path.

    Parameters
    ----------
    scenario, set : str, path or Scenario, and settings
        What is played.
    teams, minutes : int
        For how many groups, and how long.
    seats : sequence of str, optional
        Who can be played; five by role where none are named.
    lang : str
        ``en`` or ``fr``.
    out : str or path, optional
        The HTML file, which must not exist; the first free name in ``out`` if none.
    """
    check_language(lang)
    base = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    made = apply_overrides(base, words_of(set))
    page = kit_page(made, translator(lang), teams=teams, minutes=minutes, seats=seats)
    if out is not None:
        write_file(Path(out), page)
        return Path(out)
    with first_free(Path("out") / f"kit-{made.name}-{lang}.html") as free:
        write_file(free, page)
        return free


def check_language(lang: str) -> None:
    """Refuse a language that nothing is told in.

    Raises
    ------
    UsageError
        With those that there are.
    """
    if lang not in LOCALES:
        raise UsageError(f"no language '{lang}': {did_you_mean(lang, LOCALES)}")
