"""The program of the child process that solves: one problem in, progress and a schedule out.

Standard input: a line of JSON (the `Order`), then the problem file. Standard output: a JSON object per line, `ready`,
then `progress` again and again, then `schedule` or `error`. SIGTERM ends the solve with the best schedule so far.

A process of its own, because the solver may crash, run out of memory or be killed without taking the worker along. It
imports nothing of the domain: starting quickly and staying small are all it has to do.
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
class Order:
    """How to solve: `memory_bytes` bounds the child's address space, `parent` is the process it must not outlive."""

    seed: int
    time_limit: float
    memory_bytes: int
    parent: int


class Channel:
    """The standard output, kept for messages alone: whatever a library prints goes to standard error."""

    def __init__(self) -> None:
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def send(self, **message: Any) -> None:
        self._out.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._out.flush()

    def report(self, progress: Progress) -> None:
        self.send(progress=asdict(progress))


def main() -> None:
    """Read the order and the problem, solve, answer."""
    channel = Channel()
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    end_with_parent(order.parent)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (order.memory_bytes, order.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stop = StopFlag()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C in the terminal is the parent's to judge
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    channel.send(ready=True)
    try:
        channel.send(schedule=_answer(order, channel.report, stop))
    except MemoryError:
        channel.send(error=f"The solver needs more than the {order.memory_bytes >> 20:,} MB of memory it may use.")
    except ProblemError as error:
        channel.send(error=f"The problem is not well formed: {error}")


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent is gone, even by SIGKILL (Linux; elsewhere without effect)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before we asked
        sys.exit(1)


def _answer(order: Order, report: Observer, stop: StopFlag) -> str:
    from solver.files import write_schedule

    problem_json = sys.stdin.buffer.read()
    # in a second thread: signal handlers run in the first one, which must not be inside the solver's own code
    with ThreadPoolExecutor(max_workers=1) as pool:
        schedule = pool.submit(_solve, order, problem_json, report, stop).result()
    return write_schedule(schedule)


def _solve(order: Order, problem_json: bytes, report: Observer, stop: StopFlag) -> Schedule:
    from solver.files import read_problem
    from solver.solve import solve

    return solve(
        read_problem(problem_json),
        seed=order.seed,
        time_limit=order.time_limit,
        observer=report,
        stop=stop,
    )


if __name__ == "__main__":
    main()
