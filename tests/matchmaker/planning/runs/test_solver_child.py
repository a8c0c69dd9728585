"""The child process ends with its parent, writes only messages, and keeps solver libraries out of the worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from matchmaker.planning.runs.solver_process import LEAST_MEMORY, Prepared, SolverProcess, memory_allowed
from solver import Schedule
from tests.matchmaker.planning.runs.child_processes import wait_until

CHILD = """
import sys, time
from matchmaker.planning.runs.solver_child import end_with_parent
end_with_parent(int(sys.argv[1]))
print("ready", flush=True)
time.sleep(300)
"""
PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(300)
"""
TINY = {
    "format": "meeting-problem/1",
    "name": "tiny",
    "slots": [{"id": "s1"}],
    "tables": [{"id": "t1"}],
    "people": [{"id": "a1"}, {"id": "a2"}],
    "pairs": [{"a": "a1", "b": "a2", "score": 7}],
}


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""  # a zombie's is empty
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_child_ends_with_its_parent_even_if_the_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, CHILD], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.send_signal(signal.SIGKILL)
    wait_until(lambda: not is_alive(child))


def test_a_child_whose_parent_ended_before_ends_at_once() -> None:
    nobody = str(os.getpid() + 1)
    ended = subprocess.run([sys.executable, "-c", CHILD, nobody], capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (1, b"")


def answer(process: SolverProcess) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            process.next_report(timeout=1)
        except EOFError:
            return


def test_the_child_answers_with_a_schedule() -> None:
    with SolverProcess(Prepared(json.dumps(TINY).encode()), seed=1, time_limit=10) as process:
        answer(process)
        assert isinstance(process.answer, Schedule)
        assert [(m.a, m.b, m.slot, m.table) for m in process.answer.meetings] == [("a1", "a2", "s1", "t1")]
        assert process.error is None
        pid = process.pid
    assert not is_alive(pid)


def test_a_malformed_problem_is_reported_as_an_error() -> None:
    broken = TINY | {"pairs": [{"a": "a1", "b": "a9"}]}
    with SolverProcess(Prepared(json.dumps(broken).encode()), seed=1, time_limit=10) as process:
        answer(process)
        assert process.answer is None
        assert str(process.error) == 'The problem is malformed: pairs[0].b: no person "a9"'


def test_leaving_the_context_kills_a_busy_child() -> None:
    with SolverProcess(Prepared(json.dumps(TINY).encode()), seed=1, time_limit=10) as process:
        pid = process.pid
    assert not is_alive(pid)


def test_a_solve_may_use_a_share_of_the_memory_but_at_least_the_minimum() -> None:
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert LEAST_MEMORY <= memory_allowed() <= max(LEAST_MEMORY, installed)


def test_the_worker_and_the_web_never_load_the_solver_libraries() -> None:
    program = "import sys, matchmaker.jobs, matchmaker.publishing; print('ortools' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert ended.stdout == "False\n"
