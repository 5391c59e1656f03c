"""What is refused before a page's own code sees it, and what every answer tells the browser."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from sahelsim.dashboard.connections import MOST_BYTES
from sahelsim.dashboard.faults import told
from sahelsim.dashboard.state import LONGEST, language_of, too_long
from sahelsim.texts.translator import translator

ANY_NUMBER = "any address in numbers"
NO_QUESTION = "This is not a question that a page asks."
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
        otherwise read the answers. ``ANY_NUMBER`` among them takes any address in numbers, None
        takes any name.
    """
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    @server.before_request
    def may_pass() -> Response | None:
        if hosts is not None and not _is_ours(_name(f"//{request.host}"), hosts):
            return _refused("This dashboard answers at its own address alone.", 403)
        if request.method == "POST" and _is_foreign():
            return _refused("This dashboard takes questions from its own pages alone.", 403)
        if len(request.query_string) > 2 * LONGEST:
            query = request.query_string[:LONGEST].decode("ascii", "replace")
            return _refused(told(translator(language_of(query)), too_long()), 414)
        if request.path == CALLBACK and not _is_question(request.get_json(silent=True)):
            return _refused(NO_QUESTION, 400)
        return None

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Any:
        if isinstance(error, HTTPException):
            return error
        if request.path == CALLBACK:  # values of another type than any page sends
            server.logger.debug("a question failed", exc_info=error)
            return _refused(NO_QUESTION, 400)
        server.logger.error("a page failed", exc_info=error)
        return _refused("This page failed.", 500)

    @server.after_request
    def stay_here(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _is_foreign() -> bool:
    """Tell whether a page of another address asks."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in ("same-origin", "none"):
        return True
    return origin is not None and urlsplit(origin).netloc != request.host


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _is_ours(name: str, hosts: Sequence[str]) -> bool:
    if name in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return ANY_NUMBER in hosts


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
