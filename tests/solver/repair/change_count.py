"""The changes of a repair, counted from the two schedules with `verify` only, no search."""

from collections.abc import Iterable

from solver import Meeting, Problem, Schedule, Status
from solver.problem import Rule
from solver.repair import Repair
from solver.repair.request import matched, repaired_problem
from solver.verify.verify import verify

Places = dict[int, tuple[str, str]]
TOGETHER = {Rule.REQUIRED, Rule.GAP_SPREAD, Rule.PRECEDENCE}  # rules about several meetings


def places(meetings: Iterable[Meeting]) -> Places:
    """Pair to slot and table."""
    return {m.pair: (m.slot, m.table) for m in meetings}


def kept(problem: Problem, repair: Repair) -> Places:
    """Where the meetings were that, each for itself, could still be there."""
    bent = repaired_problem(problem, repair)
    return {e: (m.slot, m.table) for e, m in matched(bent, repair.previous).items() if _possible(bent, e, m)}


def changed(before: Places, meetings: Iterable[Meeting]) -> list[int]:
    """The kept pairs that are elsewhere now, or nowhere."""
    now = places(meetings)
    return [e for e, place in before.items() if now.get(e) != place]


def count(problem: Problem, repair: Repair, before: Places, meetings: Iterable[Meeting]) -> int:
    """Changes as the repair's budget counts them."""
    pairs = changed(before, meetings)
    if repair.most_people is None:
        return len(pairs)
    return len({who for e in pairs for who in (problem.pairs[e].a, problem.pairs[e].b)})


def _possible(problem: Problem, e: int, m: Meeting) -> bool:
    pair = problem.pairs[e]
    alone = (Meeting(e, pair.a, pair.b, m.slot, m.table),)
    breaches = verify(problem, Schedule("", Status.FEASIBLE, alone, (), 0, 0, ""))
    return {b.code for b in breaches} <= TOGETHER
