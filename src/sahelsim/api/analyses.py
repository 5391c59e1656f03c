"""``sensitivity``, ``discover``, ``flip``, ``contrast``, ``precision``, ``diff``: what sweeps show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelsim.api.findings import Contrast, Difference, Discovery, Flip, Precision, Sensitivity
from sahelsim.core.errors import UsageError
from sahelsim.scenario import apply_overrides, load_scenario, words_of
from sahelsim.scenario.scenario import Scenario
from sahelsim.study.sweep import analyses, contrasts
from sahelsim.study.sweep import precision as needed
from sahelsim.study.sweep.read import Sweep, read_sweep

PLAN = "plan.json"  # what a sweep's folder has and no other
Held = str | Path | Sweep


def sensitivity(
    sweep: Held,
    *,
    outcome: str = "stability",
    policy: str | None = None,
    week: int | None = None,
    drop_failed: bool = False,
) -> Sensitivity:
    """Tell which factors move an outcome: Sobol', Morris, or screening by trees, as the design allows.

    Parameters
    ----------
    sweep : path or Sweep
        A finished sweep.
    outcome : str
        An indicator.
    policy : str, optional
        Which policy; the last if none.
    week : int, optional
        The outcome in this week, not over the whole run.
    drop_failed : bool
        Leave whole blocks out in which a run failed.
    """
    held = _held(sweep)
    found = analyses.sensitivity(
        held, outcome=outcome, policy=policy, week=week, drop_failed=drop_failed
    )
    return Sensitivity(found, held.folder)


def discover(
    sweep: Held, *, when: str = "rekindled", policy: str | None = None, coverage: float = 0.6
) -> Discovery:
    """Tell which ranges of the factors lead to a class or a condition (PRIM and a tree).

    Parameters
    ----------
    sweep : path or Sweep
        A finished sweep.
    when : str
        An outcome class, or a condition like ``"stability < 50"``.
    policy : str, optional
        Which policy; the last if none.
    coverage : float
        Share of the cases that the box should cover, 0-1.
    """
    held = _held(sweep)
    found = analyses.discover(held, when=when, policy=policy, coverage=coverage)
    return Discovery(found, held.folder)


def flip(
    sweep: Held,
    *,
    factor: str | Sequence[str],
    between: Sequence[str] = ("entrenched", "rekindled"),
    when: str | None = None,
    policy: str | None = None,
) -> Flip:
    """Tell where one outcome class gives way to another along one or two factors.

    Parameters
    ----------
    sweep : path or Sweep
        A finished sweep.
    factor : str or sequence of str
        One or two of its factors.
    between : sequence of str
        Two outcome classes.
    when : str, optional
        In place of classes, runs like ``"stability < 50"`` against all others.
    policy : str, optional
        Which policy; the last if none.
    """
    held = _held(sweep)
    names = [factor] if isinstance(factor, str) else list(factor)
    if isinstance(between, str) or len(between) != 2:
        raise UsageError("--between takes two outcome classes")
    found = analyses.flip(held, factor=names, between=between, when=when, policy=policy)
    return Flip(found, held.folder)


def contrast(
    sweep: Held,
    *,
    outcome: str | Sequence[str] = (),
    reference: str | None = None,
    cross: Sequence[str] = (),
    level: Mapping[str, float] | Sequence[str] = (),
) -> Contrast:
    """Compare a sweep's policies with one of them: paired differences, regret, satisficing.

    Parameters
    ----------
    sweep : path or Sweep
        A finished sweep of two policies or more.
    outcome : str or sequence of str
        Indicators, or conditions like ``"stability < 50"``, in place of the usual ones.
    reference : str, optional
        The policy to take differences from; the first if none.
    cross : sequence of str
        Four policies A, B, C, D: also (A - B) - (C - D).
    level : mapping or sequence of str
        What counts as satisfied, ``{"stability": 40}`` or ``["stability=40"]``; the first policy's
        median where none is given.
    """
    held = _held(sweep)
    names = [outcome] if isinstance(outcome, str) else list(outcome)
    found = contrasts.contrast(held, outcome=names, reference=reference, cross=cross, level=level)
    return Contrast(found, held.folder)


def precision(
    *what: Held | Scenario,
    precision: float = 5,
    outcome: str = "stability",
    policy: str | None = None,
    most: int | None = None,
    seed: int | None = None,
    weeks: int | None = None,
) -> Precision:
    """Tell how many runs a precision needs: from a sweep, or by running until it is there.

    Parameters
    ----------
    what : Sweep, Scenario, path or str
        A finished sweep, or one or two scenarios, of which then the difference is told too.
    precision : float
        Half-width of the interval wanted, in per cent of the mean.
    outcome : str
        An indicator.
    policy : str, optional
        Of a sweep: which policy; the last if none.
    most, seed, weeks : int, optional
        Of scenarios: runs at which to stop (1,000), seed of all chance (1), another horizon.
    """
    if not what:
        raise UsageError("precision takes a sweep's folder, or one or two scenarios")
    if (held := _sweep_of(what)) is not None:
        _without("a sweep", {"--most": most, "--seed": seed, "--weeks": weeks})
        found = needed.of_sweep(held, precision=precision, outcome=outcome, policy=policy)
        return Precision(found, held.folder)
    _without("scenarios", {"--policy": policy})
    stories = [_story(w, weeks) for w in what]
    found = needed.until(
        stories,
        precision=precision,
        outcome=outcome,
        most=1000 if most is None else most,
        seed=1 if seed is None else seed,
    )
    return Precision(found)


def diff(first: Held, second: Held) -> Difference:
    """Compare two sweeps: settings, versions, outcomes; runs are paired where points are the same."""
    return Difference(analyses.diff(_held(first), _held(second)))


def _held(sweep: Held) -> Sweep:
    return sweep if isinstance(sweep, Sweep) else read_sweep(Path(sweep))


def _sweep_of(what: Sequence[Held | Scenario]) -> Sweep | None:
    """Return the sweep that is meant, or nothing if it is scenarios."""
    first = what[0]
    swept = isinstance(first, Sweep) or (
        not isinstance(first, Scenario) and (Path(first) / PLAN).exists()
    )
    if swept and len(what) > 1:
        raise UsageError("precision takes one sweep, or one or two scenarios")
    return _held(first) if swept and not isinstance(first, Scenario) else None


def _without(what: str, options: Mapping[str, Any]) -> None:
    """Refuse an option that would do nothing.

    Raises
    ------
    UsageError
        If one was given.
    """
    if given := [name for name, value in options.items() if value is not None]:
        raise UsageError(f"{given[0]} does nothing for {what}: leave it out")


def _story(what: Any, weeks: int | None) -> Scenario:
    story = what if isinstance(what, Scenario) else load_scenario(what)
    return apply_overrides(story, () if weeks is None else words_of({"weeks": weeks}))
