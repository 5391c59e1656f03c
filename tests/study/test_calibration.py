"""Calibration: it reads nothing after its window, and finds synthetic truths."""

import csv
import dataclasses

import numpy as np
import pytest

from sahelsim.analysis.months import shifted
from sahelsim.core.errors import UsageError
from sahelsim.geography import history, posterior
from sahelsim.geography.provenance import provenance
from sahelsim.scenario import load_scenario
from sahelsim.study.calibration.calibrate import WINDOWS, calibrate
from sahelsim.study.calibration.fit import distance, fit
from sahelsim.study.calibration.priors import FREE, Prior, priors, table
from sahelsim.study.calibration.regions import read_regions
from sahelsim.study.calibration.simulate import simulated
from sahelsim.study.calibration.store import files
from sahelsim.study.calibration.targets import Target, Window, targets
from sahelsim.study.hindcast.paths import rival_paths


def _spoilt(until):
    """Return a reader whose every row after a month holds nonsense."""
    real = history.read_table

    def read(name):
        rows = []
        for row in real(name):
            when = row.get("month") or row.get("end") or row.get("year") or row.get("date")
            when = when or row.get("field_end", "")
            late = when[:7] > until if "-" in when else when >= until[:4] and until[5:] != "12"
            keep = (
                "month",
                "year",
                "end",
                "start",
                "period",
                "dyad_class",
                "indicator",
                "actor",
                "date",
                "category",
                "field_end",
                "area",
                "question",
                "answer",
            )
            rows.append({k: v if not late or k in keep else "9e9" for k, v in row.items()})
        return tuple(rows)

    return read


@pytest.mark.parametrize("until", sorted(WINDOWS))
def test_nothing_after_the_window_is_read(monkeypatch, until):
    """Nonsense in every later row changes no target."""
    before = targets(Window(until))
    monkeypatch.setattr(history, "read_table", _spoilt(until))
    assert targets(Window(until)) == before


def test_every_kind_of_target_is_there():
    """Levels, shape, dyads, perpetrators by quarter, regions, displacement, accord, opinion."""
    names = [t.name for t in targets(Window("2021-10", (("Mopti", 0.6), ("Kayes", 0.01))))]
    assert {"total", "state_based", "non_state", "dispersion", "autocorrelation"} <= set(names)
    assert {"isgs_share", "cma_share", "displaced", "accord", "deaths_in_Mopti"} <= set(names)
    assert {"civilians_2021Q1", "forces_2021Q1", "militias_2021Q2"} <= set(names)
    assert {"approves_france_Kidal", "approves_france_Ségou"} <= set(names)
    assert "deaths_in_Kayes" not in names
    assert not [n for n in names if "2021Q4" in n]


def test_targets_by_hand():
    """The UN's second quarter is the half year less the first; dyads of 2020; the last count."""
    rest = sum(history.deaths("other", "2021-06", "2021-04").values())
    both = np.log([(266 - 106) / 3 + 1, rest * 512 / (512 + 448) / 3 + 1])
    found = {t.name: t.value for t in targets(Window("2021-10"))}
    assert found["civilians_2021Q2"] == pytest.approx(both.mean())
    assert found["isgs_share"] == pytest.approx(63 / (63 + 517))
    assert found["displaced"] == pytest.approx(401_736 / 332_957)
    assert found["approves_france_Kidal"] == pytest.approx(1 - 0.959)


def test_shipped_targets_leave_out_what_may_not_be_passed_on():
    """A regional share from a table that may not be passed on is in no shipped table."""
    for name in WINDOWS:
        lent = "--regions" in provenance()[f"posterior_{name}"]["source"]
        for row in csv.DictReader(posterior.fitted("targets", name).splitlines()):
            assert (row["value"] == "") == (lent and row["name"].startswith("deaths_in_"))


def test_types_by_hand():
    """In 2017 types are the year's; from 2018 the rest is split as in the last full year."""
    early, late = ({t.name: t.value for t in targets(Window(w))} for w in ("2017-12", "2021-10"))
    assert early["state_based"] == pytest.approx(np.log(605 * 383 / 612 / 12 + 1))
    assert early["non_state"] == pytest.approx(np.log(605 * 229 / 612 / 12 * 176 / 229 + 1))
    rest = sum(history.deaths("other", "2021-10", "2020-11").values()) / 12
    assert late["non_state"] == pytest.approx(np.log(rest * 448 / 960 + 1))
    assert late["deaths_in_Mopti"] == pytest.approx(0.51, abs=0.02)


def test_later_rows_of_a_users_table_are_not_read(tmp_path):
    """Nonsense in years after the last full year changes no regional share."""
    table = tmp_path / "r.csv"
    good = "year,Mopti,Gao\n2020,60,40\n"
    table.write_text(good, encoding="utf-8")
    before = read_regions(table, "2021-10")
    table.write_text(good + "2021,9e9,1\n2022,x,y\n", encoding="utf-8")
    assert read_regions(table, "2021-10") == before


@pytest.mark.parametrize("origin", ["2018-01", "2021-11"])
def test_rivals_see_the_past_alone(monkeypatch, origin):
    """Nonsense in every later row changes no rival's path, by month, type or region."""
    before = rival_paths(origin, 12)
    monkeypatch.setattr(history, "read_table", _spoilt(shifted(origin, -1)))
    after = rival_paths(origin, 12)
    for name, paths in before.items():
        for kind, x in paths.months.items():
            assert np.array_equal(x, after[name].months[kind]), (name, kind)
        assert np.array_equal(paths.regions, after[name].regions), name


def _toy(n=4):
    known = [Prior(f"x{k}", 0.1, 10.0, "1", even=False) for k in range(n)]

    def simulate(points, seed):
        rng = np.random.default_rng(seed)
        size = len(points["x0"])
        return {f"y{k}": np.log(points[f"x{k}"]) + rng.normal(0, 0.2, size) for k in range(2)}

    return known, simulate


def test_synthetic_truths_rank_evenly():
    """Truths drawn from the prior fall anywhere in their posteriors (simulation-based check)."""
    known, simulate = _toy()
    rng, ranks = np.random.default_rng(8), []
    for trial in range(30):
        truth = rng.random(4)
        seen = simulate({p.name: p.at(truth[k : k + 1]) for k, p in enumerate(known)}, 900 + trial)
        aims = [Target(n, n, "1", float(v[0]), 0.2, "toy") for n, v in seen.items()]
        found = fit(known, aims, simulate, points=1500, draws=100, seed=trial)
        ranks.append((found.quantiles < truth).mean(axis=0))
    ranks = np.array(ranks)
    assert abs(ranks.mean() - 0.5) < 0.1
    inside = ((ranks > 0.05) & (ranks < 0.95)).mean()
    assert inside > 0.8


def test_the_data_narrow_what_they_speak_about_and_nothing_else():
    """Numbers behind a target narrow; the others keep their prior."""
    known, simulate = _toy()
    aims = [Target("y0", "", "1", 0.0, 0.2, "toy"), Target("y1", "", "1", 1.0, 0.2, "toy")]
    found = fit(known, aims, simulate, points=2000, draws=200, seed=1)
    spread = found.quantiles.std(axis=0) / np.sqrt(1 / 12)
    assert (spread[:2] < 0.4).all()
    assert (spread[2:] > 0.75).all()
    assert distance(found.after, aims).mean() < distance(found.before, aims).mean() / 2


def test_at_most_twelve_free_numbers_each_within_its_card():
    """The fit stays small, and inside the cards' ranges."""
    assert len(FREE) <= 12
    for prior in priors(load_scenario("baseline")):
        assert 0.0 <= prior.low < prior.high


@pytest.mark.parametrize("name", sorted(WINDOWS))
def test_shipped_posterior(name):
    """The shipped table holds the free numbers, inside their priors."""
    names, rows = posterior.posterior(name)
    assert names == FREE
    assert rows.shape == (200, len(FREE))
    for k, prior in enumerate(priors(load_scenario("baseline"))):
        assert (rows[:, k] >= prior.low * 0.999).all()
        assert (rows[:, k] <= prior.high * 1.001).all()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_model_finds_its_own_truths():
    """Records that the model itself made: the truth lies in the posterior as often as it should."""
    window = Window("2021-10")
    story = dataclasses.replace(load_scenario("history"), weeks=53, uncertainty="none")
    known, aims = priors(story), targets(window)
    truths = np.random.default_rng(6).uniform(0.1, 0.9, (4, len(known)))
    seen = simulated(story, window, table(known, truths), 77)
    runs = {}

    def once(points, seed):  # every truth is fitted with the same runs of the prior
        key = (seed, len(points[known[0].name]), float(points[known[0].name][0]))
        if key not in runs:
            runs[key] = simulated(story, window, points, seed)
        return runs[key]

    inside = []
    for k, truth in enumerate(truths):
        made = [dataclasses.replace(t, value=float(seen[t.name][k])) for t in aims]
        found = fit(known, made, once, points=900, draws=150, seed=3)
        low, high = np.quantile(found.quantiles, [0.05, 0.95], axis=0)
        inside.append((truth >= low) & (truth <= high))
    assert np.mean(inside) > 0.75


@pytest.mark.slow
def test_calibrate_is_seeded(tmp_path):
    """The same seed gives the same files."""
    one, two = (files(calibrate("2021-10", points=256, seed=4), "2026-01-01") for _ in range(2))
    assert one == two


def test_regions_of_a_users_table(tmp_path):
    """Shares come from the last full year; names without accents find their region."""
    table = tmp_path / "r.csv"
    table.write_text("year,Mopti,Segou,Taoudenit\n2020,60,30,10\n2021,0,0,9\n", encoding="utf-8")
    shares = dict(read_regions(table, "2021-10"))
    assert shares["Mopti"] == pytest.approx(0.6)
    assert shares["Tombouctou"] == pytest.approx(0.1)
    names = [t.name for t in targets(Window("2021-10", tuple(shares.items())))]
    assert set(names[-3:]) == {"deaths_in_Mopti", "deaths_in_Ségou", "deaths_in_Tombouctou"}


@pytest.mark.parametrize(
    "text", ["year,Mopti\n1999,3\n", "year,Paris\n2020,3\n", "x", "year,Mopti\n2020,a\n"]
)
def test_bad_region_tables(tmp_path, text):
    """No row for the year, an unknown region, no table, no number: one clear line."""
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="--regions"):
        read_regions(tmp_path / "r.csv", "2021-10")
