"""A plain self-contained page: sections of sentences, charts and tables."""

from __future__ import annotations

import base64
import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from sahelsim.core.version import __version__


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first cell of a row names it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Chart:
    """A Plotly figure as a plain dict, with the sentence that says what it shows."""

    id: str
    title: str
    unit: str
    sentence: str
    figure: dict[str, Any]
    height: int = 280
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    title: str
    lines: Sequence[str]
    charts: Sequence[Chart] = field(default_factory=tuple)
    tables: Sequence[Table] = field(default_factory=tuple)


def as_text(section: Section) -> str:
    """Return a section for a terminal, 80 columns wide but for its tables."""
    parts = [textwrap.fill(line, 80) for line in section.lines]
    for table in section.tables:
        rows = [list(table.head), *(list(row) for row in table.rows)]
        widths = [max(len(row[k]) for row in rows) for k in range(len(table.head))]
        parts += ["", table.title]
        for row in rows:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True)]
            parts.append("  " + "  ".join(cells).rstrip())
    return "\n".join(parts)


def plain_page(*, title: str, facts: str, sections: Sequence[Section], command: str) -> str:
    """Return one page; the same input gives the same text."""
    figures = {c.id: c.figure for s in sections for c in s.charts}
    data = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found: str = template("page.html").render(
        title=title,
        facts=facts,
        sections=sections,
        command=command,
        version=__version__,
        data=in_script(data),
        plotly=packed("plotly-basic.min.js.gz"),
        style=static("report.css"),
        watch=static("watch.js"),
        script=scripts("page.js"),
    )
    return found


def in_script(text: str) -> str:
    """Return JSON that neither ends nor hides the script that it stands in."""
    return text.replace("<", "\\u003c")


def template(name: str, package: str = "sahelsim.report") -> Any:
    """Return a page's template from its package's static folder."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader(package, "static")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(name)


def scripts(*own: str) -> str:
    """Return the scripts that all pages share, then a page's own from the same folder."""
    return "".join(map(static, ("reading.js", "tables.js", "unpack.js", *own)))


def static(name: str) -> str:
    """Return a text file that pages carry."""
    return files("sahelsim.report").joinpath("static", name).read_text(encoding="utf-8")


def packed(name: str) -> str:
    """Return a compressed file as base64; the page unpacks it, and stays half the size."""
    content = files("sahelsim.report").joinpath("static", name).read_bytes()
    return base64.b64encode(content).decode("ascii")
