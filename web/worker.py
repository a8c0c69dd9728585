"""gunicorn's threaded worker, with connections that no thread waits for (docs/decisions/0017)."""

from __future__ import annotations

import selectors
import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from operator import attrgetter
from typing import Any

from gunicorn.http import errors  # type: ignore[import-untyped]  # the package has no type information
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # the package has no type information

from web.connection import CLOSING_SECONDS, Arrived, Connection, allowed_seconds
from web.foundation.security import HEADERS

MOST_HELD = 2**26
"""Bytes of unfinished requests and responses in memory, for each process."""
UPLOAD_THREADS = 2
"""For requests with long bodies, which a thread reads as they arrive."""
_STATUS = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
}


class BufferingWorker(ThreadWorker):  # type: ignore[misc]  # its base has no type information
    """`waiting`: the connections that the main loop reads or writes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.waiting: set[Connection] = set()
        self.uploads = ThreadPoolExecutor(UPLOAD_THREADS)
        self.stopping_at: float | None = None

    def accept(self, listener: socket.socket) -> None:
        try:
            plain, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        self._wait(Connection(self.cfg, plain, client, listener.getsockname()), selectors.EVENT_READ, self._read)
        self._make_room()

    def finish_request(self, conn: Connection, future: Future[bool]) -> None:
        """After a thread: send the rest of the response, then wait for the next request or close."""
        keep = not future.cancelled() and future.exception() is None and bool(future.result()) and self.alive
        conn.allow(allowed_seconds(len(conn.sock.unsent)))
        self._write(conn, keep)
        self._make_room()

    def murder_pending(self) -> None:
        """Close what has waited too long; called once a second."""
        now = time.monotonic()
        if not self.alive and self.stopping_at is None:
            self.stopping_at = now + CLOSING_SECONDS
        for conn in list(self.waiting):
            sending = bool(conn.sock.unsent)
            if conn.deadline <= now or (self.stopping_at is not None and self.stopping_at <= now and not sending):
                self._drop(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Respond with the headers of every page. The log names the kind of error: its text quotes the request."""
        status = _status_of(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.exception("Error handling request %s", getattr(req, "path", "that could not be read"))
        else:
            self.log.warning("Refused a request: %s (%d)", type(exc).__name__, status)
        client.sendall(plain_response(status))

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """A long body may be unread, and is not read to reuse the connection."""
        return keepalive and conn.read_whole

    def _wait(self, conn: Connection, event: int, call: Any) -> None:
        self.waiting.add(conn)
        self.poller.register(conn.sock, event, partial(self._called, conn, call))

    def _called(self, conn: Connection, call: Any, _socket: object) -> None:
        if conn not in self.waiting:  # dropped since the poller reported it
            return
        self._leave(conn)
        call(conn)

    def _leave(self, conn: Connection) -> None:
        self.waiting.remove(conn)
        self.poller.unregister(conn.sock)

    def _read(self, conn: Connection) -> None:
        try:
            data = conn.sock.recv_now()
        except OSError:
            data = b""
        if data == b"":
            self._close(conn)
        else:
            self._take(conn, data or b"")

    def _take(self, conn: Connection, data: bytes) -> None:
        arrived = conn.arrived(data)
        if arrived is Arrived.PART:
            self._wait(conn, selectors.EVENT_READ, self._read)
            self._make_room()
        elif arrived is Arrived.UNMEASURED:
            conn.sock.unsent += plain_response(HTTPStatus.LENGTH_REQUIRED)
            self._write(conn, keep=False)
        else:
            conn.hand_over()
            pool = self.uploads if arrived is Arrived.LONG else self.tpool
            future = pool.submit(self.handle, conn)
            future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def _write(self, conn: Connection, keep: bool) -> None:
        try:
            conn.sock.flush()
        except OSError:
            self._close(conn)
            return
        if conn.sock.unsent:
            self._wait(conn, selectors.EVENT_WRITE, partial(self._write, keep=keep))
        elif keep:
            conn.await_next_request()
            self._take(conn, b"")
        else:
            self._linger(conn)

    def _linger(self, conn: Connection) -> None:
        """End our side and read what still comes: closing at once could destroy the response (RFC 9112, 9.6)."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        conn.allow(CLOSING_SECONDS, expendable=True)
        self._wait(conn, selectors.EVENT_READ, self._discard)

    def _discard(self, conn: Connection) -> None:
        try:
            ended = conn.sock.recv_now() == b""
        except OSError:
            ended = True
        if ended:
            self._close(conn)
        else:
            self._wait(conn, selectors.EVENT_READ, self._discard)

    def _make_room(self) -> None:
        """Drop what nobody would miss, then the longest waiting: whoever is not slow has left long before.

        Half of the connections may wait for their visitors; the others have a request that waits for a thread, and are
        never dropped. gunicorn accepts no more while all are taken.
        """
        held = sum(conn.held for conn in self.waiting)
        while len(self.waiting) > 1 and (held > MOST_HELD or len(self.waiting) > self.worker_connections // 2):
            oldest = min(self.waiting, key=attrgetter("since"))
            held -= oldest.held
            self._drop(oldest)

    def _drop(self, conn: Connection) -> None:
        self._leave(conn)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()


def _status_of(error: Exception) -> HTTPStatus:
    for kind, status in _STATUS.items():
        if isinstance(error, kind):
            return status
    return HTTPStatus.BAD_REQUEST if isinstance(error, errors.ParseException) else HTTPStatus.INTERNAL_SERVER_ERROR


def plain_response(status: HTTPStatus) -> bytes:
    """A response to what never reaches the application, with the same headers."""
    body = f"{status.value} {status.phrase}\n"
    headers = {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        **HEADERS,
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", body]).encode()
