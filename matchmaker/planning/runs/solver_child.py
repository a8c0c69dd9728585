"""The program of the solver's child process: reads one problem, writes progress and an answer.

Standard input: a line of JSON (the `SolveRequest`), the problem file, and for runs with a base plan a schedule file.
Standard output: a JSON object per line: `ready`, any number of `progress`, then `schedule`, `explanation`, or a message
why there is neither: `conflict`, `budget` or `error`.
SIGTERM ends the work with the best answer so far.

The solver runs in a separate process so that it may crash, run out of memory or be killed without affecting the
worker. Of the domain it imports only what tasks and messages are made of, to start quickly and to stay small.
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

from matchmaker.messages import Message
from matchmaker.messages.texts.planning import MALFORMED, MEMORY_LIMIT
from matchmaker.messages.texts.problem import refusal
from solver import Observer, ProblemError, Progress, StopFlag
from solver.repair.budget_error import BudgetError

NICENESS = 19
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class SolveRequest:
    """What to do, as in the run's row, and how.

    `problem_bytes`: the length of the problem file; the schedule file follows. `memory_bytes` limits the child's
    address space; `parent` is the process it must not outlive.
    """

    kind: str
    options: dict[str, Any]
    seed: int
    time_limit: float
    problem_bytes: int
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
        channel.send(**_answer(request, channel.report, stop))
    except MemoryError:
        channel.send(error=MEMORY_LIMIT(megabytes=request.memory_bytes >> 20).to_json())
    except BudgetError as error:
        channel.send(budget=Message.of(error.finding).to_json())
    except ProblemError as error:
        channel.send(error=MALFORMED(fault=refusal(error)).to_json())


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, even by SIGKILL (Linux only; no effect elsewhere)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent ended before the call above
        sys.exit(1)


def _answer(request: SolveRequest, report: Observer, stop: StopFlag) -> dict[str, Any]:
    from matchmaker.planning.runs.child_tasks import TASKS

    problem_json = sys.stdin.buffer.read(request.problem_bytes)
    base_json = sys.stdin.buffer.read()
    task = TASKS[request.kind]
    # in a second thread: signal handlers run in the main thread, which must not be inside native code
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(task, request, problem_json, base_json, report, stop).result()


if __name__ == "__main__":
    output = (
        Channel()
    )  # global, so that it closes only when the process ends; the parent then kills any remaining process
    main(output)
