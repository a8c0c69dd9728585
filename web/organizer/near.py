"""Solving near the published plan: what falls away of it, and the task that the form describes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.texts.broken import MAY_NOT_MEET
from matchmaker.models import Attendee, AttendeeStatus, Event, Meeting, Plan, Slot, now
from matchmaker.planning.plans.broken_meetings import BrokenMeeting, broken_meetings, summary_of
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.runs.near import near
from matchmaker.planning.runs.tasks import Task, solve_anew
from matchmaker.schemas.run_settings import Counted, Mode, NearSettings
from web.foundation.language import reader
from web.organizer.named_people import named_people

SHOWN_MEETINGS = 50
UNSAID = {MAY_NOT_MEET().code}
"""Reasons that are counted, but not said of two people by name: one of them may have answered no thanks."""


@dataclass(frozen=True)
class NearView:
    """The published plan as the page shows it. `unplanned`: people who take part and have no meeting in it."""

    plan: Plan
    meetings: int
    summary: Message | None
    broken: list[BrokenMeeting]
    names: EventNames
    unplanned: int
    slots: list[Slot]


def near_view(session: Session, event: Event) -> NearView | None:
    """None if nothing is published."""
    if event.published_plan_id is None:
        return None
    plan = session.get_one(Plan, event.published_plan_id)
    broken = broken_meetings(session, event, plan)
    return NearView(
        plan=plan,
        meetings=session.scalar(select(func.count(Meeting.id)).where(Meeting.plan_id == plan.id)) or 0,
        summary=summary_of(broken),
        broken=[one for one in broken if one.reason.code not in UNSAID][:SHOWN_MEETINGS],
        names=EventNames(session, event, reader().language),
        unplanned=_unplanned(session, event, plan, broken),
        slots=sorted(event.slots, key=lambda slot: slot.starts_at),
    )


def _unplanned(session: Session, event: Event, plan: Plan, broken: list[BrokenMeeting]) -> int:
    """The number of people who take part and have no meeting in the plan that can still take place."""
    gone = {one.meeting_id for one in broken}
    rows = session.execute(select(Meeting.id, Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id))
    met = {who for key, *both in rows if key not in gone for who in both}
    people = select(Attendee.id).where(Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN)
    return sum(key not in met for key in session.scalars(people))


def task_of(session: Session, event: Event, settings: NearSettings) -> Task:
    """The task that the settings describe. Raises InvalidInputError (`kept[i]`, `frozen`), and like `near`."""
    if settings.mode is Mode.ANEW or event.published_plan_id is None:
        return solve_anew(settings.aim)
    plan = session.get_one(Plan, event.published_plan_id)
    limited = settings.limit if settings.mode is Mode.CHANGE else None
    return near(
        session,
        event,
        plan,
        most_changes=limited if settings.counted is Counted.MEETINGS else None,
        most_people=limited if settings.counted is Counted.PEOPLE else None,
        frozen=_frozen(event, settings),
        pinned=_meetings_of(session, plan, named_people(session, event, (("kept", text) for text in settings.kept))),
    )


def _frozen(event: Event, settings: NearSettings) -> list[Slot]:
    """The chosen slots that still exist, and those that start within the given minutes or have started."""
    until = None if settings.frozen_minutes is None else now() + timedelta(minutes=settings.frozen_minutes)
    return [slot for slot in event.slots if slot.id in settings.frozen or (until and slot.starts_at <= until)]


def _meetings_of(session: Session, plan: Plan, people: list[Attendee]) -> list[tuple[Attendee, Attendee]]:
    """The pairs that meet in the plan and of which one is among these people."""
    ids = [person.id for person in people]
    if not ids:
        return []
    rows = session.execute(
        select(Meeting.a_id, Meeting.b_id).where(
            Meeting.plan_id == plan.id, or_(Meeting.a_id.in_(ids), Meeting.b_id.in_(ids))
        )
    ).all()
    everybody = {key for row in rows for key in row}
    attendees = {person.id: person for person in session.scalars(select(Attendee).where(Attendee.id.in_(everybody)))}
    return [(attendees[a], attendees[b]) for a, b in rows]
