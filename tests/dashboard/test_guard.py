"""What is refused before any page sees it: other hosts, long links, bodies that no page sends."""

import json
import socket
from types import SimpleNamespace

import pytest

from sahelsim.core.errors import UsageError
from sahelsim.dashboard.app import make_app
from sahelsim.dashboard.connections import AT_ONCE, FairQueue, Pace
from sahelsim.dashboard.downloads import toml_of
from sahelsim.dashboard.server import names_of
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
    assert (answer.status_code, answer.data) == (400, b"This is not a question that a page asks.")


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


def test_only_its_own_pages_ask(client):
    """A page elsewhere that sends a question is refused before anything is read."""
    here = {"Host": "localhost:8050"}
    for headers in (
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ):
        answer = client.post(CALLBACK, data="{}", headers=here | headers)
        assert answer.status_code == 403
    own = client.post(CALLBACK, data="{}", headers=here | {"Origin": "http://localhost:8050"})
    assert own.status_code == 400


def test_beyond_this_machine_numbers_and_own_names_are_answered(tmp_path):
    """Nobody leads a name of his own here, also where everybody may come."""
    app = make_app(Service(None), tmp_path, names_of("0.0.0.0"))
    client = app.server.test_client()
    for host in ("192.168.1.7:8050", "[fe80::1]:8050", socket.gethostname(), "localhost"):
        assert client.get("/scenario.toml?s=baseline", headers={"Host": host}).status_code == 200
    for host in ("evil.example", "1.2.3.4.evil.example", "[", ""):
        assert client.get("/scenario.toml?s=baseline", headers={"Host": host}).status_code in (
            400,
            403,
        )


def test_every_answer_says_what_it_is(client):
    """No browser guesses at a type."""
    answer = client.get("/scenario.toml?s=baseline", headers={"Host": "localhost"})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_that_asks_without_end_is_slowed():
    """A class may ask at once; who goes on like that waits, and nobody else with him."""
    pace = Pace()
    assert all(pace.allows("a") for _ in range(AT_ONCE))
    assert sum(pace.allows("a") for _ in range(1000)) < 500
    assert pace.allows("b")


def _question(outputs, inputs, state):
    values = {"inputs": inputs, "state": state, "output": outputs, "changedPropIds": []}
    return json.dumps(values | {"outputs": {"id": "content", "property": "children"}})


BAD = [None, 1, -1.5, True, [], {}, [[]], {"a": 1}, "x" * 5000, 10**30, "\ud800", "\0", [None] * 50]


@pytest.mark.parametrize("value", BAD, ids=lambda v: str(type(v).__name__))
def test_values_that_no_page_sends_are_one_line(client, value):
    """Whatever stands where a text should: 200 with its line, or a clean 400; never a 500."""
    asked = [{"id": "url", "property": name, "value": value} for name in ("pathname", "search")]
    body = _question("content.children", asked, [])
    answer = client.post(
        CALLBACK, data=body, content_type="application/json", headers={"Host": "localhost"}
    )
    assert answer.status_code in (200, 204, 400)
    assert b"Traceback" not in answer.data


def test_a_body_nested_without_end_is_one_line(client):
    """Depth is refused like any other form."""
    body = '{"output": "x", "inputs": ' + "[" * 60_000 + "]" * 60_000 + "}"
    answer = client.post(
        CALLBACK, data=body, content_type="application/json", headers={"Host": "localhost"}
    )
    assert (answer.status_code, answer.data) == (400, b"This is not a question that a page asks.")


def test_requests_take_turns_by_address():
    """Who asks a thousand times waits behind himself; who asks once is next."""
    queue = FairQueue()
    for k in range(500):
        queue.append(SimpleNamespace(addr=("loud", k)))
    queue.append(SimpleNamespace(addr=("quiet", 1)))
    order = [queue.popleft().addr[0] for _ in range(len(queue))]
    assert order.index("quiet") == 1
    assert order.count("loud") == 500
    assert len(queue) == 0


def test_who_does_not_keep_the_pace_is_answered_one_by_one():
    """Its later requests wait for its earlier ones; others need not."""
    queue = FairQueue()
    for k in range(AT_ONCE + 500):
        queue.append(SimpleNamespace(addr=("loud", k)))
    queue.append(SimpleNamespace(addr=("quiet", 1)))
    assert [queue.popleft().addr[0] for _ in range(2)] == ["loud", "quiet"]
    assert len(queue) == 0
    queue.done("loud")
    assert queue.popleft().addr[0] == "loud"
