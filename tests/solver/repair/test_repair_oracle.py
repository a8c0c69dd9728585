"""On tiny problems a repair agrees with brute force over all schedules within its budget."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import Meeting, Problem, Schedule, Status
from solver.repair import Repair
from solver.repair.budget_error import BudgetError
from solver.repair.repair import Repaired, repair_schedule
from solver.repair.request import repaired_problem
from solver.solve import solve
from solver.verify import tier_values, verify
from tests.solver.builders import NO_PROOFS
from tests.solver.oracle import all_meetings, limit, optimum
from tests.solver.random_problems import random_problem, tight_problem
from tests.solver.repair.change_count import count, kept, placements

Meetings = tuple[Meeting, ...]
MANY, FEW = settings(max_examples=20, deadline=None), settings(max_examples=10, deadline=None)
problems = st.integers(0, 9_999).map(random_problem) | st.integers(0, 9_999).map(
    lambda s: tight_problem(s, pairs=6, rooms=1)
)


@MANY
@given(problems, st.randoms())
def test_the_best_schedule_within_the_budget_is_found_with_the_fewest_changes(p, r):
    previous = solve(p)
    assume(previous.meetings)
    changed = with_a_change(p, r)
    repair = random_repair(p, previous, r)
    within = within_budget(changed, repair)
    assume(within is not None)
    if not within:
        assert_refused(changed, repair)
        return
    result = repair_schedule(changed, repair)
    restricted = repaired_problem(changed, repair)
    assert verify(restricted, result.schedule) == []
    assert_best(restricted, result, within)
    assert_bounds(restricted, result)
    assert_nearest(changed, repair, result, within)


@FEW
@given(problems, st.randoms(), st.integers(0, 9))
def test_changes_are_made_only_if_the_score_gains_their_price(p, r, price):
    p = replace(p, objective=tuple(t for t in p.objective if t.tier == "score"))
    previous = solve(p)
    assume(previous.meetings and p.objective)
    changed = with_a_change(p, r)
    repair = Repair(previous, price=price, most_changes=r.choice([None, 2]))
    within = within_budget(changed, repair)
    assume(within)
    before = kept(changed, repair)

    def net(meetings: Meetings) -> int:
        return tier_values(changed, meetings)["score"] - price * count(changed, repair, before, meetings)

    assert net(repair_schedule(changed, repair).schedule.meetings) == max(net(m) for m in within)


@pytest.mark.parametrize("seed", range(16))
def test_without_proofs_the_budget_is_kept_and_nothing_false_is_stated(seed):
    r = random.Random(seed)  # noqa: S311 - test data, no secrets
    p = tight_problem(seed, pairs=6, rooms=1) if seed % 2 else random_problem(seed)
    previous = solve(p, parameters=NO_PROOFS)
    if not previous.meetings:
        return
    changed = with_a_change(p, r)
    repair = random_repair(p, previous, r)
    within = within_budget(changed, repair)
    result = repair_schedule(changed, repair, parameters=NO_PROOFS)
    restricted = repaired_problem(changed, repair)
    assert verify(restricted, result.schedule) == []
    if within is None or result.schedule.status is Status.UNKNOWN:
        return
    assert bool(within) == (result.schedule.status is not Status.INFEASIBLE)
    if within:
        assert placements(result.schedule.meetings) in [placements(meetings) for meetings in within]
        assert_bounds(restricted, result)


def with_a_change(p: Problem, r: random.Random) -> Problem:
    """A person has less time or fewer meetings, a table closes for a while, or a meeting becomes required."""
    people, tables, pairs = list(p.people), list(p.tables), list(p.pairs)
    i, k, e = r.randrange(len(people)), r.randrange(len(tables)), r.randrange(len(pairs))
    some = tuple(s.id for s in p.slots if r.random() < 0.6)
    match r.randrange(4):
        case 0:
            people[i] = replace(people[i], max_meetings=1)
        case 1:
            people[i] = replace(people[i], available=some)
        case 2:
            tables[k] = replace(tables[k], slots=some)
        case 3:
            pairs[e] = replace(pairs[e], required=True)
    return replace(p, people=tuple(people), tables=tuple(tables), pairs=tuple(pairs))


def random_repair(p: Problem, previous: Schedule, r: random.Random) -> Repair:
    """A repair with a random budget, absences, pins and frozen slots."""
    budget = {r.choice(["most_changes", "most_people"]): r.choice([None, 0, 1, 2])}
    absent = frozenset(r.sample([q.id for q in p.people], r.choice([0, 0, 1])))
    free = [(m.a, m.b) for m in previous.meetings if not absent & {m.a, m.b}]
    pinned = frozenset(r.sample(free, min(len(free), r.choice([0, 0, 1]))))
    frozen = frozenset(r.sample([s.id for s in p.slots], r.choice([0, 0, 1])))
    return Repair(previous, absent=absent, pinned=pinned, frozen=frozen, **budget)


def assert_refused(changed: Problem, repair: Repair) -> None:
    """The rules contradict each other, or the budget is too small, and so is each below the least that is named."""
    if not within_budget(changed, replace(repair, most_people=None, most_changes=None)):
        schedule = repair_schedule(changed, repair).schedule
        assert schedule.status is Status.INFEASIBLE
        assert schedule.conflict is not None
        return
    with pytest.raises(BudgetError) as refused:
        repair_schedule(changed, repair)
    limit = "most_people" if repair.most_people is not None else "most_changes"
    assert not within_budget(changed, replace(repair, **{limit: refused.value.finding.params["count"] - 1}))


def within_budget(p: Problem, repair: Repair) -> list[Meetings] | None:
    """Every schedule that the repair may return; None if there are too many to enumerate."""
    found = all_meetings(repaired_problem(p, repair), most=3_000)
    most = repair.most_changes if repair.most_people is None else repair.most_people
    if found is None or most is None:
        return found
    before = kept(p, repair)
    return [meetings for meetings in found if count(p, repair, before, meetings) <= most]


def assert_best(p: Problem, result: Repaired, within: list[Meetings]) -> None:
    """Each value is the best within the budget, less the slack that later tiers may use; each limit equals the best."""
    rest = [tier_values(p, meetings) for meetings in within]
    for tier, stated, proven in zip(p.objective, result.schedule.tiers, result.limits, strict=True):
        sign = -1 if tier.tier == "score" else 1
        best = sign * min(sign * v[tier.tier] for v in rest)
        worst = limit(tier, best) if tier is not p.objective[-1] else best
        assert proven == best
        assert sign * best <= sign * stated.value <= sign * worst
        rest = [v for v in rest if sign * v[tier.tier] <= sign * limit(tier, best)]


def assert_bounds(p: Problem, result: Repaired) -> None:
    """Bounds and "optimal" hold for the problem without the budget: no schedule keeping the tiers before is better."""
    truth = [tier_values(p, meetings) for meetings in all_meetings(p, most=3_000) or ()]
    rest = truth
    for stated in result.schedule.tiers:
        sign = -1 if stated.tier == "score" else 1
        best = min(sign * v[stated.tier] for v in rest)
        assert stated.bound is not None
        assert sign * stated.bound <= best
        rest = [v for v in rest if sign * v[stated.tier] <= sign * stated.value]
    if result.schedule.status is Status.OPTIMAL:
        assert result.limits == tuple(best for _, best in optimum(p, truth))


def assert_nearest(p: Problem, repair: Repair, result: Repaired, within: list[Meetings]) -> None:
    """No equally good schedule within the budget has fewer changes."""
    before, restricted = kept(p, repair), repaired_problem(p, repair)
    names = [t.tier for t in restricted.objective]

    def values(meetings: Meetings) -> list[int]:
        return [tier_values(restricted, meetings)[name] for name in names]

    mine = result.schedule.meetings
    as_good = [count(p, repair, before, m) for m in within if values(m) == values(mine)]
    assert count(p, repair, before, mine) == min(as_good)
