"""The program of the solver's child process: reads one problem, writes progress and a schedule.

Standard input: a line of JSON (the `SolveRequest`), then the problem file. Standard output: a JSON object per line:
`ready`, any number of `progress`, then `schedule` or `error`. SIGTERM ends the solve with the best schedule so far.

The solver runs in a separate process so that it may crash, run out of memory or be killed without affecting the
worker. It imports nothing of the domain, to start quickly and to stay small.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from solver import Observer, ProblemError, Progress, Schedule, StopFlag

NICENESS = 19
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class SolveRequest:
    """How to solve. `memory_bytes` limits the child's address space; `parent` is the process it must not outlive."""

    seed: int
    time_limit: float
    memory_bytes: int
    parent: int


class Channel:
    """Standard output, reserved for messages: anything that a library prints goes to standard error."""

    def __init__(self) -> None:
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def send(self, **message: Any) -> None:
        self._out.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._out.flush()

    def report(self, progress: Progress) -> None:
        self.send(progress=asdict(progress))


def main(channel: Channel) -> None:
    """Read the request and the problem, solve, write the answer."""
    request = SolveRequest(**json.loads(sys.stdin.buffer.readline()))
    end_with_parent(request.parent)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (request.memory_bytes, request.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stop = StopFlag()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is handled by the parent
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    channel.send(ready=True)
    try:
        channel.send(schedule=_answer(request, channel.report, stop))
    except MemoryError:
        channel.send(error=f"The solver needs more memory than its limit of {request.memory_bytes >> 20:,} MB.")
    except ProblemError as error:
        channel.send(error=f"The problem is malformed: {error}")


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, even by SIGKILL (Linux only; no effect elsewhere)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent ended before the call above
        sys.exit(1)


def _answer(request: SolveRequest, report: Observer, stop: StopFlag) -> str:
    from solver.files import write_schedule

    problem_json = sys.stdin.buffer.read()
    # in a second thread: signal handlers run in the main thread, which must not be inside native code
    with ThreadPoolExecutor(max_workers=1) as pool:
        schedule = pool.submit(_solve, request, problem_json, report, stop).result()
    return write_schedule(schedule)


def _solve(request: SolveRequest, problem_json: bytes, report: Observer, stop: StopFlag) -> Schedule:
    from solver.files import read_problem
    from solver.solve import solve

    return solve(
        read_problem(problem_json),
        seed=request.seed,
        time_limit=request.time_limit,
        observer=report,
        stop=stop,
    )


if __name__ == "__main__":
    output = (
        Channel()
    )  # global, so that it closes only when the process ends; the parent then kills any remaining process
    main(output)
