"""One independent check for every hard rule, as the file contract words it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from solver.problem import Rule
from solver.schedule import Meeting
from solver.verify.facts import Facts, gaps, runs
from solver.verify.plurals import counted

Check = Callable[[Facts], Iterator[str]]  # a sentence for each breach


def name(m: Meeting) -> str:
    """The meeting in words."""
    return f"{m.a} and {m.b} at {m.slot}, table {m.table}"


def _pair_once(f: Facts) -> Iterator[str]:
    for pair, count in Counter(m.pair for m in f.meetings).items():
        if count > 1:
            p = f.problem.pairs[pair]
            yield f"pair {pair} ({p.a} and {p.b}) meets {count} times, but is listed once"


def _double_booked(f: Facts) -> Iterator[str]:
    for (who, slot), count in Counter((who, m.slot) for m in f.meetings for who in (m.a, m.b)).items():
        if count > 1:
            yield f"{who} is in {count} meetings at {slot}"


def _not_available(f: Facts) -> Iterator[str]:
    for m in f.meetings:
        for who in (m.a, m.b):
            free = f.people[who].available
            if free is not None and m.slot not in free:
                yield f"{name(m)}: {who} is not available then"


def _pair_slots(f: Facts) -> Iterator[str]:
    for m in f.meetings:
        allowed = f.problem.pairs[m.pair].slots
        if allowed is not None and m.slot not in allowed:
            yield f"{name(m)}: the pair may not meet in that slot"


def _required(f: Facts) -> Iterator[str]:
    for i, pair in enumerate(f.problem.pairs):
        if (pair.required or pair.fixed) and i not in f.when:
            yield f"the required meeting of {pair.a} and {pair.b} (pair {i}) is missing"


def _fixed_slot(f: Facts) -> Iterator[str]:
    for m in f.meetings:
        fixed = f.problem.pairs[m.pair].fixed
        if fixed and fixed.slot not in (None, m.slot):
            yield f"{name(m)}: the meeting is fixed to slot {fixed.slot}"


def _fixed_table(f: Facts) -> Iterator[str]:
    for m in f.meetings:
        fixed = f.problem.pairs[m.pair].fixed
        if fixed and fixed.table not in (None, m.table):
            yield f"{name(m)}: the meeting is fixed to table {fixed.table}"


def _table_capacity(f: Facts) -> Iterator[str]:
    capacity = {t.id: t.capacity for t in f.problem.tables}
    for (table, slot), count in Counter((m.table, m.slot) for m in f.meetings).items():
        if count > capacity[table]:
            held = counted(count, "meeting")
            yield f"table {table} holds {held} at {slot}, but its capacity is {capacity[table]}"


def _table_closed(f: Facts) -> Iterator[str]:
    opened = {t.id: t.slots for t in f.problem.tables}
    for m in f.meetings:
        slots = opened[m.table]
        if slots is not None and m.slot not in slots:
            yield f"{name(m)}: the table is closed then"


def _table_reserved(f: Facts) -> Iterator[str]:
    reserved = {t.id for t in f.problem.tables if t.reserved}
    for m in f.meetings:
        if m.table in reserved and m.table not in (f.people[m.a].table, f.people[m.b].table):
            yield f"{name(m)}: the table is reserved for its owner"


def _own_table(f: Facts) -> Iterator[str]:
    for m in f.meetings:
        owner = m.a if f.people[m.a].table is not None else m.b
        own = f.people[owner].table
        if own is not None and m.table != own:
            yield f"{name(m)}: the meeting must be at {own}, the own table of {owner}"


def _max_meetings(f: Facts) -> Iterator[str]:
    for p in f.problem.people:
        count = len(f.held[p.id])
        if p.max_meetings is not None and count > p.max_meetings:
            yield f"{p.id} has {counted(count, 'meeting')}, but may have at most {p.max_meetings}"


def _max_consecutive(f: Facts) -> Iterator[str]:
    for p in f.problem.people:
        longest = max((len(run) for _, run in runs(f, p.id)), default=0)
        if p.max_consecutive is not None and longest > p.max_consecutive:
            held = counted(longest, "meeting")
            yield f"{p.id} has {held} in a row, but may have at most {p.max_consecutive}"


def _precedence(f: Facts) -> Iterator[str]:
    for i, j in f.problem.before:
        if i in f.when and j in f.when and f.when[i] >= f.when[j]:
            yield f"pair {i} is not before pair {j}"


def _gap_spread(f: Facts) -> Iterator[str]:
    counts = {p.id: gaps(f, p.id) for p in f.problem.people}
    limit = f.problem.max_gap_spread
    if limit is None or not counts:
        return
    most, least = max(counts, key=lambda who: counts[who]), min(counts, key=lambda who: counts[who])
    if counts[most] - counts[least] > limit:
        yield f"{most} has {counted(counts[most], 'gap')}, {least} {counts[least]}: they may differ by at most {limit}"


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
