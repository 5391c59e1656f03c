"""A report of two stories, open in a browser; an explorer over known functions of its levers."""

import numpy as np
import pytest

from sahelsim import compare
from sahelsim.analysis.emulator import fit
from sahelsim.report.explorer.page import write_explorer
from sahelsim.report.write import write_report
from sahelsim.scenario import load_scenario
from sahelsim.study.explorer.fields import FIELDS
from sahelsim.study.explorer.levers import levers, scaled
from sahelsim.study.explorer.study import Plan, Surface

ASKED = [
    "actors.junta.incentives.survival",
    "actors.cma.incentives.autonomy",
    "actions.sign_contract.men",
    "switches.payment_mode",
]


def _surfaces(plan, wrong=0.7):
    """Return surfaces through a known function of the levers, with the shapes of real ones."""
    at = scaled(plan.axes, plan.tables()[0])
    pull = 0.5 + 0.3 * at[:, 1] + 0.1 * at[:, 0] ** 2
    months, spread = np.linspace(0.0, 1.0, 40), np.array([-8.0, -3.0, 0.0, 4.0, 9.0])
    deaths = 40.0 + 9000.0 * months[1:] * pull[:, None, None] * (1.0 + spread[:, None] / 20.0)
    stability = 60.0 - 30.0 * pull[:, None, None] * months + spread[:, None]
    totals = np.log(1000.0 + 4000.0 * pull[:, None] * np.ones(2))
    classes = np.stack([1.0 - pull, 0.6 * pull, 0 * pull, 0.4 * pull, 0 * pull, 0 * pull], axis=1)
    party, place = np.arange(6), np.arange(50)
    hold = np.where((place[None] % 6) == party[:, None], 0.4, 0.1)
    control = hold + 0.3 * (party[:, None] == 3) * pull[:, None, None, None] * np.ones((40, 6, 50))
    known = dict(
        zip(FIELDS, (stability, np.log(5 + deaths), totals, classes, control), strict=True)
    )
    found = {}
    rng = np.random.default_rng(0)
    for name, clean in known.items():
        values = clean + rng.normal(0.0, 0.1 * clean.std(axis=0).mean(), clean.shape)
        emulator = fit(at, values.reshape(len(at), -1))
        doubt = float(emulator.doubt(scaled(plan.axes, plan.tables()[1])).mean())
        found[name] = Surface(emulator, values.shape[1:], wrong, 3.0 * wrong, 0.4, doubt)
    return found


@pytest.fixture(scope="module")
def plan():
    """Four levers, one of them a switch."""
    story = load_scenario("baseline")
    return Plan(story, levers(story, ASKED), 32, 4, 1)


@pytest.fixture(scope="module")
def surfaces(plan):
    """Known surfaces, within every bound."""
    return _surfaces(plan)


@pytest.fixture(scope="module")
def make_surfaces():
    """Make surfaces of one's own, to change them."""
    return _surfaces


@pytest.fixture(scope="module")
def explorer(plan, surfaces, tmp_path_factory):
    """Write the page."""
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    return write_explorer(plan, surfaces, path, "sahelsim explorer baseline")


@pytest.fixture(scope="module")
def comparison():
    """Two stories, few runs, the whole horizon."""
    return compare("at-best", "at-worst", runs=20)


@pytest.fixture(scope="module")
def report(comparison, tmp_path_factory):
    """Write the report."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    results = list(comparison.results)
    return write_report(
        results, comparison.differences, path, command="sahelsim compare", version="0"
    )


@pytest.fixture
def page(browser, report):
    """Open the report offline at a laptop's width, and note requests and errors."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    opened = context.new_page()
    opened.asked, opened.faults = [], []
    opened.on("request", lambda r: opened.asked.append(r.url))
    opened.on("pageerror", lambda e: opened.faults.append(str(e)))
    opened.on("console", lambda m: opened.faults.append(m.text) if m.type == "error" else None)
    opened.goto(report.as_uri())
    opened.wait_for_selector("html[data-ready]", timeout=10_000)
    yield opened
    context.close()


@pytest.fixture
def busy():
    """Measure for how many seconds a tab is busy with a script."""

    def measured(page, script):
        tab = page.context.new_cdp_session(page)
        tab.send("Performance.enable", {"timeDomain": "threadTicks"})

        def so_far():
            metrics = tab.send("Performance.getMetrics")["metrics"]
            return next(m["value"] for m in metrics if m["name"] == "TaskDuration")

        before = so_far()
        page.evaluate(script)
        return so_far() - before

    return measured
