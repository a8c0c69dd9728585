"""The solver's child processes, and waiting for a condition without a busy loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
SPAWNED, FORK_SERVER = b"matchmaker.planning.runs.solver_child", b"matchmaker.planning.runs.fork_server"
PATIENCE = 180.0
"""Seconds after which something that should have happened has not."""


def wait_until(look: Callable[[], T], patience: float = PATIENCE) -> T:
    """The first true answer of `look`; fails the test if there is none for too long."""
    deadline = time.monotonic() + patience
    while not (found := look()):
        assert time.monotonic() < deadline, f"still waiting for {look}"
        time.sleep(0.05)
    return found


def solver_children(worker: int) -> list[int]:
    """Process ids of the living solver processes of this worker, started by it or forked by its server."""
    return [pid for pid in map(int, _processes()) if is_solver(pid) and worker in (_parent(pid), _grandparent(pid))]


def fork_servers(worker: int) -> list[int]:
    """Process ids of the fork servers of this worker."""
    return [pid for pid in map(int, _processes()) if _parent(pid) == worker and _runs(pid, FORK_SERVER)]


def is_solver(pid: int) -> bool:
    """Whether this process is alive and a solver: a program of its own, or a fork of a fork server."""
    parent = _parent(pid)
    return _runs(pid, SPAWNED) or (_runs(pid, FORK_SERVER) and parent is not None and _runs(parent, FORK_SERVER))


def _runs(pid: int, program: bytes) -> bool:
    try:
        return program in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _grandparent(pid: int) -> int | None:
    parent = _parent(pid)
    return None if parent is None else _parent(parent)


def _processes() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def _parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None
