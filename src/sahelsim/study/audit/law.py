"""A law the model must show, one row of the audit, and how a verdict is reached.

A law names beforehand what is measured and the band that the literature gives it. It *passes* if
the estimate lies in the band and, for an effect, the 90 % interval excludes no effect; it *fails*
if the interval lies wholly outside the band; else it is *undecided*, and more runs are due. Where
the model has no part for it, it is *not measurable*, and the row says which part is missing.

Kinds: a *binding* law must hold in its band, of a *sign* law only the direction must; a *level*
and what is *reported* are told with their verdict and bind nobody.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from scipy.special import stdtrit

Verdict = Literal[
    "pass",
    "fail",
    "undecided",
    "not measurable",
    "moves",
    "inert",
    "not tried",
    "agrees",
    "contradicts",
    "reported",
]
Kind = Literal["binding", "sign", "level", "reported"]
Estimate = tuple[float, float, float]
LEVEL = 0.9  # of every interval in the audit
DRAWS = 400  # of a bootstrap over runs
UNKNOWN = (math.nan, -math.inf, math.inf)


@dataclass(frozen=True)
class Law:
    """What is asked of the model, and why.

    Parameters
    ----------
    id : str
        Its number, ``LL7``.
    what : str
        One sentence that says what is measured.
    low, high : float
        The band; infinite where one side is open.
    mark : str
        How far the source was checked: M measured, A abstract read, D derived here.
    source : str
        Where the band comes from.
    nothing : float or None
        The value that means no effect, for a law that states one; None for a level.
    kind : str
        ``binding``, ``sign``, ``level`` or ``reported``.
    """

    id: str
    what: str
    low: float
    high: float
    mark: str
    source: str
    nothing: float | None = None
    kind: Kind = "reported"


@dataclass(frozen=True)
class Row:
    """One check of the audit with its estimate and 90 % interval.

    ``topic`` is the part of the audit it stands in; ``sign`` says of an effect whether its direction
    is shown (``right``, ``wrong`` or ``open``); ``why`` what else a reader needs.
    """

    id: str
    what: str
    value: float
    low: float
    high: float
    band: tuple[float, float]
    mark: str
    verdict: Verdict
    topic: str = "laws"
    kind: Kind = "reported"
    source: str = ""
    sign: str = ""
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values; an open or unknown end is None."""
        plain = asdict(self)
        plain["band"] = [_known(x) for x in self.band]
        return plain | {key: _known(getattr(self, key)) for key in ("value", "low", "high")}


def judged(law: Law, value: float, low: float, high: float, why: str = "") -> Row:
    """Return a law's row: the estimate, its 90 % interval, and the verdict."""
    verdict = verdict_of(law, value, low, high)
    return _row(law, (value, low, high), verdict, sign_of(law, low, high), why)


def absent(law: Law, why: str) -> Row:
    """Return the row of a law for which the model has no part yet."""
    return _row(law, UNKNOWN, "not measurable", "", why)


def _row(law: Law, estimate: Estimate, verdict: Verdict, sign: str, why: str) -> Row:
    head = (law.id, law.what, *estimate, (law.low, law.high), law.mark, verdict)
    return Row(*head, kind=law.kind, source=law.source, sign=sign, why=why)


def sign_of(law: Law, low: float, high: float) -> str:
    """Say whether an interval shows the direction of an effect; nothing of a level.

    Examples
    --------
    >>> tips = Law("LL10", "tips after harm (%)", -30.0, -5.0, "A/D", "", nothing=0.0)
    >>> sign_of(tips, -4.0, -1.0), sign_of(tips, -4.0, 1.0), sign_of(tips, 1.0, 2.0)
    ('right', 'open', 'wrong')
    """
    if law.nothing is None:
        return ""
    if low <= law.nothing <= high:
        return "open"
    above = law.high > law.nothing and (law.low + min(law.high, 1e9)) / 2.0 > law.nothing
    return "right" if (low > law.nothing) == above else "wrong"


def verdict_of(law: Law, value: float, low: float, high: float) -> Verdict:
    """Return pass, fail or undecided for an estimate with its interval.

    Examples
    --------
    >>> recruits = Law("LL7", "elasticity of recruits", 0.12, 0.40, "D", "", nothing=0.0)
    >>> verdict_of(recruits, 0.2, 0.1, 0.3), verdict_of(recruits, 0.2, -0.1, 0.5)
    ('pass', 'undecided')
    >>> verdict_of(recruits, 0.05, 0.01, 0.09)
    'fail'
    """
    if not math.isfinite(value):
        return "undecided"
    if high < law.low or low > law.high:
        return "fail"
    inside = law.low <= value <= law.high
    shown = law.nothing is None or not low <= law.nothing <= high
    return "pass" if inside and shown else "undecided"


def mean_interval(values: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """Return the mean of paired values with its 90 % interval (Student's t).

    Examples
    --------
    >>> [round(x, 2) for x in mean_interval([1.0, 2.0, 3.0])]
    [2.0, 0.31, 3.69]
    """
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    if len(known) < 2:
        return (float(known.mean()) if len(known) else math.nan, -math.inf, math.inf)
    middle = float(known.mean())
    error = float(known.std(ddof=1)) / math.sqrt(len(known))
    wide = float(stdtrit(len(known) - 1, 0.5 + LEVEL / 2)) * error
    return middle, middle - wide, middle + wide


def ratio_interval(
    above: Sequence[float] | np.ndarray, below: Sequence[float] | np.ndarray
) -> tuple[float, float, float]:
    """Return the ratio of two paired means with its 90 % interval (delta method on the log).

    Examples
    --------
    >>> ratio_interval([2.0, 4.0], [1.0, 2.0])
    (2.0, 2.0, 2.0)
    """
    up, down = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    top, bottom = float(up.mean()), float(down.mean())
    if top <= 0 or bottom <= 0:
        return math.nan, -math.inf, math.inf
    spread = up / top - down / bottom
    wide = float(stdtrit(len(spread) - 1, 0.5 + LEVEL / 2)) * float(
        spread.std(ddof=1) / math.sqrt(len(spread))
    )
    ratio = top / bottom
    return ratio, ratio * math.exp(-wide), ratio * math.exp(wide)


def share_interval(cases: int, runs: int) -> tuple[float, float, float]:
    """Return a share with Wilson's 90 % interval.

    Examples
    --------
    >>> [round(x, 3) for x in share_interval(5, 10)]
    [0.5, 0.269, 0.731]
    """
    z = 1.6448536269514722  # standard normal quantile of 0.95
    share, extra = cases / runs, z * z / runs
    middle = (share + extra / 2) / (1 + extra)
    wide = z * math.sqrt(share * (1 - share) / runs + extra / (4 * runs)) / (1 + extra)
    low = max(0.0, middle - wide) if cases else 0.0
    return share, low, min(1.0, middle + wide)


def bootstrapped(
    measure: Callable[[np.ndarray], float], runs: int, seed: int = 0, draws: int = DRAWS
) -> Estimate:
    """Return a measure of some runs with its 90 % interval, drawing runs anew with replacement.

    Parameters
    ----------
    measure : callable
        Given which runs, an array of int, returns a number; NaN where it cannot.
    runs : int
        How many runs there are.

    Examples
    --------
    >>> values = np.arange(100.0)
    >>> value, low, high = bootstrapped(lambda k: float(values[k].mean()), 100)
    >>> value, 40 < low < 46, 53 < high < 59
    (49.5, True, True)
    """
    chance, value = np.random.default_rng(seed), measure(np.arange(runs))
    drawn = np.array([measure(chance.integers(0, runs, runs)) for _ in range(draws)])
    drawn = drawn[np.isfinite(drawn)]
    if not math.isfinite(value) or len(drawn) < draws / 2:
        return UNKNOWN
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return value, min(low, value), max(high, value)


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
