"""One independent check for every hard rule, as the file contract words it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from solver.problem import Rule
from solver.problem.finding import Value
from solver.schedule import Meeting
from solver.verify.facts import Facts, gaps, runs

Params = dict[str, Value]
Check = Callable[[Facts], Iterator[Params]]  # the ids and figures of each breach


def meeting(m: Meeting) -> Params:
    """Whose meeting it is, when and where."""
    return {"a": m.a, "b": m.b, "slot": m.slot, "table": m.table}


def _pair_once(f: Facts) -> Iterator[Params]:
    for pair, count in Counter(m.pair for m in f.meetings).items():
        if count > 1:
            p = f.problem.pairs[pair]
            yield {"pair": pair, "a": p.a, "b": p.b, "count": count}


def _double_booked(f: Facts) -> Iterator[Params]:
    for (who, slot), count in Counter((who, m.slot) for m in f.meetings for who in (m.a, m.b)).items():
        if count > 1:
            yield {"person": who, "count": count, "slot": slot}


def _not_available(f: Facts) -> Iterator[Params]:
    for m in f.meetings:
        for who in (m.a, m.b):
            free = f.people[who].available
            if free is not None and m.slot not in free:
                yield {**meeting(m), "person": who}


def _pair_slots(f: Facts) -> Iterator[Params]:
    for m in f.meetings:
        allowed = f.problem.pairs[m.pair].slots
        if allowed is not None and m.slot not in allowed:
            yield meeting(m)


def _required(f: Facts) -> Iterator[Params]:
    for i, pair in enumerate(f.problem.pairs):
        if (pair.required or pair.fixed) and i not in f.when:
            yield {"a": pair.a, "b": pair.b, "pair": i}


def _fixed_slot(f: Facts) -> Iterator[Params]:
    for m in f.meetings:
        fixed = f.problem.pairs[m.pair].fixed
        if fixed and fixed.slot is not None and fixed.slot != m.slot:
            yield {**meeting(m), "fixed": fixed.slot}


def _fixed_table(f: Facts) -> Iterator[Params]:
    for m in f.meetings:
        fixed = f.problem.pairs[m.pair].fixed
        if fixed and fixed.table is not None and fixed.table != m.table:
            yield {**meeting(m), "fixed": fixed.table}


def _table_capacity(f: Facts) -> Iterator[Params]:
    capacity = {t.id: t.capacity for t in f.problem.tables}
    for (table, slot), count in Counter((m.table, m.slot) for m in f.meetings).items():
        if count > capacity[table]:
            yield {"table": table, "count": count, "slot": slot, "capacity": capacity[table]}


def _table_closed(f: Facts) -> Iterator[Params]:
    opened = {t.id: t.slots for t in f.problem.tables}
    for m in f.meetings:
        slots = opened[m.table]
        if slots is not None and m.slot not in slots:
            yield meeting(m)


def _table_reserved(f: Facts) -> Iterator[Params]:
    reserved = {t.id for t in f.problem.tables if t.reserved}
    for m in f.meetings:
        if m.table in reserved and m.table not in (f.people[m.a].table, f.people[m.b].table):
            yield meeting(m)


def _own_table(f: Facts) -> Iterator[Params]:
    for m in f.meetings:
        owner = m.a if f.people[m.a].table is not None else m.b
        own = f.people[owner].table
        if own is not None and m.table != own:
            yield {**meeting(m), "own": own, "owner": owner}


def _max_meetings(f: Facts) -> Iterator[Params]:
    for p in f.problem.people:
        count = len(f.held[p.id])
        if p.max_meetings is not None and count > p.max_meetings:
            yield {"person": p.id, "count": count, "most": p.max_meetings}


def _max_consecutive(f: Facts) -> Iterator[Params]:
    for p in f.problem.people:
        longest = max((len(run) for _, run in runs(f, p.id)), default=0)
        if p.max_consecutive is not None and longest > p.max_consecutive:
            yield {"person": p.id, "count": longest, "most": p.max_consecutive}


def _precedence(f: Facts) -> Iterator[Params]:
    for i, j in f.problem.before:
        if i in f.when and j in f.when and f.when[i] >= f.when[j]:
            yield {"pair": i, "later": j}


def _gap_spread(f: Facts) -> Iterator[Params]:
    counts = {p.id: gaps(f, p.id) for p in f.problem.people}
    limit = f.problem.max_gap_spread
    if limit is None or not counts:
        return
    most, least = max(counts, key=lambda who: counts[who]), min(counts, key=lambda who: counts[who])
    if counts[most] - counts[least] > limit:
        yield {"most": most, "count": counts[most], "least": least, "fewest": counts[least], "limit": limit}


CHECKS: Final[Mapping[Rule, Check]] = {
    Rule.PAIR_ONCE: _pair_once,
    Rule.DOUBLE_BOOKED: _double_booked,
    Rule.NOT_AVAILABLE: _not_available,
    Rule.PAIR_SLOTS: _pair_slots,
    Rule.REQUIRED: _required,
    Rule.FIXED_SLOT: _fixed_slot,
    Rule.FIXED_TABLE: _fixed_table,
    Rule.TABLE_CAPACITY: _table_capacity,
    Rule.TABLE_CLOSED: _table_closed,
    Rule.TABLE_RESERVED: _table_reserved,
    Rule.OWN_TABLE: _own_table,
    Rule.MAX_MEETINGS: _max_meetings,
    Rule.MAX_CONSECUTIVE: _max_consecutive,
    Rule.PRECEDENCE: _precedence,
    Rule.GAP_SPREAD: _gap_spread,
}
