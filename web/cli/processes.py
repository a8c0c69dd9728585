"""Child processes that end together: the web server and the worker on one machine."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping

from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.commands import BAD_ADDRESS, CANNOT_LISTEN
from web.cli.errors import NOT_DONE, CommandError
from web.cli.language import _
from web.cli.signals import handling_termination

WEB = (sys.executable, "-P", "-m", "web.server")
WORKER = (sys.executable, "-P", "-m", "web.cli", "worker")
SHUTDOWN_SECONDS = 12.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Processes:
    """Runs commands as child processes until one of them ends or this process receives SIGINT or SIGTERM."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # -P and its variable: no process, nor one that it starts, imports files of the folder that it is started in
        self.environment = {**os.environ, **environment, "PYTHONSAFEPATH": "1"}
        self.ending = threading.Event()
        self._terminated = False
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, commands: Mapping[str, tuple[str, ...]], started: Callable[[], None] = lambda: None) -> None:
        """Start the commands, call `started`, and wait for a signal or the end of a child; then end all children.

        Raises CommandError if a child ended without a signal.
        """
        with handling_termination(self._terminate):
            try:
                self._children = {name: self._start(command) for name, command in commands.items()}
                for child in self._children.values():  # threads only after the last fork
                    threading.Thread(target=self._watch, args=(child,), daemon=True).start()
                started()
                self.ending.wait()
                ended = self._ended()
            finally:
                self._stop()
        if ended and not self._terminated:
            raise CommandError(
                [
                    _("The {name} process ended unexpectedly (code {code}).", name=name, code=code)
                    for name, code in ended
                ],
                NOT_DONE,
            )

    def _start(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=self.environment,
            start_new_session=True,  # only this process receives Ctrl-C; it ends the children in order
            preexec_fn=_end_with_parent,
        )

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        child.wait()
        self.ending.set()

    def _terminate(self) -> None:
        self._terminated = True
        self.ending.set()

    def _ended(self) -> list[tuple[str, int]]:
        codes = ((name, child.poll()) for name, child in self._children.items())
        return [(name, code) for name, code in codes if code is not None]

    def _stop(self) -> None:
        """Send SIGTERM to all, which leaves a running solve time to store its best plan; then kill what still runs."""
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            try:
                child.wait(SHUTDOWN_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _end_with_parent() -> None:
    """In the child: receive SIGTERM when the parent dies for any reason (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def check_free(address: str) -> None:
    """Raises ConfigurationError if the address is not `host:port` or cannot be listened on."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ConfigurationError(BAD_ADDRESS(given=address))
    try:
        _listen(host, int(port))
    except OSError as error:
        raise ConfigurationError(CANNOT_LISTEN(address=address, reason=error.strerror)) from error


def free_port(host: str, preferred: int) -> int:
    """The preferred port if it is free, else any free one."""
    try:
        return _listen(host, preferred)
    except OSError:
        return _listen(host, 0)


def _listen(host: str, port: int) -> int:
    """Listen for a moment; the port, which the system chooses for 0."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host.strip("[]"), port))
        return int(probe.getsockname()[1])
