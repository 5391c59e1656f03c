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

from sahelsim.geography.tables import DATA, Row, read_table
from sahelsim.model.payoffs import INTRINSIC, kind_of
from sahelsim.model.state import Array

if TYPE_CHECKING:
    from sahelsim.core.cards import ActorCard
    from sahelsim.model.action import Expectation

OTHERWISE = "what else it brings"
POOLED = "any"
HEAD = "expectations_"
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
        found = {
            term: amount if term not in known.size else amount * _mixed(known.size[term], kept)
            for term, amount in parts.items()
        }
        more = {(k, OTHERWISE): size * (1.0 - kept) for k, size in known.other.items()}
        return found | more


def _mixed(size: float, written: Array | float) -> Array | float:
    return size + written * (1.0 - size)


Sizes = Mapping[tuple[str, str], Fitted]


def expected(
    sizes: Sizes, action: str, card: ActorCard, written: Array | float = 0.0
) -> Expected:
    """Return an actor's sizes of an action: its role's row, the pooled row, or its own."""
    name, kind = action.partition(".")[0], kind_of(card)
    found = sizes.get((name, kind), sizes.get((name, POOLED)))
    if found is None:
        return Expected(None)
    tastes = {incentive for role, incentive in INTRINSIC if role == kind}
    if tastes:
        size = {term: 1.0 if term[0] in tastes else n for term, n in found.size.items()}
        other = {k: n for k, n in found.other.items() if k not in tastes}
        found = Fitted(size, other, found.sd)
    return Expected(found, written)


def from_rows(rows: Iterable[Row]) -> Sizes:
    """Return sizes as a table's rows say them."""
    found: dict[tuple[str, str], Fitted] = {}
    for row in rows:
        one = found.setdefault((row["action"], row["role"]), Fitted({}, {}, {}))
        where: dict[object, float] = one.other if row["because"] == OTHERWISE else one.size  # type: ignore[assignment]
        key = row["incentive"] if row["because"] == OTHERWISE else (row["incentive"], row["because"])
        where[key] = float(row["size"])
        one.sd[row["incentive"]] = float(row["sd"])  # type: ignore[index]
    return found


@cache
def shipped_sizes(origin: str) -> Sizes:
    """Return the shipped table of an origin, else of the landed one, else none."""
    for name in (origin, "2021-11"):
        if (DATA / f"{HEAD}{name}.csv").is_file():
            return from_rows(read_table(f"{HEAD}{name}"))
    return {}
