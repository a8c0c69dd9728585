"""The problem to solve, in the words of the file contract."""

from solver.problem.elements import (
    MAXIMISED,
    TIER_NAMES,
    Fixed,
    Pair,
    Person,
    Slot,
    Table,
    Tier,
    TierName,
)
from solver.problem.errors import ProblemError
from solver.problem.finding import Finding
from solver.problem.problem import DEFAULT, Problem
from solver.problem.rules import Rule

__all__ = [
    "DEFAULT",
    "MAXIMISED",
    "TIER_NAMES",
    "Finding",
    "Fixed",
    "Pair",
    "Person",
    "Problem",
    "ProblemError",
    "Rule",
    "Slot",
    "Table",
    "Tier",
    "TierName",
]
