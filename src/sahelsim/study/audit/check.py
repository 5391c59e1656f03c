"""A check: some laws, and the function that measures them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sahelsim.study.audit.law import Law, Row, absent
from sahelsim.study.audit.lives import Lives, Size

Measure = Callable[[Lives, Size], Iterable[Row]]


@dataclass(frozen=True)
class Check:
    """Laws that one function measures, in the order of its rows."""

    laws: tuple[Law, ...]
    measure: Measure


def check(*laws: Law) -> Callable[[Measure], Check]:
    """Make a check of the function below, which measures these laws."""

    def made(measure: Measure) -> Check:
        return Check(laws, measure)

    return made


def of_runs(measure: Callable[[int, int], Iterable[Row]], *laws: Law) -> Check:
    """Return the check of laws that a function measures from a number of runs and a seed alone."""

    def measured(lives: Lives, size: Size) -> Iterable[Row]:
        return measure(size.runs, size.seed)

    return Check(laws, measured)


def missing(law: Law, why: str) -> Check:
    """Return the check of a law that the model has no part for yet, and say which it lacks."""

    def none(lives: Lives, size: Size) -> Iterator[Row]:
        yield absent(law, why)

    return Check((law,), none)
