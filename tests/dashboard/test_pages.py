"""The explorer in a real headless Chromium, with every way out of the machine cut."""

import re
import signal
import subprocess
import sys

import pytest

SMALL = "s=at-worst&n=8&weeks=40"
LINE = "#fan-stability .js-line"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve the explorer as a user does, on a free port, and stop it as a user does."""
    command = [sys.executable, "-m", "sahelsim.present.cli.main", "dashboard"]
    options = ["--port", "0", "--no-browser", "--results", str(tmp_path_factory.mktemp("out"))]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as served:
        yield re.search(r"http://\S+(?=/)", served.stdout.readline())[0]
        served.send_signal(signal.SIGINT)
    assert served.returncode in (0, 130)


@pytest.fixture
def page(browser, address):
    """Open a tab that notes what it asks for and what goes wrong; both must stay clean."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    outside, faults = [], []
    opened.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url),
    )
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()
    assert outside == []
    assert faults == []


def _all_in(page, name="explore"):
    page.wait_for_function(
        f"document.querySelector('#{name}-status')?.innerText.match(/^(All|Les) .* runs|ex/)"
        f" && document.querySelector('#{name}-bar').style.width === '100%'"
    )


def _path(page):
    return page.locator(LINE).first.get_attribute("d")


def test_a_slider_changes_the_figure_and_the_link_restores_it(page, address):
    """The keyboard moves a slider, the band follows, and the address holds it all."""
    page.goto(f"{address}/?{SMALL}")
    page.wait_for_selector(LINE, state="attached")
    _all_in(page)
    before = _path(page)
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
    after, link = _path(page), page.url
    page.goto(link)
    page.wait_for_selector(LINE, state="attached")
    _all_in(page)
    assert page.locator("[id='lever-cma.autonomy']").input_value() == "0"
    assert _path(page) == after != before
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


def test_a_fork_draws_both_ensembles(page, address):
    """One decision changed: two lines on one chart, and their difference."""
    page.goto(f"{address}/why?{SMALL}&fork=2022-01-03~junta~talk_to_jnim")
    page.wait_for_function("document.querySelectorAll('#fork-both path.js-line').length >= 2")
    page.wait_for_selector("#fork-gap path.js-line", state="attached")
    assert "Talk to JNIM".lower() in page.locator("#fork-title").inner_text().lower()


@pytest.mark.parametrize("query", ["s=nowhere", "cma.autonomy=7", "n=1e9", "x" * 5_000])
def test_a_wrong_link_gets_a_friendly_page(page, address, query):
    """One line that says what is wrong and a way on."""
    page.goto(f"{address}/?{query}")
    page.wait_for_selector("#page[data-page=trouble]")
    assert "Traceback" not in page.content()
    assert page.locator(".message").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_axe_finds_nothing_and_nothing_runs_off(page, address, axe, scheme, width):
    """No accessibility fault and no sideways scrolling, phone to projector, day and night."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("", "why", "about"):
        page.goto(f"{address}/{name}?{SMALL}")
        page.wait_for_selector("#page")
        if not name:
            page.wait_for_selector(LINE, state="attached")
            _all_in(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        assert found == []


def test_a_megabyte_of_query_is_refused_in_one_line(address):
    """The server answers with a sentence, not with a traceback."""
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(f"{address}/?{'x' * 1_000_000}")
    assert told.value.code == 414
    assert "characters are read" in told.value.read().decode()
