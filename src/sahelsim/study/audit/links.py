"""The loop: what an impulse on the rules of engagement comes back as, with and without each link.

The impulse raises the army's rules of engagement by a tenth for a quarter. The response is what the
state side then kills, summed to week 156, less what it kills in the same runs without the impulse.
A link is frozen by holding its variables on the path that they take without the impulse. If the
closed loop responds M times as strongly as the loop with what people feel frozen, its gain is
1 − 1/M.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sahelsim.model.conflict_model import ConflictModel
from sahelsim.model.release import release
from sahelsim.model.roster import Roster
from sahelsim.model.state import Array, State
from sahelsim.study.audit.hands import Changes, Followed, Held, Outside, with_part
from sahelsim.study.audit.law import Law, Row, bootstrapped, judged, mean_interval
from sahelsim.study.audit.lives import HORIZON, YEAR, live, model_of

STEP, WEEKS, BEGIN = 0.1, 13, 4  # the impulse: how much, for how long, from which week
CHUNK = 96  # replicates at once: the paths of a link fill memory
WORTH = 0.15  # of the response, that a link in series should carry
MINDS = "what people remember, fear and grant"

OURS = "ours; event data of Iraq give a gain of .37-.50"
SIGN = Law(
    "LL0",
    "response of civilians killed by the state side to harsher rules, over that with people's minds frozen (M)",
    1.0,
    np.inf,
    "D",
    OURS,
    nothing=1.0,
    kind="binding",
)
STABLE = Law(
    "LL0s",
    "response in the third year over response in the first: below 1 the loop dies out",
    -1.0,
    1.0,
    "D",
    OURS,
    kind="binding",
)


def links(roster: Roster) -> dict[str, tuple[str, ...]]:
    """Return every link of the loop and the variables that carry it."""
    armies = tuple(f"ruthlessness.{who}" for who in roster.of("army"))
    jihadists = tuple(f"fighters.{who}" for who in roster.of("jihadist"))
    contracts = tuple(f"contract_men.{who}" for who in roster.of("contractor"))
    foreign = tuple(f"relation.{who}" for who in roster.of("foreign_force"))
    minds = ("revenge_state", "fear", "legitimacy", "legitimacy_base")
    told = ("cooperation", "information")
    return {
        MINDS: minds,
        "what people tell the army": told,
        "how many fight for the jihadists": jihadists,
        "recruits and information together": (*jihadists, *told),
        "ground held": ("control",),
        "the CMA's trust and the accord": ("accord_trust", "compliance", "readiness"),
        "the fear of a coup": ("coup_hazard", "army_losses"),
        "approval of the junta": ("approval_junta",),
        "the bargain with patrons": (*contracts, *foreign),
        "the rules of engagement": armies,
    }


@dataclass(frozen=True)
class Responses:
    """Weekly response of civilians killed by the state side, (runs, weeks): closed, and by link frozen."""

    closed: Array
    frozen: Mapping[str, Array]


def responses(runs: int, seed: int, weeks: int = HORIZON, only: Sequence[str] = ()) -> Responses:
    """Return the responses to the impulse; ``only`` names the links to freeze, all if empty."""
    found: dict[str, list[Array]] = {}
    for first in range(0, runs, CHUNK):
        numbers = range(first, min(first + CHUNK, runs))
        for name, response in _chunk(numbers, seed, weeks, only).items():
            found.setdefault(name, []).append(response)
    joined = {name: np.concatenate(parts) for name, parts in found.items()}
    return Responses(joined.pop(""), joined)


def _chunk(runs: Sequence[int], seed: int, weeks: int, only: Sequence[str]) -> dict[str, Array]:
    model = model_of("baseline", runs, seed)
    chosen = {n: k for n, k in links(model.setup.roster).items() if not only or n in only}
    every = Followed(tuple(dict.fromkeys(key for keys in chosen.values() for key in keys)))
    model.ledger.after = every
    base = killed(model, weeks)
    release(model)
    closed = model_of("baseline", runs, seed)
    Impulse(closed)
    found = {"": killed(closed, weeks) - base}
    release(closed)
    for name, keys in chosen.items():
        frozen = model_of("baseline", runs, seed)
        held = Held(keys, every)
        frozen.ledger.after = held
        Impulse(frozen, held)
        found[name] = killed(frozen, weeks) - base
        release(frozen)
    return found


class Impulse:
    """Raises the army's rules of engagement for some weeks, between what sets them and what they do.

    It is added as forces move, after everybody has chosen, and taken back once harm is done: what
    moves the rules of engagement themselves never sees it.
    """

    def __init__(self, model: ConflictModel, held: Held | None = None) -> None:
        self._held, self._added = held, dict[str, Array]()
        self._keys = [f"ruthlessness.{who}" for who in model.setup.roster.of("army")]
        with_part(model, "audit_impulse", Outside("movement", self._begin))
        with_part(model, "audit_impulse_end", Outside("control", self._end))

    def _begin(self, s: State, week: int) -> Changes:
        if not BEGIN <= week < BEGIN + WEEKS:
            return {}
        self._added = {key: np.minimum(STEP, 1.0 - s.targets[key]) for key in self._keys}
        if self._held is not None:
            self._held.offset.update(self._added)
        return dict(self._added)

    def _end(self, s: State, week: int) -> Changes:
        taken, self._added = self._added, {}
        if self._held is not None:
            for key in taken:
                self._held.offset.pop(key, None)
        return {key: -amount for key, amount in taken.items()}


def killed(model: ConflictModel, weeks: int) -> Array:
    """Let a model live and return civilians killed by the state side each week, (runs, weeks)."""
    live(model, weeks)
    return np.stack(model.recorder.national["one_sided_state"][1:], axis=1)


def multiplier(found: Responses, link: str = MINDS) -> Callable[[np.ndarray], float]:
    """Return M of some runs: the closed loop's response over that with a link frozen."""
    closed, frozen = found.closed.sum(axis=1), found.frozen[link].sum(axis=1)

    def ratio(k: np.ndarray) -> float:
        below = float(frozen[k].mean())
        return float(closed[k].mean()) / below if below > 0.0 else float("nan")

    return ratio


def carried(found: Responses, link: str) -> Callable[[np.ndarray], float]:
    """Return the share of the response of some runs that a link carries: 1 − frozen/closed."""
    closed, frozen = found.closed.sum(axis=1), found.frozen[link].sum(axis=1)

    def share(k: np.ndarray) -> float:
        whole = float(closed[k].mean())
        return 1.0 - float(frozen[k].mean()) / whole if whole > 0.0 else float("nan")

    return share


def dying(found: Responses) -> Callable[[np.ndarray], float]:
    """Return the response of some runs in the last year over that in the first."""
    first, last = found.closed[:, :YEAR].sum(axis=1), found.closed[:, -YEAR:].sum(axis=1)

    def ratio(k: np.ndarray) -> float:
        early = float(first[k].mean())
        return float(last[k].mean()) / early if early > 0.0 else float("nan")

    return ratio


def rows(found: Responses, seed: int = 0) -> Iterator[Row]:
    """Yield the loop's multiplier, its stability, the response itself, and each link's share."""
    runs = len(found.closed)
    if MINDS in found.frozen:
        yield judged(SIGN, *bootstrapped(multiplier(found), runs, seed), why=f"{runs} runs")
    yield judged(STABLE, *bootstrapped(dying(found), runs, seed), why=f"{runs} runs")
    whole = mean_interval(found.closed.sum(axis=1))
    what = (
        "civilians whom the state side kills more, in three years, for a quarter of harsher rules"
    )
    yield Row(
        "link.response", what, *whole, (-np.inf, np.inf), "D", "reported", "links", source=OURS
    )
    for name in found.frozen:
        law = Law(
            f"link.{_slug(name)}", f"share of the response that goes through: {name}", WORTH, np.inf,
            "D", OURS, nothing=0.0,
        )  # fmt: skip
        row = judged(law, *bootstrapped(carried(found, name), runs, seed))
        yield Row(**{**vars(row), "topic": "links"})


def _slug(name: str) -> str:
    return name.replace("'", "").replace(",", "").replace(" ", "_")
