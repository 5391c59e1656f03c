"""What a link says: scenario, changed values, seed, size; and what the reader chose to see."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from sahelsim.analysis.indicators import STABILITY_WEIGHTS
from sahelsim.dashboard.faults import PageError
from sahelsim.dashboard.levers import factors_of, levers_of, scenario_of
from sahelsim.scenario import Factor, Scenario, apply_overrides
from sahelsim.scenario.files import scenario_names
from sahelsim.study.fork import force

FIRST_SCENARIO = "baseline"
LONGEST = 4_000  # characters of a link that are read at all
MOST_CHANGES = 80
MOST_RUNS, MOST_WEEKS = 400, 320
RUNS, SEED = 200, 1
STORY_RUNS = 60  # of which Why tells one: they keep every decision in memory
VIEW = ("lang", "month", "run", "show", "folder", "outcome", "theme", "guess")  # change no run
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class State:
    """A parsed link; equal states draw equal pictures."""

    scenario: str = FIRST_SCENARIO
    changes: Mapping[str, str] = field(default_factory=dict)
    seed: int = SEED
    runs: int = RUNS
    weeks: int | None = None
    fork: tuple[date, str, str] | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    view: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def lang(self) -> str:
        """Return the language of the page."""
        return self.view.get("lang", LANGUAGES[0])

    @property
    def settings(self) -> tuple[str, ...]:
        """Return the changes as ``--set`` takes them."""
        horizon = [] if self.weeks is None else [f"weeks={self.weeks}"]
        return (
            *(f"{factor_of(self.scenario, k).name}={v}" for k, v in self.changes.items()),
            *horizon,
        )

    @cached_property
    def story(self) -> Scenario:
        """Return the scenario with the changes, checked like a file's.

        Raises
        ------
        SahelsimError
            If a value or the fork is refused.
        """
        found = apply_overrides(scenario_of(self.scenario), self.settings)
        if self.fork is not None:
            at, actor, choose = self.fork
            found = force(found, at=at, actor=actor, choose=choose)
        return found

    @property
    def link(self) -> str:
        """Return the query that restores this state; only what differs from the preset."""
        pairs: list[tuple[str, str]] = [("s", self.scenario)]
        pairs += [("s", name) for name in self.others]
        pairs += list(self.changes.items())
        pairs += [("seed", str(self.seed))] if self.seed != SEED else []
        pairs += [("n", str(self.runs))] if self.runs != RUNS else []
        pairs += [("weeks", str(self.weeks))] if self.weeks is not None else []
        if self.fork is not None:
            pairs.append(("fork", "~".join((self.fork[0].isoformat(), *self.fork[1:]))))
        pairs += [(f"w.{k}", f"{v:.6g}") for k, v in self.weights.items()]
        return urlencode(pairs + list(self.view.items()))

    def of(self, scenario: str) -> State:
        """Return common random numbers and size with another, unchanged scenario."""
        return replace(self, scenario=scenario, changes={}, fork=None, others=())


def read(query: str) -> State:
    """Return the state that a link's query describes.

    Raises
    ------
    PageError
        One line that names what cannot be read.
    SahelsimError
        If the story itself refuses a value or the fork.
    """
    if len(query) > LONGEST:
        raise too_long()
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    names = [value for key, value in pairs if key == "s"] or [FIRST_SCENARIO]
    for name in names:
        if name not in scenario_names():
            raise PageError("fault.no_scenario", name=name[:40], hint=(name, scenario_names()))
    state = State(scenario=names[0], others=tuple(names[1:3]))
    for key, value in pairs:
        state = state if key == "s" else _with(state, key, value)
    if len(state.changes) > MOST_CHANGES:
        raise PageError("fault.too_many_changes", most=MOST_CHANGES)
    _ = state.story
    return state


def too_long() -> PageError:
    """Return what is said to a link that is not read at all."""
    return PageError("fault.link_too_long", most=LONGEST)


def language_of(query: str) -> str:
    """Return the language that a link asks for, be it readable or not."""
    asked = dict(parse_qsl(query[: 2 * LONGEST].removeprefix("?"))).get("lang", "")
    return _view("lang", asked)


def _with(state: State, key: str, value: str) -> State:
    if key in VIEW:
        return replace(state, view={**state.view, key: _view(key, value)})
    if key == "seed":
        return replace(state, seed=_whole(key, value, 0, 2**63 - 1))
    if key == "n":
        return replace(state, runs=_whole("n (runs)", value, 1, MOST_RUNS))
    if key == "weeks":
        return replace(state, weeks=_whole(key, value, 1, MOST_WEEKS))
    if key == "fork":
        return replace(state, fork=_fork(value))
    if key.startswith("w.") and key[2:] in STABILITY_WEIGHTS:
        weight = _number(key, value, 0.0, 1.0)
        return replace(state, weights={**state.weights, key[2:]: weight})
    name = factor_of(state.scenario, key).name  # a short key and a full name may mean the same
    others = {k: v for k, v in state.changes.items() if factor_of(state.scenario, k).name != name}
    return replace(state, changes={**others, key: _changed(state.scenario, key, value)})


def _view(key: str, value: str) -> str:
    if key == "lang" and value not in LANGUAGES:
        return LANGUAGES[0]
    if key in ("month", "run"):
        return str(_whole(key, value, 0, STORY_RUNS - 1 if key == "run" else 10_000))
    return value[:80]


def factor_of(scenario: str, key: str) -> Factor:
    """Return the factor of a lever's short key, or of a full dotted name."""
    levers, known = levers_of(scenario), factors_of(scenario)
    if key in levers:
        return levers[key].factor
    if key in known:
        return known[key]
    raise PageError("fault.unknown_key", key=key[:40], hint=(key, levers))


def _changed(scenario: str, key: str, value: str) -> str:
    factor = factor_of(scenario, key)
    if factor.options:
        if value not in factor.options:
            raise PageError(
                "fault.unknown_option", key=key, value=value[:40], hint=(value, factor.options)
            )
        return value
    lever = levers_of(scenario).get(key)
    low, high = (lever.low, lever.high) if lever else (factor.low, factor.high)
    return f"{_number(key, value, low, high):.6g}"


def _number(key: str, value: str, low: float, high: float) -> float:
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise PageError("fault.no_number", key=key, value=value[:40])
    if not low <= found <= high:
        raise PageError("fault.outside", key=key, value=found, low=low, high=high)
    return found


def _whole(key: str, value: str, low: int, high: int) -> int:
    short = value.isascii() and value.isdigit() and len(value) <= 20
    if not short or not low <= int(value) <= high:
        raise PageError("fault.no_whole_number", key=key, value=value[:40], low=low, high=high)
    return int(value)


def _fork(value: str) -> tuple[date, str, str]:
    day, _, rest = value.partition("~")
    actor, _, order = rest.partition("~")
    try:
        return date.fromisoformat(day), actor, order
    except ValueError:
        raise PageError("fault.fork_form", value=value[:60]) from None
