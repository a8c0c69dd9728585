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
from typing import IO, Any, TypeAlias, cast

from matchmaker.messages import Message
from matchmaker.messages.texts.planning import EXITED, KILLED
from matchmaker.planning.runs.solver_child import SolveRequest
from matchmaker.planning.runs.tasks import SOLVE, Prepared, Task
from solver import Progress, Schedule
from solver.files import read_schedule

Answer: TypeAlias = Schedule | list[Any]
"""A schedule, or an explanation as `matchmaker.planning.runs.stored_explanation` stores it."""
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

    def __init__(
        self,
        prepared: Prepared,
        task: Task = SOLVE,
        *,
        seed: int,
        time_limit: float,
        memory_bytes: int | None = None,
    ) -> None:
        request = SolveRequest(
            task.kind.value,
            task.options,
            seed,
            time_limit,
            len(prepared.problem_json),
            memory_bytes or memory_allowed(),
            os.getpid(),
        )
        self.ready = False
        self.answer: Answer | None = None
        self.error: Message | None = None
        self._messages: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._process = subprocess.Popen(
            [sys.executable, "-m", "matchmaker.planning.runs.solver_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,  # Ctrl-C in the terminal must reach only this process, which then stops the child
        )
        message = json.dumps(asdict(request)).encode() + b"\n" + prepared.problem_json + prepared.base_json
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

        `answer` or `error` then holds the child's answer, if there was one.
        """
        try:
            message = self._messages.get(timeout=timeout)
        except queue.Empty:
            return None
        if message is None:
            raise EOFError
        self.ready = True
        if "schedule" in message:
            self.answer = read_schedule(message["schedule"])
        elif "explanation" in message:
            self.answer = message["explanation"]
        elif "error" in message:
            self.error = Message.from_json(message["error"])
        return Progress(**message["progress"]) if "progress" in message else None

    def ask_to_stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._process.kill()

    def failure(self) -> Message:
        """Why the child ended without an answer."""
        code = self._process.wait()
        return KILLED(signal_name=signal.Signals(-code).name) if code < 0 else EXITED(exit_code=code)

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
