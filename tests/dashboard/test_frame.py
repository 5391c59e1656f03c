"""What pages share: the way to the other language, and what stories can be compared by."""

import re

import pytest

from sahelsim.dashboard import parts
from sahelsim.dashboard.pages import compare
from sahelsim.dashboard.state import read
from sahelsim.texts.translator import translator


@pytest.mark.parametrize("page", ["explore", "compare", "why", "sweep", "validation", "about"])
def test_every_page_leads_to_itself_in_the_other_language(page):
    """The link alone does it: not every page has a script that follows the levers."""
    for query, other in (("s=baseline", "fr"), ("s=baseline&lang=fr", "en")):
        state = read(query)
        text = str(parts.frame(page, translator(state.lang), state, []))
        [there] = re.findall(r"id='language', href='\?([^']*)'", text)
        assert read(there).lang == other


def test_stories_of_different_calendars_are_not_subtracted():
    """Their time axis spans both; week k is another date in each."""
    apart, alike = (
        [read(f"s={n}") for n in names]
        for names in (("from-2018", "baseline"), ("at-best", "at-worst"))
    )
    assert compare.same_calendar(alike)
    assert not compare.same_calendar(apart)
    span = compare.span_of(apart)
    assert (span.start, span.end) == (apart[0].story.start, apart[1].story.end)
