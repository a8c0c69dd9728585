"""The worker's side of the solver's child process: starts it, receives its messages, ends it."""

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

from matchmaker.planning.runs.solver_child import SolveRequest
from solver import Progress, Schedule
from solver.files import read_schedule

MEMORY_SHARE = 0.75
LEAST_MEMORY = 2 << 30
_TAIL = 2000


def memory_allowed() -> int:
    """Bytes of address space that a solve may use: a share of the memory, so that other programs survive.

    Never less than LEAST_MEMORY, since threads and libraries reserve addresses that they hardly use.
    """
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(LEAST_MEMORY, int(installed * MEMORY_SHARE))


class SolverProcess:
    """A running child. A context manager that kills the child on exit."""

    def __init__(self, problem_json: bytes, *, seed: int, time_limit: float, memory_bytes: int | None = None) -> None:
        request = SolveRequest(seed, time_limit, memory_bytes or memory_allowed(), os.getpid())
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
            start_new_session=True,  # Ctrl-C in the terminal must reach only this process, which then stops the child
        )
        message = json.dumps(asdict(request)).encode() + b"\n" + problem_json
        self._pipes = threading.Thread(target=self._serve_pipes, args=(message,), daemon=True)
        self._pipes.start()

    def __enter__(self) -> SolverProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._process.wait()
        self._pipes.join()
        self._stderr.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def next_report(self, timeout: float) -> Progress | None:
        """The next progress report, None if there was none within `timeout` seconds. Raises EOFError at the end.

        `schedule` or `error` then holds the child's answer, if there was one.
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

    def failure(self) -> str:
        """Why the child ended without an answer, as a sentence for people."""
        code = self._process.wait()
        if code < 0:
            name = signal.Signals(-code).name
            return f"The solver was killed or ran out of memory ({name}). Nothing was changed."
        return f"The solver failed (exit code {code}). Nothing was changed; see the worker's log for details."

    def end_of_stderr(self) -> str:
        """The end of what the child wrote to standard error, for the log."""
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - _TAIL))
        return self._stderr.read().decode(errors="replace")

    def _serve_pipes(self, message: bytes) -> None:
        # a child that died early breaks the pipe; its exit code shows why
        with suppress(BrokenPipeError), cast(IO[bytes], self._process.stdin) as stdin:
            stdin.write(message)
        with cast(IO[bytes], self._process.stdout) as stdout:
            for line in stdout:
                if line.endswith(b"\n"):  # otherwise the child was killed while writing it
                    self._messages.put(json.loads(line))
        self._messages.put(None)
