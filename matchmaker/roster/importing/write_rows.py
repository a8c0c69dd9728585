"""Write an import's changes in bulk, and note everything needed to undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeInterest,
    AttendeeStatus,
    Direction,
    Event,
    Goal,
    Group,
    Interest,
    MeetingTable,
)
from matchmaker.models.base import public_id
from matchmaker.roster.importing.roster_changes import ChangedPerson, NewPerson, RosterChanges
from matchmaker.roster.importing.write_pairs import write_pairs
from matchmaker.roster.rows.field_texts import same
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity
from solver.collector import without_collector

Ids = dict[str, int]
_LIST_OF = {"interests": "interests", "seeks": "goals", "offers": "goals", "away": "absences"}


def write_changes(session: Session, event: Event, changes: RosterChanges) -> dict[str, Any]:
    """Write the changes; the number of statements does not depend on the number of rows.

    Returns a note for `undo_import` in JSON: the ids of what was created, the former values of what was changed.
    """
    with without_collector():
        return _written(session, event, changes)


def _written(session: Session, event: Event, changes: RosterChanges) -> dict[str, Any]:
    ids, created = _create_missing(session, event, changes)
    new_ids = _insert_people(session, event, changes.new, ids)
    _update_people(session, changes.changed, ids)
    _write_lists(session, new_ids, changes, ids["interests"])
    note = {
        "people": [new_ids[person.number] for person in changes.new],
        "versions": dict.fromkeys(new_ids.values(), 1)
        | {change.person.id: change.person.version + 1 for change in changes.changed},
        "groups": [ids["groups"][identity(name)] for name in changes.groups],
        "tables": [ids["tables"][identity(name)] for name in changes.tables],
        "interests": created,
        "changed": [_former(change, ids) for change in changes.changed],
    }
    note |= write_pairs(session, event, changes, new_ids)
    forget_loaded(session, event)
    return note


def columns_of(row: RosterRow, ids: Mapping[str, Ids]) -> dict[str, Any]:
    """The columns of the attendee's row."""
    return {
        "reference": row.reference,
        "name": row.name,
        "email": row.email,
        "email_key": identity(row.email) if row.email else None,
        "organisation": row.organisation,
        "job_title": row.job_title,
        "about": row.about,
        "group_id": ids["groups"].get(identity(row.group)),
        "table_id": ids["tables"].get(identity(row.booth)),
        "status": row.status or AttendeeStatus.INVITED,
        "min_meetings": row.min_meetings,
        "max_meetings": row.max_meetings,
    }


def update_columns(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Set the columns of attendees (`attendee_id` and all of `columns_of`) and increment their versions."""
    if not rows:
        return
    table = Attendee.__table__
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "attendee_id"}
    statement = update(table).where(table.c.id == bindparam("attendee_id"))  # type: ignore[arg-type]  # it is a Table
    session.connection().execute(statement.values(values | {"version": table.c.version + 1}), list(rows))


def replace_lists(session: Session, lists: Mapping[int, Mapping[str, Sequence[Mapping[str, Any]]]]) -> None:
    """Replace lists: attendee id -> list -> its new rows (without attendee id); other lists are kept."""
    for name, model in (("interests", AttendeeInterest), ("goals", Goal), ("absences", Absence)):
        owners = [attendee_id for attendee_id, named in lists.items() if name in named]
        rows = [{"attendee_id": owner, **row} for owner in owners for row in lists[owner][name]]
        if owners:
            session.execute(delete(model).where(model.attendee_id.in_(owners)))
        if rows:
            session.execute(insert(model), rows)


def forget_loaded(session: Session, event: Event) -> None:
    """Expire the loaded attendees and tables, because bulk statements have bypassed the session."""
    session.expire(event, ["tables"])
    for instance in list(session.identity_map.values()):
        if isinstance(instance, Attendee):
            session.expire(instance)


def _create_missing(session: Session, event: Event, changes: RosterChanges) -> tuple[dict[str, Ids], list[int]]:
    """Ids of groups, tables and interests by identity, after creating the missing ones; ids of the new interests."""
    last = session.scalar(select(func.max(MeetingTable.position)).where(MeetingTable.event_id == event.id))
    first = 0 if last is None else last + 1
    groups = [{"event_id": event.id, "name": name, "key": identity(name)} for name in changes.groups]
    tables = [
        {"event_id": event.id, "name": name, "position": position, "reserved": True}
        for position, name in enumerate(changes.tables, first)
    ]
    held = _ids_of(session, event, Interest.key)
    interests = _after_inserting(session, event, Interest.key, _missing_interests(event, changes, held))
    ids = {
        "groups": _after_inserting(session, event, Group.name, groups),
        "tables": _after_inserting(session, event, MeetingTable.name, tables),
        "interests": interests,
    }
    return ids, sorted(set(interests.values()) - set(held.values()))


def _missing_interests(event: Event, changes: RosterChanges, held: Ids) -> list[dict[str, Any]]:
    labels: dict[str, str] = {}
    rows = [person.row for person in changes.new] + [change.row for change in changes.changed]
    for label in (label for row in rows for label in row.interests):
        labels.setdefault(identity(label), label)
    return [{"event_id": event.id, "key": key, "label": label} for key, label in labels.items() if key not in held]


def _after_inserting(session: Session, event: Event, name: Any, rows: list[dict[str, Any]]) -> Ids:
    if rows:
        session.execute(insert(name.class_), rows)
    return _ids_of(session, event, name)


def _ids_of(session: Session, event: Event, name: Any) -> Ids:
    """identity of the name -> id, of all rows of the event."""
    model = name.class_
    return {
        identity(text): row_id for text, row_id in session.execute(select(name, model.id).filter_by(event_id=event.id))
    }


def _insert_people(session: Session, event: Event, new: Sequence[NewPerson], ids: Mapping[str, Ids]) -> dict[int, int]:
    """row number -> id of the new attendee."""
    if not new:
        return {}
    rows: list[dict[str, Any]] = [
        {"event_id": event.id, "version": 1, "public_id": public_id()} | columns_of(person.row, ids) for person in new
    ]
    # ids are looked up by public id: with ordered RETURNING, SQLite would need a statement per row
    session.execute(insert(Attendee), rows)
    found = session.execute(select(Attendee.public_id, Attendee.id).where(Attendee.event_id == event.id))
    ids_by_public_id = dict(found.all())
    return {person.number: ids_by_public_id[values["public_id"]] for person, values in zip(new, rows, strict=True)}


def _update_people(session: Session, changed: Sequence[ChangedPerson], ids: Mapping[str, Ids]) -> None:
    update_columns(session, [{"attendee_id": change.person.id} | columns_of(change.row, ids) for change in changed])


def _write_lists(session: Session, new_ids: Mapping[int, int], changes: RosterChanges, interests: Ids) -> None:
    lists = {new_ids[person.number]: _lists_of(person.row, interests) for person in changes.new}
    lists |= {change.person.id: _differing(change, change.row, interests) for change in changes.changed}
    replace_lists(session, lists)


def _differing(change: ChangedPerson, row: RosterRow, interests: Ids) -> dict[str, list[dict[str, Any]]]:
    """Those lists of `row`, the former or the new one, that the change concerns."""
    names = {name for field, name in _LIST_OF.items() if not same(field, change.person.row, change.row)}
    return {name: value for name, value in _lists_of(row, interests).items() if name in names}


def _lists_of(row: RosterRow, interests: Ids) -> dict[str, list[dict[str, Any]]]:
    goals = [(Direction.SEEK, goal) for goal in row.seeks] + [(Direction.OFFER, goal) for goal in row.offers]
    return {
        "interests": [
            {"interest_id": interests[identity(label)], "position": k} for k, label in enumerate(row.interests)
        ],
        "goals": [
            {"direction": direction, "kind": goal.kind, "topic": goal.topic, "topic_key": identity(goal.topic)}
            for direction, goal in goals
        ],
        "absences": [{"starts_at": starts, "ends_at": ends} for starts, ends in row.away],
    }


def _former(change: ChangedPerson, ids: Mapping[str, Ids]) -> dict[str, Any]:
    """The former state of the person, in JSON."""
    lists = _differing(change, change.person.row, ids["interests"])
    if "absences" in lists:
        lists["absences"] = [{name: at.isoformat() for name, at in absence.items()} for absence in lists["absences"]]
    return {"id": change.person.id, "columns": columns_of(change.person.row, ids), "lists": lists}
