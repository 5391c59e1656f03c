"""What a result folder is made from, as plain values: enough to make it again anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sahelsim.core.errors import UsageError
from sahelsim.scenario import (
    Scenario,
    Settings,
    apply_overrides,
    check_said,
    checked,
    load_scenario,
    words_of,
)
from sahelsim.study.fork import force
from sahelsim.study.paired import check_common
from sahelsim.study.size import check_size
from sahelsim.study.store import stored
from sahelsim.study.variants import check_different, check_placed, placed, tags

MOST = 4  # scenarios at a time: as many as a chart's colours tell apart
Given = str | Path | Scenario


@dataclass(frozen=True)
class Recipe:
    """Which scenarios, with what set, how often, under which seed.

    ``variants`` holds what was set in each scenario alone, ``fork`` the date, actor and choice of a
    forced decision, both empty in most. ``made`` are the scenarios themselves; of a folder that is
    ``kept`` they are its own.
    """

    kind: str
    scenarios: tuple[str, ...]
    settings: tuple[str, ...]
    runs: int
    seed: int
    weeks: int | None
    made: tuple[Scenario, ...]
    variants: tuple[tuple[str, ...], ...] = ()
    kept: bool = False
    fork: Mapping[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as a manifest keeps it."""
        found: dict[str, Any] = {
            "kind": self.kind,
            "scenarios": list(self.scenarios),
            "settings": list(self.settings),
            "runs": self.runs,
            "seed": self.seed,
            "weeks": self.weeks,
        }
        if any(self.variants):
            found["variants"] = [list(words) for words in self.variants]
        return found | ({} if self.fork is None else {"fork": dict(self.fork)})

    @property
    def command(self) -> str:
        """The command line that repeats it, or for variants made in Python its own lines."""
        if any(self.variants):
            return self._python()
        words = ["sahelsim", self.kind, *self.scenarios]
        if self.fork is not None:
            words += [part for k in ("at", "actor", "choose") for part in (f"--{k}", self.fork[k])]
        words += ["--runs", str(self.runs), "--seed", str(self.seed)]
        words += [] if self.weeks is None else ["--weeks", str(self.weeks)]
        return " ".join([*words, *(part for s in self.settings for part in ("--set", s))])

    def _python(self) -> str:
        made = ", ".join(
            f"ss.load_scenario({name!r}, {list(words)!r})" if words else repr(name)
            for name, words in zip(self.scenarios, self.variants, strict=True)
        )
        more = f", set={list(self.settings)!r}" if self.settings else ""
        more += f", weeks={self.weeks}" if self.weeks is not None else ""
        forced = "".join(f", {k}={v!r}" for k, v in (self.fork or {}).items())
        return f"ss.{self.kind}({made}{forced}, runs={self.runs}, seed={self.seed}{more})"

    @cached_property
    def tags(self) -> list[str]:
        """What tells scenarios of one name apart, mostly nothing."""
        return tags(self.made)

    @property
    def names(self) -> tuple[str, ...]:
        """What the results are called, in their order."""
        return tuple(s.name + tag for s, tag in zip(self.made, self.tags, strict=True))

    def check_told(self) -> None:
        """Refuse what could not be made again from this recipe.

        Raises
        ------
        UsageError
            If a scenario was changed by hand.
        """
        if not self.kept:
            for scenario in self.made[: len(self.scenarios)]:
                check_said(scenario)


def recipe(
    kind: str,
    scenarios: Sequence[Given],
    *,
    settings: Settings = (),
    runs: int,
    seed: int,
    weeks: int | None = None,
    fork: Mapping[str, str] | None = None,
) -> Recipe:
    """Return a checked recipe: every name is known, every setting allowed, before anything runs.

    Parameters
    ----------
    kind : str
        ``run``, ``compare`` or ``fork``.
    scenarios : sequence of str, Path or Scenario
        What to run.
    settings : mapping, iterable of str, or str
        What to set in all of them; ``2:NAME=VALUE`` in the second alone.
    runs, seed, weeks : int
        As for ``run_scenario``; another horizon, or none.
    fork : mapping, optional
        ``at``, ``actor`` and ``choose`` of a decision to force.
    """
    check_size(runs, seed)
    if kind == "compare" and not 2 <= len(scenarios) <= MOST:
        raise UsageError("compare takes two to four different scenarios")
    words = words_of(settings)
    bases = [s if isinstance(s, Scenario) else load_scenario(s) for s in scenarios]
    made = _made(bases, words, weeks)
    check_different(made)
    check_common(made)
    if fork is not None:
        made.append(_forked(made[0], fork))
    files, changes = tuple(s.file for s in bases), tuple(s.changes for s in bases)
    return Recipe(kind, files, words, runs, seed, weeks, tuple(made), changes, fork=fork)


def _made(bases: Sequence[Scenario], words: Sequence[str], weeks: int | None) -> list[Scenario]:
    """Return each scenario with what is set in all and in it alone."""
    horizon = [] if weeks is None else words_of({"weeks": weeks})
    check_placed(words, len(bases))
    return [
        checked(apply_overrides(s, [*placed(words, k), *horizon]))
        for k, s in enumerate(bases, start=1)
    ]


def _forked(scenario: Scenario, fork: Mapping[str, str]) -> Scenario:
    try:
        at = date.fromisoformat(fork["at"])
    except ValueError:
        raise UsageError(f"--at {fork['at']}: give a day like 2022-01-24") from None
    return force(scenario, at=at, actor=fork["actor"], choose=fork["choose"])


def read(held: Mapping[str, Any], folder: Path) -> Recipe:
    """Return the recipe that a manifest keeps; its scenarios are those that its folder holds.

    Raises
    ------
    SahelsimError
        If a setting is no longer allowed.
    """
    own = held.get("variants") or [()] * len(held["scenarios"])
    bases = [
        apply_overrides(stored(folder, k, name), words)
        for k, (name, words) in enumerate(zip(held["scenarios"], own, strict=True))
    ]
    found = recipe(
        held["kind"],
        bases,
        settings=held["settings"],
        runs=held["runs"],
        seed=held["seed"],
        weeks=held["weeks"],
        fork=held.get("fork"),
    )
    return replace(found, kept=True)
