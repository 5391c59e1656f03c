"""What the shipped tables and references may tell: nothing after 2022, no source after October 2021."""

import csv
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from sahelsim.analysis.months import shifted
from sahelsim.core.parameter import numbers_of
from sahelsim.core.references import entries
from sahelsim.geography import history
from sahelsim.geography.provenance import provenance
from sahelsim.geography.tables import DATA, read_table
from sahelsim.model import parts
from sahelsim.model.switches import SWITCHES
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario import load_scenario
from sahelsim.scenario.factors import factors
from sahelsim.scenario.files import package_cards

LAST = "2021-10-31"  # nothing later sets a number
CENSUS = ("F130",)  # totals of the census of 2022, spread back to 2021
TABLES = sorted(p.stem for p in DATA.glob("*.csv"))
ABOUT_THE_SOURCE = re.compile(
    r"source|publisher|url"
)  # when it was read or published, not what happened
AFTER = re.compile(
    r"africa.corps|minusma.{0,20}(conclu|withdr|ends? )|battle.of.kidal..2023|kidal.offensive|"
    r"tinzaouat[ei]n.{0,12}2024|csp.dpa|intahaka.{0,40}(fama|wagner)|prigo.hin.{0,20}(mutin|death)",
    re.IGNORECASE,
)
DATES = ("month", "date", "date_end", "field_end", "end", "year", "origin")
TEXTS = [
    *(Path(parts.PACKAGE)).rglob("*.py"),
    *(Path(parts.PACKAGE)).rglob("*.toml"),
]


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_tells_of_an_event_after_2022(name):
    """Later years stand only where a source says when it was published, later events nowhere."""
    for row in read_table(name):
        for column, cell in row.items():
            assert not AFTER.search(cell), (column, cell)
            text = isinstance(cell, str) and not re.fullmatch(r"[-\d.]*", cell)
            if text and not ABOUT_THE_SOURCE.search(column):
                assert not re.search(r"\b20(2[3-9]|[3-9]\d)\b", cell), (column, cell)


@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_dated_after_its_card_says(name):
    """The card's last day covers every dated row, and lies before 2023."""
    until = provenance()[name]["data_until"]
    assert date.fromisoformat(until) <= date(2022, 12, 31)
    for row in read_table(name):
        for column in set(DATES) & set(row):
            assert row[column] <= until, (column, row[column])


def test_no_text_of_the_package_tells_of_an_event_after_2022():
    """Code, cards and texts name nothing that happened later."""
    told = [(p.name, m.group()) for p in TEXTS if (m := AFTER.search(p.read_text("utf-8")))]
    assert told == []


def test_every_reference_says_until_when_its_figures_describe():
    """A day each; what is later than October 2021 only checks."""
    for key, entry in entries().items():
        assert date.fromisoformat(entry["data_until"]), key
        assert (entry["data_until"] > LAST) == (entry.get("use") == "check"), key


def _named_sources():
    found = [(f"cards.{n}", card.source) for n, card in package_cards().items()]
    for folder in ("mechanisms", "actions"):
        for part in parts.names(folder):
            numbers = numbers_of(parts.load_class(folder, part))
            found += [(f"{folder}.{part}.{k}", n.source) for k, n in numbers.items()]
    found += [(f"switches.{n}", source) for n, s in SWITCHES.items() for source in s.sources]
    found += [(f"variables.{n}", v.source) for n, v in VARIABLES.items()]
    found += [(f.name, f.source) for f in factors(load_scenario("baseline"))]
    return [(name, key) for name, key in found if key in entries()]


def test_no_number_rests_on_what_was_seen_after_october_2021():
    """Sources of actions, mechanisms, cards, switches and start values describe earlier days."""
    late = [(name, key) for name, key in _named_sources() if entries()[key]["data_until"] > LAST]
    assert late == []


@pytest.mark.parametrize("folder", ["mechanisms", "actions"])
def test_a_docstring_sets_later_facts_apart_as_checks(folder):
    """What came after October 2021 stands after the word "Check" in a part's Source."""
    for part in parts.names(folder):
        doc = __import__(f"sahelsim.{folder}.{part}", fromlist=["x"]).__doc__
        source = re.split(r"\n(?=[A-Z][a-z ]+\n)", doc.split("\nSource\n")[1])[0]
        before = source.split("Check:")[0]
        late = [key for key, e in entries().items() if e["data_until"] > LAST and key in before]
        assert late == [], part
        told = before.replace("the article of November 2021", "")
        assert not re.search(r"20(2[2-9]|21-1[12])|(November|December) 2021", told), part


def test_a_reason_names_no_later_fact():
    """Facts that a number's reason cites are dated to October 2021, the census apart."""
    dated = {row["id"]: row["date"] for row in read_table("facts")}
    for factor in factors(load_scenario("baseline")):
        for fact in re.findall(r"\bF\d{3}\b", factor.why):
            assert dated[fact] <= LAST[:7] or fact in CENSUS, (factor.name, fact)


def test_types_of_deaths_add_up():
    """A month's types are its total, from 2018; a year's are near its months'."""
    total, state = (history.deaths(k, "2022-12", "2010-01") for k in ("total", "state_based"))
    rest = history.deaths("other", "2022-12", "2010-01")
    assert list(total) == [shifted("2010-01", k) for k in range(156)]
    assert min(state) == min(rest) == "2018-01"
    assert all(total[m] == state[m] + rest[m] for m in state)
    for year, by in history.deaths_by_type(2020).items():
        assert sum(by.values()) == pytest.approx(
            sum(d for m, d in total.items() if m[:4] == str(year)), rel=0.04, abs=1
        )


def test_regions_hold_nearly_all_deaths_and_no_count_of_acled():
    """Deaths by region and month are UCDP's own, 95 in 100 at least since 2017."""
    total = history.deaths("total", "2022-12", "2017-01")
    where = history.deaths_by_region("2022-12")
    assert where.keys() == total.keys()
    assert all(len(by) == 10 for by in where.values())
    share = sum(sum(by.values()) for by in where.values()) / sum(total.values())
    assert 0.95 <= share <= 1.02
    tables = {n: card for n, card in provenance().items() if not n.startswith("posterior")}
    assert all("ACLED" not in card["source"] for card in tables.values())


def test_months_follow_one_another():
    """No month is missing or stands twice in the monthly tables."""
    months = [row["month"] for row in read_table("ucdp_country_month")]
    assert all(b == shifted(a, 1) for a, b in pairwise(months))
    with (DATA / "ucdp_region_month.csv").open(encoding="utf-8") as file:
        rows = [(r["month"], r["region"]) for r in csv.DictReader(file)]
    assert len(rows) == len(set(rows)) == 1560
