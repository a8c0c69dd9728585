"""The independent verifier: every rule, value and bound of a schedule, sharing no code with the models."""

from solver.verify.tier_values import tier_values
from solver.verify.verify import Violation, verify

__all__ = [
    "Violation",
    "tier_values",
    "verify",
]
