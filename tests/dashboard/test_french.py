"""French: its spaces, its numbers, its words for settings, and what it says when a link is wrong."""

import re
from itertools import combinations

import pytest

from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard import drawing, faults, parts
from sahelsim.dashboard.pages import compare
from sahelsim.dashboard.state import LANGUAGES, language_of, read
from sahelsim.scenario.files import scenario_names
from sahelsim.texts.translator import HARD, NARROW, translator


@pytest.mark.parametrize(
    "made, english, french",
    [
        (lambda w: w.percent(0.42), "42%", f"42{NARROW}%"),
        (lambda w: w.number(51_234.0, "people"), "51,200", f"51{NARROW}200"),
        (lambda w: w.number(0.042, "share"), "4.2%", f"4,2{NARROW}%"),
        (lambda w: w.plain(2500), "2,500", f"2{NARROW}500"),
        (lambda w: w.plain(0.25), "0.25", "0,25"),
        (lambda w: w.signed(-1.5, 1), "\u22121.5", "\u22121,5"),
        (lambda w: w.listed(["a", "b"]), "a; b", f"a{NARROW}; b"),
        (lambda w: f"a{w.colon}b", "a: b", f"a{HARD}: b"),
    ],
)
def test_numbers_and_marks_are_set_as_the_language_sets_them(made, english, french):
    """A number never parts from its percent sign or its thousands."""
    assert (made(translator("en")), made(translator("fr"))) == (english, french)


def test_charts_write_percents_and_colons_in_french():
    """Axes and what stands at the pointer follow the page, as far as Plotly lets them."""
    figure = {
        "data": [{"hovertemplate": "Base: %{x:.0%}<extra></extra>"}],
        "layout": {"xaxis": {"tickformat": ".0%"}, "yaxis": {}},
    }
    drawn = drawing.finished(translator("fr"), figure, "", []).figure
    assert drawn["data"][0]["hovertemplate"] == f"Base{HARD}: %{{x:$.0%}}<extra></extra>"
    assert drawn["layout"]["xaxis"]["tickformat"] == "$.0%"
    assert parts.still(translator("fr"))["locales"]["fr"]["format"]["currency"] == [
        "",
        f"{NARROW}%",
    ]


@pytest.mark.parametrize(
    "query, told",
    [
        ("s=nowhere", "pas de scénario"),
        ("s=bas-line", "vouliez-vous dire «\u00a0baseline\u00a0»"),
        ("cma.autonomy=7", f"7 sort de l'étendue de 0{' '}à 1"),
        ("cma.autonomy=0,5", "n'est pas un nombre"),
        ("payment_mode=gold", "permis"),
        ("n=0", "nombre entier de 1 à 400"),
        ("fork=yesterday", "écrivez DATE"),
        ("x" * 5_000, f"4{NARROW}000 caractères"),
    ],
)
def test_a_wrong_link_is_told_in_its_language(query, told):
    """The page, its message and the way on are French; one English line stays for who needs it."""
    link = f"lang=fr&{query}"
    assert language_of(link) == "fr"
    with pytest.raises(SahelsimError) as refused:
        read(link)
    words = translator("fr")
    assert told in faults.told(words, refused.value)
    page = str(parts.trouble(words, refused.value))
    assert "lang='fr'" in page
    assert "Ce lien ne peut pas être affiché" in page
    assert "Repartir" in page
    assert words("dashboard.in_english") not in page


def test_what_is_known_in_english_alone_says_so():
    """A fork is refused deeper down: its line is marked as English for who reads and who listens."""
    with pytest.raises(SahelsimError) as refused:
        read("fork=2022-01-03~junta~fly&lang=fr")
    page = str(parts.trouble(translator("fr"), refused.value))
    assert translator("fr")("dashboard.in_english") in page
    assert "className='message', lang='en'" in page.replace("role='alert', ", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_differs_between_stories_is_said_in_words(lang):
    """No shipped story differs from another in a setting that a reader meets by its dotted name."""
    words = translator(lang)
    known = {n: compare.settings(words, read(f"s={n}&lang={lang}")) for n in scenario_names()}
    differ = {
        name
        for a, b in combinations(known.values(), 2)
        for name in set(a) | set(b)
        if a.get(name) != b.get(name)
    }
    assert len(differ) > 60
    assert [name for name in differ if re.search(r"[a-z_]\.[a-z_]", name)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_settings_share_their_words(lang):
    """A table of settings has a row for each."""
    from sahelsim.dashboard.levers import factors_of
    from sahelsim.dashboard.names import called

    names = list(factors_of("baseline"))
    assert len(set(called(translator(lang), read(""), names).values())) == len(names)
