"""What publishing a plan changes for attendees: meetings added, moved and cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from matchmaker.messages import Message
from matchmaker.messages.texts.publishing import NEARNESS, WILL_BE_TOLD
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

    @property
    def nearness(self) -> Message:
        """`Against the published plan: 677 kept, 0 moved, 3 cancelled, 1 new; 5 people will be told …`"""
        counts = {name: value for name, value in self.counts().items() if name != "left_out"}
        return NEARNESS(**counts, told=WILL_BE_TOLD(count=len(self.affected)))

    def counts(self) -> dict[str, int]:
        """The figures alone, for the history entry."""
        return {
            "added": len(self.added),
            "moved": len(self.moved),
            "cancelled": len(self.cancelled),
            "kept": self.kept,
            "left_out": self.left_out,
        }
