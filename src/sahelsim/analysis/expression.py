"""Expressions that users write: names, numbers, operators and a listed set of functions.

``stability < 50``, ``outcome_class == 'rekindled' and total_deaths > 3000``,
``weeks(cma_war > 0.5) / 52``. A text is read into Python's own syntax tree, checked node by node
against this grammar, and computed by the table below; nothing in it is ever executed. Length and
depth are bounded. What a name stands for is the caller's: arrays over runs, or series (runs, weeks
+ 1), which a function must turn into one number a run.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.errors import UsageError, did_you_mean

Array = NDArray[Any]
LONGEST, DEEPEST, MOST_NODES = 500, 20, 150
NUMBER, SERIES, TEXT = "number", "series", "text"

OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
    ast.And: np.logical_and,
    ast.Or: np.logical_or,
    ast.USub: np.negative,
    ast.UAdd: np.positive,
    ast.Not: np.logical_not,
}
EACH: dict[str, tuple[Callable[..., Any], int]] = {  # value by value: function, arguments
    "abs": (np.abs, 1),
    "sqrt": (np.sqrt, 1),
    "log": (np.log, 1),
    "exp": (np.exp, 1),
    "smaller": (np.minimum, 2),
    "larger": (np.maximum, 2),
    "choose": (lambda test, yes, no: np.where(np.asarray(test, bool), yes, no), 3),
}
OVER: dict[str, tuple[Callable[..., Any], int]] = {  # a run's weeks to one number
    "start": (lambda x: x[:, 0], 1),
    "end": (lambda x: x[:, -1], 1),
    "at": (lambda x, week: x[:, _week(x, week)], 2),
    "sum": (lambda x: x[:, 1:].sum(axis=1), 1),
    "mean": (lambda x: x[:, 1:].mean(axis=1), 1),
    "largest": (lambda x: x[:, 1:].max(axis=1), 1),
    "smallest": (lambda x: x[:, 1:].min(axis=1), 1),
    "weeks": (lambda x: (x[:, 1:] != 0).sum(axis=1), 1),
    "first": (lambda x: _first(x), 1),
    "last": (lambda x, weeks: x[:, -_span(x, weeks) :].mean(axis=1), 2),
}
OF_SUM = ("start", "end", "at", "sum")  # what rows of every fourth week hold exactly


@dataclass(frozen=True)
class Expression:
    """A text that was checked: its names, the functions over weeks that it asks, its kind."""

    text: str
    tree: ast.expr
    names: tuple[str, ...]
    over: tuple[str, ...]
    kind: str

    def __call__(self, values: Mapping[str, Any]) -> Array:
        """Compute it; what cannot be divided or has no logarithm is NaN."""
        with np.errstate(all="ignore"):
            return np.asarray(_value(self.tree, values))


def parse(text: str, kinds: Mapping[str, str], what: str = "expression") -> Expression:
    """Return a text as an expression over known names.

    Parameters
    ----------
    text : str
        What the user wrote, at most 500 letters.
    kinds : mapping of str to str
        Every name that may stand in it, to what it is: ``number`` (one a run), ``series`` (one a
        run and week) or ``text`` (which can only be compared).
    what : str
        What errors call it.

    Raises
    ------
    UsageError
        One line: what does not belong to the grammar, or which name is unknown and which are near.
    """
    tree = _read(text, what)
    reader = _Reader(kinds, f"{what} '{text}'")
    kind = reader.kind(tree, 0)
    if not reader.names:
        raise UsageError(f"{what} '{text}': it names nothing that was measured")
    return Expression(text, tree, tuple(reader.names), tuple(reader.over), kind)


def _read(text: str, what: str) -> ast.expr:
    """Return a text's tree, of whatever Python could say."""
    if len(text) > LONGEST:
        raise UsageError(f"{what}: {len(text)} letters; at most {LONGEST}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Python's own, about code that will never run
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise UsageError(
            f"{what} '{text}': cannot be read; write it like stability < 50 and total_deaths > 1000"
        ) from None


def is_test(text: str) -> bool:
    """Tell whether a text compares something, and is so a condition and no number.

    Examples
    --------
    >>> is_test("stability < 50"), is_test("total_deaths - one_sided_deaths")
    (True, False)
    """
    return _answers(_read(text, "condition"))


def condition(text: str, kinds: Mapping[str, str], what: str = "condition") -> Expression:
    """Return a text as a test that holds or not, one answer a run."""
    found = parse(text, kinds, what)
    if found.kind == SERIES:
        raise UsageError(f"{what} '{text}': one answer a run is needed; {_remedy()}")
    if not _answers(found.tree):
        raise UsageError(f"{what} '{text}': it is no test; compare something, as in stability < 50")
    return found


def outcome(text: str, kinds: Mapping[str, str], what: str = "outcome") -> Expression:
    """Return a text as an outcome: one number a run."""
    found = parse(text, kinds, what)
    if found.kind != NUMBER:
        raise UsageError(f"{what} '{text}': one number a run is needed; {_remedy()}")
    return found


def _remedy() -> str:
    return f"put series into one of {', '.join(OVER)}"


def _answers(tree: ast.expr) -> bool:
    """Tell whether an expression is true or false."""
    if isinstance(tree, ast.UnaryOp):
        return isinstance(tree.op, ast.Not)
    return isinstance(tree, ast.Compare | ast.BoolOp)


class _Reader:
    """Walks a tree, refuses what is not in the grammar, and says what each part is."""

    def __init__(self, kinds: Mapping[str, str], what: str) -> None:
        self._kinds, self._what, self._nodes = kinds, what, 0
        self.names: dict[str, None] = {}
        self.over: dict[str, None] = {}

    def kind(self, node: ast.expr, depth: int) -> str:
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise self._error("too long or too deep; name its parts as outcomes of their own")
        by_type: dict[type[ast.expr], Callable[[Any, int], str]] = {
            ast.Name: self._name,
            ast.Attribute: self._name,
            ast.Constant: self._constant,
            ast.Call: self._call,
            ast.BinOp: self._binary,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._both,
            ast.Compare: self._compare,
        }
        read = by_type.get(type(node))
        if read is None:
            raise self._error(
                "only names, numbers, + - * /, comparisons, and, or, not and "
                f"{', '.join([*EACH, *OVER])} may stand in it"
            )
        return read(node, depth)

    def _error(self, text: str) -> UsageError:
        return UsageError(f"{self._what}: {text}")

    def _name(self, node: ast.Name | ast.Attribute, depth: int) -> str:
        name = _dotted(node)
        if name not in self._kinds:
            raise self._error(f"unknown name '{name}': {did_you_mean(name, self._kinds)}")
        self.names[name] = None
        return self._kinds[name]

    def _constant(self, node: ast.Constant, depth: int) -> str:
        if isinstance(node.value, str):
            return TEXT
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise self._error(f"{node.value!r} is no number")
        if not abs(node.value) <= 1e15:
            raise self._error("a number in it is larger than 1e15")
        return NUMBER

    def _binary(self, node: ast.BinOp, depth: int) -> str:
        self._known(node.op)
        return self._joined([node.left, node.right], depth)

    def _unary(self, node: ast.UnaryOp, depth: int) -> str:
        self._known(node.op)
        return self._joined([node.operand], depth)

    def _both(self, node: ast.BoolOp, depth: int) -> str:
        for part in node.values:
            if not _answers(part) and not isinstance(part, ast.Call):
                raise self._error("'and' and 'or' join comparisons")
        return self._joined(node.values, depth)

    def _known(self, operator: ast.AST) -> None:
        if type(operator) not in OPERATORS:
            raise self._error(f"operator {type(operator).__name__} is not among + - * /")

    def _compare(self, node: ast.Compare, depth: int) -> str:
        for operator in node.ops:
            self._known(operator)
        kinds = [self.kind(part, depth + 1) for part in (node.left, *node.comparators)]
        if TEXT not in kinds:
            return SERIES if SERIES in kinds else NUMBER
        if set(kinds) != {TEXT} or not all(isinstance(o, ast.Eq | ast.NotEq) for o in node.ops):
            raise self._error(
                "words can only be == or != to words, like outcome_class == 'rekindled'"
            )
        return NUMBER

    def _joined(self, parts: list[ast.expr], depth: int) -> str:
        kinds = [self.kind(part, depth + 1) for part in parts]
        if TEXT in kinds:
            raise self._error(
                "words can only be == or != to words, like outcome_class == 'rekindled'"
            )
        return SERIES if SERIES in kinds else NUMBER

    def _call(self, node: ast.Call, depth: int) -> str:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        known = EACH | OVER
        if name not in known:
            raise self._error(f"unknown function '{name}': {did_you_mean(name, known)}")
        if node.keywords or len(node.args) != known[name][1]:
            raise self._error(f"{name} takes {known[name][1]} value(s) in its brackets")
        if name in EACH:
            return self._joined(node.args, depth)
        if self._joined(node.args[:1], depth) != SERIES:
            raise self._error(f"{name} takes a series of weeks, and this has one value a run")
        if len(node.args) == 2 and not _is_week(node.args[1]):
            raise self._error(f"{name} takes a whole number of weeks, like {name}(stability, 52)")
        self.over[name] = None
        return NUMBER


def _dotted(node: ast.expr) -> str:
    """Return a name like ``actors.cma.incentives.autonomy``."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _is_week(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= 0


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    """Compute a checked tree."""
    if isinstance(node, ast.Name | ast.Attribute):
        return values[_dotted(node)]
    if isinstance(node, ast.Constant):
        number: Any = node.value  # the reader let nothing else through
        return number if isinstance(number, str) else float(number)
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        function, _ = (EACH | OVER)[node.func.id]
        return function(*(_value(part, values) for part in node.args))
    if isinstance(node, ast.Compare):
        return _compared(node, values)
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](_value(node.operand, values))
    assert isinstance(node, ast.BinOp | ast.BoolOp)
    parts = [node.left, node.right] if isinstance(node, ast.BinOp) else node.values
    done = [_value(part, values) for part in parts]
    result = done[0]
    for other in done[1:]:
        result = OPERATORS[type(node.op)](result, other)
    return result


def _compared(node: ast.Compare, values: Mapping[str, Any]) -> Any:
    """Compute a < b < c as a < b and b < c."""
    parts = [_value(part, values) for part in (node.left, *node.comparators)]
    tests = [
        OPERATORS[type(operator)](parts[k], parts[k + 1]) for k, operator in enumerate(node.ops)
    ]
    return np.logical_and.reduce(tests)


def _week(x: Array, week: float) -> int:
    if week >= x.shape[1]:
        raise UsageError(f"at: no week {week:.0f} in runs of {x.shape[1] - 1} weeks")
    return int(week)


def _span(x: Array, weeks: float) -> int:
    return int(min(max(weeks, 1), x.shape[1] - 1))


def _first(x: Array) -> Array:
    """Return the first week in which a test holds; one more than there are if it never does."""
    held = x[:, 1:] != 0
    return np.asarray(np.where(held.any(axis=1), held.argmax(axis=1) + 1, x.shape[1]), float)
