"""Reading and writing of problem and schedule files."""

from solver.files.formats import (
    PROBLEM_FORMAT,
    SCHEDULE_FORMAT,
    read_problem,
    read_schedule,
    write_problem,
    write_schedule,
)

__all__ = [
    "PROBLEM_FORMAT",
    "SCHEDULE_FORMAT",
    "read_problem",
    "read_schedule",
    "write_problem",
    "write_schedule",
]
