"""``run``, ``compare``, ``fork``: ensembles of scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sahelsim.api.progress import bar, held
from sahelsim.api.results import Comparison, Fork, Result
from sahelsim.core.errors import UsageError
from sahelsim.scenario import Scenario, Settings, apply_overrides, words_of
from sahelsim.scenario import load_scenario as load
from sahelsim.study import fork as forks
from sahelsim.study.pool import run_scenarios
from sahelsim.study.recipe import Given, Recipe, recipe
from sahelsim.study.variants import named

PAIR = {"at-best", "at-worst"}  # what the article tells of
REFERENCE = "no-deal"  # and what it is measured against


@dataclass(frozen=True)
class Plan:
    """A checked recipe that has not been run yet."""

    recipe: Recipe

    @property
    def title(self) -> str:
        """What its result folder is called if nothing else is asked for."""
        made = self.recipe.made
        names = "-vs-".join(s.name.replace("+", "-") for s in made)
        return f"{names}-{made[0].hash[:8]}-n{self.recipe.runs}-s{self.recipe.seed}"

    def carry_out(self, out: str | Path | None = None, progress: bool = False) -> Comparison:
        """Run it, and write its folder if one is named.

        Raises
        ------
        SahelsimError
            If the folder cannot be written (before anything runs), or a fork changes nothing.
        """
        if out is not None:
            self.recipe.check_told()
        with held(out):
            found = self._found(progress)
            if out is not None:
                found.save(out)
        return found

    def _found(self, progress: bool) -> Comparison:
        made, runs = self.recipe.made, self.recipe.runs
        with bar(sum(s.weeks for s in made) * runs, progress) as tell:
            records = run_scenarios(made, runs=runs, seed=self.recipe.seed, progress=tell)
        results = tuple(Result.of(r, self.recipe) for r in named(records, self.recipe.tags))
        return Comparison(results) if self.recipe.fork is None else self._forked(results)

    def _forked(self, results: tuple[Result, ...]) -> Fork:
        """Return a fork with what it changed; refuse one that could be forced in no run."""
        asked = self.recipe.fork or {}
        at, (free, forced) = date.fromisoformat(asked["at"]), results
        did = forks.reach(free, forced, at=at, actor=asked["actor"], choose=asked["choose"])
        if did.closed == did.runs:
            raise UsageError(
                f"'{asked['actor']}' could not choose '{asked['choose']}' on {did.day} in any run: "
                "nothing was forced; try another day or action"
            )
        return Fork(results, did, asked["at"])


def plan(
    kind: str,
    scenarios: Sequence[Given],
    *,
    settings: Settings = (),
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
    fork: Mapping[str, str] | None = None,
) -> Plan:
    """Return a checked plan of ``run``, ``compare`` or ``fork``; nothing runs yet."""
    return Plan(
        recipe(kind, scenarios, settings=settings, runs=runs, seed=seed, weeks=weeks, fork=fork)
    )


def with_reference(scenarios: Sequence[str], reference: str | None) -> tuple[str, ...]:
    """Return the scenarios of a comparison with the one that all are measured against.

    Examples
    --------
    >>> with_reference(["at-best", "at-worst"], None)
    ('at-best', 'at-worst', 'no-deal')
    >>> with_reference(["at-best", "at-worst"], "none")
    ('at-best', 'at-worst')
    >>> with_reference(["baseline", "at-worst"], None)
    ('baseline', 'at-worst')
    """
    asked = REFERENCE if reference is None and {*scenarios} == PAIR else reference
    if asked is None or asked in ("none", *scenarios):
        return tuple(scenarios)
    return (*scenarios, asked)


def load_scenario(
    name: str | Path, set: Settings = (), weeks: int | None = None, *, settings: Settings = ()
) -> Scenario:
    """Return a scenario by name or path, with settings on top.

    Parameters
    ----------
    name : str or path
        Shipped scenario, or a TOML file.
    set : mapping, iterable of str, or str
        ``{"actors.cma.incentives.autonomy": 0.1}`` or ``["actors.cma.incentives.autonomy=0.1"]``.
    weeks : int, optional
        Another horizon.
    settings : mapping, iterable of str, or str
        The former name of ``set``; what it holds is set after it.

    Examples
    --------
    >>> import sahelsim as ss
    >>> ss.load_scenario("baseline", {"switches.payment_mode": "cash"}, weeks=20)
    Scenario('baseline', 2 changes, from 2021-11-01 for 20 weeks)
    """
    more = () if weeks is None else words_of({"weeks": weeks})
    return apply_overrides(load(name), [*words_of(set), *words_of(settings), *more])


def run(
    scenario: Given,
    *,
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
    set: Settings = (),
    settings: Settings = (),
    out: str | Path | None = None,
    progress: bool = False,
) -> Result:
    """Run one scenario many times.

    Parameters
    ----------
    scenario : str, path or Scenario
        A shipped scenario, a TOML file, or what ``load_scenario`` returned.
    runs, seed : int
        How often, 1 to 100,000; seed of all chance, 0 or more.
    weeks : int, optional
        Horizon, 1 to 520; the scenario's own if none.
    set, settings : mapping, iterable of str, or str
        Settings on top, by dotted names (``settings`` is the former name).
    out : str or path, optional
        Result folder to write, which must not exist yet.
    progress : bool
        Whether to show a bar, in a terminal.

    Examples
    --------
    >>> import sahelsim as ss
    >>> result = ss.run("at-worst", runs=3, weeks=8)
    >>> result.runs, result.weeks
    (3, 8)
    """
    words = (*words_of(set), *words_of(settings))
    made = plan("run", [scenario], settings=words, runs=runs, seed=seed, weeks=weeks)
    return made.carry_out(out, progress).results[0]


def compare(
    *scenarios: Given,
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
    set: Settings = (),
    settings: Settings = (),
    reference: Given | None = None,
    out: str | Path | None = None,
    progress: bool = False,
) -> Comparison:
    """Run two to four scenarios under common seeds and pair their runs with the first's.

    ``"2:actors.cma.incentives.autonomy=0.1"`` in ``set`` is set in the second scenario alone;
    ``reference`` is one scenario more, last in order.

    Variants of one scenario are named by what was set in them, as in ``baseline [autonomy=0.1]``.
    Scenarios of different days are compared over the days that both cover. Other parameters are
    those of ``run``.

    Examples
    --------
    >>> import sahelsim as ss
    >>> key = "actors.cma.incentives.autonomy"
    >>> low, high = (ss.load_scenario("baseline", {key: x}) for x in (0.1, 0.9))
    >>> list(ss.compare("baseline", low, high, runs=2, weeks=4).differences)
    ['baseline [autonomy=0.1] - baseline', 'baseline [autonomy=0.9] - baseline']
    """
    words = (*words_of(set), *words_of(settings))
    asked = scenarios if reference is None else (*scenarios, reference)
    made = plan("compare", asked, settings=words, runs=runs, seed=seed, weeks=weeks)
    return made.carry_out(out, progress)


def fork(
    scenario: Given,
    *,
    at: date | str,
    actor: str,
    choose: str,
    runs: int = 100,
    seed: int = 1,
    weeks: int | None = None,
    set: Settings = (),
    out: str | Path | None = None,
    progress: bool = False,
) -> Fork:
    """Force one decision on a date and compare with the runs as they went.

    Parameters
    ----------
    scenario : str, path or Scenario
        The scenario to fork.
    at : date or str
        Day of the decision, like ``"2022-01-24"``; it takes effect in the week that holds it.
    actor, choose : str
        Who decides, and which of its actions is forced; ``DECISION:ACTION`` for one of several.

    Raises
    ------
    SahelsimError
        If the actor has no such action, or could take it in no run.
    """
    day = at.isoformat() if isinstance(at, date) else at
    asked = {"at": day, "actor": actor, "choose": choose}
    made = plan("fork", [scenario], settings=set, runs=runs, seed=seed, weeks=weeks, fork=asked)
    found = made.carry_out(out, progress)
    assert isinstance(found, Fork)
    return found
