"""The command line of every peer: PROBLEM SCHEDULE [--time-limit SECONDS] [--workers N] [--seed N]."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from solver import Problem, Schedule
from solver.files.formats import read_problem, write_schedule


@dataclass(frozen=True)
class Effort:
    """The resources of a peer."""

    time_limit: float
    workers: int
    seed: int


def main(solve: Callable[[Problem, Effort], Schedule]) -> None:
    """Read the problem, solve it with the peer, and write the schedule."""
    parser = argparse.ArgumentParser()
    parser.add_argument("problem", type=Path)
    parser.add_argument("schedule", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    problem = read_problem(options.problem.read_bytes())
    schedule = solve(problem, Effort(options.time_limit, options.workers, options.seed))
    options.schedule.write_text(write_schedule(schedule), encoding="utf-8")
