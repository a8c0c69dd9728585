"""Publishing a plan: what would change for whom, then one transaction that makes it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.models import Attendee, Event, Plan


@dataclass(frozen=True)
class Place:
    """When and where a meeting is; moments in UTC."""

    starts_at: datetime
    ends_at: datetime
    table_name: str


@dataclass(frozen=True)
class Change:
    """One meeting's change: `before` is None for an added one, `after` for a cancelled one."""

    a: Attendee
    b: Attendee
    before: Place | None
    after: Place | None


@dataclass(frozen=True)
class PlanChanges:
    """What publishing changes against what attendees were told last, in time order.

    `kept` counts the meetings that stay as they are, `left_out` those of the plan that cannot take place any more
    (somebody withdrew since, or the pair is not to meet): they are never published. `affected`: by name.
    """

    added: tuple[Change, ...]
    moved: tuple[Change, ...]
    cancelled: tuple[Change, ...]
    kept: int
    left_out: int
    affected: tuple[Attendee, ...]


def changes(session: Session, event: Event, plan: Plan) -> PlanChanges:
    """What publishing this plan would change. Reads only."""
    raise NotImplementedError


def publish(session: Session, actor: Actor, event: Event, plan: Plan, *, allow_stale: bool = False) -> PlanChanges:
    """Make the plan what attendees see; the plan published before is superseded. An older plan may come back this way.

    Raises StateError if the data changed since the plan was made, unless `allow_stale`.
    """
    raise NotImplementedError


def unpublish(session: Session, actor: Actor, event: Event) -> PlanChanges:
    """Take the published plan back: it is a draft again and every meeting told of is cancelled.

    Raises StateError if nothing is published.
    """
    raise NotImplementedError
