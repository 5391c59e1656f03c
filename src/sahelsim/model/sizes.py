"""How large an actor takes the effects of an action to be: sizes estimated from the model itself.

An action writes its reasons as shapes by (incentive, because). A size multiplies the shape: the one
seam is ``Expected.of``. Sizes belong to (action, role of the actor), never to a name; an actor whose
role has no row uses the action's pooled row, an action without any keeps the sizes that it wrote
itself (1). What an action brings beside its written reasons is a term of its own, ``OTHERWISE``.
The table is made offline by ``study/expectations``; in a run nothing is simulated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sahelsim.core.tables import read_table
from sahelsim.geography.origins import LANDED
from sahelsim.geography.tables import DATA, Row
from sahelsim.model.payoffs import INTRINSIC, kind_of
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.model.action import Expectation

OTHERWISE = "what else it brings"
POOLED = "any"
MISPERCEIVED = {
    ("rebel", "signatory"): "who rebels expects more of it than it brings (switch war_optimism)"
}
TABLES = DATA / "expectations"
COLUMNS = ("action", "role", "incentive", "because", "size", "low", "high", "sd", "states")
Term = tuple[str, str]


@dataclass(frozen=True)
class Fitted:
    """Sizes of one action for one role: by term, what else it brings by incentive, and the spread.

    ``size`` multiplies the written shape, ``other`` is added, both in swings (one standard
    deviation of what half a year brings); ``sd`` is what the fit leaves open by incentive.
    """

    size: Mapping[Term, float] = field(default_factory=dict)
    other: Mapping[str, float] = field(default_factory=dict)
    sd: Mapping[str, float] = field(default_factory=dict)

    def of(self, term: Term) -> float:
        """Return the size of a reason; one that the table does not know keeps what it wrote.

        The posture that others are measured against has one size, 0, for all of an incentive.
        """
        return self.size.get(term, self.size.get((term[0], ""), 1.0))


@dataclass(frozen=True)
class Expected:
    """One actor's sizes of one action; ``written`` is 1 where the action's own sizes are to count."""

    fitted: Fitted | None
    written: Array | float = 0.0

    def of(self, parts: Expectation) -> Expectation:
        """Return what is expected: each written reason in its size, and what else comes.

        Examples
        --------
        >>> one = Fitted({("revenue", "gold"): 0.5}, {"survival": -0.1})
        >>> Expected(one).of({("revenue", "gold"): 0.8, ("cost", "effort"): -0.1})
        {('revenue', 'gold'): 0.4, ('cost', 'effort'): -0.1, ('survival', 'what else it brings'): -0.1}
        """
        if self.fitted is None:
            return parts
        known, kept = self.fitted, self.written
        found = {term: amount * _mixed(known.of(term), kept) for term, amount in parts.items()}
        more = {(k, OTHERWISE): size * (1.0 - kept) for k, size in known.other.items()}
        return found | more


def _mixed(size: float, written: Array | float) -> Array | float:
    return size + written * (1.0 - size)


Sizes = Mapping[tuple[str, str], Fitted]


def expected(
    sizes: Sizes,
    action: str,
    card: ActorCard,
    written: Array | float = 0.0,
    optimism: Array | float = 0.0,
) -> Expected:
    """Return an actor's sizes of an action: its role's row, the pooled row, or its own.

    ``written`` is 1 where sizes as written are to count for all, ``optimism`` 1 where they are to
    count for what is declared a misperception.
    """
    name, kind = action.partition(".")[0], kind_of(card)
    if (name, kind) in MISPERCEIVED:
        written = np.maximum(written, optimism)
    found = sizes.get((name, kind), sizes.get((name, POOLED)))
    if found is None or (np.ndim(written) == 0 and written == 1.0):
        return Expected(None)
    tastes = {incentive for role, incentive in INTRINSIC if role == kind}
    if tastes:
        size = {term: 1.0 if term[0] in tastes else n for term, n in found.size.items()}
        other = {k: n for k, n in found.other.items() if k not in tastes}
        found = Fitted(size, other, found.sd)
    return Expected(found, written)


def from_rows(rows: Iterable[Row]) -> dict[tuple[str, str], Fitted]:
    """Return sizes as a table's rows say them; an action of one role alone is that of any."""
    size: dict[tuple[str, str], dict[Term, float]] = {}
    other: dict[tuple[str, str], dict[str, float]] = {}
    spread: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        key, incentive, value = (row["action"], row["role"]), row["incentive"], float(row["size"])
        size.setdefault(key, {})
        spread.setdefault(key, {})[incentive] = float(row["sd"])
        if row["because"] == OTHERWISE:
            other.setdefault(key, {})[incentive] = value
        else:
            size[key][incentive, row["because"]] = value
    found = {key: Fitted(size[key], other.get(key, {}), spread[key]) for key in size}
    for action, role in list(found):
        found.setdefault((action, POOLED), found[action, role])
    return found


@cache
def read_sizes(name: str) -> Sizes:
    """Return one shipped table."""
    path = TABLES / f"{name}.csv"
    return from_rows(row.cells for row in read_table(path, "the shipped table").rows)


def shipped_sizes(origin: str) -> Sizes:
    """Return the shipped table of an origin, else of the landed one, else none."""
    known = [name for name in (origin, LANDED) if (TABLES / f"{name}.csv").is_file()]
    return read_sizes(known[0]) if known else {}
