"""Why two people meet or do not, what it would cost to change that, and what would gain the event most.

The types and the direct reasons need no solver library; `why.why.explain` and `gain.openings.best_openings` do.
"""

from solver.explain.results import Alternative, Change, Cost, Opening, Outcome, Reason, UnsoundError, Why, WhyNot

__all__ = [
    "Alternative",
    "Change",
    "Cost",
    "Opening",
    "Outcome",
    "Reason",
    "UnsoundError",
    "Why",
    "WhyNot",
]
