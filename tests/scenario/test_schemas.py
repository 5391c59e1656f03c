"""What an editor is told about a file agrees with what ``check`` says."""

import tomllib
from datetime import date

import jsonschema
import pytest

from sahelsim.core.errors import UsageError
from sahelsim.model.parts import PACKAGE
from sahelsim.scenario import scenario_folder
from sahelsim.study.schema import schema

SHIPPED = (
    *(("scenario", path) for path in sorted(scenario_folder().glob("*.toml"))),
    *(("design", path) for path in sorted(scenario_folder().glob("designs/*.toml"))),
    *(("card", path) for path in sorted((PACKAGE / "actors").glob("*.toml"))),
)


def _json(value):
    """Return TOML as an editor's validator sees it: a date is a text."""
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module", params=["scenario", "card", "design"])
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def validator(kind):
    found = schema(kind)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found, format_checker=jsonschema.FormatChecker())


def test_every_shipped_file_is_valid(kind, validator):
    """All scenarios, designs and cards."""
    paths = [path for of, path in SHIPPED if of == kind]
    assert paths
    for path in paths:
        told = list(validator.iter_errors(_json(tomllib.loads(path.read_text(encoding="utf-8")))))
        assert not told, (path.name, told[0].message)


BAD = {
    "scenario": [
        "weeks = 9999",
        "label = 7",
        "nonsense = 1",
        'start = "soon"',
        "schema = 2",
        '[switches]\nbargaining_rule = "nosh"',
        "[mechanisms.mining]\nprice = 3.0",
        "[mechanisms.mining]\nprize = 0.05",
        "[mechanisms.minning]\nprice = 0.05",
        "[initial]\ntreasury = -1",
        "[initial.control]\njnin = 1",
        "[initial.control]\njnim = 9",
        "[mechanisms.mining.price]\nvalues = 0.05",
        "[actors.junta]\ncan = []",
        '[[decisions]]\nactor = "junta"\nchoose = "carry_on"',
        '[[shocks]]\ndate = 2022-01-03\nvariable = "treasury"\nadd = "x"',
    ],
    "card": [
        'kind = "stat"',
        "roles = []",
        'roles = ["king"]',
        'can = ["dance"]',
        "believes = 1",
        'kin = ["martian"]',
        '[forces]\nactor = "x"\nwhere = "garison"\ntotal = { value = 1 }',
        "[toward]\njnim = 4",
    ],
    "design": [
        "points = 0",
        'design = "grit"',
        'policies = "baseline"',
        'seeds = "none"',
        "[factors]\nx = 3",
        "[policies.own]\nweeks = 9999",
    ],
}
WHOLE = {
    "scenario": "",
    "card": 'name = "x"\nlabel = "x"\nkind = "state"\nroles = ["regime"]\nsource = "x"\nabout = "x"\n'
    "incentives = { survival = 1 }\nbelieves = {}\n",
    "design": 'policies = ["baseline"]\ndesign = "grid"\nfactors = { x = { low = 0 } }\n',
}


def test_the_plain_files_are_valid(kind, validator):
    """What follows is refused for its one wrong line."""
    assert not list(validator.iter_errors(tomllib.loads(WHOLE[kind])))


def test_wrong_lines_are_refused(kind, validator):
    """Unknown keys and names, other types, values out of range."""
    for line in BAD[kind]:
        data = tomllib.loads(WHOLE[kind]) | _json(tomllib.loads(line))
        assert list(validator.iter_errors(data)), line


def test_another_kind_is_refused():
    """One line that names the three."""
    with pytest.raises(UsageError, match="did you mean 'card'"):
        schema("cards")


def test_no_schema_knows_null():
    """TOML has no such value; absent is absent."""
    for one in ("scenario", "card", "design"):
        assert "null" not in str(schema(one))
