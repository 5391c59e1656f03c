"""The explorer in a real headless Chromium, with every way out of the machine cut."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sahelsim.dashboard.state import LONGEST

SMALL = "s=at-worst&n=8&weeks=40"
LINE = "#fan-stability .js-line"
pytestmark = pytest.mark.browser


def _all_in(page, name="explore"):
    page.wait_for_function(
        f"document.querySelector('#{name}-status')?.innerText.match(/^(All|Les) .* (runs|simulations)/)"
        f" && document.querySelector('#{name}-bar').style.width === '100%'"
    )


def _path(page):
    return page.locator(LINE).first.get_attribute("d")


def _values(page):
    """Return what the chart draws, as numbers: its height may differ by half a pixel between visits."""
    plot = page.locator("#fan-stability .js-plotly-plot").first
    return plot.evaluate("plot => plot.data.map(trace => Array.from(trace.y))")


def test_a_slider_changes_the_figure_and_the_link_restores_it(page, address):
    """The keyboard moves a slider, the band follows, and the address holds it all."""
    page.goto(f"{address}/?{SMALL}")
    page.wait_for_selector(LINE, state="attached")
    _all_in(page)
    before, plain = _path(page), _values(page)
    page.locator("details", has=page.locator("[id='lever-cma.autonomy']")).locator(
        "summary"
    ).click()
    page.locator("[id='lever-cma.autonomy']").focus()
    page.keyboard.press("Home")
    page.wait_for_function("location.search.includes('cma.autonomy=0')")
    page.wait_for_function(
        "b => document.querySelector('#fan-stability .js-line').getAttribute('d') !== b", arg=before
    )
    page.wait_for_timeout(500)
    _all_in(page)
    after, link = _values(page), page.url
    page.goto(link)
    page.wait_for_selector(LINE, state="attached")
    _all_in(page)
    assert page.locator("[id='lever-cma.autonomy']").input_value() == "0"
    assert _values(page) == after != plain
    assert page.locator("#map-0 path.js-fill").count() == 50


@pytest.mark.parametrize("name", ["compare", "why", "sweep", "validation", "about"])
def test_each_page_opens(page, address, name):
    """Every page stands, in both languages, without a fault."""
    for lang, title in (("en", "What-if"), ("fr", "prévision")):
        page.goto(f"{address}/{name}?{SMALL}&lang={lang}")
        page.wait_for_selector(f"#page[data-page={name}]")
        assert page.evaluate("document.documentElement.lang") == lang
        assert title.lower() in page.locator(".notice").inner_text().lower().replace(
            "a what-if", "what-if"
        )


def test_a_decision_is_opened_and_forked(page, address, awaited):
    """A point of the timeline opens its decision; one click more draws both ensembles."""
    page.goto(f"{address}/why?{SMALL}")
    page.wait_for_selector("#why-line .point", state="attached")
    opened = page.locator(".decisions details[open]")

    def click():
        box = page.locator("#why-line .point").nth(4).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(300)
        return opened.count()

    awaited(click, 1)  # while the page is still being laid out, a click may miss
    assert opened.locator("thead th").count() >= 5  # option, probability, value, an incentive, why
    fork = opened.locator("a.fork").first
    order = fork.inner_text().partition(": ")[2]
    fork.click()
    page.wait_for_function("document.querySelectorAll('#fork-both path.js-line').length >= 2")
    page.wait_for_selector("#fork-gap path.js-line", state="attached")
    assert order in page.locator("#fork-title").inner_text()
    assert "run=" in page.url
    page.wait_for_function("document.querySelectorAll('#fork-run path.js-line').length === 2")
    assert re.search(r"in \d+ of 8 runs", page.locator("#fork-reach").inner_text())


def test_two_sessions_stay_apart(page, address):
    """Two readers with other settings at once: each sees the picture of its own link, alone too."""
    links = [f"{address}/?{SMALL}&seed={seed}" for seed in (11, 12)]
    other = page.context.browser.new_context().new_page()
    tabs = (page, other)
    for tab, link in zip(tabs, links, strict=True):
        tab.goto(link)
    seen = []
    for tab in tabs:
        tab.wait_for_selector(LINE, state="attached")
        _all_in(tab)
        seen.append(tab.locator("#fan-stability-said").inner_text())
    assert seen[0] != seen[1]
    for link, said in zip(reversed(links), reversed(seen), strict=True):
        other.goto(link)
        other.wait_for_selector(LINE, state="attached")
        _all_in(other)
        assert other.locator("#fan-stability-said").inner_text() == said
        other.wait_for_function("document.querySelector('#month-name').innerText.length === 10")
    other.context.close()


def test_the_tour_and_the_guess_need_no_mouse(page, address):
    """Six steps by keyboard; a guess hides the charts until it is made."""
    page.goto(f"{address}/?{SMALL}")
    page.wait_for_selector(LINE, state="attached")
    _all_in(page)
    page.locator("#tour-open").press("Enter")
    for step in range(6):
        assert page.locator("#tour li:not([hidden])").count() == 1
        assert page.locator(".toured").count() == 1, step
        assert page.locator("#tour").inner_text().startswith(f"{step + 1}/6")
        page.locator("#tour-next").press("Enter")
    assert not page.locator("#tour").is_visible()
    page.locator("#guess-open").press("Enter")
    assert not page.locator("#fan-stability-said").is_visible()
    page.locator("#guess-value").press("Home")
    page.locator("#guess-show").press("Enter")
    assert page.locator("#fan-stability-said").is_visible()
    assert "You guessed 0" in page.locator("#guess-told").inner_text()


def test_a_link_can_ask_for_a_guess_first(page, address):
    """With guess=1 nothing is shown before the guess; moving a lever keeps it in the link."""
    page.goto(f"{address}/?{SMALL}&guess=1")
    page.wait_for_selector("#guess-value")
    assert not page.locator("#fan-stability-said").is_visible()
    _all_in(page)
    assert not page.locator("#fan-stability-said").is_visible()
    page.locator("#guess-value").press("End")
    page.locator("#guess-show").press("Enter")
    page.wait_for_function(
        "document.querySelector('#guess-told').innerText.startsWith('You guessed 100')"
    )
    assert page.locator("#fan-stability-said").is_visible()
    page.locator("[id='lever-junta.survival']").press("Home")
    page.wait_for_function("location.search.includes('junta.survival=0')")
    assert "guess=1" in page.url
    page.locator("#guess-open").press("Enter")
    page.locator("#guess-open").press("Enter")
    assert "guess=1" not in page.url


@pytest.mark.parametrize(
    "lang, asked, kept, told",
    [
        ("en", "-5", "1", "from 1 to 400: set to 1"),
        ("fr", "100000", "400", "de 1 à 400"),
    ],
)
def test_a_number_out_of_range_says_so(page, address, lang, asked, kept, told):
    """The field takes the nearest number that is allowed, and a note beside it says why."""
    page.goto(f"{address}/?{SMALL}&lang={lang}")
    page.locator("#runs").fill(asked)
    page.locator("#runs").press("Tab")
    assert page.locator("#runs").input_value() == kept
    assert told in page.locator("#numbers-note").inner_text()
    assert page.locator("#numbers-note").get_attribute("role") == "status"
    page.locator("#runs").fill("9")
    page.locator("#runs").press("Tab")
    assert page.locator("#numbers-note").inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_exported_chart_explains_itself(page, address, scheme):
    """Title, unit, story, change, size, version, date; dark text on white whatever the page wears."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/?{SMALL}&junta.survival=0.9&lang=fr")
    page.wait_for_selector(LINE, state="attached")
    _all_in(page)
    with page.expect_download() as saved:
        page.locator("button.save[data-chart=fan-stability][data-kind=svg]").click()
    drawn = Path(saved.value.path()).read_text(encoding="utf-8")
    assert re.fullmatch(
        r"sahelsim-at-worst-\w{8}-fan-stability.svg", saved.value.suggested_filename
    )
    text = re.sub(r"<[^>]+>", " ", drawn)
    today = datetime.now(tz=UTC).date().isoformat()
    for words in (
        "Indice de stabilité (0-100)",
        "Au pire",
        "Survie 0,9",
        "8 simulations, graine 1",
        "pas une prévision",
        "9 simulations sur 10",
        today,
    ):
        assert words in text, words
    assert '<rect x="0" y="0" width="1000"' in drawn
    assert re.search(r"<rect[^>]*fill: rgb\(255, 255, 255\); fill-opacity: 1", drawn)
    inks = re.findall(r"<text[^>]*fill: rgb\((\d+), (\d+), (\d+)\)", drawn)
    assert len(inks) > 10
    assert all(sum(map(int, ink)) < 3 * 128 for ink in inks)


@pytest.mark.parametrize("name", ["compare", "why"])
def test_every_page_of_results_copies_its_link(page, address, name):
    """The button of Explore stands on Compare and Why too."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{name}?{SMALL}")
    page.locator("#copy").wait_for()
    page.evaluate("""() => { // the button says so for a moment only, and a busy page may be slow
        const copy = document.querySelector('#copy');
        new MutationObserver(() => { window.saw ??= copy.textContent; })
            .observe(copy, {childList: true, subtree: true}); }""")
    page.locator("#copy").press("Enter")
    page.wait_for_function("window.saw === 'Link copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_phone_keeps_the_chart_in_sight(page, address):
    """The levers wait at the foot of a small screen; opened, they leave the chart above them."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/?{SMALL}")
    page.wait_for_selector(LINE, state="attached")
    assert not page.locator("#scenario").is_visible()
    page.locator("#drawer").press("Enter")
    page.locator("#scenario").wait_for()
    assert page.locator(".panel").bounding_box()["height"] < 0.5 * 844


def test_files_of_a_state(address):
    """Scenario, data and report come as files; a file that nobody can make is one line."""
    from urllib.error import HTTPError
    from urllib.request import urlopen

    found = {
        name: urlopen(f"{address}/{name}?{SMALL}").read().decode()
        for name in ("scenario.toml", "data.csv", "report.html")
    }
    assert 'extends = "at-worst"' in found["scenario.toml"]
    assert 'label = "At worst (changed)"' in found["scenario.toml"]
    plain = urlopen(f"{address}/scenario.toml?s=at-worst").read().decode()
    assert 'label = "At worst"' in plain
    assert found["data.csv"].startswith("indicator,unit,date,q05")
    assert found["report.html"].lstrip().lower().startswith("<!doctype html>")
    with pytest.raises(HTTPError) as told:
        urlopen(f"{address}/data.csv?s=nowhere")
    assert told.value.code == 400
    assert "Traceback" not in told.value.read().decode()


@pytest.mark.parametrize("query", ["s=nowhere", "cma.autonomy=7", "n=1e9", "x" * 5_000])
def test_a_wrong_link_gets_a_friendly_page(page, address, query):
    """One line that says what is wrong and a way on."""
    page.goto(f"{address}/?{query}")
    page.wait_for_selector("#page[data-page=trouble]")
    assert "Traceback" not in page.content()
    assert page.locator(".message").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["", "compare", "why", "sweep", "validation", "about"])
def test_axe_finds_nothing_and_nothing_runs_off(page, address, axe, scheme, name):
    """No accessibility fault and no sideways scrolling, phone to projector, day and night."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/{name}?{SMALL}")
    page.wait_for_selector("#page")
    if name in ("", "compare", "why"):
        _all_in(page, name or "explore")
    page.evaluate(axe)
    for width in (390, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"document.documentElement.scrollWidth <= {width}")
        found = page.evaluate(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        assert found == [], width


def test_a_megabyte_of_query_is_refused_in_one_line(address):
    """The server answers with a sentence, not with a traceback, and reads no more than it must."""
    import urllib.error
    import urllib.request

    for characters, code, words in (
        (2 * LONGEST + 1, 414, "characters are read"),
        (1_000_000, 431, "exceeds"),
    ):
        with pytest.raises(urllib.error.HTTPError) as told:
            urllib.request.urlopen(f"{address}/?{'x' * characters}")
        assert told.value.code == code
        body = told.value.read().decode()
        assert words in body
        assert "Traceback" not in body
