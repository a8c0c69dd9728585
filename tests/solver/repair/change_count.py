"""Counts the changes of a repair from the two schedules, with `verify` only and no search."""

from collections.abc import Iterable

from solver import Meeting, Problem, Schedule, Status
from solver.problem import Rule
from solver.repair import Repair
from solver.repair.request import matched, repaired_problem
from solver.verify.verify import verify

Placements = dict[int, tuple[str, str]]
JOINT_RULES = {Rule.REQUIRED, Rule.GAP_SPREAD, Rule.PRECEDENCE}  # rules about several meetings


def placements(meetings: Iterable[Meeting]) -> Placements:
    """Slot and table of each meeting, by pair."""
    return {m.pair: (m.slot, m.table) for m in meetings}


def kept(problem: Problem, repair: Repair) -> Placements:
    """Slot and table of the earlier meetings that, each by itself, are still possible there."""
    restricted = repaired_problem(problem, repair)
    return {
        e: (m.slot, m.table) for e, m in matched(restricted, repair.previous).items() if _possible(restricted, e, m)
    }


def changed(before: Placements, meetings: Iterable[Meeting]) -> list[int]:
    """The pairs of `before` that now meet elsewhere or not at all."""
    now = placements(meetings)
    return [e for e, place in before.items() if now.get(e) != place]


def count(problem: Problem, repair: Repair, before: Placements, meetings: Iterable[Meeting]) -> int:
    """Changes as the repair's budget counts them."""
    pairs = changed(before, meetings)
    if repair.most_people is None:
        return len(pairs)
    return len({who for e in pairs for who in (problem.pairs[e].a, problem.pairs[e].b)})


def _possible(problem: Problem, e: int, m: Meeting) -> bool:
    pair = problem.pairs[e]
    alone = (Meeting(e, pair.a, pair.b, m.slot, m.table),)
    breaches = verify(problem, Schedule("", Status.FEASIBLE, alone, (), 0, 0, ""))
    return {b.code for b in breaches} <= JOINT_RULES
