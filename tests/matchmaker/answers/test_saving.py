"""Answers are saved as a whole, read back unchanged, and affect nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.answers.answers import answers_of
from matchmaker.answers.save_answers import save_answers
from matchmaker.audit import COMMAND_LINE, Actor
from matchmaker.errors import EditConflictError, StateError
from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeStatus,
    AuditEntry,
    Goal,
    GoalKind,
    Grade,
    Interest,
    Request,
)
from matchmaker.roster import reinstate_attendee, withdraw_attendee
from matchmaker.schemas.answers import Answers, GoalDetails, RequestDetails
from tests.matchmaker.answers.conftest import Sample


def save(session: Session, sample: Sample, answers: Answers) -> Attendee:
    return save_answers(session, Actor.attendee(sample.mara), sample.event, sample.mara, answers, sample.mara.version)


def full_answers(sample: Sample) -> Answers:
    ben, chloe, dmitri = sample.others
    return Answers(
        about="I grow yeast.",
        interests=("Yeast", "Stem cells"),
        seeks=(GoalDetails(GoalKind.KNOWLEDGE, "microfluidics"), GoalDetails(GoalKind.JOB)),
        offers=(GoalDetails(GoalKind.MENTORING), GoalDetails(GoalKind.OTHER, "a spare booth")),
        requests=(
            RequestDetails(chloe.public_id, Grade.MUST),
            RequestDetails(ben.public_id, Grade.LIKE),
            RequestDetails(dmitri.public_id, Grade.NO),
        ),
        away=frozenset({sample.event.slots[0].id, sample.event.slots[3].id}),
        max_meetings=3,
    )


def test_saved_answers_are_read_back_unchanged(session: Session, sample: Sample) -> None:
    said = full_answers(sample)
    save(session, sample, said)
    session.expire_all()
    assert answers_of(session, sample.mara) == said
    assert sample.mara.status is AttendeeStatus.ACTIVE
    assert sample.mara.answered_at is not None


def test_saving_again_replaces_everything(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    save(session, sample, Answers(about="I grow moss.", interests=("Moss",)))
    assert answers_of(session, sample.mara) == Answers(about="I grow moss.", interests=("Moss",))
    assert session.scalars(select(Request)).all() == []
    assert session.scalars(select(Goal)).all() == []
    assert session.scalars(select(Absence)).all() == []


def test_changing_one_request_and_removing_another_keeps_the_rest(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    ben, chloe, dmitri = sample.others
    kept = session.scalars(select(Request).where(Request.other_id == dmitri.id)).one()
    grades = (RequestDetails(chloe.public_id, Grade.LIKE), RequestDetails(dmitri.public_id, Grade.NO))
    save(session, sample, replace(full_answers(sample), requests=grades))
    rows = session.execute(select(Request.id, Request.other_id, Request.grade).order_by(Request.other_id)).all()
    assert [(row.other_id, row.grade) for row in rows] == [(chloe.id, Grade.LIKE), (dmitri.id, Grade.NO)]
    assert rows[1].id == kept.id
    assert ben.id not in [row.other_id for row in rows]


def test_equal_interests_are_shared_regardless_of_case(session: Session, sample: Sample) -> None:
    session.add(Interest(event_id=sample.event.id, key="stem cells", label="Stem cells"))
    save(session, sample, Answers(interests=("STEM  cells", "Yeast")))
    assert session.scalars(select(Interest.label).order_by(Interest.key)).all() == ["Stem cells", "Yeast"]
    assert answers_of(session, sample.mara).interests == ("Stem cells", "Yeast")


def test_consecutive_slots_make_one_absence_including_the_pauses(session: Session, sample: Sample) -> None:
    slots = sample.event.slots
    save(session, sample, Answers(away=frozenset({slots[0].id, slots[1].id, slots[3].id})))
    rows = session.scalars(select(Absence).order_by(Absence.starts_at)).all()
    assert [(row.starts_at, row.ends_at) for row in rows] == [
        (slots[0].starts_at, slots[1].ends_at),
        (slots[3].starts_at, slots[3].ends_at),
    ]


def test_an_absence_shorter_than_a_slot_survives_an_unrelated_save(session: Session, sample: Sample) -> None:
    slot = sample.event.slots[1]
    middle = slot.starts_at + (slot.ends_at - slot.starts_at) / 2
    session.add(Absence(attendee_id=sample.mara.id, starts_at=middle, ends_at=slot.ends_at))
    session.flush()
    before = answers_of(session, sample.mara)
    assert before.away == {slot.id}
    save(session, sample, replace(before, about="New words."))
    assert session.scalars(select(Absence.starts_at)).all() == [middle]


def test_a_request_for_somebody_who_withdrew_returns_with_them(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    chloe = sample.others[1]
    withdraw_attendee(session, Actor.attendee(chloe), sample.event, chloe)
    seen = answers_of(session, sample.mara)
    assert chloe.public_id not in [wish.person for wish in seen.requests]
    save(session, sample, replace(seen, about="Still here."))
    reinstate_attendee(session, Actor.attendee(chloe), sample.event, chloe)
    assert answers_of(session, sample.mara).requests == full_answers(sample).requests


def test_the_audit_entry_says_who_saved_but_not_what(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor) == ("answers.saved", f"attendee: attendee {sample.mara.public_id}")
    assert entry.details == {"attendee": sample.mara.public_id}


def test_a_save_without_changes_does_not_make_plans_stale(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    version = sample.event.data_version
    save(session, sample, full_answers(sample))
    assert sample.event.data_version == version
    save(session, sample, replace(full_answers(sample), max_meetings=2))
    assert sample.event.data_version == version + 1


def test_the_second_of_two_editors_gets_a_conflict_and_changes_nothing(session: Session, sample: Sample) -> None:
    opened = sample.mara.version
    save(session, sample, Answers(about="First."))
    with pytest.raises(EditConflictError):
        save_answers(session, COMMAND_LINE, sample.event, sample.mara, Answers(about="Second."), opened)
    assert answers_of(session, sample.mara).about == "First."


def test_every_save_increments_the_version_even_if_only_a_request_changed(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    version = sample.mara.version
    save(session, sample, replace(full_answers(sample), requests=()))
    assert sample.mara.version > version


def test_after_closing_only_the_organizer_may_still_change_answers(session: Session, sample: Sample) -> None:
    sample.event.answers_open = False
    with pytest.raises(StateError, match="closed the answers"):
        save(session, sample, Answers(about="Too late."))
    save_answers(session, COMMAND_LINE, sample.event, sample.mara, Answers(about="By phone."), sample.mara.version)
    assert answers_of(session, sample.mara).about == "By phone."


def test_a_reinstated_attendee_still_has_all_answers(session: Session, sample: Sample) -> None:
    save(session, sample, full_answers(sample))
    me = Actor.attendee(sample.mara)
    withdraw_attendee(session, me, sample.event, sample.mara)
    with pytest.raises(StateError, match="withdrawn"):
        save(session, sample, Answers())
    reinstate_attendee(session, me, sample.event, sample.mara)
    assert sample.mara.status is AttendeeStatus.ACTIVE
    assert answers_of(session, sample.mara) == full_answers(sample)
