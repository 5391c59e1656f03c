"""The catalogues: every id in both languages, none unused, placeholders that agree, French marks."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import sahelsim
from sahelsim.analysis.classify import CLASSES, ORDER
from sahelsim.analysis.indicators import INDICATORS
from sahelsim.dashboard.levers import factors_of, levers_of
from sahelsim.dashboard.pages import compare
from sahelsim.dashboard.state import read
from sahelsim.model import parts
from sahelsim.model.events import FLAGS, OF_EACH, REGIME_BEGINS
from sahelsim.model.parts import PACKAGE
from sahelsim.model.sizes import OTHERWISE
from sahelsim.model.switches import SWITCHES
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import assumptions, load_scenario
from sahelsim.scenario.files import package_cards, scenario_names
from sahelsim.scenario.layers import starts
from sahelsim.texts.translator import LOCALES, catalogue, identifier, translator

SOURCE = Path(sahelsim.__path__[0])
ENGLISH = re.compile(r"\b(the|and|of|with|is|are|which|who|than)\b")
LOOSE = re.compile(r" [:;?!%»]|« |\d \d{3}\b")
# what the model names in English itself: these kinds have entries in French alone
OWN = (
    "action",
    "actor",
    "actor_about",
    "indicator",
    "outcome_class",
    "reason",
    "scenario",
    "scenario_about",
    "unit",
    "variable",
    "why",
)
# looked up by the names of the roster, so no sentence of the code spells the whole id
NAMED = (
    *OWN,
    "actor_short",
    "condition",
    "controller",
    "controller_letter",
    "event",
    "incentive",
    "incentive_help",
    "lever",
    "lever_help",
    "lever_named",
    "option",
    "parameter",
    "explorer",
)


def _kind(id):
    return id.partition(".")[0]


def _known(lang, *kinds):
    """Return the names that a language has words for, by kind."""
    return {id.partition(".")[2] for id in catalogue(lang) if _kind(id) in kinds}


def test_both_languages_have_every_id():
    """French has what English has, and names beside it only what the model names in English."""
    english, french = (set(catalogue(lang)) for lang in ("en", "fr"))
    assert english - french == set()
    assert {_kind(id) for id in french - english} == set(OWN)
    assert not {id for id in english if _kind(id) in OWN}


@pytest.mark.parametrize("lang", LOCALES)
def test_no_id_stands_twice(lang):
    """A second text under an id would hide the first."""
    path = SOURCE / "texts" / "locale" / lang / "LC_MESSAGES" / "sahelsim.po"
    ids = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.M)
    assert len(ids) == len(set(ids)) == len(catalogue(lang))


def _names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_placeholders_agree():
    """The same values stand in both languages, in every form of a plural."""
    english, french = catalogue("en"), catalogue("fr")
    for id, forms in english.items():
        wanted = _names(forms[-1])
        assert all(_names(text) == wanted for text in french[id]), id
        assert all(_names(text) == wanted for text in forms), id


def test_plurals_have_two_forms_in_both():
    """None is left out, and one and many are told apart."""
    for lang, one in (("en", "1 civilian is killed in Gao"), ("fr", "1 civil est tué à Gao")):
        forms = {id: len(f) for id, f in catalogue(lang).items()}
        assert {id for id, count in forms.items() if count == 2} == {"event.massacre"}
        assert translator(lang).counted("event.massacre", 1, place="Gao") == one
    assert "1,200 civilians are" in translator("en").counted("event.massacre", 1200, place="Gao")


@cache
def _said():
    """Return the strings of the code, and the patterns of those that are put together."""
    whole, made = set(), set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                made.add("".join(_pattern(part) for part in node.values))
    wide = {".+", ""}
    return whole, [re.compile(p) for p in made if re.match(r"[a-z_]+\\\.", p) and p not in wide]


def _pattern(part):
    return re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.-]+"


def test_no_id_is_unused():
    """Each is said by the code, or names something that exists (other tests)."""
    whole, made = _said()
    unused = [
        id
        for id in catalogue("en")
        if _kind(id) not in NAMED and id not in whole and not any(p.fullmatch(id) for p in made)
    ]
    assert unused == []


def test_every_id_that_the_code_says_exists():
    """A misspelt id is found here and not by a reader."""
    called = {id for path in SOURCE.rglob("*.py") for id in _asked(path)}
    assert len(called) > 150
    assert called - set(catalogue("en")) == set()


SPEAKERS = {"words", "other", "translator", "PageError", "counted", "self"}


def _asked(path):
    """Return every id that a file asks a translator for, in either branch of a condition."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        by = node.func.func if isinstance(node.func, ast.Call) else node.func
        if getattr(by, "id", getattr(by, "attr", "")) in SPEAKERS:
            yield from _texts(node.args[0])


def _texts(node):
    if isinstance(node, ast.IfExp):
        yield from [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in LOCALES:
        yield node.value


def test_the_page_of_one_file_says_each_of_its_ids():
    """Its template and script name them by their last part."""
    folder = SOURCE / "report" / "explorer"
    told = "".join(
        p.read_text(encoding="utf-8")
        for p in [*folder.glob("*.py"), *folder.glob("static/*.js"), *folder.glob("static/*.html")]
    )
    for id in catalogue("en"):
        if _kind(id) == "explorer":
            last = id.removeprefix("explorer.").removeprefix("errors_head.")
            last = re.sub(r"^tile_(stability|deaths|displaced|class)$", "tile_", last)
            last = re.sub(r"^(stability|classes|deaths|control)_unit$", "_unit", last)
            assert re.search(rf"\b{last}|\"{last}\"|{last}\"", told), id


@pytest.mark.parametrize("kind", sorted(OWN))
def test_no_french_text_is_left_empty_or_english(kind):
    """A label that was copied instead of translated is found by its commonest words."""
    for id, forms in catalogue("fr").items():
        if _kind(id) == kind:
            assert all(text.strip() for text in forms), id
            assert not any(ENGLISH.search(text) for text in forms), id


def test_no_line_breaks_before_a_mark():
    """Nowhere does a plain space stand before : ; ? ! % or inside guillemets."""
    words = translator("fr")
    for id, forms in catalogue("fr").items():
        told = words.counted(id, 3, place="") if len(forms) > 1 else words(id)
        assert not LOOSE.search(told), id


def _reasons():
    """Return every reason that an action gives for an incentive."""
    found, kinds = {identifier(OTHERWISE)}, _known("en", "incentive")
    for path in (PACKAGE / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                pair = [getattr(e, "value", None) for e in node.elts]
                found |= {identifier(pair[1])} if pair[0] in kinds else set()
    return found


def test_french_names_what_the_model_names():
    """Actors, actions, indicators, scenarios and what they are about: all, and no other."""
    levers = levers_of("baseline").values()
    turned = {lever.group for lever in levers} - {"contract", "theory"}
    first_day = {n for n in starts(load_scenario("baseline")) if not n.startswith("control.")}
    for kind, names in {
        "action": set(parts.names("actions")),
        "actor": turned,
        "actor_about": turned,
        "indicator": set(INDICATORS),
        "outcome_class": set(CLASSES),
        "reason": _reasons(),
        "scenario": set(scenario_names()),
        "scenario_about": set(scenario_names()),
        "variable": first_day,
    }.items():
        assert _known("fr", kind) == names, kind


def test_both_languages_name_what_pages_show():
    """Levers, what they can be, incentives, conditions and events: all, and no other."""
    known = [lever for name in scenario_names() for lever in levers_of(name).values()]
    rest = {lever.key for lever in known if lever.group in ("contract", "theory")}
    kinds = {lever.key.partition(".")[2] for lever in known} - {""}
    wanted = {kind for kind in kinds if kind in _known("en", "incentive_help")}
    assert _known("en", "lever") == rest
    assert _known("en", "incentive") - {"cost"} == _known("en", "incentive_help") == wanted
    options = {f"{name}.{o}" for name, switch in SWITCHES.items() for o in switch.options}
    assert _known("en", "option") == options
    flags = {kind for flag in (*FLAGS, *OF_EACH) for kind in flag[2:] if kind}
    begins = set(REGIME_BEGINS.values())
    assert _known("en", "event") == flags | begins | {"coup_attempt", "massacre", "control"}
    assert _known("en", "actor_short") >= set(package_cards())
    every = {n for s in scenario_names() for n in factors_of(s)}
    first = {f"initial.{name}" for name in VARIABLES}
    assert _known("en", "parameter") <= every | first
    assert _known("en", "lever_named") == _known("en", "lever_help") <= every


def test_every_condition_of_a_class_has_words():
    """What gave a run its class is said in both languages."""
    import numpy as np

    from sahelsim.analysis.classify import criteria, flags

    names = (
        "total_deaths",
        "accord_in_force",
        "cma_state_deaths",
        "coup_hazard",
        "elections_held",
        "jihadist_control_share",
        "junta_in_power",
        "wagner_men",
        "state_control_share",
        "one_sided_state",
        "azawad_control_share",
        "war_weeks",
    )
    series = {name: np.zeros((1, 53)) for name in names}
    found = criteria(series)
    conditions = {c for name in ORDER for c in found[name]}
    assert _known("en", "condition") == conditions | {"no_other_rule"}
    carried = {flag for of_class in flags(series).values() for flag in of_class}
    assert _known("en", "flag") == carried | {"all"}


def test_french_has_every_unit_and_every_reason_of_a_lever():
    """Units of all indicators and parameters; reasons of what a page can turn."""
    units = {identifier(i.unit) for i in INDICATORS.values()}
    units |= {
        identifier(r["unit"]) for n in scenario_names() for r in assumptions(load_scenario(n))
    }
    assert units - _known("fr", "unit") == set()
    known = [lever for name in scenario_names() for lever in levers_of(name).values()]
    whys = {identifier(lever.factor.why) for lever in known if lever.factor.why}
    assert _known("fr", "why") == whys


@pytest.mark.parametrize("lang", LOCALES)
def test_an_unknown_id_is_refused(lang):
    """Gettext would show it to the reader."""
    with pytest.raises(KeyError, match=r"dashboard\.nowhere"):
        translator(lang)("dashboard.nowhere")
    with pytest.raises(KeyError, match=r"event\.nowhere"):
        translator(lang).counted("event.nowhere", 2)


def test_a_scenario_of_ones_own_keeps_its_words():
    """A name that the catalogue has not is told as its card tells it."""
    words = translator("fr")
    assert words.named("scenario", "mine", "My scenario") == "My scenario"
    assert words.prose("why", "because I say so") == "because I say so"
    assert compare.labels_of(words, [read("s=no-deal")]) == ["Pas de contrat"]
