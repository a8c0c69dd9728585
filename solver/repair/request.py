"""The request for a repair: the previous schedule, and what may change."""

from collections import defaultdict, deque
from dataclasses import dataclass, replace

from solver.problem import Fixed, Pair, Person, Problem, ProblemError
from solver.schedule import Meeting, Schedule


@dataclass(frozen=True)
class Repair:
    """A kept meeting, one of `previous` that could still take place as it was, counts as changed if moved or cancelled.

    Meetings of absent people and new meetings do not count. None: any number of changes. `only_as_needed`: no more
    changes than the rules need, so that free places are filled and nothing else happens.
    """

    previous: Schedule
    most_changes: int | None = None  # kept meetings
    most_people: int | None = None  # people with a changed meeting
    price: int = 0  # points of score that one change (or one person with changes) must gain
    absent: frozenset[str] = frozenset()  # people who no longer take part
    frozen: frozenset[str] = frozenset()  # slots in which nothing changes
    pinned: frozenset[tuple[str, str]] = frozenset()  # pairs of people whose meetings do not change
    only_as_needed: bool = False


def repaired_problem(problem: Problem, repair: Repair) -> Problem:
    """The problem with absences, frozen slots and pins written into it. Raises ProblemError for unknown names."""
    _known(problem, repair)
    stays = {e: m for e, m in matched(problem, repair.previous).items() if _stays(repair, m)}
    open_slots = tuple(s.id for s in problem.slots if s.id not in repair.frozen)
    for e, m in stays.items():
        _can_stay(problem, e, m)
    pairs = tuple(_pair(p, stays.get(e), open_slots, repair) for e, p in enumerate(problem.pairs))
    return replace(problem, people=tuple(_person(p, repair) for p in problem.people), pairs=pairs)


def matched(problem: Problem, previous: Schedule) -> dict[int, Meeting]:
    """Pair index to its meeting before: by the schedule's indexes if all name the same people here, else by names."""
    by_index = {m.pair: m for m in previous.meetings}
    if len(by_index) == len(previous.meetings) and all(_same_people(problem, m) for m in previous.meetings):
        return by_index
    waiting: dict[frozenset[str], deque[int]] = defaultdict(deque)
    for e, pair in enumerate(problem.pairs):
        waiting[frozenset((pair.a, pair.b))].append(e)
    found: dict[int, Meeting] = {}
    for m in sorted(previous.meetings, key=lambda m: m.pair):  # several meetings of two people keep their order
        same = waiting[frozenset((m.a, m.b))]
        if same:
            found[same.popleft()] = m
    return found


def _same_people(problem: Problem, m: Meeting) -> bool:
    if not 0 <= m.pair < len(problem.pairs):
        return False
    pair = problem.pairs[m.pair]
    return {pair.a, pair.b} == {m.a, m.b}


def _known(problem: Problem, repair: Repair) -> None:
    if repair.most_changes is not None and repair.most_people is not None:
        raise ProblemError("", "problem.two-budgets")
    people, slots = {p.id for p in problem.people}, {s.id for s in problem.slots}
    together = {frozenset((m.a, m.b)) for m in matched(problem, repair.previous).values()}
    for who in sorted(repair.absent - people):
        raise ProblemError("absent", "problem.no-person", person=who)
    for slot in sorted(repair.frozen - slots):
        raise ProblemError("frozen", "problem.no-slot", slot=slot)
    for a, b in sorted(repair.pinned):
        if frozenset((a, b)) not in together:
            raise ProblemError("pinned", "problem.pinned-apart", a=a, b=b)
        for who in sorted(repair.absent & {a, b}):
            raise ProblemError("pinned", "problem.pinned-absent", person=who)


def _stays(repair: Repair, m: Meeting) -> bool:
    if repair.absent & {m.a, m.b}:
        return False
    return m.slot in repair.frozen or bool({(m.a, m.b), (m.b, m.a)} & repair.pinned)


def _can_stay(problem: Problem, e: int, m: Meeting) -> None:
    """Raise ProblemError for a meeting that the problem cannot express; the rules decide about the rest."""
    fixed = problem.pairs[e].fixed or Fixed()
    if m.slot not in {s.id for s in problem.slots}:
        raise ProblemError("", "problem.stay-no-slot", a=m.a, b=m.b, slot=m.slot)
    if fixed.slot is not None and fixed.slot != m.slot:
        raise ProblemError("", "problem.stay-other-slot", a=m.a, b=m.b, slot=m.slot, fixed=fixed.slot)
    if m.table not in {t.id for t in problem.tables}:
        raise ProblemError("", "problem.stay-no-table", a=m.a, b=m.b, table=m.table)
    if fixed.table is not None and fixed.table != m.table:
        raise ProblemError("", "problem.stay-other-table", a=m.a, b=m.b, table=m.table, fixed=fixed.table)


def _pair(pair: Pair, stays: Meeting | None, open_slots: tuple[str, ...], repair: Repair) -> Pair:
    if repair.absent & {pair.a, pair.b}:
        return replace(pair, required=False, fixed=None, slots=())
    if stays is not None:
        return replace(pair, fixed=Fixed(stays.slot, stays.table))
    if not repair.frozen:
        return pair
    allowed = open_slots if pair.slots is None else tuple(s for s in pair.slots if s not in repair.frozen)
    return replace(pair, slots=allowed)


def _person(person: Person, repair: Repair) -> Person:
    return replace(person, available=(), min_meetings=0) if person.id in repair.absent else person
