"""The independent verifier: every hard rule, checked one by one on the finished schedule, and every tier's value.

It shares no code with the models that make schedules, so a misread rule cannot go unnoticed in both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from solver.problem import MAXIMISED, Finding, Problem
from solver.problem.finding import Value
from solver.schedule import Meeting, Schedule
from solver.verify.facts import Facts, facts_of
from solver.verify.hard_rules import CHECKS, meeting
from solver.verify.tier_values import tier_values


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation: the stable code of the rule, and the ids and figures that a sentence about it needs."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict, hash=False)

    @property
    def finding(self) -> Finding:
        """The violation for whoever makes the sentence; the rule's code alone also names limits and reasons."""
        return Finding(f"breach.{self.code}", self.params)


def verify(problem: Problem, schedule: Schedule) -> list[Violation]:
    """All violations of hard rules, and all wrong values and bounds; empty if the schedule is sound.

    The values of an infeasible or unknown schedule are not checked, but it must have no meetings.
    """
    if schedule.status in ("infeasible", "unknown"):
        return [Violation("status")] if schedule.meetings else []
    malformed = list(_malformed(problem, schedule.meetings))
    if malformed:
        return malformed
    facts = facts_of(problem, schedule.meetings)
    breaches = [Violation(rule, params) for rule, check in CHECKS.items() for params in check(facts)]
    return breaches + list(_wrong_values(facts, schedule))


def _malformed(problem: Problem, meetings: Sequence[Meeting]) -> Iterator[Violation]:
    slots, tables = {s.id for s in problem.slots}, {t.id for t in problem.tables}
    for m in meetings:
        known = 0 <= m.pair < len(problem.pairs)
        if not known or (problem.pairs[m.pair].a, problem.pairs[m.pair].b) != (m.a, m.b):
            yield Violation("unknown-pair", {**meeting(m), "pair": m.pair})
        if m.slot not in slots:
            yield Violation("unknown-slot", meeting(m))
        if m.table not in tables:
            yield Violation("unknown-table", meeting(m))


def _wrong_values(f: Facts, schedule: Schedule) -> Iterator[Violation]:
    names = [t.tier for t in schedule.tiers]
    if names and names != [t.tier for t in f.problem.objective]:
        yield Violation("tiers", {"tiers": tuple(names)})
    actual = tier_values(f.problem, f.meetings)
    for t in schedule.tiers:
        if t.value != actual[t.tier]:
            yield Violation("tier-value", {"tier": t.tier, "stated": t.value, "actual": actual[t.tier]})
        if t.bound is not None and (t.value - t.bound) * (1 if t.tier in MAXIMISED else -1) > 1e-6:
            yield Violation("tier-bound", {"tier": t.tier, "value": t.value, "bound": t.bound})
