"""Every change has an audit entry in its own transaction, and makes plans stale if it affects a solve."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE, Actor, record
from matchmaker.models import AuditEntry
from tests.builders import an_attendee, an_event


def test_a_change_that_affects_a_solve_increments_only_the_data_version(session: Session) -> None:
    event = an_event(session)
    data_version, version = event.data_version, event.version
    record(session, COMMAND_LINE, event, "tables.added", changes_plan=True, count=3)
    session.flush()
    assert (event.data_version, event.version) == (data_version + 1, version)


def test_other_changes_keep_the_data_version(session: Session) -> None:
    event = an_event(session)
    before = event.data_version
    record(session, COMMAND_LINE, event, "links.given", changes_plan=False)
    assert event.data_version == before


def test_the_entry_names_the_actor_without_private_data(session: Session) -> None:
    event = an_event(session)
    ada = an_attendee(session, event, "Ada")
    record(session, Actor.attendee(ada), event, "answers.saved", changes_plan=True)
    session.flush()
    assert session.scalars(select(AuditEntry.actor)).one() == f"attendee: attendee {ada.public_id}"
