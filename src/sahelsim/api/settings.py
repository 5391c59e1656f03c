"""``scenarios``, ``parameters``, ``actions``, ``check``, ``new``: what there is to set, and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer, Listing
from sahelsim.core.errors import SahelsimError, UsageError, did_you_mean
from sahelsim.core.toml import read_toml
from sahelsim.model import outside
from sahelsim.model.outside import Trusted
from sahelsim.scenario import (
    Scenario,
    Settings,
    apply_overrides,
    check_file,
    describe,
    list_scenarios,
    new_scenario,
    scenario_folder,
    words_of,
)
from sahelsim.scenario import assumptions as rows_of
from sahelsim.scenario import load_scenario as load
from sahelsim.scenario.menu import menu

if TYPE_CHECKING:
    import pandas as pd

DESIGN_KEYS = {"policies", "design", "factors"}


@dataclass(frozen=True, repr=False)
class Described(Answer):
    """One scenario in words, and all of it in plain values."""

    scenario: Scenario

    def text(self) -> str:
        """Return its story, its own settings, forced decisions and shocks."""
        return describe(self.scenario)

    def to_dict(self) -> dict[str, Any]:
        """Return every setting after inheritance and overrides."""
        return self.scenario.resolved()

    def frame(self) -> pd.DataFrame:
        """Return one row per parameter."""
        import pandas as pd

        return pd.DataFrame(rows_of(self.scenario))


@dataclass(frozen=True, repr=False)
class Checked(Answer):
    """What is wrong in files; nothing if ``ok``."""

    files: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.faults

    def text(self) -> str:
        """Return one line per fault."""
        return "\n".join(self.faults) or f"{', '.join(self.files)}: no fault found"

    def to_dict(self) -> dict[str, Any]:
        """Return files and faults."""
        return {"files": list(self.files), "faults": list(self.faults)}

    def frame(self) -> pd.DataFrame:
        """Return one row per fault."""
        import pandas as pd

        return pd.DataFrame({"fault": list(self.faults)})


def scenarios(
    scenario: str | Path | Scenario | None = None, *, set: Settings = ()
) -> Listing | Described:
    """List the shipped scenarios, or describe one.

    Parameters
    ----------
    scenario : str, path or Scenario, optional
        The one to describe.
    set : mapping, iterable of str, or str
        Settings on top of it.

    Examples
    --------
    >>> import sahelsim as ss
    >>> "at-worst" in ss.scenarios().names
    True
    """
    if scenario is not None:
        return Described(_scenario(scenario, set))
    if words_of(set):
        raise UsageError("--set needs a scenario: whose setting is it?")
    rows = tuple(dict(name=n, label=label, about=about) for n, label, about in list_scenarios())
    return Listing("scenarios", rows)


def parameters(
    scenario: str | Path | Scenario = "baseline",
    *,
    find: str = "",
    assumed: bool = False,
    set: Settings = (),
) -> Listing:
    """List every number and switch with its value, range, unit and source; guesses come first.

    Parameters
    ----------
    scenario : str, path or Scenario
        Whose values.
    find : str
        Only names that contain every word of this.
    assumed : bool
        Only values that no source gives.
    set : mapping, iterable of str, or str
        Settings on top of it.

    Examples
    --------
    >>> import sahelsim as ss
    >>> ss.parameters(find="cma autonomy").names
    ['actors.cma.incentives.autonomy']
    """
    wanted = find.lower().split()
    rows = [
        row
        for row in rows_of(_scenario(scenario, set))
        if all(word in row["name"].lower() for word in wanted)
        and (not assumed or row["source"] == "assumed")
    ]
    if not rows:
        raise UsageError(f"no number's name holds all of '{find}'; without --find all are listed")
    return Listing("parameters", tuple(rows))


def actions(
    actor: str | None = None,
    *,
    scenario: str | Path | Scenario = "baseline",
    set: Settings = (),
) -> Listing:
    """List what each actor may choose: its name, what it does, when it is open.

    Parameters
    ----------
    actor : str, optional
        Only this actor's.
    scenario : str, path or Scenario
        In which scenario; it may bar some.
    set : mapping, iterable of str, or str
        Settings on top of it.

    Examples
    --------
    >>> import sahelsim as ss
    >>> next(iter(ss.actions("cma")))["actor"]
    'cma'
    """
    rows = menu(_scenario(scenario, set))
    known = dict.fromkeys(row["actor"] for row in rows)
    if actor is not None and actor not in known:
        raise UsageError(f"no actor '{actor}': {did_you_mean(actor, known)}")
    return Listing("actions", tuple(row for row in rows if actor in (None, row["actor"])))


def check(*files: str | Path) -> Checked:
    """Check scenarios, actors' cards and designs, by file or shipped name.

    Examples
    --------
    >>> import sahelsim as ss
    >>> ss.check("at-worst", "tiny").ok
    True
    """
    if not files:
        raise UsageError("check takes a file, or the name of a shipped scenario or design")
    names = tuple(str(name) for name in files)
    return Checked(names, tuple(fault for name in names for fault in _faults(name)))


def new(name: str, folder: str | Path = ".") -> Path:
    """Write a commented starter scenario, never over a file; return its path."""
    return new_scenario(name, Path(folder))


def trust(folder: str | Path) -> Trusted:
    """Let actions and mechanisms come from a folder, for the rest of the process.

    Its code is run: name only a folder whose code you have read. The manifest of what is run keeps
    its hash.

    Parameters
    ----------
    folder : str or path
        It holds ``mechanisms`` or ``actions``, files of one class each, as in the package.
    """
    return outside.trust(folder)


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a scenario, a card or a design, for editors.

    Parameters
    ----------
    kind : str
        ``scenario``, ``card`` or ``design``.

    Examples
    --------
    >>> import sahelsim as ss
    >>> ss.schema("scenario")["type"]
    'object'
    """
    from sahelsim.study.schema import schema as made

    return made(kind)


def _faults(name: str) -> Iterable[str]:
    """Return what is wrong with a scenario, a card or a design, one line each."""
    folder = scenario_folder()
    shipped = {p.stem: p for p in (*folder.glob("*.toml"), *folder.glob("designs/*.toml"))}
    path = shipped.get(name, Path(name))
    if path.is_dir():
        return [f"'{name}' is a folder: give a file, or all of them with {name}/*.toml"]
    if not path.suffix:
        return [f"no scenario or design '{name}': {did_you_mean(name, shipped)}"]
    try:
        if not DESIGN_KEYS & set(read_toml(path).data):
            return check_file(path)
        from sahelsim.study.sweep.design import read_design

        read_design(path)
    except SahelsimError as error:
        return str(error).splitlines()
    return []


def _scenario(scenario: str | Path | Scenario, settings: Settings) -> Scenario:
    made = scenario if isinstance(scenario, Scenario) else load(scenario)
    return apply_overrides(made, words_of(settings))
