"""Pictures of a class without a script: the map of who holds what, and one line for each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, NamedTuple

from sahelsim.analysis.indicators import INDICATORS
from sahelsim.figures.frame import layout, short
from sahelsim.figures.palette import (
    CONTROLLER_COLOURS,
    SCENARIO_COLOURS,
    SCENARIO_DASHES,
    party_colour,
)
from sahelsim.geography.outlines import centres, outlines
from sahelsim.texts.translator import Translator

SCALE = 40.0  # pixels a degree
SQUEEZE = 0.95  # a degree of longitude in Mali against one of latitude
SHAPE, NOBODY = "cercle-", CONTROLLER_COLOURS["nobody"]
LIGHT = ("platform", "nobody", "cma")  # fills on which letters are dark


class Frame(NamedTuple):
    """Where Mali begins and ends, in degrees."""

    west: float
    east: float
    south: float
    north: float


@cache
def _frame() -> Frame:
    rings = outlines().values()
    x = [value for line in rings for value in line["x"] if value is not None]
    y = [value for line in rings for value in line["y"] if value is not None]
    return Frame(min(x), max(x), min(y), max(y))


def on_map(x: float, y: float) -> tuple[float, float]:
    """Return where a longitude and latitude stand on the map, in pixels."""
    return (x - _frame().west) * SQUEEZE * SCALE, (_frame().north - y) * SCALE


@cache
def map_shapes() -> str:
    """Return the outlines of all cercles, which every map of a page draws from; once a page."""
    shapes = "".join(
        f'<path id="{SHAPE}{place}" d="{_path(line)}"/>' for place, line in outlines().items()
    )
    return (
        f'<svg width="0" height="0" aria-hidden="true" class="shapes"><defs>{shapes}</defs></svg>'
    )


def map_svg(holders: Mapping[str, str], words: Translator, id: str = "map", more: str = "") -> str:
    """Return the map as SVG: each cercle in its holder's colour, with its holder's letter.

    The page needs ``map_shapes`` once; ``more`` is drawn on top.
    """
    frame = _frame()
    width, height = (frame.east - frame.west) * SQUEEZE * SCALE, (frame.north - frame.south) * SCALE
    parts = [
        f'<use href="#{SHAPE}{place}" fill="{_fill(holders[place])}"/>' for place in outlines()
    ]
    for place, (x, y) in centres().items():
        who = holders[place]
        letter = "·" if who == "nobody" else words.letter(who)
        across, down = on_map(x, y)
        ink = "#1c2430" if who in LIGHT else "#ffffff"
        parts.append(f'<text x="{across:.0f}" y="{down:.0f}" fill="{ink}">{escape(letter)}</text>')
    told = escape(map_sentence(holders, words))
    return (
        f'<svg class="mali" id="{escape(id)}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{told}" stroke="#fff" stroke-width="1">{"".join(parts)}{more}</svg>'
    )


def _fill(who: str) -> str:
    return NOBODY if who == "nobody" else party_colour(who)


def _path(line: Mapping[str, Sequence[float | None]]) -> str:
    steps, new = [], True
    for x, y in zip(line["x"], line["y"], strict=True):
        if x is None or y is None:
            new = True
            continue
        steps.append("{}{:.0f} {:.0f}".format("M" if new else "L", *on_map(x, y)))
        new = False
    return "".join(steps) + "Z"


def map_sentence(holders: Mapping[str, str], words: Translator) -> str:
    """Say how many cercles each holds."""
    held = list(holders.values())
    counts = {who: held.count(who) for who in sorted(set(held), key=lambda w: -held.count(w))}
    told = ", ".join(f"{words.holder(who)} {n}" for who, n in counts.items())
    return words("classroom.map_told", told=told)


def group_lines(
    name: str, dates: Sequence[str], groups: Mapping[str, Sequence[float]]
) -> dict[str, Any]:
    """Return a Plotly figure of one indicator, one line for each group, named at its end."""
    data, notes = [], []
    for k, (group, values) in enumerate(groups.items()):
        colour = SCENARIO_COLOURS[k % len(SCENARIO_COLOURS)]
        dash = SCENARIO_DASHES[(k // len(SCENARIO_COLOURS) + k) % len(SCENARIO_DASHES)]
        data.append(
            {
                "x": list(dates),
                "y": short(values),
                "mode": "lines",
                "name": group,
                "line": {"color": colour, "dash": dash, "width": 2.5},
                "hovertemplate": f"{group}: %{{y}}<extra></extra>",
            }
        )
        notes.append(
            {
                "x": dates[-1],
                "y": short(values)[-1],
                "text": f"<b>{group}</b>",
                "font": {"color": colour},
                "showarrow": False,
                "xanchor": "left",
                "xshift": 4 + 14 * (k % 3),
            }
        )
    share = INDICATORS[name].unit.startswith(("share", "probability"))
    axis = {"rangemode": "tozero", "tickformat": ".0%" if share else ",.9~g"}
    margin = {"l": 56, "r": 60, "t": 8, "b": 36}
    return {
        "data": data,
        "layout": layout(height=260, annotations=notes, yaxis=axis, margin=margin),
    }
