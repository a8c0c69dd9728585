"""A meeting with its time and table, apart from its row: what an edit replaces, and what it is replaced by."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from matchmaker.models import Meeting
from matchmaker.pairs.relations import Ids


@dataclass(frozen=True)
class Placed:
    """`a` and `b`: the attendees' ids, the smaller first; times in UTC. `table_id`: None if the table is removed."""

    a: int
    b: int
    starts_at: datetime
    ends_at: datetime
    table_id: int | None
    table_name: str
    score: int
    reasons: list[Any] = field(default_factory=list, compare=False)
    pinned: bool = False

    @property
    def ids(self) -> Ids:
        return self.a, self.b

    def overlaps(self, other: Placed) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Placed:
        """The inverse of `to_json`."""
        times = {name: datetime.fromisoformat(stored[name]) for name in ("starts_at", "ends_at")}
        return cls(**(stored | times))

    @classmethod
    def of(cls, row: Meeting) -> Placed:
        return cls(
            row.a_id,
            row.b_id,
            row.starts_at,
            row.ends_at,
            row.table_id,
            row.table_name,
            row.score,
            row.reasons,
            row.pinned,
        )


@dataclass(frozen=True)
class Replacement:
    """`before` is None for a new meeting, `after` for a cancelled one."""

    before: Placed | None
    after: Placed | None

    @property
    def reversed(self) -> Replacement:
        return Replacement(self.after, self.before)

    @property
    def people(self) -> set[int]:
        """Ids of all who take part, before or after."""
        return {who for placed in (self.before, self.after) if placed for who in placed.ids}

    def to_json(self) -> dict[str, Any]:
        return {
            "before": None if self.before is None else self.before.to_json(),
            "after": None if self.after is None else self.after.to_json(),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Replacement:
        """The inverse of `to_json`."""
        before, after = (None if one is None else Placed.from_json(one) for one in (stored["before"], stored["after"]))
        return cls(before, after)
