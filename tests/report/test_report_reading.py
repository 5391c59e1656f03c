"""Reading the report: on a phone, from the back row, on paper, and in its long list."""

import pytest

from sahelsim.api import compare
from sahelsim.report.write import write_report

CARD = ("Value", "Unit", "Range", "Source")
CROWDED = """() => {
  const faults = [], inside = (a, b) => a.left > b.left - 2 && a.right < b.right + 2 && a.top > b.top - 2 && a.bottom < b.bottom + 2;
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  for (const chart of document.querySelectorAll(".chart:not(.map):has(svg)")) {
    const words = [...chart.querySelectorAll("text")].map((t) => [t.textContent, t.getBoundingClientRect()]).filter(([, r]) => r.width > 0);
    const frame = chart.getBoundingClientRect(), legend = chart.querySelector(".legend");
    words.forEach(([a, r], k) => {
      if (!inside(r, frame)) faults.push(`${chart.id}: ${a} is clipped`);
      for (const [b, s] of words.slice(k + 1)) if (meet(r, s)) faults.push(`${chart.id}: ${a} over ${b}`);
    });
    const data = chart.querySelector(".nsewdrag").getBoundingClientRect();
    if (legend && meet(legend.getBoundingClientRect(), data)) faults.push(`${chart.id}: legend over data`);
  }
  return faults;
}"""
MISFITS = """[...document.querySelectorAll(".chart")].filter((c) => {
  const drawn = c.querySelector("svg.main-svg");
  return c.clientWidth && (!drawn || Math.abs(drawn.clientWidth - c.clientWidth) > 1);
}).map((c) => c.id)"""
TYPING = """async () => {
  const field = document.getElementById("filter");
  for (const word of ["c", "cm", "cma", "", "wagner", ""]) {
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
}"""


class TestOnAPhone:
    """What a reader sees on 390 pixels, and on paper."""

    pytestmark = pytest.mark.browser

    @pytest.fixture
    def phone(self, page, awaited):
        """Open the report on a phone, every chart drawn and every list unfolded."""
        page.set_viewport_size({"width": 390, "height": 844})
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        for chart in page.locator(".chart").all():
            chart.scroll_into_view_if_needed()
            chart.locator("svg.main-svg").first.wait_for()
        awaited(lambda: page.evaluate(MISFITS), [])
        return page

    def test_no_chart_clips_a_word_or_lets_two_overlap(self, phone):
        """Labels stand whole inside their chart, apart from each other; no legend covers data."""
        assert phone.evaluate(CROWDED) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    def test_rows_of_a_tall_chart_fill_the_width(self, phone):
        """Who chose what, when: squares use the phone's width, each label above its row."""
        squares = phone.locator("#choices-0 .point").all()
        boxes = [square.bounding_box() for square in squares]
        left, right = min(b["x"] for b in boxes), max(b["x"] + b["width"] for b in boxes)
        assert right - left > 0.75 * phone.locator("#choices-0").bounding_box()["width"]

    def test_whatever_is_tapped_is_a_finger_high(self, phone):
        """Folds, buttons and sliders are 44 pixels high."""
        low = "[...document.querySelectorAll('summary, button, input')].filter((e) => e.clientHeight < 42).map((e) => e.outerHTML)"
        assert phone.evaluate(low) == []

    def test_an_assumption_is_a_card(self, phone):
        """Value, unit, range and reason of an assumption stand on the screen, named."""
        for cell, label in zip(
            phone.locator("#assumed tr:nth-child(1) td").all(), CARD, strict=True
        ):
            box = cell.bounding_box()
            assert 0 <= box["x"] <= 390 - box["width"] < 370
            assert label in cell.evaluate("(c) => getComputedStyle(c, '::before').content")

    def test_a_cut_table_says_so_until_its_end(self, phone, awaited):
        """Arrows stand at the cut edges; scrolled to its end the table has none, a small one never."""
        figure = phone.locator("figure", has=phone.locator("#choices-0"))
        cut, box = figure.locator(".cut"), figure.locator(".scroll")
        assert {"rightward", "downward"} <= set(cut.get_attribute("class").split())
        shown = "(c) => [getComputedStyle(c, '::before').content, getComputedStyle(c, '::after').content]"
        assert [arrow[1] for arrow in cut.evaluate(shown)] == ["→", "↓"]
        box.evaluate("(b) => b.scrollTo(b.scrollWidth, b.scrollHeight)")
        awaited(lambda: cut.get_attribute("class"), "cut")
        small = phone.locator("figure", has=phone.locator("#opinion-approval_junta"))
        assert "downward" not in small.locator(".cut").get_attribute("class")

    def test_paper_shows_what_is_unfolded_whole(self, phone):
        """Printed, a table is cut nowhere, and charts are as wide as the sheet, dark on light."""
        phone.emulate_media(color_scheme="dark")
        phone.evaluate("dispatchEvent(new Event('beforeprint'))")
        phone.emulate_media(color_scheme="dark", media="print")
        cut = "[...document.querySelectorAll('.scroll')].filter((b) => b.scrollHeight > b.clientHeight + 1 || getComputedStyle(b).maxHeight !== 'none')"
        assert phone.evaluate(f"{cut}.length") == 0
        assert phone.evaluate(MISFITS) == []
        ink = "getComputedStyle(document.querySelector('#shares .ytick text')).fill"
        assert phone.evaluate(ink) == "rgb(28, 36, 48)"
        assert not phone.locator(".filter input").is_visible()


@pytest.mark.browser
def test_letters_grow_for_the_back_row(page, awaited):
    """On a projector a chart's letters are larger than on a laptop, and nothing is clipped."""
    size = "parseFloat(getComputedStyle(document.querySelector('#shares .ytick text')).fontSize)"
    page.locator("#shares").scroll_into_view_if_needed()
    page.locator("#shares svg.main-svg").first.wait_for()
    laptop = page.evaluate(size)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function(f"{size} > {1.2 * laptop}")
    awaited(lambda: page.evaluate(CROWDED), [])


class TestAssumptions:
    """The filter of the long list."""

    pytestmark = pytest.mark.browser

    def test_every_word_typed_shortens_the_list(self, page):
        """By keyboard alone: unfold, step into the field, type; it says how many of how many."""
        fold = page.locator("summary", has_text="assumptions: value, unit, range")
        fold.press("Enter")
        page.keyboard.press("Tab")
        rows = page.locator("#assumed tr:visible").count() - 1
        assert page.inner_text("#filtered") == f"{rows:,} of {rows:,} shown"
        page.keyboard.type("SURVIVAL  cma")
        left = page.locator("#assumed tr:visible").all_inner_texts()[1:]
        assert 0 < len(left) < rows
        assert all("cma" in text.lower() and "survival" in text.lower() for text in left)
        assert page.inner_text("#filtered").startswith(f"{len(left)} of {rows:,} shown")
        page.keyboard.press("Escape")
        assert page.locator("#assumed tr:visible").count() == rows + 1

    def test_what_finds_nothing_says_so(self, page):
        """An empty list never stands there unexplained."""
        page.locator("summary", has_text="assumptions: value, unit, range").click()
        page.locator("#filter").fill("zebra")
        assert page.inner_text("#filtered").startswith("No assumption has “zebra”: 0 of")
        assert page.locator("#assumed tr:visible").count() == 0
        assert page.faults == []

    def test_a_letter_costs_less_than_a_blink(self, page, busy):
        """From a letter to the shortened list, the tab is busy for a fifth of a second at most."""
        page.locator("summary", has_text="assumptions: value, unit, range").click()
        page.wait_for_timeout(500)
        assert busy(page, TYPING) / 6 <= 0.2


class TestStoriesOfDifferentLength:
    """Stories that begin and end on different days, side by side."""

    pytestmark = pytest.mark.browser

    def test_maps_and_header_say_which_days_are_shown(self, browser, tmp_path):
        """A map whose story has ended shows its last month, and says so; nothing fails."""
        both = compare("baseline", "history", runs=2)
        path = write_report(
            list(both.results), both.differences, tmp_path / "r.html", command="", version="0"
        )
        context = browser.new_context(offline=True)
        opened, faults = context.new_page(), []
        opened.on("pageerror", lambda e: faults.append(str(e)))
        opened.goto(path.as_uri())
        opened.wait_for_selector("html[data-ready]", timeout=10_000)
        opened.locator("#map-1").scroll_into_view_if_needed()
        opened.wait_for_selector("#map-1 path.js-fill", state="attached")
        assert opened.inner_text("#map-1-when") == "as of 2022-12"
        opened.locator("#month").fill("0")
        assert opened.inner_text("#month-name") == "2020-11"
        assert opened.inner_text("#map-0-when") == "as of 2021-11"
        assert opened.inner_text("#map-1-when") == ""
        assert "As it happened from 2020-11-01 for 113 weeks" in opened.inner_text(".facts")
        assert opened.locator("text=These scenarios do not cover the same days").count() == 1
        assert faults == []
        context.close()
