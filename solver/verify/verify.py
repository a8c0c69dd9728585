"""The independent verifier: every hard rule, checked one by one on the finished schedule, and every tier's value.

It shares no code with the models that make schedules, so a misread rule cannot go unnoticed in both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.problem import MAXIMISED, Problem
from solver.schedule import Meeting, Schedule
from solver.verify.facts import Facts, facts_of
from solver.verify.hard_rules import CHECKS, name
from solver.verify.tier_values import tier_values


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation: a stable code, and a sentence that names the people, slot and table."""

    code: str
    sentence: str


def verify(problem: Problem, schedule: Schedule) -> list[Violation]:
    """All violations of hard rules, and all wrong values and bounds; empty if the schedule is sound.

    The values of an infeasible or unknown schedule are not checked, but it must have no meetings.
    """
    if schedule.status in ("infeasible", "unknown"):
        return [Violation("status", "a schedule without a solution lists meetings")] if schedule.meetings else []
    malformed = list(_malformed(problem, schedule.meetings))
    if malformed:
        return malformed
    facts = facts_of(problem, schedule.meetings)
    breaches = [Violation(rule, sentence) for rule, check in CHECKS.items() for sentence in check(facts)]
    return breaches + list(_wrong_values(facts, schedule))


def _malformed(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Violation]:
    slots, tables = {s.id for s in problem.slots}, {t.id for t in problem.tables}
    for m in meetings:
        known = 0 <= m.pair < len(problem.pairs)
        if not known or (problem.pairs[m.pair].a, problem.pairs[m.pair].b) != (m.a, m.b):
            yield Violation("unknown-pair", f"{name(m)}: index {m.pair} is not this pair")
        if m.slot not in slots:
            yield Violation("unknown-slot", f"{name(m)}: there is no slot {m.slot}")
        if m.table not in tables:
            yield Violation("unknown-table", f"{name(m)}: there is no table {m.table}")


def _wrong_values(f: Facts, schedule: Schedule) -> Iterator[Violation]:
    names = [t.tier for t in schedule.tiers]
    if names and names != [t.tier for t in f.problem.objective]:
        yield Violation("tiers", f"the tiers are {', '.join(names)}, not those of the problem's objective")
    actual = tier_values(f.problem, f.meetings)
    for t in schedule.tiers:
        if t.value != actual[t.tier]:
            yield Violation("tier-value", f"tier {t.tier}: stated as {t.value}, but is {actual[t.tier]}")
        past = 0.0 if t.bound is None else (t.value - t.bound) * (1 if t.tier in MAXIMISED else -1)
        if past > 1e-6:
            yield Violation("tier-bound", f"tier {t.tier}: value {t.value} is better than its bound {t.bound}")
