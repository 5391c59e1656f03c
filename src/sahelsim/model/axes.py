"""The names along each axis of the state; the first axis of every array is the replicate."""

from __future__ import annotations

ARMED = ("fama", "wagner", "france", "cma", "platform", "jnim", "isgs", "selfdef")
CONTROLLERS = ("state", "cma", "platform", "jnim", "isgs", "selfdef")
DYADS = (
    "state_jnim",
    "state_isgs",
    "state_cma",
    "jnim_isgs",
    "militia_jnim",
    "signatories_isgs",
)
IDENTITIES = ("bambara", "fulani", "dogon", "songhai", "tuareg", "arab", "other")
STATE_SIDE = ("fama", "wagner", "france")
CHOOSERS = (
    "junta",
    "france",
    "wagner",
    "cma",
    "platform",
    "jnim",
    "isgs",
    "ecowas",
    "algeria",
    "russia",
)
BLOCKS: dict[str, tuple[str, ...]] = {
    "armed_place": ARMED,
    "controller_place": CONTROLLERS,
    "dyad_place": DYADS,
    "observer_armed": CHOOSERS,
}


def index(axis: tuple[str, ...], name: str) -> int:
    """Return the position of a name on an axis."""
    return axis.index(name)
