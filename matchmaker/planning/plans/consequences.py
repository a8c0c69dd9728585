"""What a change of the event would break of the published plan, before it is made."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan
from matchmaker.planning.plans.broken_meetings import BrokenMeeting, broken_meetings


def broken_by(session: Session, event: Event, change: Callable[[], object]) -> list[BrokenMeeting]:
    """The published meetings that the change would make impossible; it is made and taken back. Empty without a plan.

    Whatever kind of change it is, the answer comes from the same judgement as that of a plan today. Raises what the
    change raises.
    """
    if event.published_plan_id is None:
        return []
    plan = session.get_one(Plan, event.published_plan_id)
    before = {one.meeting_id for one in broken_meetings(session, event, plan)}
    attempt = session.begin_nested()
    try:
        change()
        session.flush()
        session.expire_all()
        after = broken_meetings(session, event, plan)
    finally:
        attempt.rollback()
        session.expire_all()
    return [one for one in after if one.meeting_id not in before]
