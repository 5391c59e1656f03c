"""Patterns that the literature reports, each a named check with its figure (theory, section 4)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sahelsim.analysis.curve import Curve
from sahelsim.analysis.diffusion import join_ratios, joins, self_excited_share
from sahelsim.analysis.months import by_month
from sahelsim.geography import history
from sahelsim.model.shocks import Shock
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.scenario.assemble import assemble
from sahelsim.study.ensemble import run_scenario
from sahelsim.study.result import Result
from sahelsim.study.watch import Watched, distances, neighbour_weights, watch

Array = NDArray[np.float64]
KNOWN = "2021-10"  # a pattern's record ends before the deal
QUARTER = 13  # weeks
ACTIVE = 5  # deaths a quarter: a place at war (UCDP's 25 a year are about six)
MOST = 200  # runs that are watched week by week: less, and chance alone moves a pattern past its bounds
TOWN = 20.0  # km from a village to its own chef-lieu, as in displacement


@dataclass(frozen=True)
class Pattern:
    """One check: a value, what is expected of it, whether it holds, and its figure."""

    name: str
    label: str
    value: float
    expected: str
    holds: bool
    axes: tuple[str, str]
    curves: tuple[Curve, ...]


def patterns(*, runs: int, seed: int) -> list[Pattern]:
    """Return every pattern's check.

    Parameters
    ----------
    runs, seed : int
        Size and seed of the ensembles; checks by week and place take half of the runs, 200 at most.
    """
    few = min(max(runs // 2, 4), MOST)
    base = run_scenario(load_scenario("baseline"), runs=runs, seed=seed)
    calm = run_scenario(load_scenario("no-deal"), runs=runs, seed=seed)
    long = run_scenario(load_scenario("from-2018"), runs=max(runs // 2, 4), seed=seed)
    seen = watch(load_scenario("baseline"), runs=few, weeks=8 * QUARTER, seed=seed)
    staying = ["mechanisms.displacement.return_rate=0"]  # who returns would hide who fled
    fled = watch(apply_overrides(load_scenario("baseline"), staying), runs=few, weeks=52, seed=seed)
    return [
        _tails(base),
        _years(long),
        _escalation(seen, seed),
        _excitation(seen),
        _spread(calm),
        _opinion(base),
        _flight(fled),
        _shelter(fled),
        _affinity(few, seed),
    ]


def _tails(r: Result) -> Pattern:
    counts = by_month(r.series["total_deaths"][:, 1:], r.start)[1]
    value = float((counts.var(axis=1) / counts.mean(axis=1)).mean())
    record = np.array(list(history.deaths("total", KNOWN, "2020-11").values()))
    rng = np.random.default_rng(0)
    curves = tuple(
        Curve(label, *_exceeded(sample / sample.mean()))
        for label, sample in (
            ("model", counts.ravel()),
            ("record to 2021-10", record),
            ("Poisson", rng.poisson(record.mean(), 2000).astype(float)),
        )
    )
    label = "Monthly deaths are overdispersed: variance over mean within a run"
    expected = f"far above 1 (record {record.var() / record.mean():.0f})"
    axes = ("deaths of a month over the mean", "share of months above")
    return Pattern("heavy_tails", label, value, expected, value > 5.0, axes, curves)


def _exceeded(x: Array) -> tuple[Array, Array]:
    levels = np.linspace(0.0, 4.0, 41)
    return levels, (x[:, None] > levels).mean(axis=0)


def _years(r: Result) -> Pattern:
    """One year's level against the next, in the model and in the record since 2012."""
    counts = by_month(r.series["total_deaths"][:, 1:], r.start)[1]
    ours = _changes(counts[:, : counts.shape[1] // 12 * 12])
    record = np.array(list(history.deaths("total", KNOWN, "2011-11").values()))[None, :]
    theirs = _changes(record)
    late = float(theirs[-7:].std())
    value, most = float(ours.std()), float(theirs.std())
    curves = tuple(
        Curve(label, np.sort(x), (np.arange(len(x)) + 0.5) / len(x), dots=len(x) < 20)
        for label, x in (("model", ours), ("record, 2012 to 2021-10", theirs))
    )
    label = "A year differs from the next: standard deviation of the log ratio of yearly deaths"
    expected = f"record {late:.2f} since 2014, {most:.2f} since 2012"
    holds = 0.7 * late <= value <= 1.3 * most
    axes = ("log ratio of a year's deaths to the year before", "share of years below")
    return Pattern("years", label, value, expected, holds, axes, curves)


def _changes(monthly: Array) -> Array:
    years = monthly.reshape(len(monthly), -1, 12).mean(axis=2)
    return np.asarray(np.diff(np.log(years + 1.0), axis=1).ravel())


def _escalation(seen: Watched, seed: int) -> Pattern:
    """Schutte and Weidmann's extended join counts against places dealt out at random."""
    near = neighbour_weights(seen.geography) > 0
    quarters = seen.deaths.reshape(len(seen.deaths), -1, QUARTER, seen.deaths.shape[2]).sum(axis=2)
    ratios = np.array([join_ratios(run >= ACTIVE, near, 50, seed) for run in quarters])
    counts = np.array([joins(run >= ACTIVE, near) for run in quarters])
    escalation, relocation = ratios.mean(axis=0)
    label = (
        "Escalation rather than relocation: joins with newly violent neighbours over chance, "
        f"where violence stays (where it leaves: {relocation:.2f}; joins "
        f"{counts[:, 0].mean():.0f} and {counts[:, 1].mean():.0f})"
    )
    holds = bool(escalation > 1.0 and escalation > relocation)
    order = np.arange(1.0, len(ratios) + 1.0)
    curves = (
        Curve("escalation", order, np.sort(ratios[:, 0]), dots=True),
        Curve("relocation", order, np.sort(ratios[:, 1]), dots=True),
        Curve("chance", order, np.ones(len(order))),
    )
    axes = ("runs, in order", "joins over chance")
    expected = "above 1, and above relocation's"
    return Pattern("escalation", label, float(escalation), expected, holds, axes, curves)


def _excitation(seen: Watched) -> Pattern:
    """Estimate the branching ratio from the model's events as it was from Iraq's."""
    weights = neighbour_weights(seen.geography)
    found = np.sort([self_excited_share(run, weights) for run in seen.events])
    value = float(found.mean())
    order = np.arange(1.0, len(found) + 1.0)
    curves = (
        Curve("runs", order, found, dots=True),
        Curve("expected: at least 0.37", order, np.full(len(order), 0.37)),
        Curve("expected: at most 0.50", order, np.full(len(order), 0.50)),
    )
    label = "Self-excitation: share of events excited by earlier ones, fitted to each run's events"
    axes = ("runs, in order", "branching ratio")
    holds = 0.37 <= value <= 0.50
    return Pattern("self_excitation", label, value, "0.37 to 0.50", holds, axes, curves)


def _spread(r: Result) -> Pattern:
    held = r.series["accord_in_force"].min(axis=1) > 0.5
    share = r.series["jihadist_control_share"]
    grew = share[:, -1] > share[:, 0]
    value = float(grew[held].mean()) if held.any() else 0.0
    label = "Jihadists spread while the accord holds: share of such runs"
    weeks = np.arange(float(share.shape[1]))
    levels = (0.05, 0.5, 0.95)
    curves = tuple(
        Curve(f"{100 * q:.0f} %", weeks, np.quantile(share[held], q, axis=0))
        for q in levels
        if held.any()
    )
    axes = ("weeks", "people under jihadist control (share)")
    return Pattern("spread", label, value, "above 0.9", value > 0.9, axes, curves)


def _opinion(r: Result) -> Pattern:
    france = r.region_series["approval_france"]
    by = dict(zip(r.regions, france[:, -1].mean(axis=0), strict=True))
    value = float(by["Gao"] - by["Kidal"])
    label = "Opinion splits by region: approval of France, Gao less Kidal"
    weeks = np.arange(float(france.shape[1]))
    curves = tuple(
        Curve(name, weeks, france[:, :, r.regions.index(name)].mean(axis=0))
        for name in ("Gao", "Bamako", "Ménaka", "Kidal")
    )
    axes = ("weeks", "approval of French forces (share)")
    return Pattern("opinion", label, value, "above 0.1", value > 0.1, axes, curves)


def _flight(seen: Watched) -> Pattern:
    deaths, people = seen.deaths.sum(axis=1), seen.geography.population
    rate, left = deaths / people * 1e5, seen.fled / people
    value = _mean_correlation(rate, left)
    label = "People flee where killing is: correlation of deaths and flight by head, by cercle"
    axes = ("deaths a year per 100,000 people", "share of people who fled")
    curves = (Curve("cercles", rate.mean(axis=0), left.mean(axis=0), dots=True),)
    return Pattern("flight", label, value, "above 0.5", value > 0.5, axes, curves)


def _shelter(seen: Watched) -> Pattern:
    """Ask who shelters people: the places that are near to flight and calm, or any."""
    deaths, apart = seen.deaths.mean(axis=1), distances(seen.geography)
    np.fill_diagonal(apart, TOWN)
    war = deaths / (deaths + 4.0 * seen.geography.population / 1e5)
    near = seen.fled @ (1.0 / (10.0 + apart)) * 0.316**war
    value = _mean_correlation(near, seen.sheltered)
    label = (
        "The displaced arrive at the nearest safe places: correlation of arrivals with flight "
        "near by, weighed by distance and calm"
    )
    axes = ("flight near by, weighed by distance and calm", "people sheltered")
    curves = (Curve("cercles", near.mean(axis=0), seen.sheltered.mean(axis=0), dots=True),)
    return Pattern("displacement", label, value, "above 0.5", value > 0.5, axes, curves)


def _mean_correlation(a: Array, b: Array) -> float:
    return float(np.mean([np.corrcoef(x, y)[0, 1] for x, y in zip(a, b, strict=True)]))


def _affinity(runs: int, seed: int) -> Pattern:
    """Kill alike everywhere, and see who turns from the state: who trusts it, or who does not."""
    story = dataclasses.replace(load_scenario("baseline"), uncertainty="none")
    probe = Shock(story.start, "civilians_killed.fama", "add", 5.0, note="probe")
    found = []
    for shocks in (story.shocks, (*story.shocks, probe)):
        model = assemble(dataclasses.replace(story, shocks=shocks), seed=seed, runs=range(runs))
        for _ in range(4):
            model.step()
        found.append(np.array(model.state.legitimacy))
    lost = (found[0] - found[1]).mean(axis=0)
    trust = found[0].mean(axis=0)
    fifths = np.array_split(np.argsort(trust), 5)
    by_trust = np.array([lost[rows].mean() for rows in fifths])
    value = float(by_trust[0] / by_trust[-1])
    label = "Reaction to abuse follows affinity: legitimacy lost, least over most trusting fifth"
    axes = ("fifths of communities, least trusting first", "legitimacy lost")
    curves = (Curve("fifths", np.arange(1.0, 6.0), by_trust, dots=True),)
    return Pattern("affinity", label, value, "above 2", value > 2.0, axes, curves)
