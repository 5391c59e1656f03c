"""The kit: whole, in both languages, true to the scenario, for any length of class."""

import re
from itertools import pairwise

import pytest

from sahelsim.classroom.kit import kit_page
from sahelsim.cli.main import main
from sahelsim.core.errors import UsageError
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.texts.translator import LOCALES, translator


@pytest.fixture(scope="module")
def scenario():
    return apply_overrides(load_scenario("baseline"), ["uncertainty=none"])


@pytest.mark.parametrize("lang", LOCALES)
def test_a_kit_has_every_page(scenario, lang):
    """A brief and an order sheet for each of five seats, and nothing fetched from elsewhere."""
    page = kit_page(scenario, translator(lang), teams=4, minutes=50)
    assert page.count('<section class="sheet">') == 1 + 2 * 5 + 3
    assert f'<html lang="{lang}">' in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_the_plan_fills_the_class(scenario):
    for minutes, rounds in ((35, 2), (50, 5), (90, 12)):
        page = kit_page(scenario, translator("en"), minutes=minutes)
        times = re.findall(r'<th scope="row">(\d+)-(\d+)</th>', page)
        assert len(times) == rounds + 4
        assert (times[0][0], times[-1][1]) == ("0", str(minutes))
        assert all(a[1] == b[0] for a, b in pairwise(times))
    for wrong in ({"minutes": 10}, {"teams": 13}, {"seats": ["un"]}):
        with pytest.raises(UsageError):
            kit_page(scenario, translator("en"), **wrong)


def test_an_order_sheet_holds_every_order_of_its_seat(scenario):
    page = kit_page(scenario, translator("en"), seats=["ecowas"])
    assert "sanctions" in page
    assert page.count("☐") == 3 * 5


def test_the_command_writes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = ["classroom", "kit", "at-worst", "--teams", "2", "--lang", "fr"]
    assert main([*words, "--set", "uncertainty=none"]) == 0
    path = tmp_path / capsys.readouterr().out.strip()
    assert "Feuille d" in path.read_text(encoding="utf-8")
    assert main(["classroom", "baseline", "twice"]) == 2
    assert main(["classroom", "kit", "--lang", "de"]) == 2
    assert main(["classroom", "kit", "nowhere"]) == 2
