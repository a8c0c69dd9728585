"""Processes that live and die together: the web server and the worker of one machine."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from types import FrameType

from matchmaker.errors import ConfigurationError
from web.cli.errors import NOT_DONE, Refused

WEB = (sys.executable, "-m", "gunicorn", "-c", "python:web.serving", "web:create_app()")
WORKER = (sys.executable, "-m", "web.cli", "worker")
SECONDS_TO_END = 12.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Processes:
    """Starts commands as children; when one of them ends or this process is told to end, all of them do."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = {**os.environ, **environment}
        self.ending = threading.Event()
        self._told_to_end = False
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, commands: Mapping[str, tuple[str, ...]], started: Callable[[], None] = lambda: None) -> None:
        """Start the commands, call `started`, and wait until told to end (SIGINT, SIGTERM).

        Raises Refused if one of them ended by itself.
        """
        before = {number: signal.signal(number, self._end) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._children = {name: self._start(command) for name, command in commands.items()}
            for child in self._children.values():  # threads only now: no process is forked beside them
                threading.Thread(target=self._watch, args=(child,), daemon=True).start()
            started()
            self.ending.wait()
            fallen = self._fallen()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)
        if fallen and not self._told_to_end:
            raise Refused([f"The {name} process ended by itself (code {code})." for name, code in fallen], NOT_DONE)

    def _start(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=self.environment,
            start_new_session=True,  # Ctrl-C comes to this process, which ends the others in order
            preexec_fn=_end_with_parent,
        )

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        child.wait()
        self.ending.set()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_end = True
        self.ending.set()

    def _fallen(self) -> list[tuple[str, int]]:
        codes = ((name, child.poll()) for name, child in self._children.items())
        return [(name, code) for name, code in codes if code is not None]

    def _stop(self) -> None:
        """Ask all to end; a solve under way has the time to keep its best plan. Whoever does not listen is killed."""
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            try:
                child.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _end_with_parent() -> None:
    """In the child: be told to end when the parent dies, however it dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def check_free(address: str) -> None:
    """Raises ConfigurationError if nothing can listen at `host:port`."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ConfigurationError(f"--bind must be like 127.0.0.1:8000, not {address!r}")
    try:
        _listen(host, int(port))
    except OSError as error:
        raise ConfigurationError(
            f"Nothing can listen at {address}: {error.strerror}. Choose another address with --bind."
        ) from error


def free_port(host: str, wanted: int) -> int:
    """The wanted port if it is free, else another one."""
    try:
        return _listen(host, wanted)
    except OSError:
        return _listen(host, 0)


def _listen(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host.strip("[]"), port))
        return int(probe.getsockname()[1])
