"""The pages of a class: who may see what, what is refused, what is escaped; no browser needed."""

import re
import time

import pytest
from flask.testing import FlaskClient

from sahelsim.classroom.session import Session
from sahelsim.classroom.web.app import make_app
from sahelsim.classroom.web.room import TRIES, Room
from sahelsim.classroom.web.server import reachable
from sahelsim.scenario import apply_overrides, load_scenario
from sahelsim.texts.translator import LOCALES, catalogue

MINE = {"Origin": "http://localhost"}


@pytest.fixture
def room(tmp_path):
    scenario = apply_overrides(load_scenario("baseline"), ["uncertainty=none", "weeks=39"])
    session = Session.new(tmp_path / "class.sahelsim", scenario, seed=2, groups=2)
    yield Room.of(session)
    session.leave()


@pytest.fixture
def app(room):
    return make_app(room, ("localhost",))


class Visitor(FlaskClient):
    """A browser of one person, whose forms name their origin."""

    def send(self, path, **form):
        return self.post(path, data=form, headers=MINE)


@pytest.fixture
def visit(app):
    app.test_client_class = Visitor
    return app.test_client


@pytest.fixture
def host(visit, room):
    found = visit()
    assert found.get(f"/host?key={room.key}").location == "/board"
    return found


def seated(visit, room, seat="A.junta", name="Awa"):
    one = visit()
    one.send("/join", code=room.code.lower(), name=name)
    one.send("/sit", seat=seat)
    return one


def test_a_student_joins_sits_and_orders(visit, room):
    one = seated(visit, room)
    page = one.get("/seat").text
    assert "Junta, Group A" in page
    answer = one.send("/order", round=0, **{"order.war": "unleash_forces"}, why="so")
    assert answer.status_code == 303
    assert room.session.now.drafts["A", "junta"].orders == {"war": "unleash_forces"}
    assert "Your orders are in" in one.get("/seat").text


def test_a_wrong_code_leads_nowhere_and_not_for_long(visit, room):
    one = visit()
    for _ in range(TRIES):
        assert one.send("/join", code="AAAAAA", name="x").status_code == 409
    assert one.send("/join", code=room.code, name="x").status_code == 429
    assert room.session.now.people == {}


def test_the_instructors_pages_are_not_there_for_others(visit, room):
    one = seated(visit, room)
    for path in ("/board", "/projector", "/debrief", "/orders.csv", "/messages.csv", "/scores.csv"):
        assert one.get(path).status_code == 404
        assert visit().get(path).status_code == 404
    assert one.send("/do", do="advance", round=0).status_code == 404
    assert one.get("/host?key=wrong").status_code == 404
    assert room.session.now.round == 0


def test_nobody_reads_or_orders_for_another_seat(visit, room):
    """Neither by address nor by form: a seat is whose cookie it is."""
    one = seated(visit, room, "A.wagner")
    page = one.get("/seat?as_group=A&as_seat=junta").text
    assert "Wagner, Group A" in page
    assert "Free security money" not in page
    one.send("/order", round=0, as_group="A", as_seat="junta", **{"order.war": "unleash_forces"})
    assert ("A", "junta") not in room.session.now.drafts
    stranger = visit()
    assert stranger.get("/seat").location == "/"
    assert stranger.send("/message", to="", text="hello").status_code == 409


def test_a_message_reaches_its_seat_alone(visit, room):
    one, two = seated(visit, room), seated(visit, room, "A.wagner", "Kim")
    other, far = seated(visit, room, "A.cma", "Lou"), seated(visit, room, "B.wagner", "Ali")
    one.send("/message", to="wagner", text="SECRETWORD")
    told = ["SECRETWORD" in v.get("/seat").text for v in (one, two, other, far)]
    assert told == [True, True, False, False]


def test_the_pulse_tells_nothing_of_others(visit, room):
    one = seated(visit, room)
    before = one.get("/pulse").json
    assert set(before) == {"stamp", "changes", "left"}
    room.session.submit("B", "junta", {"war": "unleash_forces"}, round=0)
    assert one.get("/pulse").json == before


def test_text_is_escaped_everywhere(visit, room, host):
    bad = "<script>alert(1)</script>"
    one = seated(visit, room, name=bad)
    one.send("/message", to="", text=bad)
    one.send("/order", round=0, why='"><img src=x onerror=alert(1)>')
    room.session.advance()
    pages = [one.get("/seat").text, one.get("/seat?choose").text]
    pages += [host.get(path).text for path in ("/board", "/projector", "/debrief")]
    assert not any(bad in page or "<img src=x" in page for page in pages)


def test_posts_of_other_sites_are_refused(visit, room):
    one = seated(visit, room)
    form = {"round": "0", "order.war": "unleash_forces"}
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert one.post("/order", data=form, headers=headers).status_code == 403
    other = {"Host": "evil.example"}
    assert one.get("/seat", headers=other).status_code == 403
    assert room.session.now.drafts == {}


def test_what_no_form_sends_is_refused(visit, room, host):
    one = seated(visit, room)
    for path, form in (
        ("/order", {}),
        ("/order", {"round": "x"}),
        ("/order", {"round": "0", "order.war": "win"}),
        ("/sit", {"seat": "Z.junta"}),
        ("/sit", {"seat": "A.nobody"}),
        ("/message", {"to": "nobody", "text": "x"}),
        ("/guess", {"guess.accord": "yes"}),
    ):
        assert one.send(path, **form).status_code in (400, 409), form
    for form in (
        {"do": "win"},
        {"do": "inject", "card": "x"},
        {"do": "timer", "minutes": "nan"},
        {"do": "advance", "round": "x"},
        {"do": "what_if", "seat": "x"},
    ):
        assert host.send("/do", **form).status_code in (400, 409), form


def test_the_board_runs_the_class(visit, room, host):
    one = seated(visit, room)
    assert "<b>0:" not in host.get("/board").text
    for form in ({"do": "start"}, {"do": "ask"}, {"do": "inject", "card": "drought"}):
        assert host.send("/do", **form).status_code == 303
    one.send("/guess", **{"guess.accord": "yes", "sure.accord": "0.9"})
    host.send("/do", do="advance", round=0)
    host.send("/do", do="advance", round=0)  # a double click is one round
    assert room.session.now.round == 1
    assert "What came of it" in host.get("/projector").text
    host.send("/do", do="bot", seat="A.junta", on=1)
    assert ("A", "junta") in room.session.now.bots
    page = host.get("/seat?as_group=B&as_seat=cma").text
    assert "CMA, Group B" in page
    host.send("/order", as_group="B", as_seat="cma", round=1, **{"order.accord": "protest"})
    assert room.session.now.drafts["B", "cma"].orders == {"accord": "protest"}
    host.send("/do", do="pause")
    assert one.send("/order", round=1).status_code == 409
    host.send("/do", do="resume")
    assert "round,date,group" in host.get("/orders.csv").text
    host.send("/do", do="undo", round=1)
    assert host.send("/do", do="undo", round=1).status_code == 409  # a double click takes back one
    assert room.session.now.round == 0
    assert host.send("/do", do="inject", card="drought").status_code == 409
    assert host.get("/orders.csv").status_code == 409


def test_the_timer_lives_through_the_round(room):
    room.wind(1e-12)
    room.tick()
    assert room.session.now.round == 1
    assert room.left() is None


def test_a_closed_class_is_dead(visit, room, host):
    one = seated(visit, room)
    code = room.code
    room.session.advance()
    host.send("/do", do="close")
    assert "closed" in one.get("/seat").text
    assert visit().send("/join", code=code, name="x").status_code == 409
    assert "Awa" not in host.get("/scores.csv").text
    assert room.session.log.about["key"] == ""
    assert "Five questions" in host.get("/debrief").text


def test_a_name_can_be_kept_for_grading(visit, room, host):
    seated(visit, room)
    room.session.advance()
    host.send("/do", do="close", keep="1")
    assert "Awa" in host.get("/scores.csv").text


def test_a_browser_finds_its_seat_after_the_server_was_restarted(visit, room):
    one = seated(visit, room)
    cookie = one.get_cookie("sahelsim_class").value
    again = Room.of(room.session)
    assert (again.code, again.key) == (room.code, room.key)
    assert again.person(cookie) == room.person(cookie) == 1
    assert cookie.encode() not in room.session.log.path.read_bytes()


def test_pages_speak_french(visit, room, host):
    one = seated(visit, room)
    one.get("/language?to=fr")
    page = one.get("/seat").text
    assert '<html lang="fr">' in page
    assert "Envoyer les ordres" in page


def test_an_address_that_can_be_typed_is_shown():
    assert reachable("127.0.0.1", 5) == ("http://127.0.0.1:5/",)
    assert not any("0.0.0.0" in address for address in reachable("0.0.0.0", 5))


def test_every_word_of_a_template_exists_and_every_word_is_used():
    """A misspelt id is found here and not by a reader."""
    from importlib.resources import files

    folder = files("sahelsim.classroom")
    texts = [p.read_text() for p in folder.joinpath("web", "templates").iterdir()]
    texts += [p.read_text() for p in folder.joinpath("static").iterdir()]
    said = {id for text in texts for id in re.findall(r'say\(["\']([\w.]+)["\']', text)}
    known = {id.removeprefix("classroom.") for id in catalogue("en") if id.startswith("classroom.")}
    assert said - known == set()
    code = "".join(p.read_text() for p in files("sahelsim").joinpath("classroom").rglob("*.py"))
    code += files("sahelsim").joinpath("cli", "play.py").read_text()
    groups = ("fact", "level", "relation", "side", "rulers", "decision", "answer", "ask", "inject")
    groups += ("question", "happened", "state", "kit.guide_")
    names = {
        id
        for id in known - said
        if not id.startswith(tuple(g if g.endswith("_") else f"{g}." for g in groups))
    }
    unused = {id for id in names if not re.search(rf"[\"'.]{re.escape(id)}[\"']", code)}
    assert unused == set()
    assert set(LOCALES) == {"en", "fr"}


def test_every_decision_and_ruler_has_its_words():
    """A new one is told in the model's own English until somebody translates it."""
    from sahelsim.model.decisions import DECISIONS
    from sahelsim.model.regimes import REGIMES
    from sahelsim.study.outcomes import EVENTS

    for lang in LOCALES:
        known = {id for id in catalogue(lang) if id.startswith("classroom.")}
        assert {f"classroom.decision.{name}" for name in DECISIONS} <= known
        assert {f"classroom.rulers.{regime.name}" for regime in REGIMES} <= known
        assert {f"classroom.happened.{event.name}" for event in EVENTS} <= known


def test_a_what_if_is_lived_beside_the_class(visit, room, host):
    """It is asked for on the board, takes its time, and stands in the debrief; an undo drops it."""
    seated(visit, room)
    room.session.submit("A", "junta", {"war": "unleash_forces"}, round=0)
    room.session.advance()
    host.send("/do", do="what_if", seat="A.junta")
    late = time.monotonic() + 120
    while room.working and time.monotonic() < late:
        assert visit().get("/pulse").status_code == 200
        time.sleep(0.2)
    assert len(room.futures) == 1
    assert "as the model would play it" in host.get("/debrief").text
    host.send("/do", do="undo", round=1)
    assert room.futures == []
