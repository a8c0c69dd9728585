"""Save an attendee's answers: validated together, written in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matchmaker.answers.answers import answers_of, overlap, requests_of, slots_of
from matchmaker.answers.directory import eligible_people
from matchmaker.answers.interests import ensure_interests
from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError, Fault, InvalidInputError, StateError
from matchmaker.event.meeting_limits import MeetingLimits, organizer_limits
from matchmaker.messages import Message
from matchmaker.messages.texts.answers import (
    ANSWERS_CHANGED,
    ANSWERS_CHANGED_NOW,
    AT_LEAST,
    AT_MOST,
    CLOSED,
    NOT_ELIGIBLE,
    TIMES_CHANGED,
    TOO_MANY_WISHES,
    WITHDRAWN,
    YOURSELF,
)
from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeInterest,
    AttendeeStatus,
    Direction,
    Event,
    Goal,
    Grade,
    Request,
    now,
)
from matchmaker.schemas.answers import Answers, RequestDetails
from matchmaker.text import identity


def save_answers(
    session: Session, actor: Actor, event: Event, attendee: Attendee, answers: Answers, version: int
) -> Attendee:
    """Replace the attendee's answers; `version` is the version of the attendee's row when the form was opened.

    Raises StateError if the event's answers are closed or the attendee has withdrawn, EditConflictError if the row has
    changed since, InvalidInputError for answers that do not fit the event. The audit entry contains no answers.
    """
    _refuse_if_closed(actor, event, attendee)
    if attendee.version != version:
        raise EditConflictError(ANSWERS_CHANGED())
    chosen = _check(session, event, attendee, answers)
    before = answers_of(session, attendee)
    changed = attendee.status is not AttendeeStatus.ACTIVE or _planning_content(before) != _planning_content(answers)
    _write_row(session, attendee, answers)
    if before.interests != answers.interests:
        _write_interests(session, event, attendee, answers.interests)
    if (before.seeks, before.offers) != (answers.seeks, answers.offers):
        _write_goals(session, attendee, answers)
    if before.away != answers.away:
        _write_absences(session, attendee, answers.away)
    if before.requests != answers.requests:
        _write_requests(session, attendee, {chosen[wish.person]: wish.grade for wish in answers.requests})
    session.expire(attendee, ["interests", "goals", "absences"])
    record(session, actor, event, "answers.saved", changes_plan=changed, attendee=attendee.public_id)
    return attendee


def save_requests(
    session: Session,
    actor: Actor,
    event: Event,
    attendee: Attendee,
    grades: Mapping[str, Grade | None],
    version: int,
) -> Attendee:
    """Change only the requests for these people (public ids; None removes a request). Raises as `save_answers`."""
    before = answers_of(session, attendee)
    kept = [wish for wish in before.requests if wish.person not in grades]
    new = [RequestDetails(person, grade) for person, grade in grades.items() if grade is not None]
    return save_answers(session, actor, event, attendee, replace(before, requests=(*kept, *new)), version)


def _refuse_if_closed(actor: Actor, event: Event, attendee: Attendee) -> None:
    if attendee.status is AttendeeStatus.WITHDRAWN:
        raise StateError(WITHDRAWN())
    if not event.answers_open and actor.is_attendee:
        raise StateError(CLOSED())


def _check(session: Session, event: Event, attendee: Attendee, answers: Answers) -> dict[str, int]:
    """public id -> id of each requested person. Raises InvalidInputError with each fault at its field."""
    chosen = _known_people(session, event, attendee, answers.requests)
    faults = [
        Fault(f"requests[{index}].person", _not_eligible(attendee, wish))
        for index, wish in enumerate(answers.requests)
        if wish.person not in chosen
    ]
    wishes = sum(wish.grade is not Grade.NO for wish in answers.requests)
    if wishes > event.request_limit:
        faults.append(Fault("requests", _too_many_wishes(wishes, event.request_limit)))
    if answers.away - {slot.id for slot in slots_of(session, event.id)}:
        faults.append(Fault("away", TIMES_CHANGED()))
    faults += _limit_faults(organizer_limits(event, attendee), answers.max_meetings)
    if faults:
        raise InvalidInputError(faults)
    return chosen


def _known_people(
    session: Session, event: Event, attendee: Attendee, wishes: Sequence[RequestDetails]
) -> dict[str, int]:
    """public id -> id. People requested before stay allowed even if they are no longer eligible; new ones must be."""
    known = {row.public_id: row.other_id for row in requests_of(session, attendee)}
    new = {wish.person for wish in wishes} - known.keys()
    if new:
        known |= {row.public_id: row.id for row in eligible_people(session, event, attendee, new)}
    return known


def _not_eligible(attendee: Attendee, wish: RequestDetails) -> Message:
    if wish.person == attendee.public_id:
        return YOURSELF()
    return NOT_ELIGIBLE()


def _too_many_wishes(wishes: int, limit: int) -> Message:
    return TOO_MANY_WISHES(wishes=wishes, limit=limit, surplus=wishes - limit)


def _limit_faults(limits: MeetingLimits, maximum: int | None) -> list[Fault]:
    if maximum is None:
        return []
    if maximum < limits.least:
        return [Fault("max_meetings", AT_LEAST(count=limits.least))]
    if limits.most is not None and maximum > limits.most:
        return [Fault("max_meetings", AT_MOST(count=limits.most))]
    return []


def _write_row(session: Session, attendee: Attendee, answers: Answers) -> None:
    """The first write: of two concurrent writers, the second waits here and then gets an EditConflictError."""
    attendee.about = answers.about
    attendee.max_meetings = answers.max_meetings
    attendee.status = AttendeeStatus.ACTIVE
    attendee.answered_at = now()
    try:
        session.flush()
    except StaleDataError as error:
        raise EditConflictError(ANSWERS_CHANGED_NOW()) from error


def _write_interests(session: Session, event: Event, attendee: Attendee, labels: tuple[str, ...]) -> None:
    session.execute(delete(AttendeeInterest).where(AttendeeInterest.attendee_id == attendee.id))
    interests = ensure_interests(session, event, labels)
    _insert(
        session,
        AttendeeInterest,
        (
            {"attendee_id": attendee.id, "interest_id": interests[identity(label)], "position": position}
            for position, label in enumerate(labels)
        ),
    )


def _write_goals(session: Session, attendee: Attendee, answers: Answers) -> None:
    session.execute(delete(Goal).where(Goal.attendee_id == attendee.id))
    goals = [(Direction.SEEK, goal) for goal in answers.seeks] + [(Direction.OFFER, goal) for goal in answers.offers]
    _insert(
        session,
        Goal,
        (
            {
                "attendee_id": attendee.id,
                "direction": direction,
                "kind": goal.kind,
                "topic": goal.topic,
                "topic_key": identity(goal.topic),
            }
            for direction, goal in goals
        ),
    )


def _write_absences(session: Session, attendee: Attendee, away: frozenset[int]) -> None:
    """One absence per unbroken sequence of slots. Absences that overlap no slot are kept."""
    slots = slots_of(session, attendee.event_id)
    replaced = [absence.id for absence in attendee.absences if any(overlap(slot, absence) for slot in slots)]
    session.execute(delete(Absence).where(Absence.id.in_(replaced)))
    runs = groupby(enumerate(slots), key=lambda pair: (pair[1].id in away, pair[1].block_id))
    absences = [[slot for _, slot in run] for (is_away, _), run in runs if is_away]
    _insert(
        session,
        Absence,
        (
            {"attendee_id": attendee.id, "starts_at": absence[0].starts_at, "ends_at": absence[-1].ends_at}
            for absence in absences
        ),
    )


def _write_requests(session: Session, attendee: Attendee, grades: dict[int, Grade]) -> None:
    """Write only the changes; requests for people who withdrew are kept."""
    before = {row.other_id: row.grade for row in requests_of(session, attendee)}
    own = Request.attendee_id == attendee.id
    session.execute(delete(Request).where(own, Request.other_id.in_(before.keys() - grades.keys())))
    for grade in Grade:
        moved = [other for other, new in grades.items() if new is grade and before.get(other, grade) is not grade]
        if moved:
            session.execute(
                update(Request)
                .where(own, Request.other_id.in_(moved))
                .values(grade=grade, rank=None, by_organizer=False)
            )
    _insert(
        session,
        Request,
        (
            {"attendee_id": attendee.id, "other_id": other, "grade": grade}
            for other, grade in grades.items()
            if other not in before
        ),
    )


def _insert(session: Session, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    values = list(rows)
    if values:
        session.execute(insert(table), values)


def _planning_content(answers: Answers) -> tuple[object, ...]:
    """The content of the answers that affects a solve: without order and spelling."""
    goals = [frozenset((goal.kind, identity(goal.topic)) for goal in part) for part in (answers.seeks, answers.offers)]
    interests = frozenset(identity(label) for label in answers.interests)
    return answers.about, interests, *goals, frozenset(answers.requests), answers.away, answers.max_meetings
