"""Figures of validation: whole numbers on logarithmic axes, legends that never cover data."""

import re

import numpy as np

from sahelsim.analysis.curve import Curve
from sahelsim.present.figures.scoring import months
from sahelsim.present.figures.svg import TOP, plot


def test_a_logarithmic_axis_says_whole_numbers():
    """Not 2 and 5 alone between the decades; every drawn value has a mark above it."""
    q = np.array([[20.0, 30.0], [40.0, 50.0], [80.0, 90.0], [150.0, 160.0], [300.0, 310.0]])
    axis = months(["2021-11", "2021-12"], q, np.array([1363.0, 40.0]))["layout"]["yaxis"]
    assert {"20", "50", "200", "500", "1,000", "2,000"} <= set(axis["ticktext"])
    assert max(axis["tickvals"]) >= 1363.0
    assert [float(t.replace(",", "")) for t in axis["ticktext"]] == axis["tickvals"]


def test_the_legend_stands_above_the_data():
    """Names of curves are written over the chart, not in it, side by side."""
    x = np.arange(3.0)
    curves = [Curve("low", x, x), Curve("high", x, x + 2), Curve("median", x, x + 1),
              Curve("a much longer name of a curve", x, x, dots=True)]  # fmt: skip
    drawn = plot("title", ("x", "y"), curves, bands=1)
    places = {
        name: (float(a), float(b))
        for a, b, name in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)</text>', drawn)
    }
    names = ("median", "a much longer name of a curve", "9 runs in 10")
    assert all(places[name][1] < TOP for name in names)
    assert [places[n][0] for n in names] == sorted(places[n][0] for n in names)
    assert "low" not in places
