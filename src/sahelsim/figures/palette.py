"""Colours that the colour-blind can tell apart, always with a second cue beside them."""

from __future__ import annotations

# Okabe and Ito's palette; the order keeps neighbours far apart in three kinds of colour blindness
SCENARIO_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
SCENARIO_DASHES = ("solid", "dash", "dot", "dashdot")
CONTROLLER_COLOURS = {
    "state": "#004488",
    "cma": "#ddaa33",
    "platform": "#66ccee",
    "jnim": "#bb5566",
    "isgs": "#222222",
    "selfdef": "#228833",
    "nobody": "#d9d9d6",
}
PARTIES = tuple(name for name in CONTROLLER_COLOURS if name != "nobody")
OTHER_COLOUR = "#aa4499"  # of a party that the palette does not know


def party_colour(name: str) -> str:
    """Return the colour of who holds a place."""
    return CONTROLLER_COLOURS.get(name, OTHER_COLOUR)


def faded(colour: str, opacity: float) -> str:
    """Return a hex colour as rgba."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
