"""Puts the stages together."""

from solver.problem import Problem
from solver.progress import Observer, StopFlag
from solver.schedule import Schedule


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    workers: int = 2,
    observer: Observer | None = None,
    stop: StopFlag | None = None,
) -> Schedule:
    """The best schedule found within `time_limit` seconds, with proven bounds."""
    raise NotImplementedError
