"""A visitor's connection that no thread waits for: what arrives and what still has to go out is kept in memory.

The socket never blocks. The worker's main loop fills `received` and empties `unsent`; a thread has the connection
only between the last byte of a request and the last byte that its view returns.
"""

from __future__ import annotations

import errno
import select
import socket
import time
from enum import Enum
from typing import Any

from gunicorn import http  # type: ignore[import-untyped]  # the package has no type information
from gunicorn.http.body import LengthReader  # type: ignore[import-untyped]  # the package has no type information
from gunicorn.http.errors import NoMoreData  # type: ignore[import-untyped]  # the package has no type information
from gunicorn.http.message import Request  # type: ignore[import-untyped]  # the package has no type information
from gunicorn.http.unreader import IterUnreader  # type: ignore[import-untyped]  # the package has no type information
from gunicorn.workers.gthread import TConn  # type: ignore[import-untyped]  # the package has no type information

from web.foundation.bodies import MAX_FORM_BYTES

HEAD_SECONDS = 15.0
"""For the head of a request; also what every transfer may take besides its size."""
BYTES_PER_SECOND = 4096
"""The slowest that a body or a response may flow, on average."""
CLOSING_SECONDS = 2.0
"""How long a closed connection is read, so that the visitor receives the response before the end."""
_READ_BYTES = 2**16
_MOST_UNSENT = 2**24
"""More than any page. A thread that writes more waits for the visitor, within the same time."""
_END_OF_HEAD = b"\r\n\r\n"


class Arrived(Enum):
    PART = "wait for more"
    REQUEST = "all of it: a thread can respond"
    LONG = "a head that announces a long body: the view decides whether to read it"
    UNMEASURED = "a head that announces a body of unknown length"


class PatientSocket:
    """A socket for gunicorn, whose `sendall` keeps what the visitor does not take yet."""

    def __init__(self, plain: socket.socket) -> None:
        plain.setblocking(False)
        self._plain = plain
        self.unsent = bytearray()
        self._read_until = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)

    def setblocking(self, _flag: bool) -> None:
        """Nothing: gunicorn sets it around its reads and writes."""

    def sendall(self, data: bytes) -> None:
        self.unsent += data
        self.flush()
        deadline = time.monotonic() + allowed_seconds(len(self.unsent))
        while len(self.unsent) > _MOST_UNSENT:
            self._wait(select.POLLOUT, deadline)
            self.flush()

    def flush(self) -> None:
        """Send what the visitor takes now. Raises OSError if the connection is gone."""
        try:
            while self.unsent:
                del self.unsent[: self._plain.send(memoryview(self.unsent)[:_READ_BYTES].tobytes())]
        except BlockingIOError:
            pass

    def allow_reading(self, size: int) -> None:
        """Let `recv` wait for a body of this size, as long as its sender may take."""
        self._read_until = time.monotonic() + allowed_seconds(size)

    def recv(self, size: int) -> bytes:
        """What has arrived; waits within the time of `allow_reading`, then raises ConnectionResetError."""
        while True:
            try:
                return self._plain.recv(size)
            except BlockingIOError:
                self._wait(select.POLLIN, self._read_until)

    def recv_now(self) -> bytes | None:
        """What has arrived, empty at its end, or None if there is nothing yet."""
        try:
            return self._plain.recv(_READ_BYTES)
        except BlockingIOError:
            return None

    def _wait(self, what: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(self._plain, what)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise ConnectionResetError(errno.ECONNRESET, "too slow")


class Connection(TConn):  # type: ignore[misc]  # its base has no type information
    """`since`: monotonic time from which it waits for the visitor, 0 if it is expendable; `deadline`: when the worker
    closes it; `held`: bytes in memory for it."""

    def __init__(self, cfg: Any, plain: socket.socket, client: Any, server: Any) -> None:
        super().__init__(cfg, PatientSocket(plain), client, server)
        self.parser = http.get_parser(cfg, self.sock, client)
        self.initialized = self.data_ready = True  # a thread gets it with its request
        self.received = bytearray()
        self.needed = 0
        self.read_whole = True
        self.allow(HEAD_SECONDS)

    @property
    def held(self) -> int:
        return len(self.received) + len(self.sock.unsent)

    def allow(self, seconds: float, *, expendable: bool = False) -> None:
        """Wait for the visitor from now, for so long; `expendable`: nobody would miss the connection."""
        now = time.monotonic()
        self.since, self.deadline = 0.0 if expendable else now, now + seconds

    def await_next_request(self) -> None:
        """After a response: begin with what was received behind the request."""
        self.received = bytearray(self.parser.unreader.take_buffered())
        self.needed = 0
        self.allow(HEAD_SECONDS if self.received else self.cfg.keepalive, expendable=not self.received)

    def arrived(self, data: bytes) -> Arrived:
        """Take what has arrived; how much of a request is there now."""
        if data and not self.received:
            self.allow(HEAD_SECONDS)
        new_from = max(0, len(self.received) - len(_END_OF_HEAD))
        self.received += data
        if self.needed:
            return Arrived.REQUEST if len(self.received) >= self.needed else Arrived.PART
        if self.received.find(_END_OF_HEAD, new_from) < 0 and len(self.received) <= self._longest_head:
            return Arrived.PART
        return self._measure()

    def hand_over(self) -> None:
        """Give what was received to gunicorn's parser, which a thread reads."""
        self.parser.unreader.unread(bytes(self.received))
        self.received = bytearray()

    @property
    def _longest_head(self) -> int:
        return int(self.cfg.limit_request_line) + _READ_BYTES

    def _measure(self) -> Arrived:
        """Read the head as gunicorn will, which is the only judge of where a request ends."""
        try:
            request = Request(self.cfg, IterUnreader(iter([bytes(self.received)])), self.client)
        except NoMoreData:
            return Arrived.PART
        except Exception:  # noqa: BLE001 - a thread meets the same error, responds and logs it
            return Arrived.REQUEST
        reader = request.body.reader
        if not isinstance(reader, LengthReader):
            return Arrived.UNMEASURED
        behind = len(request.unreader.take_buffered())
        return self._await_body(reader.length, behind, bool(request._expected_100_continue))

    def _await_body(self, length: int, received: int, asks_first: bool) -> Arrived:
        if length > MAX_FORM_BYTES:
            self.read_whole = False
            self.sock.allow_reading(length)
            return Arrived.LONG
        if received >= length:
            return Arrived.REQUEST
        self.needed = len(self.received) - received + length
        self.allow(allowed_seconds(length))
        if asks_first:
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return Arrived.PART


def allowed_seconds(size: int) -> float:
    """How long the transfer of so many bytes may take."""
    return HEAD_SECONDS + size / BYTES_PER_SECOND
