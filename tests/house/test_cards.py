"""The laws of cards: headings, units, ranges, sources, and a test for every part."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from sahelsim.core.cards import INCENTIVES
from sahelsim.core.parameter import numbers_of
from sahelsim.core.references import citation, entries
from sahelsim.geography.provenance import FIELDS, content_hash, provenance
from sahelsim.geography.tables import DATA
from sahelsim.model import parts
from sahelsim.model.opening import REASONS
from sahelsim.model.schedule import PHASES
from sahelsim.model.switches import SWITCHES
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import assumptions, load_scenario
from sahelsim.scenario.files import package_cards, scenario_folder

ROOT = Path(__file__).parents[2]
MECHANISMS, ACTIONS = parts.names("mechanisms"), parts.names("actions")
HEADINGS = ["Equation", "Symbols", "Source", "Assumptions", "Not here"]
KEY = re.compile(r"``([a-z][a-z_]+(?:_\d{4})?)``|`([a-z][a-z_]+_\d{4})`")


@pytest.mark.parametrize("name", MECHANISMS)
def test_mechanism_has_every_heading_in_order(name):
    """A reader finds equation, symbols, source, assumptions and limits in every file."""
    doc = __import__(f"sahelsim.mechanisms.{name}", fromlist=["x"]).__doc__
    found = [line for line in doc.splitlines() if line in HEADINGS]
    assert found == HEADINGS


@pytest.mark.parametrize("name", ACTIONS)
def test_action_has_its_headings(name):
    """Every order says what its giver expects, what it does, and where it comes from."""
    doc = __import__(f"sahelsim.actions.{name}", fromlist=["x"]).__doc__
    found = [line for line in doc.splitlines() if line in ("Expects", "Does", "Source")]
    assert found == ["Expects", "Does", "Source"]


def test_every_start_value_has_its_own_reason():
    """A guess about the first day says why, one by one; a verified value needs no reason."""
    national = [v for v in VARIABLES.values() if v.axis == "nation" and v.kind == "stock"]
    guessed = {v.name for v in national if v.source == "assumed"}
    assert guessed <= REASONS.keys() <= {v.name for v in national}
    told = [r for r in assumptions(load_scenario("baseline")) if r["name"].startswith("initial.")]
    assert all(len(r["why"]) > 10 for r in told)
    assert max(Counter(REASONS.values()).values()) <= 3  # before a contract, its three numbers


@pytest.mark.parametrize("name", MECHANISMS)
def test_mechanism_declares_known_variables_and_phase(name):
    """Phases and variables are names of the engine's tables."""
    part = parts.load_class("mechanisms", name)
    assert part.phase in PHASES
    assert set(part.reads) | set(part.writes) <= set(VARIABLES)


@pytest.mark.parametrize(
    "folder, name", [("mechanisms", n) for n in MECHANISMS] + [("actions", n) for n in ACTIONS]
)
def test_every_number_has_unit_range_and_known_source(folder, name):
    """No constant enters without unit, range and source; a guess says why."""
    for number in numbers_of(parts.load_class(folder, name)).values():
        assert number.unit
        assert number.low <= number.value <= number.high
        assert number.low < number.high
        assert number.source == "assumed" or number.source in entries()
        assert number.source != "assumed" or number.why


def _sources_in_text() -> set[str]:
    used = set()
    files = [
        *(ROOT / "src").rglob("*.py"),
        *(ROOT / "src").rglob("*.toml"),
        *ROOT.glob("scenarios/**/*.toml"),
    ]
    for path in files:
        text = path.read_text(encoding="utf-8")
        used |= {key for key in entries() if re.search(rf"\b{key}\b", text)}
    return used


def test_every_reference_is_used():
    """The bibliography holds nothing that no number or equation names."""
    assert set(entries()) - _sources_in_text() == set()


def test_every_named_key_exists():
    """A key in a docstring or table is an entry of the bibliography."""
    named = set()
    for path in (ROOT / "src/sahelsim").rglob("*.py"):
        if path.parent.name in ("mechanisms", "actions"):
            for a, b in KEY.findall(path.read_text(encoding="utf-8")):
                named.add(a or b)
    keys = {k for k in named if re.search(r"_\d{4}$|^athena_|^ucdp_|^unhcr", k)}
    assert keys - set(entries()) == set()
    assert all(s in entries() for switch in SWITCHES.values() for s in switch.sources)
    assert all(v.source in {*entries(), "assumed", "definition"} for v in VARIABLES.values())


def test_citations_read_well():
    """Every entry has author and year, and a note with its evidence mark."""
    for key, entry in entries().items():
        assert citation(key).startswith(entry["author"])
        assert re.search(r"evidence [SAKD]$", entry["note"])


@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_has_its_test(name):
    """One equation, one test file."""
    assert (ROOT / "tests/mechanisms" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", sorted(package_cards()))
def test_actor_cards_are_whole(name):
    """Cards want something known, can do what exists, and name a source."""
    card = package_cards()[name]
    assert card.source in entries()
    assert set(card.incentives) <= set(INCENTIVES)
    assert sum(card.weights.values()) == pytest.approx(1.0)
    assert card.roles
    assert len(card.about) > 60


def test_every_order_can_be_given_by_somebody():
    """No order stands idle: each is on at least one card."""
    given = {order for card in package_cards().values() for order in card.can}
    assert set(ACTIONS) == given


@pytest.mark.parametrize("name", sorted(provenance()))
def test_every_table_has_provenance(name):
    """Each table has licence, date and the hash of what is shipped."""
    card = provenance()[name]
    assert tuple(card) == FIELDS
    assert card["sha256"] == content_hash(card["file"])


def test_no_table_without_a_card_and_none_that_may_not_be_shipped():
    """Every shipped file has its card, and ACLED's regional counts are not among them."""
    shipped = {p.stem for p in DATA.iterdir() if p.suffix in (".csv", ".json")}
    assert shipped == set(provenance())
    assert "region_share_of_deaths" not in shipped


def test_assumptions_list_guesses_first():
    """What is taken on trust can be listed, guesses first, each with a why."""
    rows = assumptions(load_scenario("baseline"))
    guesses = [row["source"] == "assumed" for row in rows]
    assert guesses == sorted(guesses, reverse=True)
    assert all(row["why"] for row in rows if row["source"] == "assumed")
    assert sum(guesses) > 100


def test_scenarios_are_those_of_the_design():
    """All ten stories ship."""
    names = {p.stem for p in scenario_folder().glob("*.toml")}
    wanted = {
        "baseline",
        "at-best",
        "at-worst",
        "no-deal",
        "france-stays",
        "accord-first",
        "french-exit-no-wagner",
        "successor-contractor",
        "restrained-wagner",
        "history",
    }
    assert wanted <= names
    assert all(tomllib.loads((scenario_folder() / f"{n}.toml").read_text()) for n in wanted)
