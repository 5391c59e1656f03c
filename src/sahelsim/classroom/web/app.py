"""The web application of a class: who may see which page, and what each form does."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, redirect, render_template, request

from sahelsim.classroom.faults import ClassError
from sahelsim.classroom.web import forms, views
from sahelsim.classroom.web.room import Room
from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard.guard import guard
from sahelsim.report.page import static
from sahelsim.texts.translator import LOCALES, Translator, translator

COOKIE, HOST, LANG = "sahelsim_class", "sahelsim_host", "sahelsim_lang"
DAY = 86_400
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Page = Callable[..., Any]


def make_app(room: Room, hosts: Sequence[str] | None = None, lang: str = "en") -> Flask:
    """Return the application of one class.

    Parameters
    ----------
    room : Room
        The class.
    hosts : sequence of str, optional
        Names of this machine that requests must be addressed to; None takes any.
    lang : str
        Language of whoever has chosen none.
    """
    folder = Path(__file__).parent
    app = Flask("sahelsim.classroom", template_folder=str(folder / "templates"), static_folder=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.after_request  # it has the last word after the guard's
    def own_headers(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"  # else a browser's form names no origin
        if request.path != "/debrief":  # which draws charts
            response.headers["Content-Security-Policy"] = POLICY
        return response

    guard(app, hosts)
    _Pages(app, room, lang)
    return app


class _Pages:
    """The pages by address."""

    def __init__(self, app: Flask, room: Room, lang: str) -> None:
        self.room, self.lang = room, lang
        shown: dict[str, Page] = {
            "/": self.enter,
            "/seat": self.seat,
            "/pulse": self.pulse,
            "/host": self.key,
            "/board": self.host_only(self.board),
            "/projector": self.host_only(self.projector),
            "/debrief": self.host_only(self.debrief),
            "/<any(orders,messages,scores):what>.csv": self.table,
            "/language": self.language,
        }
        for path, page in shown.items():
            app.add_url_rule(path, path, self.told(page), methods=["GET"])
        done: dict[str, Page] = {
            "/join": self.join,
            "/sit": self.form(forms.sit),
            "/order": self.form(forms.order),
            "/message": self.form(forms.message),
            "/guess": self.form(forms.guess),
            "/do": self.host_only(self.do),
        }
        for path, page in done.items():
            app.add_url_rule(path, path, self.told(page), methods=["POST"])

    # ---- who asks

    @property
    def words(self) -> Translator:
        """Translator of the reader's language."""
        asked = request.cookies.get(LANG, self.lang)
        return translator(asked if asked in LOCALES else self.lang)

    @property
    def is_host(self) -> bool:
        """Whether the instructor asks."""
        return self.room.is_host(request.cookies.get(HOST, ""))

    def who(self) -> forms.Who:
        """Return who asks, and in which seat; the instructor may take any.

        Raises
        ------
        ClassError
            If nobody does that the class knows.
        """
        group, seat = request.values.get("as_group", ""), request.values.get("as_seat", "")
        if self.is_host and group and seat:
            self.room.session.options(group, seat)  # refuses what does not exist
            return forms.Who(None, (group, seat))
        person = self.room.person(request.cookies.get(COOKIE, ""))
        if person is None:
            raise ClassError("classroom.refused.join")
        return forms.Who(person, self.room.session.now.people.get(person))

    def host_only(self, page: Callable[..., Any]) -> Callable[..., Any]:
        """Let the instructor alone have a page; for everybody else it is not there."""

        @functools.wraps(page)
        def checked(**given: Any) -> Any:
            return page(**given) if self.is_host else self.page("gone.html", 404)

        return checked

    def told(self, page: Callable[..., Any]) -> Callable[..., Any]:
        """Say what is refused in the reader's language."""

        @functools.wraps(page)
        def safe(**given: Any) -> Any:
            try:
                return page(**given)
            except ClassError as error:
                code = 429 if error.id.endswith("slow") else 409
                return self.page("refused.html", code, text=error.told(self.words))
            except SahelsimError:
                text = self.words("classroom.refused.request")
                return self.page("refused.html", 400, text=text)

        return safe

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """Return a page in the reader's language."""
        words = self.words
        made = render_template(
            name,
            words=words,
            say=lambda id, **more: words(f"classroom.{id}", **more),
            stamp=self.room.stamp(),
            style=static("report.css"),
            languages=[name for name in LOCALES if name != words.lang],
            host=self.is_host,
            **values,
        )
        return Response(made, status, mimetype="text/html")

    # ---- pages of everybody

    def enter(self) -> Any:
        """Show the form with the code, or lead on who is known."""
        if self.room.person(request.cookies.get(COOKIE, "")) is not None:
            return redirect("/seat")
        return self.page("enter.html", code=request.args.get("code", "")[:12])

    def join(self) -> Any:
        """Let somebody in."""
        given = request.form
        token = self.room.join(given["code"], given["name"], request.remote_addr or "")
        answer = redirect("/seat")
        answer.set_cookie(COOKIE, token, max_age=DAY, httponly=True, samesite="Lax")
        return answer

    def seat(self) -> Any:
        """Show the brief and the orders of a seat, or the seats to choose from."""
        if self.room.session.now.closed and not self.is_host:
            return self.page("closed.html")
        try:
            who = self.who()
        except ClassError:
            return redirect("/")
        if who.key is None or "choose" in request.args:
            return self.page("choose.html", groups=views.seats(self.room, self.words), who=who)
        return self.page("seat.html", **views.seat(self.room, who, self.words))

    def pulse(self) -> Any:
        """Say whether a page should be drawn anew; nothing else can be read from it."""
        left = self.room.left()
        return jsonify(stamp=self.room.stamp(), changes=self.room.changes, left=left)

    def language(self) -> Any:
        """Keep the language that a reader chooses."""
        answer = redirect("/board" if self.is_host else "/seat")
        asked = request.args.get("to", "")
        if asked in LOCALES:
            answer.set_cookie(LANG, asked, max_age=DAY, httponly=True, samesite="Lax")
        return answer

    def form(self, does: Callable[[Room, forms.Who], None]) -> Page:
        """Do what a seat's form says, and show the seat again."""

        def done() -> Any:
            who = self.who()
            does(self.room, who)
            self.room.changes += 1
            if who.is_host:
                group, seat = who.seat
                return redirect(f"/seat?as_group={group}&as_seat={seat}", 303)
            return redirect("/seat", 303)

        return done

    # ---- pages of the instructor

    def key(self) -> Any:
        """Let the instructor in, once; the address bar then shows no key."""
        self.room.tries.check(request.remote_addr or "")
        key = request.args.get("key", "")
        if not self.room.key or not self.room.is_host(key):
            self.room.tries.wrong(request.remote_addr or "")
            return self.page("gone.html", 404)
        answer = redirect("/board")
        answer.set_cookie(HOST, key, max_age=DAY, httponly=True, samesite="Lax")
        return answer

    def board(self) -> Any:
        """Show the board."""
        return self.page("board.html", **views.board(self.room, self.words))

    def projector(self) -> Any:
        """Show what everybody may see, large."""
        return self.page("projector.html", **views.projector(self.room, self.words))

    def debrief(self) -> Any:
        """Show the debrief as it will be saved."""
        return Response(views.debrief_of(self.room, self.words), mimetype="text/html")

    def table(self, what: str) -> Any:
        """Give orders, messages or scores as a file."""
        if not self.is_host:
            return self.page("gone.html", 404)
        name = {"Content-Disposition": f"attachment; filename={what}.csv"}
        return Response(views.table(self.room, what), mimetype="text/csv", headers=name)

    def do(self) -> Any:
        """Do what the instructor asks for."""
        forms.do(self.room)
        self.room.changes += 1
        return redirect("/board", 303)
