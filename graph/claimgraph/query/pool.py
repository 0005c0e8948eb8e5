"""Share a few worker processes among many clients, each in its turn."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from claimgraph.errors import LimitError, QueryError
from claimgraph.query.limits import Limits
from claimgraph.query.process import Answered, Request, Worker

_SHORT = 1.0  # seconds after which a query counts as slow and makes way for others


class _Turn:
    """Hold one waiting query's place."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.come = threading.Event()


class Pool:
    """Answer queries in worker processes, so many at a time, clients in turn.

    A client has at most half of the workers at once, so that its slow queries never keep out
    another client. Waiting clients get a worker one after the other, whoever has waited longest
    since the last turn first, and not whoever asks most.

    >>> with Pool(Path("exports/store/1/db"), base) as pool:  # doctest: +SKIP
    ...     pool.ask(Request("ASK {}"), client="127.0.0.1")
    """

    def __init__(
        self, database: Path, base: str, *, limits: Limits | None = None, workers: int = 4
    ) -> None:
        self.limits = limits or Limits()
        self.workers = max(2, workers)
        self._start: Callable[[], Worker] = lambda: Worker(database, base, self.limits)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._running: dict[str, int] = {}
        self._waiting: OrderedDict[str, deque[_Turn]] = OrderedDict()
        self._closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, request: Request, *, client: str = "") -> Answered:
        """Return the answer to a query once its turn has come; safe to call from many threads.

        :raises LimitError: where it took more than it may, or its turn did not come
        :raises QueryError: where the query is wrong
        """
        self._wait(client)
        try:
            worker = self._take()
            slow = threading.Timer(_SHORT, worker.slow_down)
            slow.daemon = True
            slow.start()
            started = time.monotonic()
            try:
                return worker.ask(request)
            finally:
                slow.cancel()
                # A process that made way once keeps its low priority: it is not used again.
                self._give_back(worker, fresh=time.monotonic() - started < _SHORT)
        finally:
            self._leave(client)

    def close(self) -> None:
        """Stop all processes; queries that run are stopped with them."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.stop()

    def _wait(self, client: str) -> None:
        with self._lock:
            if self._closed:
                raise QueryError("the server is shutting down")
            if self._may_run(client) and not self._waiting:
                self._running[client] = self._running.get(client, 0) + 1
                return
            if sum(map(len, self._waiting.values())) >= self.limits.queue:
                raise LimitError(
                    f"{self.limits.queue} queries wait already; try again later", limit="queue"
                )
            turn = _Turn(client)
            self._waiting.setdefault(client, deque()).append(turn)
            self._call_next()
        if not turn.come.wait(self.limits.patience):
            with self._lock:
                if not turn.come.is_set():
                    self._forget(turn)
                    raise LimitError(
                        f"no worker was free within {self.limits.patience:g} seconds; "
                        "try again later",
                        limit="queue",
                    )

    def _may_run(self, client: str) -> bool:
        return (
            sum(self._running.values()) < self.workers
            and self._running.get(client, 0) < self.workers // 2
        )

    def _call_next(self) -> None:
        """Give free places to waiting clients, in turn; the lock is held."""
        for client in list(self._waiting):
            if not self._may_run(client):
                continue
            turns = self._waiting[client]
            turn = turns.popleft()
            del self._waiting[client]
            if turns:
                self._waiting[client] = turns  # to the end: others come first
            self._running[client] = self._running.get(client, 0) + 1
            turn.come.set()

    def _forget(self, turn: _Turn) -> None:
        turns = self._waiting[turn.client]
        turns.remove(turn)
        if not turns:
            del self._waiting[turn.client]

    def _leave(self, client: str) -> None:
        with self._lock:
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]
            self._call_next()

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive():
                    self._busy.add(worker)
                    return worker
        worker = self._start()
        with self._lock:
            self._busy.add(worker)
        return worker

    def _give_back(self, worker: Worker, *, fresh: bool) -> None:
        with self._lock:
            self._busy.discard(worker)
            if fresh and not self._closed and worker.is_alive():
                self._idle.append(worker)
                return
        worker.stop()
