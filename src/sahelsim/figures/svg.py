"""Small line charts as SVG text: for pages in Markdown, where no script runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.curve import Curve
from sahelsim.figures.palette import SCENARIO_COLOURS

Array = NDArray[np.float64]
WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 54, 46  # the legend stands above the chart, never on its data
LETTER, MARK = 6.2, 22  # pixels: a letter of the legend, and the line or dot before its text
INK, PAPER = "#333333", "#ffffff"
STYLE = f'<rect width="100%" height="100%" fill="{PAPER}"/>'


def plot(title: str, axes: tuple[str, str], curves: Sequence[Curve], bands: int = 0) -> str:
    """Return a chart of lines and dots as an SVG document.

    Parameters
    ----------
    title : str
        What stands above.
    axes : tuple of str
        Names of x and y.
    curves : sequence of Curve
        What to draw, in order; the legend names each.
    bands : int
        Of the first curves, how many pairs are the lower and upper edge of a band.
    """
    x, y = (_range([getattr(c, k) for c in curves]) for k in ("x", "y"))
    parts = [_text(WIDTH / 2, 18, title, "middle", 14), *_frame(x, y, axes)]
    for k in range(bands):
        low, high = curves[2 * k], curves[2 * k + 1]
        edge = [*_points(low, x, y), *_points(high, x, y)[::-1]]
        parts.append(f'<polygon points="{" ".join(edge)}" fill="{_colour(0)}" opacity="0.2"/>')
    drawn = curves[2 * bands :]
    for k, curve in enumerate(drawn):
        parts += _drawn(curve, x, y, _colour(k))
    return _document(title, [*parts, *_legend(drawn, bands > 0)], HEIGHT)


def _legend(curves: Sequence[Curve], band: bool) -> list[str]:
    """Return one row of marks and names under the title; a band is named by its colour."""
    parts, x, y = [], float(LEFT), 40.0
    for k, curve in enumerate(curves):
        colour = _colour(k)
        if curve.dots:
            parts.append(f'<circle cx="{x + 8:.1f}" cy="{y - 4}" r="3.5" fill="{colour}"/>')
        else:
            parts.append(_line(x, y - 4, x + 16, y - 4, colour, 2))
        parts.append(_text(x + MARK, y, curve.label, "start", 11, colour))
        x += MARK + LETTER * len(curve.label) + 18
    if band:
        swatch = f'<rect x="{x:.1f}" y="{y - 9}" width="16" height="10"'
        parts.append(f'{swatch} fill="{_colour(0)}" opacity="0.2"/>')
        parts.append(_text(x + MARK, y, "9 runs in 10", "start", 11))
    return parts


def intervals(title: str, axis: str, labels: Sequence[str], rows: Sequence[Sequence[Array]]) -> str:
    """Return horizontal intervals (low, middle, high), one line a label and group of rows.

    Parameters
    ----------
    labels : sequence of str
        One a line.
    rows : sequence of sequence of array
        For each group (prior, posterior) one interval a label; 0 is marked.
    """
    height, left = 24 * len(labels) + 70, 330
    x = _range([np.array([0.0]), *(np.asarray(r) for group in rows for r in group)])
    scale = (WIDTH + 120 - left - RIGHT) / (x[1] - x[0])
    parts = [_text((WIDTH + 120) / 2, 18, title, "middle", 14)]
    zero = left - x[0] * scale
    parts.append(_line(zero, 30, zero, height - 40, "#999999", dash=True))
    for k, label in enumerate(labels):
        at = 46 + 24 * k
        parts.append(_text(left - 10, at + 4, label, "end", 11))
        for g, group in enumerate(rows):
            low, middle, high = (left + (v - x[0]) * scale for v in group[k])
            colour = ("#8a8f96", _colour(0))[g]
            parts.append(_line(low, at + 5 * g - 2, high, at + 5 * g - 2, colour, 2.5))
            parts.append(f'<circle cx="{middle:.1f}" cy="{at + 5 * g - 2}" r="3" fill="{colour}"/>')
    for tick in _ticks(*x):
        parts.append(_text(left + (tick - x[0]) * scale, height - 24, f"{tick:g}", "middle", 11))
    parts.append(_text(left, height - 6, axis, "start", 11))
    return _document(title, parts, height, WIDTH + 120)


def _document(title: str, parts: Sequence[str], height: float, width: float = WIDTH) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}" font-family="system-ui, sans-serif">'
    )
    return "\n".join([head, STYLE, *parts, "</svg>"]) + "\n"


def _colour(k: int) -> str:
    return SCENARIO_COLOURS[k % len(SCENARIO_COLOURS)]


def _range(values: Sequence[Array]) -> tuple[float, float]:
    every = np.concatenate([np.ravel(v) for v in values])
    low, high = float(min(every.min(), 0.0)), float(every.max())
    return low, high if high > low else low + 1.0


def _ticks(low: float, high: float) -> list[float]:
    """Return about five round numbers between two ends."""
    rough = (high - low) / 5.0
    unit = 10.0 ** np.floor(np.log10(rough))
    step = unit * min((1.0, 2.0, 5.0, 10.0), key=lambda f: abs(f * unit - rough))
    first = np.ceil(low / step) * step
    return [float(round(v, 10)) for v in np.arange(first, high + step * 1e-6, step)]


def _at(v: float, ends: tuple[float, float], start: float, length: float) -> float:
    return start + (v - ends[0]) / (ends[1] - ends[0]) * length


def _place(
    x: float, y: float, xs: tuple[float, float], ys: tuple[float, float]
) -> tuple[float, float]:
    across = _at(x, xs, LEFT, WIDTH - LEFT - RIGHT)
    return across, _at(y, ys, HEIGHT - BOTTOM, -(HEIGHT - TOP - BOTTOM))


def _points(curve: Curve, xs: tuple[float, float], ys: tuple[float, float]) -> list[str]:
    pairs = [_place(a, b, xs, ys) for a, b in zip(curve.x, curve.y, strict=True)]
    return [f"{a:.1f},{b:.1f}" for a, b in pairs]


def _drawn(
    curve: Curve, xs: tuple[float, float], ys: tuple[float, float], colour: str
) -> list[str]:
    points = _points(curve, xs, ys)
    if not curve.dots:
        line = f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}"'
        return [line + ' stroke-width="2"/>']
    at = [point.split(",") for point in points]
    return [f'<circle cx="{a}" cy="{b}" r="3.5" fill="{colour}"/>' for a, b in at]


def _frame(xs: tuple[float, float], ys: tuple[float, float], axes: tuple[str, str]) -> list[str]:
    parts = []
    for tick in _ticks(*ys):
        _, at = _place(xs[0], tick, xs, ys)
        parts.append(_line(LEFT, at, WIDTH - RIGHT, at, "#dddddd"))
        parts.append(_text(LEFT - 6, at + 4, f"{tick:g}", "end", 11))
    for tick in _ticks(*xs):
        at, _ = _place(tick, ys[0], xs, ys)
        parts.append(_text(at, HEIGHT - BOTTOM + 16, f"{tick:g}", "middle", 11))
    parts.append(_text(WIDTH / 2, HEIGHT - 8, axes[0], "middle", 12))
    turned = f'transform="rotate(-90 14 {HEIGHT / 2})"'
    parts.append(_text(14, HEIGHT / 2, axes[1], "middle", 12, INK, turned))
    return parts


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1.0, dash: bool = False
) -> str:
    dashed = ' stroke-dasharray="4 3"' if dash else ""
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{dashed}/>'


def _text(
    x: float, y: float, text: str, anchor: str, size: int, colour: str = INK, more: str = ""
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}"'
    return f"<text {place} {more}>{escape(text)}</text>"
