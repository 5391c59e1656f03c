"""What is refused before a page's own code sees it, and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

from sahelsim.dashboard.faults import told
from sahelsim.dashboard.labels import Words
from sahelsim.dashboard.state import LONGEST, language_of, too_long

MOST_BYTES = 200_000  # of a request's body
CALLBACK = "/_dash-update-component"
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'"
)


def guard(server: Flask, hosts: Sequence[str] | None) -> None:
    """Refuse what no page sends.

    Parameters
    ----------
    hosts : sequence of str, optional
        Names that requests must be addressed to: a page elsewhere whose name leads here could
        otherwise read the answers. None takes any.
    """
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    @server.before_request
    def may_pass() -> Response | None:
        if hosts is not None and urlsplit(f"//{request.host}").hostname not in hosts:
            return _refused("This explorer answers to its own address alone.", 403)
        if len(request.query_string) > 2 * LONGEST:
            query = request.query_string[:LONGEST].decode("ascii", "replace")
            return _refused(told(Words(language_of(query)), too_long()), 414)
        if request.path == CALLBACK and not _is_question(request.get_json(silent=True)):
            return _refused("This is no question of a page.", 400)
        return None

    @server.after_request
    def stay_here(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def _refused(text: str, code: int) -> Response:
    return Response(text, code, mimetype="text/plain")


def _is_question(body: Any) -> bool:
    """Tell whether a body has the form in which a page asks its server."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    values = [*_list(body, "inputs"), *_list(body, "state")]
    return bool(values) and all(isinstance(v, dict) and "id" in v for v in values)


def _list(body: dict[str, Any], key: str) -> list[Any]:
    found = body.get(key, [])
    return found if isinstance(found, list) else []
