"""Compares values of a tier, and computes the loss that its slack allows later tiers."""

from fractions import Fraction
from math import floor

from solver.problem import MAXIMISED, Tier, TierName


def cost(tier: TierName, value: int) -> int:
    """The value with the sign of a cost to minimise."""
    return -value if tier in MAXIMISED else value


def worst_allowed(tier: Tier, value: int) -> int:
    """The worst value to which later tiers may reduce the tier; `value`: the value reached, not negative."""
    slack = floor(Fraction(str(tier.slack)) * value)
    return value - slack if tier.tier in MAXIMISED else value + slack
