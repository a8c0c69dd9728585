"""The judge: every hard rule, checked one by one on the finished schedule, and every tier's value.

It shares no code with the models that make schedules, so that no misreading can pass in both.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from solver.problem import MAXIMISED, Person, Problem, TierName
from solver.schedule import Meeting, Schedule
from solver.verify.fairness_floor import fairness_floor


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach: a stable code and a sentence that names who, when and where."""

    code: str
    sentence: str


@dataclass(frozen=True)
class _Facts:
    """The meetings that can be judged, sorted into views; `held[person][slot index]` are tables."""

    problem: Problem
    meetings: tuple[Meeting, ...]
    order: Mapping[str, int]
    people: Mapping[str, Person]
    held: Mapping[str, Mapping[int, str]]
    when: Mapping[int, int]


def verify(problem: Problem, schedule: Schedule) -> list[Violation]:
    """All breaches of hard rules, and of stated values and bounds; empty where the schedule is sound.

    A schedule that is infeasible or unknown claims nothing but must then hold no meetings.
    """
    if schedule.status in ("infeasible", "unknown"):
        return [Violation("status", "a schedule without a solution lists meetings")] if schedule.meetings else []
    odd = list(_malformed(problem, schedule.meetings))
    if odd:
        return odd
    facts = _facts(problem, schedule.meetings)
    breaches = [violation for rule in _RULES for violation in rule(facts)]
    return breaches + list(_stated(facts, schedule))


def tier_values(problem: Problem, meetings: Iterable[Meeting]) -> dict[TierName, int]:
    """The value of each of the four tiers, whichever the objective names, and of `fairness` if it does."""
    facts = _facts(problem, tuple(meetings))
    values: dict[TierName, int] = {
        "minimums": sum(max(0, p.min_meetings - len(facts.held[p.id])) for p in problem.people),
        "score": sum(problem.pairs[i].score for i in {m.pair for m in facts.meetings}),
        "gaps": sum(_gaps(facts, p.id) for p in problem.people),
        "moves": sum(_moves(facts, p.id) for p in problem.people),
    }
    if any(t.tier == "fairness" for t in problem.objective):
        values["fairness"] = fairness_floor(problem, facts.meetings)
    return values


def _facts(problem: Problem, meetings: tuple[Meeting, ...]) -> _Facts:
    order = {s.id: i for i, s in enumerate(problem.slots)}
    held: dict[str, dict[int, str]] = defaultdict(dict)
    for m in meetings:
        held[m.a][order[m.slot]] = m.table
        held[m.b][order[m.slot]] = m.table
    people = {p.id: p for p in problem.people}
    return _Facts(problem, meetings, order, people, held, {m.pair: order[m.slot] for m in meetings})


def _malformed(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Violation]:
    slots, tables = {s.id for s in problem.slots}, {t.id for t in problem.tables}
    for m in meetings:
        known = 0 <= m.pair < len(problem.pairs)
        if not known or (problem.pairs[m.pair].a, problem.pairs[m.pair].b) != (m.a, m.b):
            yield Violation("unknown-pair", f"{_name(m)}: not the pair that index {m.pair} names")
        if m.slot not in slots:
            yield Violation("unknown-slot", f"{_name(m)}: there is no slot {m.slot}")
        if m.table not in tables:
            yield Violation("unknown-table", f"{_name(m)}: there is no table {m.table}")


def _once_per_pair(f: _Facts) -> Iterator[Violation]:
    for pair, count in Counter(m.pair for m in f.meetings).items():
        if count > 1:
            p = f.problem.pairs[pair]
            yield Violation("pair-twice", f"pair {pair} ({p.a} and {p.b}) meets {count} times, listed once")


def _one_place_at_a_time(f: _Facts) -> Iterator[Violation]:
    for (who, slot), count in Counter((who, m.slot) for m in f.meetings for who in (m.a, m.b)).items():
        if count > 1:
            yield Violation("double-booked", f"{who} is in {count} meetings at {slot}")


def _availability(f: _Facts) -> Iterator[Violation]:
    for m in f.meetings:
        for who in (m.a, m.b):
            free = f.people[who].available
            if free is not None and m.slot not in free:
                yield Violation("not-available", f"{_name(m)}: {who} is not available then")


def _pair_slots(f: _Facts) -> Iterator[Violation]:
    for m in f.meetings:
        allowed = f.problem.pairs[m.pair].slots
        if allowed is not None and m.slot not in allowed:
            yield Violation("pair-slot", f"{_name(m)}: the pair may not meet in that slot")


def _required(f: _Facts) -> Iterator[Violation]:
    for i, pair in enumerate(f.problem.pairs):
        if (pair.required or pair.fixed) and i not in f.when:
            yield Violation("required-missing", f"the required meeting of {pair.a} and {pair.b} (pair {i}) is missing")


def _fixed(f: _Facts) -> Iterator[Violation]:
    for m in f.meetings:
        fixed = f.problem.pairs[m.pair].fixed
        if fixed and fixed.slot not in (None, m.slot):
            yield Violation("fixed-slot", f"{_name(m)}: is fixed to slot {fixed.slot}")
        if fixed and fixed.table not in (None, m.table):
            yield Violation("fixed-table", f"{_name(m)}: is fixed to table {fixed.table}")


def _table_load(f: _Facts) -> Iterator[Violation]:
    capacity = {t.id: t.capacity for t in f.problem.tables}
    for (table, slot), count in Counter((m.table, m.slot) for m in f.meetings).items():
        if count > capacity[table]:
            yield Violation("table-full", f"table {table} holds {count} meetings at {slot}, at most {capacity[table]}")


def _table_open(f: _Facts) -> Iterator[Violation]:
    opened = {t.id: t.slots for t in f.problem.tables}
    for m in f.meetings:
        slots = opened[m.table]
        if slots is not None and m.slot not in slots:
            yield Violation("table-closed", f"{_name(m)}: the table is closed then")


def _reserved(f: _Facts) -> Iterator[Violation]:
    reserved = {t.id for t in f.problem.tables if t.reserved}
    for m in f.meetings:
        if m.table in reserved and m.table not in (f.people[m.a].table, f.people[m.b].table):
            yield Violation("table-reserved", f"{_name(m)}: the table is reserved for its owner")


def _own_table(f: _Facts) -> Iterator[Violation]:
    for m in f.meetings:
        own = f.people[m.a].table or f.people[m.b].table
        if own is not None and m.table != own:
            yield Violation("own-table", f"{_name(m)}: belongs at the own table {own}")


def _max_meetings(f: _Facts) -> Iterator[Violation]:
    for p in f.problem.people:
        count = len(f.held[p.id]) if p.id in f.held else 0
        if p.max_meetings is not None and count > p.max_meetings:
            yield Violation("max-meetings", f"{p.id} has {count} meetings, at most {p.max_meetings}")


def _max_consecutive(f: _Facts) -> Iterator[Violation]:
    for p in f.problem.people:
        longest = max((len(run) for _, run in _runs(f, p.id)), default=0)
        if p.max_consecutive is not None and longest > p.max_consecutive:
            sentence = f"{p.id} has {longest} meetings in a row, at most {p.max_consecutive}"
            yield Violation("max-consecutive", sentence)


def _precedence(f: _Facts) -> Iterator[Violation]:
    for i, j in f.problem.before:
        if i in f.when and j in f.when and f.when[i] >= f.when[j]:
            yield Violation("before", f"pair {i} is not before pair {j}")


def _gap_spread(f: _Facts) -> Iterator[Violation]:
    counts = {p.id: _gaps(f, p.id) for p in f.problem.people}
    limit = f.problem.max_gap_spread
    if limit is None or not counts:
        return
    most, least = max(counts, key=lambda who: counts[who]), min(counts, key=lambda who: counts[who])
    if counts[most] - counts[least] > limit:
        sentence = f"{most} has {counts[most]} gaps and {least} {counts[least]}: they may differ by {limit}"
        yield Violation("gap-spread", sentence)


def _stated(f: _Facts, schedule: Schedule) -> Iterator[Violation]:
    names = [t.tier for t in schedule.tiers]
    if names and names != [t.tier for t in f.problem.objective]:
        yield Violation("tiers", f"the tiers are {', '.join(names)}, not those of the problem's objective")
    actual = tier_values(f.problem, f.meetings)
    for t in schedule.tiers:
        if t.value != actual[t.tier]:
            yield Violation("tier-value", f"tier {t.tier}: stated {t.value}, is {actual[t.tier]}")
        past = 0.0 if t.bound is None else (t.value - t.bound) * (1 if t.tier in MAXIMISED else -1)
        if past > 1e-6:
            yield Violation("tier-bound", f"tier {t.tier}: value {t.value} beats its own bound {t.bound}")


def _runs(f: _Facts, who: str) -> Iterator[tuple[str, list[int]]]:
    """Each maximal run of adjacent occupied slots of one block, with the block's name."""
    by_block: dict[str, list[int]] = defaultdict(list)
    for at in sorted(f.held.get(who, ())):
        by_block[f.problem.slots[at].block].append(at)
    for block, occupied in by_block.items():
        run: list[int] = []
        for at in occupied:
            if run and at != run[-1] + 1:
                yield block, run
                run = []
            run.append(at)
        yield block, run


def _gaps(f: _Facts, who: str) -> int:
    runs = Counter(block for block, _ in _runs(f, who))
    return sum(count - 1 for count in runs.values())


def _moves(f: _Facts, who: str) -> int:
    last: dict[str, str] = {}
    moves = 0
    for at, table in sorted(f.held.get(who, {}).items()):
        block = f.problem.slots[at].block
        moves += last.get(block, table) != table
        last[block] = table
    return moves


def _name(m: Meeting) -> str:
    return f"{m.a} and {m.b} at {m.slot}, table {m.table}"


_RULES: Final[tuple[Callable[[_Facts], Iterator[Violation]], ...]] = (
    _once_per_pair,
    _one_place_at_a_time,
    _availability,
    _pair_slots,
    _required,
    _fixed,
    _table_load,
    _table_open,
    _reserved,
    _own_table,
    _max_meetings,
    _max_consecutive,
    _precedence,
    _gap_spread,
)
