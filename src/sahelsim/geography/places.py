"""Cercles: regions, neighbours, identities, who held what in November 2021, who stood where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sahelsim.core.parameter import ASSUMED, Number
from sahelsim.geography.tables import number, read_table

Floats = NDArray[np.float64]

REGIONS = (
    "Kayes",
    "Koulikoro",
    "Sikasso",
    "Ségou",
    "Mopti",
    "Tombouctou",
    "Gao",
    "Ménaka",
    "Kidal",
    "Bamako",
)
REGION_IDS = dict(
    zip(
        (
            "kayes",
            "koulikoro",
            "sikasso",
            "segou",
            "mopti",
            "tombouctou",
            "gao",
            "menaka",
            "kidal",
            "bamako",
        ),
        REGIONS,
        strict=True,
    )
)
CONTROL_COLUMNS = ("state", "cma", "platform", "jnim", "isgs", "selfdef")
IDENTITY_COLUMNS: dict[str, tuple[str, ...]] = {
    "bambara": ("bambara", "malinke_khassonke", "soninke_marka", "senufo", "minianka", "bobo"),
    "fulani": ("fulani",),
    "dogon": ("dogon",),
    "songhai": ("songhai",),
    "tuareg": ("tuareg_bella",),
    "arab": ("arab_moor",),
    "other": ("bozo", "other"),
}

SCORE_VALUE = Number(
    0.22,
    "share per score level",
    0.1,
    0.3,
    ASSUMED,
    "a score of 3 of 3 beside a weak state is taken as about two thirds of a cercle",
)
STEEPNESS = Number(
    3.0,
    "1",
    1.0,
    4.0,
    ASSUMED,
    "scores are ordinal: 1 stands for incidents, 3 for rule of the countryside; each level is taken "
    "as a multiple of the one below, which regional counts of deaths up to 2020 support",
)
MEETING_DENSITY = Number(
    5.0,
    "people/km²",
    0.5,
    20.0,
    ASSUMED,
    "armed men meet on roads and in villages and miss one another in a desert; where five people "
    "live on a square kilometre, as between desert and Sahel, contact is half of what it is among "
    "dense villages",
)
NOBODY = Number(
    0.06,
    "share",
    0.0,
    0.3,
    ASSUMED,
    "deserts and borderlands that nobody rules; keeps shares below one",
)
THREAT_PULL = Number(
    0.6,
    "share of the army",
    0.3,
    0.9,
    ASSUMED,
    "most of the army stood in the centre and north, the rest in Bamako, Kati and the south",
)


def scores_in_november_2021() -> dict[str, Floats]:
    """Return the estimated control scores by party, one a cercle."""
    rows = read_table("cercles")
    return {
        c: np.array([number(r[f"{c}_2021_11"]) for r in rows], dtype=float) for c in CONTROL_COLUMNS
    }


def control_shares(scores: Mapping[str, Floats]) -> Floats:
    """Return control shares, (controllers, places), from control scores by party.

    The state's score is a share already. The others' scores of 0 to 3 count ``SCORE_VALUE`` each
    and share what the state leaves, less ``NOBODY``, in proportion where they would exceed it.
    """
    state = scores["state"]
    others = np.stack([scores[c] for c in CONTROL_COLUMNS[1:]]) * SCORE_VALUE.value
    room = np.maximum(0.0, 1.0 - state - NOBODY.value)
    total = others.sum(axis=0)
    scale = np.where(total > room, room / np.maximum(total, 1e-9), 1.0)
    return np.asarray(np.vstack([state[None, :], others * scale]))


def contact(people: Floats, area: Floats) -> Floats:
    """Return how easily armed men meet, 0-1, from people per square kilometre."""
    density = people / area
    return np.asarray(density / (density + MEETING_DENSITY.value))


def identity_shares() -> Floats:
    """Return identity shares of each cercle, (identities, places); columns sum to 1."""
    rows = read_table("cercles")
    shares = np.array(
        [
            [sum(number(r[f"share_{c}"]) for c in columns) for r in rows]
            for columns in IDENTITY_COLUMNS.values()
        ]
    )
    return np.asarray(shares / shares.sum(axis=0))


def where_fighters_stand(scores: Mapping[str, Floats], french_base: Floats) -> dict[str, Floats]:
    """Return for each force the share of its men in each cercle on the first day.

    A party stands where its score is high, more than in proportion (``STEEPNESS``).
    """
    ids = [r["id"] for r in read_table("cercles")]
    bamako = np.array([float(i == "bamako") for i in ids])
    gao = 1.0 + 1.5 * np.array([float(i == "gao") for i in ids])
    weights: dict[str, Floats] = {
        c: np.asarray(scores[c] ** STEEPNESS.value) for c in CONTROL_COLUMNS[1:]
    }
    weights["bamako"] = bamako
    weights["french_bases"] = french_base * gao
    weights["garrison"] = _garrison(ids, scores)
    return {name: w / max(w.sum(), 1e-12) for name, w in weights.items()}


def _garrison(ids: list[str], scores: Mapping[str, Floats]) -> Floats:
    """Spread the army between threatened cercles that the state reaches and the capital."""
    state, enemies = scores["state"], scores["jnim"] + scores["isgs"]
    people = np.array([number(r["pop_2021_11_est"]) for r in read_table("cercles")])
    reached = np.asarray(state > 0.1, dtype=float)
    threat = enemies * np.sqrt(state) * reached
    home = np.sqrt(people) * np.array([4.0 if i in ("bamako", "kati") else 1.0 for i in ids])
    home = home * reached
    pull = THREAT_PULL.value
    return np.asarray(pull * threat / threat.sum() + (1.0 - pull) * home / home.sum())


def neighbourhood() -> dict[str, Any]:
    """Return padded neighbour tables, (places, most neighbours): index, mask, weight, km."""
    ids = [r["id"] for r in read_table("cercles")]
    pairs: list[list[tuple[int, float, float]]] = [[] for _ in ids]
    for row in read_table("adjacency"):
        a, b = ids.index(row["a"]), ids.index(row["b"])
        shared, apart = float(row["shared_border_km"]), float(row["chef_lieu_distance_km"])
        pairs[a].append((b, shared, apart))
        pairs[b].append((a, shared, apart))
    width = max(map(len, pairs))
    index = np.array([[q for q, _, _ in p] + [k] * (width - len(p)) for k, p in enumerate(pairs)])
    border = np.array([[w for _, w, _ in p] + [0.0] * (width - len(p)) for p in pairs])
    distance = np.array([[d for _, _, d in p] + [1e6] * (width - len(p)) for p in pairs])
    return {
        "neighbours": index.astype(np.intp),
        "neighbour_mask": (distance < 1e6).astype(float),
        "neighbour_weight": border / border.sum(axis=1, keepdims=True),
        "neighbour_distance": distance,
    }
