"""The exact fairness optimum on tiny problems: the definition in docs/fairness.md, over all schedules."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, permutations
from math import floor

from solver import Meeting, Person, Problem, Schedule, Status, Tier
from solver.problem import Rule
from solver.verify import tier_values, verify

Order = tuple[list[int], list[int]]


def order(problem: Problem, meetings: tuple[Meeting, ...]) -> Order:
    """The numbers of meetings of all people, and their shares in thousandths, both sorted from the worst-off up."""
    counts, shares = [], []
    for p in problem.people:
        scores = [problem.pairs[m.pair].score for m in meetings if p.id in (m.a, m.b)]
        best = ideal_score(problem, p)
        counts.append(len(scores))
        shares.append(1000 * sum(scores) // best if best else 1000)
    return sorted(counts), sorted(shares)


def ideal_score(problem: Problem, person: Person) -> int:
    scores = sorted(
        (problem.pairs[i].score for i, slots in possible_slots(problem, person).items() if slots), reverse=True
    )
    return sum(scores[: ideal(problem, person)])


def ideal(problem: Problem, person: Person) -> int:
    """The most meetings that the person could have alone."""
    slots = list(possible_slots(problem, person).values())
    usable = sorted(set().union(*slots))
    limit = len(usable) if person.max_meetings is None else person.max_meetings
    in_rows = max(
        k
        for k in range(len(usable) + 1)
        if any(within_max_consecutive(problem, person, c) for c in combinations(usable, k))
    )
    placed = max(k for k in range(len(slots) + 1) if distinct_slots_exist(slots, k, len(problem.slots)))
    return min(limit, in_rows, placed)


def possible_slots(problem: Problem, person: Person) -> dict[int, set[int]]:
    """The slots in which each of the person's pairs could meet if it were the only meeting."""
    alone = {Rule.REQUIRED, Rule.GAP_SPREAD, Rule.MAX_CONSECUTIVE, Rule.PRECEDENCE, Rule.MAX_MEETINGS}
    found: dict[int, set[int]] = {}
    for i, pair in enumerate(problem.pairs):
        if person.id in (pair.a, pair.b):
            found[i] = set()
            for t, slot in enumerate(problem.slots):
                for table in problem.tables:
                    meeting = Meeting(i, pair.a, pair.b, slot.id, table.id)
                    breaches = verify(problem, Schedule("", Status.FEASIBLE, (meeting,), (), 0, 0, ""))
                    found[i] |= {t} if {b.code for b in breaches} <= alone else set()
    return found


def within_max_consecutive(problem: Problem, person: Person, slots: Iterable[int]) -> bool:
    busy, limit = set(slots), person.max_consecutive
    if limit is None:
        return True
    blocks = [s.block for s in problem.slots]
    windows = [range(t, t + limit + 1) for t in range(len(blocks) - limit)]
    return not any(len({blocks[t] for t in w}) == 1 and busy.issuperset(w) for w in windows)


def distinct_slots_exist(slots: list[set[int]], k: int, count: int) -> bool:
    return any(
        all(t in slots[i] for i, t in zip(chosen, assigned, strict=True))
        for chosen in combinations(range(len(slots)), k)
        for assigned in permutations(range(count), k)
    )


def floor_of(problem: Problem, meetings: tuple[Meeting, ...]) -> int:
    counts = {p.id: sum(p.id in (m.a, m.b) for m in meetings) for p in problem.people}
    ideals = {p.id: ideal(problem, p) for p in problem.people}
    levels = range(max(ideals.values(), default=0) + 1)
    return max(k for k in levels if all(counts[p] >= min(k, ideals[p]) for p in ideals))


def fair_optimum(problem: Problem, schedules: list[tuple[Meeting, ...]]) -> tuple[list[tuple[str, int]], list[Order]]:
    """The optimal values of the tiers in order, and the fairness orders of the remaining schedules."""
    result = []
    remaining = [(m, tier_values(problem, m), order(problem, m)) for m in schedules]
    for tier in problem.objective:
        if tier.tier == "fairness":
            best = max(o for _, _, o in remaining)
            value = floor_of(problem, next(m for m, _, o in remaining if o == best))
            remaining = [s for s in remaining if _keeps(tier, s, best, value)]
        else:
            sign = -1 if tier.tier == "score" else 1
            least = min(sign * v[tier.tier] for _, v, _ in remaining)
            limit = least + floor(Fraction(str(tier.slack)) * abs(least))
            remaining = [s for s in remaining if sign * s[1][tier.tier] <= limit]
            value = sign * least
        result.append((tier.tier, value))
    return result, [o for _, _, o in remaining]


def _keeps(tier: Tier, schedule: tuple[tuple[Meeting, ...], dict[str, int], Order], best: Order, value: int) -> bool:
    if not tier.slack:
        return schedule[2] == best
    return schedule[1]["fairness"] >= value - floor(Fraction(str(tier.slack)) * value)
