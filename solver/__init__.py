"""Who meets whom, when and at which table, with proven bounds: a pure function from problem to schedule.

Importing this package is cheap; the solver libraries are loaded by `solver.solve` alone.
"""

from solver.problem import (
    DEFAULT,
    TIER_NAMES,
    Finding,
    Fixed,
    Pair,
    Person,
    Problem,
    ProblemError,
    Slot,
    Table,
    Tier,
    TierName,
)
from solver.progress import Observer, Progress, StopFlag
from solver.schedule import Meeting, Schedule, Status, TierValue

__all__ = [
    "DEFAULT",
    "TIER_NAMES",
    "Finding",
    "Fixed",
    "Meeting",
    "Observer",
    "Pair",
    "Person",
    "Problem",
    "ProblemError",
    "Progress",
    "Schedule",
    "Slot",
    "Status",
    "StopFlag",
    "Table",
    "Tier",
    "TierName",
    "TierValue",
]
