"""What publishing a plan changes for attendees: meetings added, moved and cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from matchmaker.models import Attendee


@dataclass(frozen=True)
class TimeAndTable:
    """When and where a meeting takes place; times in UTC."""

    starts_at: datetime
    ends_at: datetime
    table_name: str


@dataclass(frozen=True)
class Change:
    """One meeting's change: `before` is None if it is added, `after` if it is cancelled."""

    a: Attendee
    b: Attendee
    before: TimeAndTable | None
    after: TimeAndTable | None


@dataclass(frozen=True)
class PlanChanges:
    """The changes since the last publication, in time order.

    `kept` counts the unchanged meetings, `left_out` those of the plan that are not published because they can no
    longer take place: an attendee withdrew, or the pair must not meet. `affected`: by name.
    """

    added: tuple[Change, ...]
    moved: tuple[Change, ...]
    cancelled: tuple[Change, ...]
    kept: int
    left_out: int
    affected: tuple[Attendee, ...]

    def counts(self) -> dict[str, int]:
        """The figures alone, for the history entry."""
        return {
            "added": len(self.added),
            "moved": len(self.moved),
            "cancelled": len(self.cancelled),
            "kept": self.kept,
            "left_out": self.left_out,
        }
