"""Children are forked from a server that has loaded the solver, under the same guards as those started afresh."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from matchmaker.planning.runs.child_process import ForkedChild, ForkServer, SpawnedChild
from matchmaker.planning.runs.solver_child import NICENESS
from matchmaker.planning.runs.solver_process import Prepared, SolverProcess
from solver import Schedule
from tests.matchmaker.planning.runs.child_processes import fork_servers, is_solver, solver_children, wait_until
from tests.matchmaker.planning.runs.test_solver_child import TINY, answer, is_alive

PREPARED = Prepared(json.dumps(TINY).encode())
WORKER = """
import json, sys, time
from matchmaker.planning.runs.child_process import ForkServer
from matchmaker.planning.runs.solver_process import Prepared, SolverProcess
server = ForkServer()
server.start()
while not server._is_ready():
    time.sleep(0.05)
process = SolverProcess(Prepared(sys.argv[1].encode()), seed=1, time_limit=300, start=server)
print(process.pid, flush=True)
time.sleep(300)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """A server that has loaded."""
    server = ForkServer()
    server.start()
    wait_until(server._is_ready)
    yield server
    server.close()


def process(server: ForkServer, time_limit: float = 10) -> SolverProcess:
    return SolverProcess(PREPARED, seed=1, time_limit=time_limit, start=server)


def test_a_forked_child_answers_like_one_started_afresh(server: ForkServer) -> None:
    answers = []
    for start in (server, SpawnedChild):
        with SolverProcess(PREPARED, seed=1, time_limit=10, start=start) as child:
            answer(child)
            assert isinstance(child.answer, Schedule)
            answers.append(child.answer.meetings)
    assert answers[0] == answers[1]
    assert solver_children(os.getpid()) == []


def test_each_run_has_a_child_of_its_own_at_low_priority(server: ForkServer) -> None:
    with process(server) as one, process(server) as other:
        assert len({one.pid, other.pid, os.getpid(), *fork_servers(os.getpid())}) == 4
        wait_until(lambda: os.getpriority(os.PRIO_PROCESS, one.pid) == NICENESS)
        assert os.getsid(one.pid) == one.pid  # Ctrl-C in the terminal does not reach it
        for child in (one, other):
            answer(child)
            assert isinstance(child.answer, Schedule)


def test_the_memory_limit_holds_in_a_forked_child(server: ForkServer) -> None:
    with SolverProcess(PREPARED, seed=1, time_limit=10, memory_bytes=1 << 20, start=server) as child:
        answer(child)
        assert child.answer is None
        assert child.error is not None or child.failure().code in {"run.exited", "run.killed"}


def test_leaving_the_context_kills_a_forked_child(server: ForkServer) -> None:
    with process(server, time_limit=300) as child:
        pid = child.pid
    wait_until(lambda: not is_alive(pid))


def test_the_exit_code_of_a_killed_child_is_known(server: ForkServer) -> None:
    child = process(server, time_limit=300)
    os.kill(child.pid, signal.SIGKILL)
    assert child.failure().params == {"signal_name": "SIGKILL"}
    child.__exit__(None, None, None)


def test_a_child_ends_with_its_worker_even_if_that_is_killed() -> None:
    program = [sys.executable, "-c", WORKER, json.dumps(TINY)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        child = int(worker.stdout.readline())
        (server,) = fork_servers(worker.pid)
        worker.send_signal(signal.SIGKILL)
    wait_until(lambda: not is_alive(child))
    wait_until(lambda: not is_alive(server))


def test_a_server_that_died_is_replaced_and_nobody_waits_for_it() -> None:
    server = ForkServer()
    server.start()
    wait_until(server._is_ready)
    (dead,) = fork_servers(os.getpid())[-1:]
    with process(server, time_limit=300) as child:
        assert isinstance(child._child, ForkedChild)
        os.kill(dead, signal.SIGKILL)
        assert child.failure().code == "run.killed"  # its children end with it
    with process(server) as child:
        assert isinstance(child._child, SpawnedChild)
        answer(child)
        assert isinstance(child.answer, Schedule)
    wait_until(server._is_ready)
    with process(server) as child:
        assert isinstance(child._child, ForkedChild)
    server.close()


def test_a_run_does_not_wait_for_a_server_that_is_still_loading() -> None:
    server = ForkServer()
    server.start()
    with process(server) as child:
        assert isinstance(child._child, SpawnedChild)
        answer(child)
        assert isinstance(child.answer, Schedule)
    server.close()
    assert not is_solver(child.pid)


def test_where_processes_have_no_descriptors_children_are_started_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    server = ForkServer()
    server.start()
    with process(server) as child:
        assert isinstance(child._child, SpawnedChild)


def test_the_server_has_one_thread_when_it_forks(server: ForkServer) -> None:
    servers = fork_servers(os.getpid())
    assert [len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in servers] == [1] * len(servers)
