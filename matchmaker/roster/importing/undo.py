"""Undo an import: remove what it created and restore what it changed, unless later work would be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import StateError
from matchmaker.messages import Message
from matchmaker.messages.texts.importing import (
    GROUPS_IN_USE,
    NEW_PEOPLE_PLANNED,
    NOT_IN_EFFECT,
    OBSTACLES,
    PAIRS_CHANGED,
    PEOPLE_CHANGED,
    SOMEBODY_REMOVED,
    TABLES_IN_USE,
)
from matchmaker.models import (
    Attendee,
    AttendeeInterest,
    Closure,
    Event,
    Grade,
    Group,
    ImportStatus,
    Interest,
    MeetingRule,
    MeetingTable,
    PairRelation,
    Plan,
    Request,
    RosterImport,
    Seat,
)
from matchmaker.roster.importing.write_pairs import set_relations, set_requests
from matchmaker.roster.importing.write_rows import forget_loaded, replace_lists, update_columns
from matchmaker.roster.rows.asked import Asked


def undo_import(session: Session, actor: Actor, event: Event, roster_import: RosterImport) -> RosterImport:
    """Restore the roster to its state before this import.

    Raises StateError, naming the obstacles, if the import is not in effect or if anything that it created or changed
    has been edited, planned or used since.
    """
    if roster_import.status is not ImportStatus.COMMITTED:
        raise StateError(NOT_IN_EFFECT())
    note = roster_import.before
    obstacles = _obstacles(session, event, note)
    if obstacles:
        raise StateError(OBSTACLES(obstacles=obstacles))
    _restore_pairs(session, event, note)
    session.execute(delete(Attendee).where(Attendee.id.in_(note["people"])))
    _restore_columns(session, event, note)
    replace_lists(session, {former["id"]: _lists(former["lists"]) for former in note["changed"]})
    _remove_created(session, note)
    roster_import.status, roster_import.before = ImportStatus.UNDONE, {}
    forget_loaded(session, event)
    counts = {"removed": len(note["people"]), "restored": len(note["changed"])}
    record(session, actor, event, "roster.import_undone", changes_plan=True, file=roster_import.filename, **counts)
    return roster_import


def _obstacles(session: Session, event: Event, note: dict[str, Any]) -> list[Message]:
    found = [
        _edited_people(session, note),
        _planned_people(session, note),
        _edited_pairs(session, note),
        _used_groups(session, note),
        _used_tables(session, note),
    ]
    return [obstacle for obstacle in found if obstacle]


def _edited_people(session: Session, note: dict[str, Any]) -> Message | None:
    """Includes people who have been removed."""
    unseen = {int(attendee_id): version for attendee_id, version in note["versions"].items()}
    query = select(Attendee.id, Attendee.version, Attendee.name).where(Attendee.id.in_(unseen))
    names = []
    for attendee_id, version, name in session.execute(query):
        if unseen.pop(attendee_id) != version:
            names.append(name)
    if not names and not unseen:
        return None
    count = len(names) + len(unseen)
    return PEOPLE_CHANGED(count=count, names=names) if names else SOMEBODY_REMOVED(count=count)


def _planned_people(session: Session, note: dict[str, Any]) -> Message | None:
    query = (
        select(func.count(Seat.attendee_id.distinct()), func.max(Plan.number))
        .join(Plan, Plan.id == Seat.plan_id)
        .where(Seat.attendee_id.in_(note["people"]))
    )
    people, plan = session.execute(query).one()
    return NEW_PEOPLE_PLANNED(count=people, plan=plan) if people else None


def _edited_pairs(session: Session, note: dict[str, Any]) -> Message | None:
    """Relations and requests of the import that have changed, or that others have added for its new people.

    Requests that an attendee's own no-thanks has replaced are ignored: the no-thanks remains in any case.
    """
    new = note["people"]
    relations = select(PairRelation.a_id, PairRelation.b_id, PairRelation.relation)
    changed = _differing(
        note["standings"],
        session.execute(relations.where(PairRelation.a_id.in_(_ids(note["standings"])))),
        session.execute(relations.where(PairRelation.a_id.in_(new) | PairRelation.b_id.in_(new))),
    ) + _differing(
        _not_refused(session, note["requests"]),
        _requests(session, Request.attendee_id.in_(_ids(note["requests"]))),
        _requests(session, Request.attendee_id.in_(new) | Request.other_id.in_(new)),
    )
    return PAIRS_CHANGED(count=changed) if changed else None


def _requests(session: Session, wanted: ColumnElement[bool]) -> Iterator[tuple[int, int, str]]:
    query = select(Request.attendee_id, Request.other_id, Request.grade, Request.rank).where(wanted)
    for asking, other, grade, rank in session.execute(query):
        yield asking, other, Asked(grade, rank).text


def _not_refused(session: Session, written: list[Any]) -> list[Any]:
    own = select(Request.attendee_id, Request.other_id).where(Request.grade == Grade.NO, ~Request.by_organizer)
    refused = {(a, b) for a, b in session.execute(own.where(Request.attendee_id.in_(_ids(written))))}
    return [row for row in written if (row[0], row[1]) not in refused]


def _differing(written: list[Any], held: Iterable[Any], about_new: Iterable[Any]) -> int:
    expected = {(a, b): after for a, b, _, after, *_ in written}
    found = {(a, b): str(value) for a, b, value in held}
    changed = [pair for pair, after in expected.items() if found.get(pair) != after]
    return len(changed) + len([pair for *pair, _ in about_new if tuple(pair) not in expected])


def _used_groups(session: Session, note: dict[str, Any]) -> Message | None:
    ids = note["groups"]
    used = select(Group.name).where(
        Group.id.in_(ids),
        exists().where(Attendee.group_id == Group.id, Attendee.id.not_in(_own(note)))
        | exists().where((MeetingRule.group_a_id == Group.id) | (MeetingRule.group_b_id == Group.id))
        | Group.min_meetings.is_not(None)
        | Group.max_meetings.is_not(None),
    )
    names = list(session.scalars(used)) if ids else []
    return GROUPS_IN_USE(names=names) if names else None


def _used_tables(session: Session, note: dict[str, Any]) -> Message | None:
    ids = note["tables"]
    used = select(MeetingTable.name).where(
        MeetingTable.id.in_(ids),
        exists().where(Attendee.table_id == MeetingTable.id, Attendee.id.not_in(_own(note)))
        | exists().where(PairRelation.table_id == MeetingTable.id)
        | exists().where(Closure.table_id == MeetingTable.id)
        | (MeetingTable.capacity != 1)
        | MeetingTable.reserved.is_(False),
    )
    names = list(session.scalars(used)) if ids else []
    return TABLES_IN_USE(names=names) if names else None


def _restore_pairs(session: Session, event: Event, note: dict[str, Any]) -> None:
    set_relations(session, event, [(a, b, after, was) for a, b, was, after in note["standings"]])
    set_requests(session, [(a, b, after, was, own) for a, b, was, after, own in note["requests"]])


def _restore_columns(session: Session, event: Event, note: dict[str, Any]) -> None:
    """A group or booth that the organizer has removed since then is not restored."""
    existing = {
        "group_id": set(session.scalars(select(Group.id).where(Group.event_id == event.id))),
        "table_id": set(session.scalars(select(MeetingTable.id).where(MeetingTable.event_id == event.id))),
    }
    rows = []
    for former in note["changed"]:
        removed = {name: None for name, ids in existing.items() if former["columns"][name] not in ids}
        rows.append({"attendee_id": former["id"], **former["columns"], **removed})
    update_columns(session, rows)


def _remove_created(session: Session, note: dict[str, Any]) -> None:
    session.execute(delete(Group).where(Group.id.in_(note["groups"])))
    session.execute(delete(MeetingTable).where(MeetingTable.id.in_(note["tables"])))
    unused = ~exists().where(AttendeeInterest.interest_id == Interest.id)
    session.execute(delete(Interest).where(Interest.id.in_(note["interests"]), unused))


def _lists(former: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    absences = [{name: datetime.fromisoformat(at) for name, at in row.items()} for row in former.get("absences", [])]
    return former | ({"absences": absences} if "absences" in former else {})


def _own(note: dict[str, Any]) -> list[int]:
    return [int(attendee_id) for attendee_id in note["versions"]]


def _ids(pairs: list[Any]) -> set[int]:
    return {a for a, *_ in pairs}
