"""The report in a real headless Chromium, with the network cut."""

import json
import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from sahelsim import run
from sahelsim.figures.palette import CONTROLLER_COLOURS
from sahelsim.report.page import static
from sahelsim.report.story import bound
from sahelsim.report.write import write_report


def test_same_input_same_bytes(comparison, report, tmp_path):
    """Written twice, the report is the same to the byte, and small enough to mail."""
    results = list(comparison.results)
    again = write_report(
        results,
        comparison.differences,
        tmp_path / "r.html",
        command="sahelsim compare",
        version="0",
    )
    assert again.read_bytes() == report.read_bytes()
    assert report.stat().st_size < 1_500_000


def test_what_a_story_decides_for_its_actors_is_told(comparison, report):
    """At-worst bars an order, and no rebellion is scripted; what is forced is counted."""
    best, worst = bound(comparison.results)
    assert best == "At best: nothing is barred, forced or imposed."
    assert worst == "At worst: Algeria cannot mediate."
    assert worst in report.read_text(encoding="utf-8")
    history = run("history", runs=2, weeks=8)
    assert "actions are forced" in bound([history])[0]


def test_the_findings_it_carries_are_the_validation_pages(report):
    """What the report says of its trust stands word for word on the page that was written last."""
    page = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    lines = json.loads(static("validation.json"))
    assert len(lines) == 3  # what it does better, what worse, what it cannot tell
    text = unescape(report.read_text(encoding="utf-8"))
    first = text.split("How far to trust it: ")[1].split("More under")[0]
    for line in lines:
        assert f"* {line}" in page
        assert line in first


def test_nothing_points_outside(report):
    """No script, style, image or font comes from elsewhere."""
    text = report.read_text(encoding="utf-8")
    text = re.sub(r'<script type="application/gzip".*?</script>', "", text, flags=re.S)
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", text)
    assert "@import" not in text


def test_the_report_says_what_it_is(report):
    """No forecast, real people, seed, command, sources."""
    text = report.read_text(encoding="utf-8")
    assert "Gain of common random numbers: how many times as many runs" in text
    for words in ("not a forecast", "real people", "seed 1", "sahelsim compare", "OCHA", "assumed"):
        assert words in text


class TestInChromium:
    """What a reader sees."""

    pytestmark = pytest.mark.browser

    def test_opens_offline_without_a_fault(self, page):
        """No request but the file itself, no error, and it is ready in 1.5 seconds of the machine's time."""
        assert [url for url in page.asked if not url.startswith(("file:", "blob:", "data:"))] == []
        assert len(page.asked) == 1
        assert page.faults == []
        assert not page.locator("#no-charts").is_visible()

    @pytest.mark.parametrize("fault", ["none yet", "broken", "no scripts"])
    def test_the_notice_about_charts_shows_only_if_none_come(
        self, browser, report, tmp_path, fault
    ):
        """While charts are on their way nothing is said; without them a reader learns why."""
        text, broken = report.read_text(encoding="utf-8"), tmp_path / "r.html"
        if fault == "broken":
            text = re.sub(r'(id="plotly">)', r"\1not gzip at all", text, count=1)
        broken.write_text(text, encoding="utf-8")
        context = browser.new_context(offline=True, java_script_enabled=fault != "no scripts")
        opened = context.new_page()
        opened.goto(broken.as_uri(), wait_until="commit")
        notice = opened.locator("p.notice", has_text="Charts need a browser")
        if fault == "none yet":
            for _ in range(10):
                assert opened.locator("p.notice:visible", has_text="Charts need").count() == 0
                opened.wait_for_timeout(50)
        else:
            notice.locator("visible=true").first.wait_for(timeout=10_000)
        context.close()

    def test_all_fifty_cercles_are_drawn_and_the_slider_recolours_them(self, page):
        """The map is whole, and changes with the month."""
        page.locator("#map-0").scroll_into_view_if_needed()
        page.wait_for_selector("#map-0 .fills path, #map-0 path.js-fill", state="attached")
        paths = page.locator("#map-0 path.js-fill")
        assert paths.count() == 50
        fills = "[...document.querySelectorAll('#map-0 path.js-fill')].map((p) => p.style.fill)"
        before = page.evaluate(f"{fills}.join()")
        page.locator("#month").fill("0")
        page.wait_for_function(f"(before) => {fills}.join() !== before", arg=before)
        assert page.locator("#month-name").inner_text() == "2021-11"
        assert paths.count() == 50

    def test_a_map_can_be_read_without_its_colours(self, page, awaited):
        """On each cercle stands its holder's letter, which the legend explains, and moves along."""
        page.locator("#map-0").scroll_into_view_if_needed()
        page.wait_for_selector("#map-0 .textpoint", state="attached")
        letters = page.locator("#map-0 .textpoint")
        last = letters.all_text_contents()
        explained = page.locator(".legend b").all_inner_texts()
        assert len(last) == 50
        assert set(last) <= set(explained)
        assert len(set(explained)) == len(explained) == 6
        page.locator("#month").fill("0")
        awaited(lambda: letters.all_text_contents() != last, True)

    def test_charts_draw_and_weights_move_the_index(self, page, awaited):
        """Six fan charts stand open; the reader's own weights draw an index."""
        page.locator("#fan-stability").scroll_into_view_if_needed()
        page.wait_for_selector("#fan-stability .js-line", state="attached")
        page.locator("details.weights summary").click()
        page.wait_for_selector("#own-stability .js-line", state="attached")
        line = page.locator("#own-stability .js-line").first
        before = line.get_attribute("d")
        page.locator("[data-weight=control]").fill("100")
        awaited(lambda: line.get_attribute("d") != before, True)

    @pytest.mark.parametrize("width", [390, 1280, 1920])
    def test_nothing_runs_off_the_page(self, page, awaited, width):
        """Phone, laptop and projector show everything without sideways scrolling."""
        page.set_viewport_size({"width": width, "height": 900})
        awaited(lambda: page.evaluate("document.documentElement.scrollWidth") <= width, True)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, page, axe, scheme):
        """No accessibility rule is violated, by day or by night."""
        page.emulate_media(color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        assert found == []

    def test_prints(self, page):
        """It prints to a handful of pages."""
        page.emulate_media(media="print")
        printed = page.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        assert 2 <= printed.count(b"/Type /Page") <= 24


def test_map_colours_can_be_told_apart():
    """Controllers' colours differ in lightness as well as in hue."""

    def light(colour):
        return sum(w * int(colour[k : k + 2], 16) for k, w in ((1, 0.299), (3, 0.587), (5, 0.114)))

    shades = sorted(light(c) for name, c in CONTROLLER_COLOURS.items() if name != "nobody")
    assert min(b - a for a, b in pairwise(shades)) > 3
