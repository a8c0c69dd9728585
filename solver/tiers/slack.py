"""Comparing values of a tier, and what a tier's slack lets later tiers give away."""

from fractions import Fraction
from math import floor

from solver.problem import MAXIMISED, Tier, TierName


def cost(tier: TierName, value: int) -> int:
    """The value as a number to minimise."""
    return -value if tier in MAXIMISED else value


def worst_allowed(tier: Tier, value: int) -> int:
    """The worst value that later tiers may leave where the tier reached `value`, which is not negative."""
    slack = floor(Fraction(str(tier.slack)) * value)
    return value - slack if tier.tier in MAXIMISED else value + slack
