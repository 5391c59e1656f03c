"""One way for a page to follow its jobs: a move, then a question until everything is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import Dash, Input, Output, State, dcc, html, no_update

from sahelsim.core.errors import SahelsimError
from sahelsim.dashboard import faults
from sahelsim.dashboard import state as links
from sahelsim.dashboard.jobs import Job
from sahelsim.dashboard.parts import tell_script
from sahelsim.dashboard.service import Service, Wish, result_of
from sahelsim.texts.translator import Translator, translator

SOON, RARELY = 60, 1_000  # milliseconds between two questions
AT_ONCE = 5
A_WAITING_JOB = 12  # milliseconds more for each job in the queue: a full class asks less often
LONGEST_NAME, MOST_ASKED = 64, 2**53  # letters of a session's name, questions of a page
MORE = "more follows"  # what a paint adds when it drew the first chart alone, for speed
Paint = Callable[[links.State, Translator, Sequence[Job], bool], Mapping[str, Any]]


def progress(page: str) -> Any:
    """Return the line that says what is in, and the stores that a page's questions need."""
    return html.Div(
        [
            html.Div(id=f"{page}-bar", className="bar"),
            html.P(id=f"{page}-status", className="status"),
            dcc.Store(id=f"{page}-seen", data=""),
            dcc.Store(id=f"{page}-pace"),
            dcc.Store(id=f"{page}-asked", data=0),
        ],
        className="progress",
        role="status",
    )


def follow(
    app: Dash,
    service: Service,
    page: str,
    outputs: Mapping[str, Any],
    wishes: Callable[[links.State], list[Wish]],
    paint: Paint,
) -> None:
    """Connect a page: one callback for a move and for every question after it.

    Parameters
    ----------
    page : str
        The page's name; ids of its link, pace, status, bar and results begin with it.
    outputs : mapping
        What ``paint`` may change, by name; what it leaves out stays as it is.
    wishes : callable
        What a link asks for.
    paint : callable
        Draws what has come in; called only when something has, and told whether the page shows
        another link yet.
    """

    @app.callback(output={**_own(page), **outputs}, inputs=_asked(page))
    def draw(link: str, asked: int, session: str, seen: str) -> dict[str, Any]:
        found = {name: _same(shape) for name, shape in outputs.items()}
        try:
            _check(link, asked, session, seen)
            state = links.read(link)
            wished = wishes(state)
            jobs = service.want(session, wished)
            main = [job for job, wish in zip(jobs, wished, strict=True) if not wish.beside]
            service.linger(lambda: _news(state, jobs, main, seen))
        except SahelsimError as error:
            return found | _told(_refusal(link, error), 0.0, "stale", None, "")
        queue = service.pool.waiting
        return found | _answer(state, jobs, main, seen, asked, queue, paint)

    tell_script(app, f"{page}-pace", f"pace(d, '{page}')")


def _own(page: str) -> dict[str, Any]:
    """Return the outputs that every page has."""
    return {
        "status": Output(f"{page}-status", "children"),
        "bar": Output(f"{page}-bar", "style"),
        "results": Output(f"{page}-results", "className"),
        "pace": Output(f"{page}-pace", "data"),
        "seen": Output(f"{page}-seen", "data"),
    }


def _asked(page: str) -> dict[str, Any]:
    """Return what every page asks with."""
    return {
        "link": Input(f"{page}-link", "data"),
        "asked": Input(f"{page}-asked", "data"),
        "session": State("session", "data"),
        "seen": State(f"{page}-seen", "data"),
    }


def _check(link: str, asked: int, session: str, seen: str) -> None:
    """Refuse what no page sends: anybody may ask."""
    texts = all(isinstance(text, str) for text in (link, session, seen))
    short = texts and len(session) <= LONGEST_NAME and len(seen) <= 2 * links.LONGEST
    if not short or not isinstance(asked, int) or abs(asked) > MOST_ASKED:
        raise faults.PageError("fault.unreadable_question")


def _refusal(link: Any, error: SahelsimError) -> str:
    """Return what is said to a link that cannot be read, in its own language."""
    return faults.told(translator(links.language_of(str(link))), error)


def _mark(state: links.State, jobs: Sequence[Job]) -> str:
    """Return what a page has seen once these jobs are drawn."""
    return f"{state.link}|{[j.version for j in jobs]}"


def _some(jobs: Sequence[Job]) -> bool:
    """Tell whether there is something of every job to draw."""
    return all(j.kept or j.growing is not None for j in jobs)


def _news(state: links.State, jobs: Sequence[Job], main: Sequence[Job], seen: str) -> bool:
    """Tell whether an answer given now would show something new, or nothing more will come."""
    new = _some(main) and _mark(state, jobs) != seen
    return new or all(j.finished for j in jobs)


def _answer(
    state: links.State,
    jobs: Sequence[Job],
    main: Sequence[Job],
    seen: str,
    asked: int,
    queue: int,
    paint: Paint,
) -> dict[str, Any]:
    """Return what is new since the page last saw.

    Each answer allows one more question: a slow page asks slowly, and no answer is overtaken.
    """
    words = translator(state.lang)
    ended = all(j.finished for j in jobs)  # first: what ends while we draw is asked for once more
    lived = sum(j.progress for j in main) / (len(main) or 1)
    mark, some = _mark(state, jobs), _some(main)
    new = not seen.startswith(f"{state.link}|")
    drawn = dict(paint(state, words, jobs, new)) if some and mark != seen else {}
    rest = bool(drawn.pop(MORE, False))
    # an older question that was answered late gives up the newer job: it is wanted, so ask again
    more = rest or not ended or any(j.stopped for j in jobs)
    wait = AT_ONCE if rest else min(RARELY, max(SOON, A_WAITING_JOB * queue))
    pace = [wait, asked + 1] if more else None
    if not some:
        return drawn | _told(status(words, main), lived, "stale", pace, "")
    return drawn | _told(status(words, main), lived, "", pace, f"{state.link}|" if rest else mark)


def _told(text: str, lived: float, style: str, pace: list[int] | None, mark: str) -> dict[str, Any]:
    """Return what every page shows; ``pace`` is when to ask again (ms), and the question's number."""
    width = {"width": f"{100 * lived:.0f}%"}
    return {"status": text, "bar": width, "results": style, "pace": pace, "seen": mark}


def _same(shape: Any) -> Any:
    """Return "leave it as it is" in the shape of an output."""
    if isinstance(shape, Output):
        return no_update
    return type(shape)(_same(part) for part in shape)


def status(words: Translator, jobs: Sequence[Job]) -> str:
    """Say how far the jobs are."""
    error = next((j.error for j in jobs if j.error), "")
    if error or not jobs:
        return faults.told(words, error)
    if any(j.stopped for j in jobs):
        return words("dashboard.status_wait")
    return _counted(words, jobs) or _begun(words, jobs)


def _counted(words: Translator, jobs: Sequence[Job]) -> str:
    """Say how many runs are in, or nothing before any batch has ended."""
    drawn = [j for j in jobs if j.parts[-1].kind == "ensemble"] or jobs  # a story is not added
    every = sum(p.size for j in drawn for p in j.parts)
    if all(j.finished for j in jobs):
        return words("dashboard.status_done" if every > 1 else "dashboard.status_one", all=every)
    if any(j.kept for j in drawn):
        return words("dashboard.status_some", runs=sum(j.runs_in for j in drawn), all=every)
    return ""


def _begun(words: Translator, jobs: Sequence[Job]) -> str:
    """Say how far jobs are of which no batch has ended yet."""
    growing = next((result_of(j) for j in jobs if j.growing is not None), None)
    if growing is not None:
        return words("dashboard.status_grow", runs=growing.runs, date=growing.dates[-1])
    if lived := sum(j.progress for j in jobs) / len(jobs):
        return words("dashboard.status_run", share=words.percent(lived))
    return words("dashboard.status_wait")
