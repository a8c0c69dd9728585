"""Slow and silent visitors, as real connections to real processes: everybody else is answered meanwhile."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from web.cli.processes import free_port
from web.foundation.security import HEADERS

VISITORS = 200
UNREADING = 20
HALF_A_HEAD = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sl"
HALF_A_BODY = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nemail="
HALF_A_FILE = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000000\r\n\r\nemail="
MANY_PAGES = b"GET /bootstrap/static/css/bootstrap.min.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 50


IMPATIENT = """
from web import connection, serving
connection.HEAD_SECONDS = 2
serving.worker_connections = 40
from web.server import main
main()
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """gunicorn with one process; the fixtures of a test's database do not live as long as a module."""
    with served(tmp_path_factory.mktemp("served"), "-m", "web.server") as port:
        yield port


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The same, with two seconds for a head and room for forty connections."""
    with served(tmp_path_factory.mktemp("impatient"), "-c", IMPATIENT) as port:
        yield port


@contextmanager
def served(folder: Path, *program: str) -> Iterator[int]:
    free = free_port("127.0.0.1", 0)
    environment = os.environ | {
        "BIND": f"127.0.0.1:{free}",
        "MATCHMAKER_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/matchmaker.db",
        "PUBLIC_URL": f"http://127.0.0.1:{free}",
        "WEB_CONCURRENCY": "1",
    }
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-P", *program], env=environment, stderr=log)
    deadline = time.monotonic() + 60
    while not answers(free):
        assert time.monotonic() < deadline, (folder / "log").read_text()
        time.sleep(0.1)
    yield free
    server.send_signal(signal.SIGTERM)
    assert server.wait(60) == 0


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def exchanged(port: int, *pieces: bytes) -> bytes:
    """What the server answers to the pieces, until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as visitor:
        for piece in pieces:
            visitor.sendall(piece)
            time.sleep(0.01)
        return b"".join(iter(lambda: visitor.recv(65536), b""))


@pytest.mark.parametrize(
    "begun",
    [b"", HALF_A_HEAD, HALF_A_BODY, HALF_A_FILE],
    ids=["silent", "half a head", "half a body", "half a file"],
)
def test_slow_visitors_delay_nobody(port: int, begun: bytes) -> None:
    with ExitStack() as visitors:
        for _ in range(VISITORS):
            visitors.enter_context(visitor(port, begun))
        assert answers(port)


def test_visitors_who_read_no_answer_delay_nobody(port: int) -> None:
    """Asked several times: the answers must first fill what the system keeps for each visitor."""
    with ExitStack() as visitors:
        for _ in range(UNREADING):
            visitors.enter_context(visitor(port, MANY_PAGES))
        for _ in range(5):
            assert answers(port)
            time.sleep(0.3)


def visitor(port: int, begun: bytes) -> socket.socket:
    """A connection that has sent this and reads nothing: little fits on its way."""
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    opened.settimeout(10)
    opened.connect(("127.0.0.1", port))
    opened.sendall(begun)
    return opened


def test_who_sends_no_head_in_time_is_disconnected(impatient: int) -> None:
    with visitor(impatient, b"") as silent, visitor(impatient, HALF_A_HEAD) as slow:
        assert (silent.recv(1), slow.recv(1)) == (b"", b"")


def test_where_there_is_no_room_the_longest_waiting_leaves_for_a_new_visitor(impatient: int) -> None:
    with ExitStack() as visitors:
        waiting = [visitors.enter_context(visitor(impatient, HALF_A_HEAD)) for _ in range(30)]
        assert waiting[0].recv(1) == b""
        for later in (waiting[15], waiting[-1]):  # if their time were over, they would have gone with the first
            later.sendall(b"ow: yes\r\n\r\n")
            assert later.recv(12) == b"HTTP/1.1 200"


def test_more_requests_than_the_server_has_room_for_are_all_answered(impatient: int) -> None:
    request_text = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with ExitStack() as visitors:
        crowd = [visitors.enter_context(visitor(impatient, request_text)) for _ in range(200)]
        assert [one.recv(12) for one in crowd] == [b"HTTP/1.1 200"] * 200


def test_the_server_ends_in_order_while_slow_visitors_are_connected(tmp_path: Path) -> None:
    with ExitStack() as visitors, served(tmp_path, "-m", "web.server") as port:
        for begun in (b"", HALF_A_HEAD, HALF_A_BODY, HALF_A_FILE, MANY_PAGES):
            visitors.enter_context(visitor(port, begun))
        assert answers(port)


def test_a_request_may_arrive_in_pieces(port: int) -> None:
    body = b"email=nobody%40example.org"
    head = b"POST /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    answer = exchanged(port, head[:10], head[10:-1], head[-1:] + body[:4], body[4:])
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 405"))


def test_requests_sent_together_are_answered_in_order(port: int) -> None:
    first = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    last = b"GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    answer = exchanged(port, first + first + last)
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"200", b"200", b"404"]


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /%s HTTP/1.1\r\n\r\n" % (b"a" * 9000), b"414"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n" % (b"a" * 9000), b"431"),
        (b"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
    ],
)
def test_what_never_reaches_the_application_is_answered_with_its_headers(
    port: int, request_text: bytes, status: bytes
) -> None:
    answer = exchanged(port, request_text)
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert [name for name, value in HEADERS.items() if f"\r\n{name}: {value}\r\n".encode() not in answer] == []
