"""The worker's end of the child process that solves: what it says, and ways to end it."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import IO, Any, cast

from matchmaker.planning.runs.solver_child import Order
from solver import Progress, Schedule
from solver.files import read_schedule

MEMORY_SHARE = 0.75
LEAST_MEMORY = 2 << 30
_TAIL = 2000


def memory_allowed() -> int:
    """Bytes of address space that a solve may use: what leaves the other programs of this computer alive.

    Never less than LEAST_MEMORY, since threads and libraries take addresses that they hardly fill.
    """
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(LEAST_MEMORY, int(installed * MEMORY_SHARE))


class SolverProcess:
    """A running child. Use as a context manager: on leaving, the child is gone."""

    def __init__(self, problem_json: bytes, *, seed: int, time_limit: float, memory_bytes: int | None = None) -> None:
        order = Order(seed, time_limit, memory_bytes or memory_allowed(), os.getpid())
        self.ready = False
        self.schedule: Schedule | None = None
        self.error: str | None = None
        self._messages: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process = subprocess.Popen(
            [sys.executable, "-m", "matchmaker.planning.runs.solver_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,  # a Ctrl-C in the terminal is for us, who then end the child in good order
        )
        talk = json.dumps(asdict(order)).encode() + b"\n" + problem_json
        self._talking = threading.Thread(target=self._talk, args=(talk,), daemon=True)
        self._talking.start()

    def __enter__(self) -> SolverProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._process.wait()
        self._talking.join()
        self._stderr.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def next_report(self, timeout: float) -> Progress | None:
        """The next progress report, None if there was none within `timeout` seconds. Raises EOFError at the end.

        The child's schedule or error is then in the attributes of these names, if it gave one.
        """
        try:
            message = self._messages.get(timeout=timeout)
        except queue.Empty:
            return None
        if message is None:
            raise EOFError
        self.ready = True
        if "schedule" in message:
            self.schedule = read_schedule(message["schedule"])
        self.error = message.get("error", self.error)
        return Progress(**message["progress"]) if "progress" in message else None

    def ask_to_stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._process.kill()

    def obituary(self) -> str:
        """Why the child ended without an answer, in a sentence for people."""
        code = self._process.wait()
        if code < 0:
            name = signal.Signals(-code).name
            return f"The solver was ended from outside or ran out of memory ({name}). Nothing was changed."
        return f"The solver broke off (exit code {code}). Nothing was changed; the worker's log has the details."

    def last_words(self) -> str:
        """The end of what the child wrote to standard error, for the log."""
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - _TAIL))
        return self._stderr.read().decode(errors="replace")

    def _talk(self, order: bytes) -> None:
        # a child that died early breaks the pipe; its exit code tells the rest
        with suppress(BrokenPipeError), cast(IO[bytes], self._process.stdin) as stdin:
            stdin.write(order)
        with cast(IO[bytes], self._process.stdout) as stdout:
            for line in stdout:
                if line.endswith(b"\n"):  # else the child was killed in the middle of it
                    self._messages.put(json.loads(line))
        self._messages.put(None)
