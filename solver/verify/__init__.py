"""The independent judge: every rule, value and bound of a schedule, sharing no code with the models."""

from solver.verify.verify import Violation, tier_values, verify

__all__ = [
    "Violation",
    "tier_values",
    "verify",
]
