"""What a page offers a reader beyond its charts: lists that can be searched, tables, a way back."""

import json
from dataclasses import replace

import pytest

from sahelsim.dashboard import drawing
from sahelsim.dashboard.pages import about, compare, explore
from sahelsim.dashboard.state import read
from sahelsim.scenario import assumptions
from sahelsim.study.ensemble import run_scenario
from sahelsim.texts.translator import translator

SMALL = "s=at-worst&n=8&weeks=40"
PHONE = {"width": 390, "height": 844}


def _ready(page, name="explore"):
    page.wait_for_function(f"document.querySelector('#{name}-bar')?.style.width === '100%'")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_number_is_listed_with_all_that_is_known_of_it(lang):
    """One row a number; what is in English alone says so; a switch has an answer, not a range."""
    state, words = read(f"lang={lang}"), translator(lang)
    rows = assumptions(state.story)
    listed = json.loads(about.numbers(words, state, rows))
    assert len(listed["rows"]) == len(rows)
    assert {len(row) for row in listed["rows"]} == {len(listed["names"]) + 1}
    found = {row[1]: row for row in listed["rows"]}
    name, _, value, unit, span, source, why = found["actors.cma.incentives.autonomy"]
    assert name == f"CMA{words.colon}{words('incentive.autonomy')}"
    assert (value, unit) == (words.plain(0.34), words.unit("weight"))
    assert span == "0 – 1"
    assert source == words("dashboard.assumed") or source
    assert isinstance(why, str)
    assert found["switches.payment_mode"][3:5] == ["", ""]
    english = [row for row in listed["rows"] if isinstance(row[-1], list)]
    assert bool(english) == (lang == "fr")


def test_civilians_killed_stand_right_after_all_deaths():
    """In all and by side, drawn with the others; the first redraw after a move has no more to do."""
    state = read(SMALL)
    result = run_scenario(state.story, runs=8, seed=1)
    drawn = drawing.sides(translator("en"), result, state.story)
    lines = [trace for trace in drawn.figure["data"] if "fill" not in trace]
    assert [line["name"] for line in lines] == [
        "state side",
        "jihadists",
        "militias",
        "CMA, Platform",
    ]
    assert len(drawn.figure["data"]) == 2 * len(lines)
    assert len({line["line"]["dash"] for line in lines}) == len(lines)
    for side in drawing.SIDES:
        middle = translator("en").number(result.summary[f"one_sided_{side}"]["median"], "deaths")
        assert middle in drawn.sentence
    assert len(drawn.rows[0]) == len(lines) + 1
    fans = list(explore.FANS)
    assert fans[fans.index("total_deaths") + 1] == "one_sided_deaths"

    class Done:
        kept, growing, finished = [result], None, True

    first = explore.paint(state, translator("en"), [Done()], True)
    whole = explore.paint(state, translator("en"), [Done()], False)
    assert len(whole["rest"]) == len(explore.REST)
    assert "rest" not in first


@pytest.mark.parametrize(
    "lang, last", [("en", "Over all weeks"), ("fr", "Sur toutes les semaines")]
)
def test_a_table_of_deaths_ends_with_their_sum(lang, last):
    """The sentence's number stands under the months that make it up."""
    state, words = read(SMALL), translator(lang)
    result = run_scenario(state.story, runs=8, seed=1)
    drawn = drawing.fan(words, [result], ["X"], "total_deaths", state.story)
    assert drawn.rows[-1][0] == last
    middle = words.number(result.summary["total_deaths"]["median"], "deaths")
    assert drawn.rows[-1][1].startswith(f"{middle} (")
    assert middle in drawn.sentence
    ended = drawing.fan(words, [result], ["X"], "stability", state.story)
    assert ended.rows[-1][0] == words.date(result.dates[-1])


def test_a_comparison_says_how_runs_end_only_once_they_have_ended():
    """While one story still grows, its lines say up to when, and no outcome and no gap is told."""
    state = read(f"{SMALL}&s=at-best")
    whole = [run_scenario(s.story, runs=8, seed=1) for s in compare.all_of(state)]
    other = compare.all_of(state)[1].story
    part = replace(run_scenario(replace(other, weeks=16), runs=8, seed=1), scenario={"weeks": 40})

    class Job:
        def __init__(self, kept, growing):
            self.kept, self.growing = kept, growing

    early = compare.paint(state, translator("en"), [Job([whole[0]], None), Job([], part)], False)
    assert set(early) == {"both"}
    assert f"So far, up to {translator('en').date(part.dates[-1])}" in str(early["both"])
    late = compare.paint(state, translator("en"), [Job([r], None) for r in whole], False)
    assert {"both", "classes", "gaps", "maps"} <= set(late)
    assert "so far" not in str(late["both"]).lower()


@pytest.mark.browser
def test_civilians_killed_are_drawn(page, address):
    """Beside one another on the page, as all deaths are."""
    page.goto(f"{address}/?{SMALL}")
    page.wait_for_selector("#fan-one_sided_deaths .js-line", state="attached")
    page.wait_for_function("document.querySelectorAll('#sides path.js-line').length >= 4")
    assert "jihadists" in page.locator("#sides-said").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize(
    "lang, typed, told, one",
    [("en", "CMA survival", "shown", "CMA: Survival"), ("fr", "survie cma", "affichés", "CMA")],
)
def test_the_list_of_numbers_shortens_as_one_types(page, address, lang, typed, told, one):
    """By keyboard alone, whatever the order, the case and the accents; it says how many of how many."""
    page.goto(f"{address}/about?{SMALL}&lang={lang}")
    page.locator("#page details summary").press("Enter")
    rows, shown = page.locator(".numbers tbody tr:visible"), page.locator("#numbers-shown")
    rows.nth(900).wait_for()  # the list is built once the browser has told that it was opened
    every = rows.count()
    assert told in shown.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.type(typed)
    assert 1 <= rows.count() < 20
    assert one in rows.first.inner_text()
    assert shown.inner_text().startswith(f"{rows.count()} ")
    page.keyboard.type(" qqq")
    assert rows.count() == 0
    assert shown.inner_text().startswith("0 ")
    page.locator("#numbers-find").fill("")
    assert rows.count() == every
    assert page.evaluate("document.activeElement.id") == "numbers-find"


@pytest.mark.browser
def test_on_a_phone_a_number_is_a_card(page, address, axe):
    """Name, value, unit, source and reason stand within the screen; nothing is cut at its side."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/about?{SMALL}")
    page.locator("#page details summary").click()
    page.locator("#numbers-find").fill("junta survival")
    card = page.locator(".numbers tbody tr:visible").first
    text = card.inner_text()
    for words in ("Junta: Survival", "0.34", "weight", "assumed, no source", "two coups"):
        assert words in text
    before = "cell => getComputedStyle(cell, '::before').content"
    named = [cell.evaluate(before) for cell in card.locator("td").all()]
    assert [("Value" in named[0]), ("Source" in named[3]), ("Why" in named[4])] == [True] * 3
    for cell in card.locator("th, td").all():
        box = cell.bounding_box()
        assert box is None or box["x"] + box["width"] <= PHONE["width"]
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id))")
    assert found == []


@pytest.mark.browser
def test_a_table_that_is_cut_off_says_so(page, address):
    """An arrow stands at the edge behind which more follows, and goes once one is there."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/?{SMALL}")
    _ready(page)
    figure = page.locator("figure[data-map=map-0]")
    figure.locator("summary").click()
    cut = figure.locator(".cut.downward")
    cut.wait_for()
    arrow = "getComputedStyle(document.querySelector('[data-map=map-0] .cut'), '::after')"
    assert page.evaluate(f"{arrow}.display") == "grid"
    assert "50 rows" in figure.inner_text()
    figure.locator(".wide").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    cut.wait_for(state="detached")
    assert page.evaluate(f"{arrow}.display") != "grid"
    page.goto(f"{address}/why?{SMALL}")
    page.locator(".decisions summary").first.click()
    page.locator(".decisions details[open] .cut.rightward").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("leave", ["walk", "close"])
def test_the_tour_leaves_a_phones_levers_as_they_were(page, address, opened, leave):
    """It opens them for the steps that point into them, and only then closes them again."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/?{SMALL}")
    _ready(page)
    if opened:
        page.locator("#drawer").press("Enter")
    page.locator("#tour-open").press("Enter")
    page.locator("#scenario").wait_for()
    if leave == "close":
        page.locator("#tour-close").press("Enter")
    else:
        seen = []
        while page.locator("#tour").is_visible():
            seen.append(page.locator("#scenario").is_visible())
            page.locator("#tour-next").press("Enter")
        assert seen == [True, True, *[opened] * 3, True]
    assert page.locator("#scenario").is_visible() == opened
    assert page.locator("#drawer").get_attribute("aria-expanded") == str(opened).lower()


def test_a_map_is_as_high_as_its_frame():
    """A height of its own would draw it over its sentence wherever the page gives it less room."""
    assert "height" not in drawing.blank_map()["layout"]


@pytest.mark.browser
def test_maps_of_other_years_say_which_day_they_show(page, address, awaited):
    """The slider walks through all days of both; a map that does not cover one says its nearest."""
    page.goto(f"{address}/compare?s=at-worst&s=from-2018&n=4&weeks=20")
    _ready(page, "compare")
    page.wait_for_selector("#compare-map-1 .textpoint", state="attached")
    months, shown = page.locator("#month"), page.locator("#month-name")
    late, early = (page.locator(f"#compare-map-{k}-when") for k in (0, 1))
    awaited(lambda: shown.inner_text()[:7], "2022-03")
    awaited(lambda: (late.inner_text(), early.inner_text()[:13]), ("", "as of 2018-05"))
    months.fill("0")
    awaited(lambda: shown.inner_text(), "2018-01-01")
    awaited(lambda: (late.inner_text(), early.inner_text()), ("as of 2021-11-01", ""))


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_map_can_be_read_without_its_colours(page, address, awaited, lang):
    """On each cercle stands its holder's letter, which the legend explains, and moves along."""
    page.goto(f"{address}/?{SMALL}&lang={lang}")
    _ready(page)
    explained = page.locator(".keys b").all_inner_texts()
    assert len(set(explained)) == len(explained) == 6
    letters = page.locator("#map-0 .textpoint")
    letters.nth(49).wait_for(state="attached")
    awaited(lambda: set(letters.all_text_contents()) <= set(explained), True)
    last = letters.all_text_contents()
    assert len(last) == 50
    page.locator("#month").fill("0")
    awaited(lambda: letters.all_text_contents() != last, True)


@pytest.mark.browser
def test_on_a_phone_the_map_keeps_to_its_frame(page, address):
    """Its sentence stands below the country, not on it, however the page was loaded."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/?{SMALL}")
    _ready(page)
    page.wait_for_selector("#map-0 path.js-fill", state="attached")
    lowest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('#map-0 path.js-fill')]"
        ".map(path => path.getBoundingClientRect().bottom))"
    )
    assert lowest <= page.evaluate(
        "document.getElementById('map-0-said').getBoundingClientRect().top"
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    "where", ["?s=nowhere&lang=fr", "nowhere?lang=fr", "?lang=fr&cma.autonomy=7"]
)
def test_a_wrong_french_link_gets_a_french_page(page, address, axe, where):
    """Title, message and the way on are French, and the way on leads to a French page."""
    page.goto(f"{address}/{where}")
    page.wait_for_selector("#page[data-page=trouble]")
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.locator("h1").inner_text() == "Ce lien ne peut pas être affiché"
    assert page.locator(".message").get_attribute("lang") == "fr"
    page.evaluate(axe)
    assert page.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == []
    page.get_by_text("Repartir du scénario de base").click()
    page.wait_for_selector("#page[data-page=explore][lang=fr]")
