"""What a new plan may change of its base plan. Imported by the solver's child process too, so it needs no database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solver import Schedule
from solver.repair.request import Repair


@dataclass(frozen=True)
class Changes:
    """What a new plan may change of its base plan; ids are the solver's.

    Without a budget no more is changed than the rules need: free places are filled and nothing else happens. A budget
    counts the meetings that could stay but move or are cancelled (`most_changes`), or the people who have such a
    meeting (`most_people`).
    """

    most_changes: int | None = None
    most_people: int | None = None
    absent: frozenset[str] = frozenset()
    frozen: frozenset[str] = frozenset()
    """Slots in which nothing changes."""
    pinned: frozenset[tuple[str, str]] = frozenset()
    """Pairs of people whose meetings stay where they are."""

    def repair_of(self, previous: Schedule) -> Repair:
        """The solver's request for a schedule near `previous`."""
        return Repair(
            previous,
            most_changes=self.most_changes,
            most_people=self.most_people,
            absent=self.absent,
            frozen=self.frozen,
            pinned=self.pinned,
            only_as_needed=self.most_changes is None and self.most_people is None,
        )

    def budget_only(self) -> Changes:
        """The same budget, for a problem that holds the absences, frozen slots and pins itself."""
        return Changes(self.most_changes, self.most_people)

    def to_json(self) -> dict[str, Any]:
        return {
            "most_changes": self.most_changes,
            "most_people": self.most_people,
            "absent": sorted(self.absent),
            "frozen": sorted(self.frozen),
            "pinned": sorted(list(pair) for pair in self.pinned),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Changes:
        return cls(
            stored["most_changes"],
            stored["most_people"],
            frozenset(stored["absent"]),
            frozenset(stored["frozen"]),
            frozenset((a, b) for a, b in stored["pinned"]),
        )
