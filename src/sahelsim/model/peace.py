"""War and peace of the state with those who fight it: who is at war, and whether fighting rests."""

from __future__ import annotations

import numpy as np

from sahelsim.model.state import Array, State

YEAR = 52.0  # weeks
STANDS = 0.5  # from here on an offer stands, a flag is up
TERMS = 0.5  # what the accord of 2015 gives: the unit of terms
ACTIVE = 25.0  # deaths a year: UCDP's threshold of an active conflict (``ucdp_ged``)


def at_war(s: State, who: str) -> Array:
    """Return whether the state is at war with one of its challengers, (replicates, 1).

    With signatories once the accord is broken, with all others from the first day on.
    """
    if s.roster.has(who, "signatory"):
        return 1.0 - s.accord_in_force
    return np.ones_like(s.accord_in_force)


def resting(s: State, who: str) -> Array:
    """Return whether the fighting with a challenger rests: a ceasefire holds, or the war sleeps."""
    return np.asarray(np.maximum(s.row(f"ceasefire.{who}"), s.row(f"dormant.{who}")))


def at_rest(s: State) -> Array:
    """Return whether the fighting with every signatory rests, (replicates, 1)."""
    rests = [resting(s, who) for who in s.roster.of("signatory")]
    return np.asarray(np.minimum.reduce(rests)) if rests else np.zeros_like(s.accord_in_force)


def open_war(s: State) -> Array:
    """Return whether state and signatories fight: the accord is broken and nothing rests."""
    return np.asarray((1.0 - s.accord_in_force) * (1.0 - at_rest(s)))


def deaths_with(s: State, who: str) -> Array:
    """Return this week's battle deaths between the state and a challenger, (replicates, 1)."""
    return np.asarray(s.row(f"battle_deaths.state_{who}").sum(axis=1, keepdims=True))


def accord_gains(s: State) -> Array:
    """Return what the accord brings the north: carried out in full on the terms of 2015 it is 1."""
    return np.asarray(s.implementation * s.terms / TERMS)
