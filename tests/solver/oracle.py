"""The exact answer on tiny problems by exhaustive enumeration; uses `verify` only, no search."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import floor

from solver import Meeting, Problem, Schedule, Status, Tier
from solver.problem import Rule
from solver.verify import tier_values, verify

Values = dict[str, int]


def all_values(problem: Problem, most: int = 20_000) -> list[Values] | None:
    """The tier values that some sound schedule has; None where there are more than `most` to try."""
    found = all_meetings(problem, most)
    if found is None:
        return None
    values = (tier_values(problem, meetings) for meetings in found)
    return list({tuple(v.values()): v for v in values}.values())


def all_meetings(problem: Problem, most: int = 20_000) -> list[tuple[Meeting, ...]] | None:
    """The meetings of every sound schedule; None where there are more than `most` to try."""
    choices = [list(_choices(problem, i)) for i in range(len(problem.pairs))]
    size = 1
    for options in choices:
        size *= len(options)
    if size > most:
        return None
    found = []
    for combination in product(*choices):
        meetings = tuple(m for m in combination if m is not None)
        if not verify(problem, Schedule("", Status.FEASIBLE, meetings, (), 0, 0, "")):
            found.append(meetings)
    return found


def _choices(problem: Problem, i: int) -> Iterator[Meeting | None]:
    """No meeting (unless required), and each place that is sound for the pair alone."""
    pair = problem.pairs[i]
    if not pair.must_meet:
        yield None
    alone = {Rule.REQUIRED, Rule.GAP_SPREAD, Rule.MAX_CONSECUTIVE, Rule.PRECEDENCE}
    for slot in problem.slots:
        for table in problem.tables:
            meeting = Meeting(i, pair.a, pair.b, slot.id, table.id)
            breaches = verify(problem, Schedule("", Status.FEASIBLE, (meeting,), (), 0, 0, ""))
            if {b.code for b in breaches} <= alone:
                yield meeting


def optimum(problem: Problem, values: list[Values]) -> list[tuple[str, int]]:
    """The tiers' achieved values in order, each among the schedules that keep the earlier ones less slack."""
    result = []
    for tier in problem.objective:
        sign = -1 if tier.tier == "score" else 1
        best = sign * min(sign * v[tier.tier] for v in values)
        values = [v for v in values if sign * v[tier.tier] <= sign * limit(tier, best)]
        result.append((tier.tier, best))
    return result


def limit(tier: Tier, achieved: int) -> int:
    """The worst value that later tiers may leave."""
    slack = floor(Fraction(str(tier.slack)) * achieved)
    return achieved - slack if tier.tier == "score" else achieved + slack
