"""The solver's child processes, and waiting for a condition without a busy loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 180.0
"""Seconds after which something that should have happened has not."""


def wait_until(look: Callable[[], T], patience: float = PATIENCE) -> T:
    """The first true answer of `look`; fails the test if there is none for too long."""
    deadline = time.monotonic() + patience
    while not (found := look()):
        assert time.monotonic() < deadline, f"still waiting for {look}"
        time.sleep(0.05)
    return found


def solver_children(parent: int) -> list[int]:
    """Process ids of the solver processes that `parent` started and that are still alive."""
    return [pid for pid in map(int, _processes()) if _parent(pid) == parent and is_solver(pid)]


def is_solver(pid: int) -> bool:
    """Whether this process is alive and a solver."""
    try:
        return b"matchmaker.planning.runs.solver_child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _processes() -> list[str]:
    return [entry.name for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def _parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None
