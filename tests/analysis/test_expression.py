"""Expressions: what the grammar takes, what it gives, what it refuses in one line."""

import numpy as np
import pytest

from sahelsim.analysis.expression import condition, outcome
from sahelsim.core.errors import UsageError

KINDS = {
    "stability": "number",
    "actors.cma.autonomy": "number",
    "outcome_class": "text",
    "war": "series",
}
VALUES = {
    "stability": np.array([1.0, 2.0, 3.0]),
    "actors.cma.autonomy": np.array([0.1, 0.5, 0.9]),
    "outcome_class": np.array(["a", "b", "a"]),
    "war": np.array([[9.0, 0, 0, 1], [0, 0, 0, 0], [0, 1, 1, 1]]),
}


@pytest.mark.parametrize(
    "text, right",
    [
        ("stability < 2", [1, 0, 0]),
        ("outcome_class == 'a' and stability >= 2", [0, 0, 1]),
        ("not (outcome_class == 'a') or stability == 1", [1, 1, 0]),
        ("1 < stability < 3", [0, 1, 0]),
        ("actors.cma.autonomy > 0.4", [0, 1, 1]),
        ("weeks(war > 0.5) >= 1", [1, 0, 1]),
        ("log(stability - 2) > -1", [0, 0, 1]),
    ],
)
def test_conditions(text, right):
    """One answer a run; what cannot be computed does not hold."""
    assert condition(text, KINDS)(VALUES).tolist() == right


@pytest.mark.parametrize(
    "text, right",
    [
        ("start(war)", [9, 0, 0]),
        ("end(war)", [1, 0, 1]),
        ("at(war, 1)", [0, 0, 1]),
        ("sum(war) / 2 + stability", [1.5, 2, 4.5]),
        ("mean(war) * 3", [1, 0, 3]),
        ("largest(war) - smallest(war)", [1, 0, 0]),
        ("first(war > 0)", [3, 4, 1]),
        ("last(war, 2)", [0.5, 0, 1]),
        ("larger(stability, 2) - smaller(stability, 2)", [1, 0, 1]),
        ("choose(stability > 2, abs(-stability), sqrt(4))", [2, 2, 3]),
        ("weeks(choose(stability > 2, war, 0) > 0)", [0, 0, 3]),
    ],
)
def test_outcomes(text, right):
    """One number a run; weeks count from the first that was lived, not from the start."""
    if "choose(stability > 2, war" in text:
        values = VALUES | {"stability": VALUES["stability"][:, None]}
        assert outcome(text, KINDS)(values).tolist() == right
    else:
        assert outcome(text, KINDS)(VALUES).tolist() == pytest.approx(right)


@pytest.mark.parametrize(
    "text, said",
    [
        ("stabilty < 2", "did you mean 'stability'"),
        ("__import__('os').system('x') < 1", "may stand|unknown function"),
        ("stability.real < 2", "unknown name 'stability.real'"),
        ("war < 1", "one answer a run is needed"),
        ("outcome_class < 'a'", "words can only be =="),
        ("outcome_class + 1 < 2", "words can only be =="),
        ("stability", "it is no test"),
        ("stability ** 9 < 1", "operator Pow"),
        ("[stability] < 1", "only names, numbers"),
        ("(lambda: 1) < 1", "only names, numbers"),
        ("(" * 400, "cannot be read"),
        ("1" * 600 + "< stability", "at most 500"),
        ("sum(" * 30 + "war" + ")" * 30 + " < 1", "takes a series|too long or too deep"),
        ("-" * 40 + "stability < 1", "too long or too deep"),
        ("sum(stability) < 1", "takes a series"),
        ("at(war, 1.5) < 1", "a whole number of weeks"),
        ("sum(war, 2) < 1", "takes 1 value"),
        ("1e400 < stability", "larger than 1e15"),
        ("'a' == 'a'", "names nothing"),
        ("stability and war", "join comparisons"),
        ("", "cannot be read"),
    ],
)
def test_what_is_refused(text, said):
    """Nothing but the grammar, in one line."""
    with pytest.raises(UsageError, match=said) as told:
        condition(text, KINDS)

    assert "\n" not in str(told.value)


def test_weeks_that_no_run_has():
    """A week after the end is an error, never another week."""
    with pytest.raises(UsageError, match="no week 9 in runs of 3 weeks"):
        outcome("at(war, 9)", KINDS)(VALUES)
