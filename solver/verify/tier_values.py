"""The value of every tier, computed from the meetings alone."""

from collections.abc import Iterable

from solver.problem import Problem, TierName
from solver.schedule import Meeting
from solver.verify.facts import facts_of, gaps, moves
from solver.verify.fairness_floor import fairness_floor


def tier_values(problem: Problem, meetings: Iterable[Meeting]) -> dict[TierName, int]:
    """The value of each of the four tiers, and of `fairness` if the objective names it."""
    facts = facts_of(problem, tuple(meetings))
    values: dict[TierName, int] = {
        "minimums": sum(max(0, p.min_meetings - len(facts.held[p.id])) for p in problem.people),
        "score": sum(problem.pairs[i].score for i in {m.pair for m in facts.meetings}),
        "gaps": sum(gaps(facts, p.id) for p in problem.people),
        "moves": sum(moves(facts, p.id) for p in problem.people),
    }
    if any(t.tier == "fairness" for t in problem.objective):
        values["fairness"] = fairness_floor(problem, facts.meetings)
    return values
