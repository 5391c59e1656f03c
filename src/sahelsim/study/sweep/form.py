"""How a design's file is written: its keys, their types and plain ranges."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from sahelsim.core.shapes import SCHEMA, Finite, Text, Version, whole
from sahelsim.study.sweep.sampling import Kind
from sahelsim.study.sweep.seeds import Seeds

Record = Literal["summary", "runs"]
Policies = Annotated[
    list[str] | dict[str, dict[str, Any]],
    msgspec.Meta(description="a list of scenarios, or tables"),
]


class AxisForm(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One factor: a range, or levels; of a switch, options. At most one way to spread them."""

    low: Finite | None = None
    high: Finite | None = None
    levels: (
        Annotated[list[Finite | str], msgspec.Meta(description="a list of numbers, or of options")]
        | None
    ) = None
    triangular: Finite | None = None
    normal: list[Finite] | None = None
    beta: list[Finite] | None = None
    weights: list[Finite] | None = None


class PairForm(msgspec.Struct, forbid_unknown_fields=True):
    """Two factors that go together: the correlation of their normal scores."""

    factors: tuple[str, str]
    value: Finite


class DesignForm(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A design: futures x policies x replicates."""

    policies: Policies
    design: Kind
    factors: dict[str, AxisForm]
    name: Text | None = None
    about: Text = ""
    weeks: Annotated[int, whole(1, 520)] | None = None
    points: Annotated[int, whole(1, 100_000)] = 100
    replicates: Annotated[int, whole(1, 10_000)] = 1
    seed: Annotated[int, whole(0, 2**62)] = 1
    seeds: Seeds | None = None
    file: Text = ""
    record: Record | list[str] = "summary"
    outcomes: dict[str, str] = {}
    correlations: list[PairForm] = []
    schema: Version = SCHEMA
