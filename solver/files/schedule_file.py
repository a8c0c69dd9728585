"""A schedule as its file holds it: with the sentences of a conflict beside its rules."""

from __future__ import annotations

from dataclasses import dataclass

from solver.conflict import Conflict, ConflictRule
from solver.problem import Finding
from solver.schedule import Meeting, Schedule, Status, TierValue


@dataclass(frozen=True, slots=True)
class ScheduleFile:
    """The keys of the file, in its order."""

    problem: str
    status: Status
    meetings: tuple[Meeting, ...]
    tiers: tuple[TierValue, ...]
    seconds: float = 0.0
    seed: int = 0
    version: str = ""
    conflict: tuple[str, ...] = ()
    conflict_rules: tuple[ConflictRule, ...] = ()

    @classmethod
    def of(cls, schedule: Schedule, conflict: tuple[str, ...]) -> ScheduleFile:
        """The file of a schedule, whose conflict in words is `conflict`."""
        s, rules = schedule, () if schedule.conflict is None else schedule.conflict.rules
        return cls(s.problem, s.status, s.meetings, s.tiers, s.seconds, s.seed, s.version, conflict, rules)

    @property
    def schedule(self) -> Schedule:
        """The schedule in the file; the finding of its conflict is the text."""
        found = None
        if self.conflict or self.conflict_rules:
            found = Conflict(Finding("text", {"text": "; ".join(self.conflict)}), self.conflict_rules)
        return Schedule(
            self.problem, self.status, self.meetings, self.tiers, self.seconds, self.seed, self.version, found
        )
