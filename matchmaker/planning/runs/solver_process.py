"""The worker's side of the solver's child process: starts it, receives its messages, ends it."""

from __future__ import annotations

import json
import os
import queue
import signal
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import IO, Any, TypeAlias

from matchmaker.errors import MatchmakerError
from matchmaker.messages import Message
from matchmaker.messages.texts.planning import EXITED, KILLED
from matchmaker.planning.runs.child_process import ChildProcess, SpawnedChild, StartChild
from matchmaker.planning.runs.errors import BudgetTooSmallError, InfeasibleError, SolveFailedError
from matchmaker.planning.runs.solver_child import SolveRequest
from matchmaker.planning.runs.tasks import SOLVE, Task
from solver import Progress, Schedule
from solver.files import read_schedule

Answer: TypeAlias = Schedule | list[Any]
"""A schedule, or an explanation as `matchmaker.planning.runs.stored_explanation` stores it."""
MEMORY_SHARE = 0.75
LEAST_MEMORY = 2 << 30
_TAIL = 2000
_ERRORS: dict[str, type[MatchmakerError]] = {
    "conflict": InfeasibleError,
    "budget": BudgetTooSmallError,
    "error": SolveFailedError,
}


def memory_allowed() -> int:
    """Bytes of address space that a solve may use: a share of the memory, so that other programs survive.

    Never less than LEAST_MEMORY, since threads and libraries reserve addresses that they hardly use.
    """
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(LEAST_MEMORY, int(installed * MEMORY_SHARE))


@dataclass(frozen=True)
class Prepared:
    """What the solver gets: the problem file, and a schedule file of the base plan for runs that have one."""

    problem_json: bytes
    base_json: bytes = b""


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
        start: StartChild = SpawnedChild,
    ) -> None:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._child, self._stdin, self._stdout = _started(start, self._stderr.fileno())
        request = SolveRequest(
            task.kind.value,
            task.options,
            seed,
            time_limit,
            len(prepared.problem_json),
            memory_bytes or memory_allowed(),
            self._child.parent,
        )
        self.ready = False
        self.answer: Answer | None = None
        self.error: MatchmakerError | None = None
        self._messages: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        message = json.dumps(asdict(request)).encode() + b"\n" + prepared.problem_json + prepared.base_json
        self._pipes = threading.Thread(target=self._serve_pipes, args=(message,), daemon=True)
        self._pipes.start()

    def __enter__(self) -> SolverProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._child.wait()
        self._pipes.join()
        self._stderr.close()

    @property
    def pid(self) -> int:
        return self._child.pid

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
        for name in _ERRORS.keys() & message.keys():
            self.error = _ERRORS[name](Message.from_json(message[name]))
        return Progress(**message["progress"]) if "progress" in message else None

    def ask_to_stop(self) -> None:
        self._child.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._child.send_signal(signal.SIGKILL)

    def failure(self) -> Message:
        """Why the child ended without an answer."""
        code = self._child.wait()
        return KILLED(signal_name=signal.Signals(-code).name) if code < 0 else EXITED(exit_code=code)

    def end_of_stderr(self) -> str:
        """The end of what the child wrote to standard error, for the log."""
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - _TAIL))
        return self._stderr.read().decode(errors="replace")

    def _serve_pipes(self, message: bytes) -> None:
        # a child that died early breaks the pipe; its exit code shows why
        with suppress(BrokenPipeError), self._stdin as stdin:
            stdin.write(message)
        with self._stdout as stdout:
            for line in stdout:
                if line.endswith(b"\n"):  # otherwise the child was killed while writing it
                    self._messages.put(json.loads(line))
        self._messages.put(None)


def _started(start: StartChild, stderr: int) -> tuple[ChildProcess, IO[bytes], IO[bytes]]:
    """A child, the writing end of its standard input, and the reading end of its standard output."""
    stdin, to_child = os.pipe()
    from_child, stdout = os.pipe()
    try:
        child = start(stdin, stdout, stderr)
    except BaseException:
        os.close(to_child)
        os.close(from_child)
        raise
    finally:
        os.close(stdin)
        os.close(stdout)
    return child, os.fdopen(to_child, "wb"), os.fdopen(from_child, "rb")
