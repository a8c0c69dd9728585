"""Plans: verified schedules kept as drafts until they are published."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan
from matchmaker.planning.statistics import PlanStatistics, plan_statistics

__all__ = ["PlanStatistics", "is_stale", "plan_by_number", "plan_statistics", "plans_of"]


def plans_of(session: Session, event: Event) -> list[Plan]:
    """All plans of the event, the newest first."""
    raise NotImplementedError


def plan_by_number(session: Session, event: Event, number: int) -> Plan:
    """Raises NotFoundError if the event has no plan of this number."""
    raise NotImplementedError


def is_stale(event: Event, plan: Plan) -> bool:
    """Whether a solve of today's data would see anything that this plan's did not."""
    return plan.data_version != event.data_version
