"""A sweep's design: which numbers vary over which ranges, under which policies, how often.

Three axes stand in every table: a *point* is one future (a value for each factor), a *policy* is a
scenario, a *replicate* is one seed. Every policy meets the same points with common random numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import Faults, UsageError, did_you_mean, shown
from sahelsim.core.shapes import shaped
from sahelsim.core.tables import Row, Table, read_table
from sahelsim.core.toml import Document, Keys, read_toml
from sahelsim.scenario import factors
from sahelsim.scenario.factors import Factor
from sahelsim.scenario.files import scenario_folder, scenario_names
from sahelsim.scenario.points import factor_named
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.sweep.form import AxisForm, DesignForm
from sahelsim.study.sweep.own import read_own
from sahelsim.study.sweep.policies import read_policies
from sahelsim.study.sweep.sampling import DUMMY, levels_grid, quantiles
from sahelsim.study.sweep.seeds import seeds_of
from sahelsim.study.sweep.shapes import COUPLED, SAMPLED, Pair, Shape, coupled, matrix

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Axis:
    """One factor of a design: a range, or levels; without a shape all are equally likely."""

    factor: Factor
    low: float
    high: float
    levels: tuple[float, ...] = ()
    shape: Shape | None = None

    def at(self, quantile: Array) -> Array:
        """Return values at quantiles 0-1; levels, and options of a switch, take their shares."""
        if self.shape:
            return self._shaped(self.shape, quantile)
        if self.levels:
            k = np.minimum((quantile * len(self.levels)).astype(int), len(self.levels) - 1)
            return np.asarray(np.array(self.levels)[k])
        return np.asarray(self.low + quantile * (self.high - self.low))

    def _shaped(self, shape: Shape, quantile: Array) -> Array:
        if self.levels:
            return np.asarray(np.array(self.levels)[shape.pick(quantile)])
        return shape.at(quantile, self.low, self.high)


@dataclass(frozen=True)
class Design:
    """Everything that a sweep's numbers depend on."""

    name: str
    about: str
    policies: Mapping[str, Scenario]
    table: Mapping[str, Array]
    replicates: int
    seed: int
    kind: str
    axes: Mapping[str, Axis] = field(default_factory=dict)
    seeds: str = "shared"  # whether futures share their replicates, see ``seeds``
    record: str = (
        "summary"  # or "runs", or "series": every week of the usual series and of ``keep``
    )
    keep: tuple[str, ...] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)  # own, name to expression
    correlations: tuple[Pair, ...] = ()  # of normal scores, see ``shapes``
    files: Mapping[str, str] = field(default_factory=dict)  # policy to name or path as given
    text: str = ""  # the design's file as given
    held: tuple[int, int] = (0, 0)  # points and replicates that an earlier sweep ran already

    @property
    def points(self) -> int:
        """Number of futures."""
        return len(next(iter(self.table.values())))

    @property
    def runs(self) -> int:
        """Number of runs in all."""
        return self.points * self.replicates * len(self.policies)

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that name the design."""
        said = {
            "policies": {name: story.hash for name, story in self.policies.items()},
            "table": {name: column.tolist() for name, column in self.table.items()},
            "seed": self.seed,
            "seeds": self.seeds,
            "replicates": self.replicates,
            "record": self.record,
        }
        own = {"keep": list(self.keep), "outcomes": dict(self.outcomes)}
        said |= {key: value for key, value in own.items() if value}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def _name(document: Document, name: str) -> str:
    """Return a design's name, which names the folder of its results, unless it is a path."""
    if not name or Path(name).name != name:
        raise document.error(("name",), f"a design's name is no path: '{shown(name)}'")
    return name


def read_design(path: Path) -> Design:
    """Read a design from its TOML file.

    Raises
    ------
    SahelsimError
        One line that names file, line, fault and remedy.
    """
    document, faults = read_toml(path), Faults()
    _quoted(document)
    form = shaped(document, DesignForm, faults)
    name = ""
    with faults:
        name = _name(document, path.stem if form.name is None else form.name)
    files: dict[str, str] = {}
    policies: dict[str, Scenario] = {}
    axes: dict[str, Axis] = {}
    with faults:
        files, policies = read_policies(document, form.policies, path.parent, form.weeks)
        axes = _axes(document, form.factors, next(iter(policies.values())))
    faults.tell()
    listed = form.record if isinstance(form.record, list) else []
    read_own(document, form.outcomes, listed, next(iter(policies.values())), faults)
    faults.tell()
    return Design(
        name=name,
        about=form.about,
        policies=policies,
        table=_table(document, form, axes, path),
        replicates=form.replicates,
        seed=form.seed,
        seeds=form.seeds or seeds_of(form.design),
        kind=form.design,
        axes=axes,
        record="series" if isinstance(form.record, list) else form.record,
        keep=tuple(listed),
        outcomes=form.outcomes,
        correlations=_pairs(form),
        files=files,
        text=document.text,
    )


def _quoted(document: Document) -> None:
    """Refuse factors whose dotted names are written without quotes."""
    for name, given in document.table(("factors",)).items():
        if isinstance(given, Mapping) and any(isinstance(v, Mapping) for v in given.values()):
            text = f'write dotted names in quotes, like "{shown(name)}. ..."'
            raise document.error(("factors", name), text)


def find_design(name: str) -> Path:
    """Return the file of a design, by path or by the name of a shipped one.

    Raises
    ------
    UsageError
        If there is none; near names are suggested.
    """
    path = Path(name)
    if path.suffix == ".toml" and path.exists():
        return path
    shipped = {p.stem: p for p in sorted((scenario_folder() / "designs").glob("*.toml"))}
    if name in scenario_names():
        raise UsageError(f"'{name}' is a scenario, not a design: sahelsim run {name}")
    if name not in shipped:
        raise UsageError(f"no design '{name}': {did_you_mean(name, shipped)}")
    return shipped[name]


def _axes(document: Document, table: Mapping[str, AxisForm], story: Scenario) -> dict[str, Axis]:
    if not table:
        raise document.error(("factors",), "name at least one factor")
    known, faults, found = {f.name: f for f in factors(story)}, Faults(), {}
    for name, given in table.items():
        with faults:
            found[name] = _axis(document, name, given, known)
    faults.tell()
    return found


def _axis(document: Document, name: str, form: AxisForm, known: Mapping[str, Factor]) -> Axis:
    path = ("factors", name)
    try:
        factor = factor_named(name, known)
    except UsageError as error:
        raise document.error(path, str(error)) from None
    if form.levels == []:
        raise document.error(path, "levels are empty: give some, or low and high")
    axis = (_options if factor.options else _range)(document, path, form, factor)
    return replace(axis, shape=_shape(document, path, form, axis))


def _shape(document: Document, path: Keys, form: AxisForm, axis: Axis) -> Shape | None:
    """Return how an axis is spread, where the design says it."""
    mode = None if form.triangular is None else [form.triangular]
    said = {"triangular": mode, "normal": form.normal, "beta": form.beta, "weights": form.weights}
    given = {kind: numbers for kind, numbers in said.items() if numbers is not None}
    if len(given) > 1:
        raise document.error(path, f"one distribution, not {' and '.join(given)}")
    for kind, numbers in given.items():
        shape = Shape(kind, tuple(numbers))
        if fault := shape.fault(axis.low, axis.high, len(axis.levels)):
            raise document.error(path, fault)
        return shape
    return None


def _options(document: Document, path: Keys, form: AxisForm, factor: Factor) -> Axis:
    """Return the axis of a switch: all its options, or those that are named."""
    options = list(factor.options) if form.levels is None else form.levels
    if unknown := [o for o in options if o not in factor.options]:
        text = f"unknown option '{shown(unknown[0])}': one of {', '.join(factor.options)}"
        raise document.error(path, text)
    codes = tuple(float(factor.options.index(str(o))) for o in options)
    _apart(document, path, codes)
    return Axis(factor, codes[0], codes[-1], codes)


def _range(document: Document, path: Keys, form: AxisForm, factor: Factor) -> Axis:
    """Return the axis of a number: a range within the declared one, or levels in it."""
    for level in form.levels or ():
        if isinstance(level, str):
            raise document.error(path, f"a level must be a finite number, not '{shown(level)}'")
    levels = tuple(float(level) for level in form.levels or ())
    low = factor.low if form.low is None else form.low
    high = factor.high if form.high is None else form.high
    for value in (low, high, *levels):
        if not factor.low <= value <= factor.high:
            text = f"{value:g} is outside {factor.low:g} to {factor.high:g} {factor.unit}"
            raise document.error(path, text)
    _apart(document, path, levels)
    if not levels and low >= high:
        raise document.error(path, f"empty range: low {low:g} is not below high {high:g}")
    return Axis(factor, low, high, levels)


def _apart(document: Document, path: Keys, levels: tuple[float, ...]) -> None:
    if len(set(levels)) < len(levels):
        raise document.error(path, "levels name a value twice: its futures would be the same")


def _table(
    document: Document, form: DesignForm, axes: Mapping[str, Axis], path: Path
) -> dict[str, Array]:
    _spreadable(document, form, axes)
    if form.design == "csv":
        if not form.file:
            raise document.error(("design",), "a design of this kind needs file = NAME.csv")
        return _own(path.parent / form.file, axes)
    if form.design == "grid":
        try:
            rows = levels_grid({name: axis.levels for name, axis in axes.items()})
        except UsageError as error:
            raise document.error(("factors",), str(error)) from None
        return {name: rows[:, k] for k, name in enumerate(axes)}
    return spread(form.design, axes, form.points, form.seed, pairs=_pairs(form))


def _pairs(form: DesignForm) -> tuple[Pair, ...]:
    return tuple((*pair.factors, pair.value) for pair in form.correlations)


def _spreadable(document: Document, form: DesignForm, axes: Mapping[str, Axis]) -> None:
    """Refuse distributions and correlations that would have no effect, or none that is sound."""
    if form.design not in SAMPLED and (own := [n for n, axis in axes.items() if axis.shape]):
        text = f"a {form.design} design has points of its own: no distribution"
        raise document.error(("factors", own[0]), text)
    if form.design == "morris" and (own := [n for n in axes if form.factors[n].weights]):
        text = "morris moves by steps of equal quantiles, which may miss a level: no weights"
        raise document.error(("factors", own[0]), text)
    if form.correlations and form.design not in COUPLED:
        text = f"a {form.design} design takes no correlations: use {' or '.join(COUPLED)}"
        raise document.error(("correlations",), text)
    try:
        matrix(list(axes), _pairs(form))
    except UsageError as error:
        raise document.error(("correlations",), str(error)) from None


def spread(
    kind: str,
    axes: Mapping[str, Axis],
    points: int,
    seed: int,
    after: int = 0,
    pairs: Sequence[Pair] = (),
) -> dict[str, Array]:
    """Return a sampled design's points: one column a factor, and the inert one where it counts."""
    drawn = quantiles(kind, list(axes), points, seed, after)
    if pairs:
        drawn = coupled(drawn, matrix(list(axes), pairs))
    found = {name: axis.at(drawn[:, k]) for k, (name, axis) in enumerate(axes.items())}
    if drawn.shape[1] > len(axes):
        found[DUMMY] = drawn[:, -1]
    return found


def _own(path: Path, axes: Mapping[str, Axis]) -> dict[str, Array]:
    """Read a user's own points; every factor is a column, every cell a number in range."""
    table = read_table(path, "points file")
    _header(table, axes)
    return {n: np.array([_cell(row, axis) for row in table.rows]) for n, axis in axes.items()}


def _header(table: Table, axes: Mapping[str, Axis]) -> None:
    """Refuse a points file whose columns are not the factors."""
    if missing := [name for name in axes if name not in table.columns]:
        raise UsageError(f"{table.where}: no column '{missing[0]}'")
    if unknown := [name for name in table.columns if name not in axes]:
        hint = did_you_mean(unknown[0], axes)
        raise UsageError(f"{table.where}: column '{shown(unknown[0])}' is no factor: {hint}")


def _cell(row: Row, axis: Axis) -> float:
    """Read one number, or the name of a switch's option."""
    factor = axis.factor
    if not factor.options:
        return row.number(factor.name, factor.low, factor.high)
    text = row[factor.name]
    if text not in factor.options:
        told = f"'{shown(text)}' is not one of {', '.join(factor.options)}"
        raise row.fault(factor.name, told)
    return float(factor.options.index(text))
