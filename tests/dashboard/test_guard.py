"""What is refused before any page sees it: other hosts, long links, bodies that no page sends."""

import pytest

from sahelsim.core.errors import UsageError
from sahelsim.dashboard.app import make_app
from sahelsim.dashboard.downloads import toml_of
from sahelsim.dashboard.service import Service
from sahelsim.dashboard.state import read

CALLBACK = "/_dash-update-component"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of an explorer that answers to this machine's names alone."""
    app = make_app(Service(None), tmp_path_factory.mktemp("sweeps"), ("127.0.0.1", "localhost"))
    return app.server.test_client()


def test_only_its_own_address_is_answered(client):
    """A page elsewhere whose name leads here reads nothing."""
    assert client.get("/", headers={"Host": "localhost:8050"}).status_code == 200
    for host in ("evil.example", "evil.example:8050", "127.0.0.1.evil.example"):
        answer = client.get("/scenario.toml?s=baseline", headers={"Host": host})
        assert answer.status_code == 403
        assert b"evil" not in answer.data


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        "null",
        "not json",
        '{"output": 1}',
        '{"output": "x", "inputs": [1]}',
        '{"output": "x", "inputs": {}}',
    ],
)
def test_a_body_that_no_page_sends_is_refused(client, body):
    """It is one line and no traceback."""
    answer = client.post(CALLBACK, data=body, content_type="application/json")
    assert (answer.status_code, answer.data) == (400, b"This is no question of a page.")


def test_a_link_that_is_far_too_long_is_refused(client):
    """The answer does not repeat it."""
    assert client.get("/?s=" + "x" * 9_000).status_code == 414


@pytest.mark.parametrize("key", ["n", "seed", "weeks", "month"])
def test_a_number_of_many_digits_is_refused_at_once(key):
    """Leading noughts hide no size."""
    with pytest.raises(UsageError, match="whole number"):
        read(f"{key}=00000000000000000001999999999999999")


def test_two_names_of_one_lever_are_one_change():
    """The later counts; the file that is downloaded says it once."""
    text = toml_of(read("junta.survival=0.2&actors.junta.incentives.survival=0.6"))
    assert text.count("incentives.survival") == 1
    assert "incentives.survival = 0.6" in text


@pytest.mark.parametrize("lang, told", [("en", "asks again"), ("fr", "redemande")])
def test_who_comes_while_files_are_made_is_asked_again(monkeypatch, tmp_path, lang, told):
    """No reader of a class is turned away: the browser repeats the question by itself."""
    monkeypatch.setattr("sahelsim.dashboard.downloads.AT_ONCE", 0)
    client = make_app(Service(None), tmp_path, ("localhost",)).server.test_client()
    answer = client.get(f"/scenario.toml?s=baseline&lang={lang}")
    assert (answer.status_code, answer.headers["Refresh"]) == (503, "5")
    assert told in answer.data.decode()
