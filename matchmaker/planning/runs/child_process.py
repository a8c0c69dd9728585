"""Child processes for runs: started afresh, or forked from a server that has imported the solver already."""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeAlias

from matchmaker.planning.runs.fork_server import PID_BYTES

log = logging.getLogger(__name__)


class ChildProcess(Protocol):
    """A child; `parent`: the id of the process that it must not outlive."""

    @property
    def pid(self) -> int: ...

    @property
    def parent(self) -> int: ...

    def wait(self) -> int:
        """The exit code; negative, the signal that killed it."""
        ...

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the child has ended."""
        ...


StartChild: TypeAlias = Callable[[int, int, int], ChildProcess]
"""Starts a child with these descriptors as its standard input, output and error; they stay open here."""


class SpawnedChild:
    """A child with a Python interpreter of its own."""

    def __init__(self, stdin: int, stdout: int, stderr: int) -> None:
        self.parent = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "matchmaker.planning.runs.solver_child"],
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,  # Ctrl-C in the terminal must reach only this process, which then stops the child
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait(self) -> int:
        return self._process.wait()

    def send_signal(self, number: int) -> None:
        self._process.send_signal(number)


class ForkedChild:
    """A child of the fork server. `process`: a descriptor of it; `codes`: where its exit code can be read."""

    def __init__(self, pid: int, parent: int, process: int, codes: int) -> None:
        self.pid = pid
        self.parent = parent
        self._process = process
        self._codes = codes
        self._code: int | None = None

    def wait(self) -> int:
        if self._code is None:
            with os.fdopen(self._codes, "rb") as codes:
                written = codes.read()
            os.close(self._process)
            self._code = int(written) if written else -signal.SIGKILL  # the server was killed, and the child with it
        return self._code

    def send_signal(self, number: int) -> None:
        if self._code is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._process, number)


class ForkServer:
    """Starts children by forking, from a server that is started once and again whenever it has died.

    While the server is loading, and where it cannot be used, children are spawned. `start`: load it now.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._ready = False

    def start(self) -> None:
        """Start the server if it is not running. Only Linux has what it takes."""
        if not hasattr(os, "pidfd_open"):
            return
        with self._lock:
            self._start()

    def __call__(self, stdin: int, stdout: int, stderr: int) -> ChildProcess:
        with self._lock:
            if self._is_ready():
                try:
                    return self._forked(stdin, stdout, stderr)
                except OSError:
                    log.warning("the fork server has died; it is started again", exc_info=True)
                    self._close()
                    self._start()
        return SpawnedChild(stdin, stdout, stderr)

    def close(self) -> None:
        """End the server, and with it all its children."""
        with self._lock:
            self._close()

    def _start(self) -> None:
        if self._server is not None and self._server.poll() is None:
            return
        self._close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-P", "-m", "matchmaker.planning.runs.fork_server"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},  # no threads before a fork
                start_new_session=True,
            )
        self._socket = ours

    def _is_ready(self) -> bool:
        if self._socket is None:
            return False
        if not self._ready and select.select([self._socket], [], [], 0)[0]:
            self._ready = bool(self._socket.recv(1))
            if not self._ready:
                log.warning("the fork server could not load the solver; runs start without it")
                self._close()
        return self._ready

    def _forked(self, stdin: int, stdout: int, stderr: int) -> ForkedChild:
        assert self._socket is not None  # noqa: S101 - it is ready
        assert self._server is not None  # noqa: S101
        codes, theirs = os.pipe()
        try:
            socket.send_fds(self._socket, [b"!"], [stdin, stdout, stderr, theirs])
            answer, (process,), _, _ = socket.recv_fds(self._socket, PID_BYTES, 1)
        except (OSError, ValueError) as error:
            os.close(codes)
            raise ConnectionError("no answer from the fork server") from error
        finally:
            os.close(theirs)
        return ForkedChild(int.from_bytes(answer, "big"), self._server.pid, process, codes)

    def _close(self) -> None:
        self._ready = False
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None
