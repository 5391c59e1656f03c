"""Jobs and sessions: shared, bounded, cancelled, and never mixed up."""

import threading
import time
from random import Random

import numpy as np
import pytest

from sahelsim.core.errors import UsageError
from sahelsim.dashboard.jobs import Job, Pool
from sahelsim.dashboard.pages import explore
from sahelsim.dashboard.polling import _answer
from sahelsim.dashboard.server import _announce
from sahelsim.dashboard.service import (
    JOBS_A_SESSION,
    KEPT_JOBS,
    MOST_WAITING,
    SILENCE,
    Service,
    Wish,
    result_of,
)
from sahelsim.dashboard.state import read
from sahelsim.study.ensemble import run_scenario


class Idle:
    """A pool without processes: jobs stay as they are until told otherwise."""

    def __init__(self):
        self.lock, self.size, self.jobs, self.stopped = threading.RLock(), 2, [], []

    @property
    def waiting(self):
        return sum(not j.finished for j in self.jobs)

    def waiting_of(self, client):
        return sum(not j.finished and j.client == client for j in self.jobs)

    def submit(self, key, parts, client=""):
        self.jobs.append(Job(key, len(self.jobs), parts, client=client))
        return self.jobs[-1]

    def stop(self, job):
        job.stopped = True
        self.stopped.append(job)


def _wish(value, scenario="baseline"):
    return Wish("ensemble", read(f"s={scenario}&cma.autonomy={value}&n=8"))


def test_sessions_never_see_each_other_in_ten_thousand_interleavings():
    """Whatever the order of moves, each session gets the job of its own link, alive."""
    rng, idle = Random(1), Idle()
    service = Service(idle)
    wishes = {v: _wish(v) for v in (0.1, 0.2, 0.3, 0.4, 0.5)}
    now = {}
    for _ in range(10_000):
        session, value = f"s{rng.randrange(60)}", rng.choice(list(wishes))
        now[session] = value
        [job] = service.want(session, [wishes[value]])
        assert job.key == wishes[value].key
        assert not job.stopped
        if rng.random() < 0.01 and not job.finished:
            job.error = "died"
    for session, value in now.items():
        [job] = service.want(session, [wishes[value]])
        assert (job.key, job.stopped) == (wishes[value].key, False)


def test_a_newer_move_ends_the_older_unless_somebody_else_waits():
    """One session's move cancels its old job; a job that two want lives until both have left."""
    idle = Idle()
    service = Service(idle)
    [first] = service.want("a", [_wish(0.1)])
    service.want("b", [_wish(0.1)])
    service.want("a", [_wish(0.2)])
    assert idle.stopped == []

    service.want("b", [_wish(0.3)])
    assert idle.stopped == [first]


def test_what_is_asked_is_bounded():
    """At most so many jobs a session, so many in all, and so many results kept."""
    idle = Idle()
    service = Service(idle)
    with pytest.raises(UsageError, match="at most"):
        service.want("a", [_wish(k / 100) for k in range(JOBS_A_SESSION + 1)])
    for k in range(MOST_WAITING):
        service.want(f"s{k}", [_wish(k / 1000)])
    with pytest.raises(UsageError, match="too many readers"):
        service.want("late", [_wish(0.9)])
    for job in idle.jobs:
        job.error = "over"
    service.want("late", [_wish(0.9)])
    assert len(service._kept) <= KEPT_JOBS


def test_only_what_changes_a_run_changes_its_key():
    """Language, month and weights are how it is shown; scenario, values, seed and runs are it."""
    base = Wish("ensemble", read("s=at-worst"))
    for same in ("lang=fr", "month=3", "w.control=0.9"):
        assert Wish("ensemble", read(f"s=at-worst&{same}")).key == base.key
    for other in ("seed=2", "n=100", "weeks=50", "cma.autonomy=0.1", "payment_mode=mixed"):
        assert Wish("ensemble", read(f"s=at-worst&{other}")).key != base.key


@pytest.fixture(scope="module")
def pool():
    """Two processes, as on the smallest machine."""
    started = Pool(2)
    for job in started.warm():
        assert job.ended.wait(120)
    yield started
    started.close()


def test_slices_joined_are_the_ensemble(pool):
    """What the page draws is what the command line runs, to the rounding of four bytes."""
    state = read("s=at-worst&cma.autonomy=0.3&n=48&weeks=30")
    [job] = Service(pool).want("a", [Wish("ensemble", state)])
    assert job.ended.wait(120)
    mine, whole = result_of(job), run_scenario(state.story, runs=48, seed=1)

    assert (mine.runs, job.progress) == (48, 1.0)
    assert list(mine.classes) == list(whole.classes)
    for name in ("total_deaths", "stability", "displaced"):
        assert np.allclose(mine.series[name], whole.series[name], rtol=1e-5)
    assert np.allclose(mine.control[0], whole.control.mean(axis=0), atol=1e-4)


def test_a_first_look_comes_before_the_end_and_a_stop_comes_soon(pool):
    """Bands grow while runs live; a job given up frees its process within half a second."""
    service = Service(pool)
    [job] = service.want("a", [Wish("ensemble", read("s=baseline&seed=77&n=400"))])
    _until(lambda: job.growing is not None or job.done)
    assert result_of(job).weeks < read("s=baseline").story.weeks

    service.want("a", [])
    assert job.stopped
    begun = time.perf_counter()
    _until(lambda: pool.running == 0)
    assert time.perf_counter() - begun < 2.0  # 0.5 on an idle machine; tests share theirs


def test_a_mistake_in_a_worker_is_one_line_and_the_worker_lives_on(pool):
    """A refused fork fails its job alone."""
    from sahelsim.dashboard.jobs import Part

    bad = pool.submit("bad", [Part("ensemble", ("s=nowhere", 0, 2), 0, 2, 2)])
    assert bad.ended.wait(60)
    assert bad.error.startswith("no scenario 'nowhere'")
    good = pool.submit("good", [Part("ensemble", ("s=baseline&weeks=2", 0, 2), 0, 2, 2)])
    assert good.ended.wait(60)
    assert good.error == ""


@pytest.mark.parametrize("speaking", [False, True])
def test_a_dead_worker_is_replaced(speaking):
    """A killed process fails its job with a plain line; the next job has a new process.

    One that is killed while it speaks takes the lock of its line with it.
    """
    import os
    import signal

    own = Pool(1)
    try:
        for warm in own.warm():
            assert warm.ended.wait(120)
        [job] = Service(own).want("a", [Wish("ensemble", read("s=baseline&n=100"))])
        _until(lambda: job.lived)
        if speaking:
            own._crowd.worker_pool.turn.acquire()
        for process in own.processes:
            os.kill(process, signal.SIGKILL)
        assert job.ended.wait(60)
        assert "died" in job.error
        [again] = Service(own).want("a", [Wish("ensemble", read("s=baseline&n=2&weeks=3"))])
        assert again.ended.wait(120)
        assert again.error == ""
    finally:
        own.close()


def test_a_glance_is_not_overtaken_and_counts_for_nothing(pool):
    """A month of a few runs comes first; it is no slice, and it never replaces a longer look."""
    [job] = Service(pool).want("g", [Wish("ensemble", read("s=baseline&seed=3&n=16&weeks=30"))])
    _until(lambda: job.growing is not None or job.kept)
    first = result_of(job).weeks
    assert job.ended.wait(120)
    assert first in (4, 13, 26, 30)
    assert (result_of(job).runs, result_of(job).weeks, job.runs_in) == (16, 30, 16)


def test_a_full_class_asks_less_often():
    """The more jobs wait, the longer a page waits before it asks again; alone, it asks soon."""
    state, job = read("s=baseline"), Job("a", 1, Wish("ensemble", read("s=baseline")).parts())
    paces = [
        _answer(state, [job], [job], "", 0, queue, lambda *_: {})["pace"][0]
        for queue in (0, 10, 60, 1_000)
    ]
    assert paces == sorted(paces)
    assert (paces[0], paces[2], paces[3]) == (60, 720, 1_000)


def test_a_page_draws_the_preset_beside_what_was_changed():
    """Nothing changed: one ensemble; a lever moved: the preset's beside it, never waited for."""
    assert [w.beside for w in explore.wishes(read("s=at-worst&lang=fr"))] == [False]
    own, preset = explore.wishes(read("s=at-worst&cma.autonomy=0.1&seed=3"))
    assert (own.beside, preset.beside) == (False, True)
    assert preset.key == Wish("ensemble", read("s=at-worst&seed=3")).key


def test_an_address_beyond_this_machine_is_warned_about(capsys):
    """Nothing is said of the machine's own address; any other gets a warning."""
    _announce("http://127.0.0.1:1/", "127.0.0.1")
    assert "Warning" not in capsys.readouterr().out
    _announce("http://0.0.0.0:1/", "0.0.0.0")
    assert "without passwords" in capsys.readouterr().out


def _until(holds, seconds=60):
    end = time.perf_counter() + seconds
    while not holds():
        assert time.perf_counter() < end, "waited too long"
        time.sleep(0.005)


def test_an_ensemble_is_shared_evenly_or_begins_with_a_few_runs():
    """While few wait, every process gets as much; in a crowd everybody's first few runs go first."""
    wish = Wish("ensemble", read("s=baseline&n=200"))
    sizes = {free: [p.size for p in wish.parts(free) if p.size] for free in (0, 2, 8)}
    assert sizes[2] == [100, 100]
    assert sizes[8] == [25] * 8
    assert sizes[0][0] < 10
    assert [sum(found) for found in sizes.values()] == [200] * 3
    firsts = [p.args[1] for p in wish.parts(2)[1:]]
    assert firsts == [0, 100]


def test_runs_begin_when_the_glance_is_done(pool):
    """A preview has the processors to itself: the rest of its job is queued after it."""
    job = pool.submit("later", Wish("ensemble", read("s=baseline&seed=9&n=16&weeks=8")).parts(2))
    assert not pool._crowd._waiting
    assert job.ended.wait(120)
    assert job.runs_in == 16


def test_a_page_whose_job_was_given_up_by_a_late_question_asks_again():
    """An older question that is answered after the move stops the move's job; it begins anew."""
    state, service = read("s=baseline"), Service(Idle())
    wish, older = _wish(0.1), _wish(0.2)
    [job] = service.want("a", [wish])
    service.want("a", [older])
    assert job.stopped
    answer = _answer(state, [job], [job], "", 7, 1, lambda *_: {})
    assert answer["pace"][1] == 8
    [again] = service.want("a", [wish])
    assert not again.stopped


def test_who_falls_silent_has_left():
    """Runs of readers who ask no more are given up; who waits for a file is not asked to speak."""
    service = Service(Idle())
    [left] = service.want("left", [_wish(0.1)])
    [file] = service.want("file", [_wish(0.2)], waits=True)
    [here] = service.want("here", [_wish(0.3)])
    service._heard["left"] -= SILENCE + 1
    service.want("next", [_wish(0.4)])
    assert (left.stopped, file.stopped, here.stopped) == (True, False, False)


def test_a_job_that_ends_while_it_is_drawn_is_asked_for_once_more():
    """The answer's bar and charts are of the moment before: one more question brings the last."""
    state = read("s=baseline")
    job = Job("a", 1, Wish("ensemble", state).parts())
    last = len(job.parts) - 1
    job.done = dict.fromkeys(range(last), "runs")

    def paint(*_):
        job.done[last] = "runs"
        return {}

    answer = _answer(state, [job], [job], "", 7, 0, paint)
    assert job.finished
    assert answer["pace"] is not None
    job.lived = {k: part.size * part.weeks for k, part in enumerate(job.parts)}
    answer = _answer(state, [job], [job], answer["seen"], 8, 0, paint)
    assert answer["pace"] is None
    assert answer["bar"] == {"width": "100%"}
