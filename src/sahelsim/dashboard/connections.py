"""Connections of many browsers: enough for a class, no more for one address, served in turn."""

from __future__ import annotations

import contextlib
import time
from collections import Counter, OrderedDict, deque
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

THREADS = 8
CONNECTIONS = 3_000  # of everybody; a browser holds six
OF_AN_ADDRESS = 1_000  # a class behind one address, and room for others
OWN_FILES = 200  # that this process needs besides connections
AT_ONCE, A_SECOND = 1_000, 100  # requests of one address: a class that opens pages, and goes on
MOST_ADDRESSES = 5_000  # whose pace is remembered
IDLE = 60  # seconds after which a connection that asks nothing is closed
LONGEST_HEADER = 64_000  # a link may be far too long and yet get a page that says so
MOST_BYTES = 200_000  # of a request's body


class Pace:
    """How many requests an address may make: many at once, as a class does, but not for long."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Count a request; tell whether the address keeps its pace."""
        now = time.monotonic()
        left, last = self._left.pop(address, (float(AT_ONCE), now))
        left = min(float(AT_ONCE), left + A_SECOND * (now - last))
        self._left[address] = (max(0.0, left - 1.0), now)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return left >= 1.0


class FairQueue:
    """Requests that wait, one address after the other, each in its own order.

    An address that asks faster than its pace is answered one request at a time, so that it takes no
    more of the processor than anybody else. Always used under the dispatcher's lock.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Any]] = OrderedDict()
        self._running: Counter[str] = Counter()
        self._loud: set[str] = set()
        self._pace = Pace()

    def append(self, channel: Any) -> None:
        """Let a request wait at the end of its address's own line."""
        address = channel.addr[0]
        if self._pace.allows(address):
            self._loud.discard(address)
        else:
            self._loud.add(address)
        self._waiting.setdefault(address, deque()).append(channel)

    def popleft(self) -> Any:
        """Return the first request of the address whose turn it is; the address goes last."""
        address = next(filter(self._may, self._waiting))
        line = self._waiting.pop(address)
        found = line.popleft()
        if line:
            self._waiting[address] = line
        self._running[address] += 1
        return found

    def done(self, address: str) -> None:
        """Note that a request was answered."""
        self._running[address] -= 1
        if not self._running[address]:
            del self._running[address]
            if address not in self._waiting:
                self._loud.discard(address)

    def __len__(self) -> int:
        """Return how many requests may be answered now."""
        return sum(len(self._waiting[a]) for a in self._waiting if self._may(a))

    def _may(self, address: str) -> bool:
        return address not in self._loud or not self._running[address]


class Channel(HTTPChannel):  # type: ignore[misc] # waitress has no types
    """A connection that is closed at once where its address has too many."""

    will_close: bool

    def __init__(self, server: Any, sock: Any, addr: Any, *given: Any, **more: Any) -> None:
        super().__init__(server, sock, addr, *given, **more)
        same = sum(one.addr[0] == addr[0] for one in server.active_channels.values())
        self.will_close = self.will_close or same > OF_AN_ADDRESS

    def service(self) -> None:
        """Answer, and let the next of this address be answered."""
        try:
            super().service()
        finally:
            dispatcher = self.server.task_dispatcher
            with dispatcher.lock:
                dispatcher.queue.done(self.addr[0])
                dispatcher.queue_cv.notify()


def listen(application: Any, host: str, port: int) -> Any:
    """Return a server that is about to serve.

    Raises
    ------
    OSError, ValueError
        If the address cannot be had.
    """
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.queue = FairQueue()
    dispatcher.queue_logger.disabled = True  # that requests wait is no fault
    dispatcher.set_thread_count(THREADS)
    server = create_server(
        application,
        _dispatcher=dispatcher,
        host=host,
        port=port,
        threads=THREADS,
        max_request_header_size=LONGEST_HEADER,
        max_request_body_size=MOST_BYTES,
        ident=None,
        connection_limit=_allowed(),
        backlog=1_024,
        channel_timeout=IDLE,
        cleanup_interval=10,
        asyncore_use_poll=True,
    )
    for one in [server, *getattr(server, "map", {}).values()]:
        one.channel_class = Channel
    return server


def _allowed() -> int:
    """Return how many connections this process may hold, after asking the system for more."""
    try:
        import resource
    except ImportError:  # Windows
        return CONNECTIONS
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OWN_FILES
    if now != resource.RLIM_INFINITY and now < wanted:
        now = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (now, most))
        now = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CONNECTIONS if now == resource.RLIM_INFINITY else min(CONNECTIONS, now - OWN_FILES)
