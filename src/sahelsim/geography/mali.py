"""The geography: 50 cercles, their neighbours, people and mines, as read-only arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.geography.communities import split_communities
from sahelsim.geography.origins import LANDED, scores_at
from sahelsim.geography.places import (
    CONTROL_COLUMNS,
    IDENTITY_COLUMNS,
    REGIONS,
    contact,
    control_shares,
    identity_shares,
    neighbourhood,
    scores_in_november_2021,
    where_fighters_stand,
)
from sahelsim.geography.tables import number, read_table

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Geography:
    """Facts of November 2021, control and forces of the origin, one entry per cercle (P = 50) or community row (C).

    Units: people, kilometres, square kilometres, kilograms of gold a year; shares are 0-1.
    """

    place_ids: tuple[str, ...]
    place_names: tuple[str, ...]
    regions: tuple[str, ...]
    identities: tuple[str, ...]
    controllers: tuple[str, ...]
    region_of: Integers
    latitude: Floats
    longitude: Floats
    area: Floats
    population: Floats
    north: Floats
    centre: Floats
    capital: Floats
    border: Floats
    southern_border: Floats
    gold_industrial: Floats
    gold_artisanal: Floats
    french_base: Floats
    minusma_site: Floats
    neighbours: Integers
    neighbour_mask: Floats
    neighbour_weight: Floats
    neighbour_distance: Floats
    contact: Floats
    control_start: Floats
    weights: Mapping[str, Floats]
    identity_share: Floats
    place_of: Integers
    identity_of: Integers
    first_row: Integers
    rows_here: Integers
    community_population: Floats
    threshold_quantile: Floats


@cache
def load_geography(communities: int = 300, origin: str = LANDED) -> Geography:
    """Return Mali with about this many community rows, ruled as on a date.

    Parameters
    ----------
    communities : int
        Wanted number of rows; every cercle keeps at least one row per identity of 1 % or more.
    origin : str
        Date of control, forces' places and French bases; everything else is November 2021's.
    """
    rows, shares = read_table("cercles"), identity_shares()
    scores = scores_in_november_2021() if origin == LANDED else scores_at(origin)
    population, bases = _column("pop_2021_11_est"), _french_bases(origin)
    return _read_only(
        Geography(
            place_ids=tuple(r["id"] for r in rows),
            place_names=tuple(r["name"] for r in rows),
            regions=REGIONS,
            identities=tuple(IDENTITY_COLUMNS),
            controllers=CONTROL_COLUMNS,
            region_of=np.array([REGIONS.index(r["region"]) for r in rows], dtype=np.intp),
            latitude=_column("chef_lieu_lat"),
            longitude=_column("chef_lieu_lon"),
            population=population,
            french_base=bases,
            **_columns(rows),
            contact=contact(population, _column("area_km2")),
            control_start=control_shares(scores),
            weights=where_fighters_stand(scores, bases),
            identity_share=shares,
            **neighbourhood(),
            **vars(split_communities(population, shares, communities)),
        )
    )


def _columns(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return what the table of cercles says of each, whatever the date: (places,)."""
    return {
        "area": _column("area_km2"),
        "north": _in_regions("Tombouctou", "Gao", "Ménaka", "Kidal"),
        "centre": _in_regions("Mopti", "Ségou"),
        "capital": np.array([float(r["name"] == r["region"]) for r in rows]),
        "border": _border(),
        "southern_border": _border("Burkina Faso", "Niger"),
        "gold_industrial": _column("industrial_gold_kg_ref"),
        "gold_artisanal": _column("artisanal_gold_level"),
        "minusma_site": _column("minusma_site_2021"),
    }


def _read_only(geography: Geography) -> Geography:
    """Let nobody change what everybody is given."""
    for value in vars(geography).values():
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
    return geography


def _column(name: str) -> Floats:
    return np.array([number(r[name]) for r in read_table("cercles")])


def _in_regions(*regions: str) -> Floats:
    return np.array([float(r["region"] in regions) for r in read_table("cercles")])


def _border(*countries: str) -> Floats:
    """Return each cercle's border with these countries, or with any, as a share of the longest."""
    lengths = []
    for row in read_table("cercles"):
        parts = [p.split(":") for p in row["foreign_borders_km"].split(";") if ":" in p]
        lengths.append(sum(float(km) for name, km in parts if not countries or name in countries))
    return np.array(lengths) / max(lengths)


def _french_bases(origin: str) -> Floats:
    """Return 1 where a French base stood; two were handed over in October 2021."""
    gone = ("kidal", "tessalit") if origin == LANDED else ()
    rows = read_table("cercles")
    return np.array([float(bool(r["french_base_2021"]) and r["id"] not in gone) for r in rows])
