"""The one-file explorer in a real headless Chromium, from disk, with the network cut."""

import dataclasses
import json
import re

import numpy as np
import pytest

from sahelsim.cli.main import main
from sahelsim.report.explorer.page import texts, write_explorer
from sahelsim.study.explorer.fields import FIELDS
from sahelsim.study.explorer.levers import scaled

DOUBTS = """async (where) => {
  const { fields, points } = JSON.parse(await unpacked("data"));
  return Object.fromEntries(Object.keys(fields).map((n) => [n, doubtAt(fields[n], points, where)]));
}"""
MOVES = """async () => {
  const lever = document.getElementById("lever-1");
  for (let k = 0; k < 60; k++) {
    const before = document.documentElement.dataset.drawn;
    lever.value = (7 * k) % 101;
    lever.dispatchEvent(new Event("input", { bubbles: true }));
    while (document.documentElement.dataset.drawn === before) await new Promise(requestAnimationFrame);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
}"""


def test_same_input_same_bytes_and_small_enough_to_mail(plan, surfaces, explorer, tmp_path):
    """Written twice, the page is the same; at most 2 MB."""
    again = write_explorer(plan, surfaces, tmp_path / "e.html", "sahelsim explorer baseline")
    assert again.read_bytes() == explorer.read_bytes()
    assert explorer.stat().st_size < 2_000_000
    assert [p.name for p in tmp_path.iterdir()] == ["e.html"]


def test_both_languages_say_everything(plan):
    """French and English have the same keys, and the same gaps to fill."""

    def flat(node, at=()):
        if isinstance(node, dict):
            return {k: v for key, sub in node.items() for k, v in flat(sub, (*at, key)).items()}
        return {at: sorted(set(re.findall(r"\{\w+\}", str(node))))}

    words = texts(plan)
    assert flat(words["en"]) == flat(words["fr"])
    assert words["en"]["controllers"]["selfdef"] == "Militias"
    assert words["fr"]["controllers"]["selfdef"] == "Milices"


def test_the_command_writes_one_file_and_says_how_far_to_trust_it(tmp_path, monkeypatch, capsys):
    """A tiny explorer by the command line: file, size, errors; a second one is refused."""
    monkeypatch.chdir(tmp_path)
    words = ["explorer", "baseline", "--weeks", "8", "--points", "8", "--runs", "4"]
    words += ["--factor", "actors.cma.incentives.autonomy", "--out", "mine.html"]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == "mine.html"
    assert told["bytes"] == (tmp_path / "mine.html").stat().st_size < 2_000_000
    assert set(told["errors"]) == set(FIELDS)
    assert main(words) == 2
    assert "exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words, hint",
    [
        (["--points", "3"], "8 to 2048"),
        (["--runs", "1"], "4 to 1000"),
        (["--weeks", "4"], "8 weeks"),
        (["--factor", "nonsense"], "unknown factor"),
        (["--out", "a/file/under.html"], "cannot be"),
    ],
)
def test_mistakes_get_one_line_and_leave_nothing(tmp_path, monkeypatch, capsys, words, hint):
    """Exit code 2, nothing written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").write_text("")
    assert main(["explorer", "baseline", *words]) == 2
    assert hint in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@pytest.fixture
def open_page(browser):
    """Return a function that opens a file offline and notes requests and errors."""
    contexts = []

    def opened(path, address="", **more):
        context = browser.new_context(
            offline=True, **{"viewport": {"width": 1280, "height": 900}, **more}
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.faults = [], []
        page.on("request", lambda r: page.asked.append(r.url))
        page.on("pageerror", lambda e: page.faults.append(str(e)))
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]", timeout=15_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def _redrawn(page, act):
    before = page.locator("html").get_attribute("data-drawn")
    act()
    page.wait_for_function(f"document.documentElement.dataset.drawn !== '{before}'")


def _move(page, lever, value):
    _redrawn(page, lambda: page.locator(f"#lever-{lever}").fill(str(value)))


def _key(page, element, key):
    _redrawn(page, lambda: page.locator(element).press(key))


class TestInChromium:
    """What a reader of the mailed file sees."""

    pytestmark = pytest.mark.browser

    def test_opens_from_disk_without_request_or_fault(self, open_page, explorer):
        """No request but the file itself, no error, fifty cercles, four figures."""
        page = open_page(explorer)
        assert [u for u in page.asked if not u.startswith(("file:", "blob:", "data:"))] == []
        assert page.faults == []
        assert page.locator("#control path").count() == 50
        assert page.locator("figure.off").count() == 0
        assert "not a forecast" in page.inner_text("aside")
        assert "sahelsim explorer baseline" in page.inner_text("pre")

    def test_the_page_computes_what_python_computes(self, open_page, plan, surfaces, explorer):
        """At moved levers, the numbers on the page are the emulator's."""
        page = open_page(explorer)
        _move(page, 1, 80)
        _move(page, 3, 2)
        values = np.array([[0.42, 0.05 + 0.8 * 0.85, 1000.0, 2.0]])
        at = scaled(plan.axes, values)
        said = {
            n: FIELDS[n].shown(s.emulator(at).reshape(1, *s.shape))[0] for n, s in surfaces.items()
        }
        drawn = page.evaluate("document.getElementById('stability').data[2].y")
        assert drawn == pytest.approx(said["stability"][2].tolist(), rel=1e-3)
        drawn = page.evaluate("document.getElementById('classes').data[0].x")
        assert drawn == pytest.approx(said["classes"].tolist(), abs=2e-3)
        doubts = page.evaluate(DOUBTS, at[0].tolist())
        for name, surface in surfaces.items():
            assert doubts[name] == pytest.approx(float(surface.emulator.doubt(at)[0]), rel=0.01)
        assert f"stands at {said['stability'][2, -1]:.1f} of 100" in page.inner_text(
            "#say-stability"
        )

    def test_a_lever_moves_every_figure_and_reset_moves_it_back(self, open_page, explorer, awaited):
        """By keyboard: curves, bars, map, sentence and tile follow; reset restores them."""
        page = open_page(explorer)

        letters = page.locator("#legend b").all_inner_texts()
        assert len(set(letters)) == len(letters) == 6
        assert page.locator("#control text").count() == 50

        def seen():
            fan = page.locator("#stability .js-line").first.get_attribute("d")
            deaths = page.locator("#deaths .js-line").first.get_attribute("d")
            bar = page.locator("#classes .bars path").first.get_attribute("d")
            fill = [p.get_attribute("fill-opacity") for p in page.locator("#control path").all()]
            assert set(page.locator("#control text").all_text_contents()) <= set(letters)
            return (
                fan,
                deaths,
                bar,
                fill,
                page.inner_text("#say-stability"),
                page.inner_text("#tile-deaths"),
            )

        before = seen()
        _key(page, "#lever-1", "End")
        awaited(lambda: [a != b for a, b in zip(before, seen(), strict=True)], [True] * 6)
        _key(page, "#reset", "Enter")
        awaited(lambda: seen()[4:], before[4:])

    def test_a_first_reader_is_told_what_the_scenario_is(self, open_page, plan, explorer):
        """Its story in both languages; at its own settings nothing is compared with itself."""
        page = open_page(explorer)
        assert " ".join(plan.scenario.about.split()) in page.inner_text("header")
        assert "Against" not in page.inner_text("#say-control")
        _move(page, 1, 80)
        assert "Against the scenario's own settings" in page.inner_text("#say-control")
        page.locator("#language").click()
        assert "chaque acteur libre de choisir" in page.inner_text("header")
        assert not re.search(r" [:;?!»]", page.inner_text("main"))  # nowhere a line may start so

    def test_on_a_phone_the_numbers_stay_above_the_levers(self, open_page, explorer):
        """Whoever moves the last lever sees what it moves."""
        page = open_page(explorer, viewport={"width": 390, "height": 844})
        page.locator("#lever-3").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('lever-3').scrollIntoView({ block: 'center' })")
        page.wait_for_function("scrollY > 0")
        box = page.locator("#tile-stability").bounding_box()
        assert 0 <= box["y"] < 100 < page.locator("#lever-3").bounding_box()["y"]

    def test_off_everywhere_above_the_bound(self, open_page, plan, make_surfaces, tmp_path):
        """Errors above the bound: greyed, a reason, no number left standing."""
        bad = make_surfaces(plan)
        bad["stability"] = dataclasses.replace(bad["stability"], mean=1.7, p95=4.2)
        page = open_page(write_explorer(plan, bad, tmp_path / "bad.html", "sahelsim explorer"))
        assert page.locator("figure.off").count() == 1
        assert "Switched off" in page.inner_text("#off-stability")
        assert "1.7" in page.inner_text("#off-stability")
        assert page.inner_text("#tile-stability") == "–"
        assert page.inner_text("#say-stability") == ""
        assert "off" in page.locator("#trust-state").get_attribute("class")
        assert page.inner_text("#tile-deaths") != "–"

    def test_off_only_where_the_doubt_is_too_large(self, open_page, plan, make_surfaces, tmp_path):
        """On at the scenario's own settings, off in a far corner, on again after reset."""
        surfaces = make_surfaces(plan)
        own = scaled(plan.axes, np.array([[0.42, 0.34, 1000.0, 0.0]]))
        corner = scaled(plan.axes, np.array([[0.9, 0.9, 5000.0, 2.0]]))
        told = surfaces["stability"].emulator
        near, far = float(told.doubt(own)[0]), float(told.doubt(corner)[0])
        assert far > 1.3 * near
        surfaces["stability"] = dataclasses.replace(
            surfaces["stability"], mean=1.5 * near / far * 1.05, chance=0.0, doubt=near
        )
        page = open_page(write_explorer(plan, surfaces, tmp_path / "far.html", "sahelsim explorer"))
        assert page.locator("figure.off").count() == 0
        for lever, value in enumerate((100, 100, 100, 2)):
            _move(page, lever, value)
        assert "Switched off here" in page.inner_text("#off-stability")
        _key(page, "#reset", "Enter")
        assert page.locator("figure.off").count() == 0

    def test_a_slide_states_the_error_found_along_it(self, open_page, plan, surfaces, tmp_path):
        """Off where this lever alone was found wrong, on at others; the own settings say what they are."""
        found = dict(surfaces)
        found["classes"] = dataclasses.replace(found["classes"], slides=(0.0, 5.3, 0.0, 0.0))
        page = open_page(write_explorer(plan, found, tmp_path / "s.html", "sahelsim explorer"))
        runs = int(plan.efforts()[0][0])
        assert f"what {runs} runs of the model give" in page.inner_text("#moved")
        _move(page, 0, 60)
        assert page.locator("figure.off").count() == 0
        _move(page, 1, 60)
        assert "5.3" in page.inner_text("#off-classes")
        _key(page, "#reset", "Enter")
        assert page.locator("figure.off").count() == 0

    def test_the_address_holds_the_settings(self, open_page, explorer):
        """A copied address shows the same picture; nonsense in it is ignored."""
        page = open_page(explorer)
        _move(page, 1, 80)
        page.locator("#language").click()
        page.wait_for_function("location.hash.includes('1=') && location.hash.includes('lang=fr')")
        address = "#" + page.url.partition("#")[2]
        other = open_page(explorer, address)
        assert other.inner_text("#say-stability") == page.inner_text("#say-stability")
        assert other.locator("html").get_attribute("lang") == "fr"
        wild = open_page(explorer, "#0=99&1=lots&7=1&month=-3&lang=xx&3=0.5")
        assert wild.faults == []
        assert wild.inner_text("#moved").startswith("All levers stand")

    def test_tables_follow_the_levers(self, open_page, explorer):
        """Each chart's numbers can be read as a table, which moves with the lever."""
        page = open_page(explorer)
        page.locator("#details-stability summary").click()
        before = page.inner_text("#table-stability")
        _move(page, 1, 90)
        assert page.inner_text("#table-stability") != before
        for name in ("classes", "deaths", "control"):
            page.locator(f"#details-{name} summary").click()
            page.wait_for_selector(f"#table-{name} tr:nth-child(6)")  # it is written on opening
            assert page.locator(f"#table-{name} tr").count() > 5
        assert page.locator("#table-control tr").count() == 51
        assert page.locator("#table-errors tr").count() == 1 + len(FIELDS)

    @pytest.mark.parametrize("width", [390, 1280, 1920])
    def test_nothing_runs_off_the_page(self, open_page, explorer, width):
        """Phone, laptop and projector show everything without sideways scrolling."""
        page = open_page(explorer, "#lang=fr", viewport={"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_a_cut_table_says_so_until_its_end(self, open_page, explorer, awaited):
        """On a phone an arrow stands where a table goes on; at its end there is none."""
        page = open_page(explorer, viewport={"width": 390, "height": 844})
        page.locator("#details-control summary").click()
        page.wait_for_selector("#table-control tr:nth-child(6)")
        cut = page.locator(".cut", has=page.locator("#table-control"))
        page.wait_for_function("document.querySelector('.cut.downward > #table-control')")
        assert cut.evaluate("(c) => getComputedStyle(c, '::after').content")[1] == "↓"
        page.locator("#table-control").evaluate("(b) => b.scrollTo(b.scrollWidth, b.scrollHeight)")
        awaited(lambda: cut.get_attribute("class"), "cut")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, open_page, explorer, axe, scheme):
        """No accessibility rule is violated, by day or by night, with all tables open."""
        page = open_page(explorer, color_scheme=scheme)
        for part in page.locator("details").all():
            part.evaluate("d => d.open = true")
        page.wait_for_selector("#table-control tr:nth-child(6)")  # it is written on opening
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        assert found == []

    def test_redraws_at_the_pace_of_a_hand(self, open_page, explorer, busy):
        """From lever to redrawn page, the tab is busy for 60 ms at most."""
        page = open_page(explorer)
        assert busy(page, MOVES) / 60 <= 0.060
