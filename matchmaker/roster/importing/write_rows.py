"""Write a proposal in bulk, and note everything needed to undo it."""

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
from matchmaker.roster.importing.proposal import Proposal, ProposedRow
from matchmaker.roster.importing.write_pairs import write_pairs
from matchmaker.roster.rows.field_texts import same
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity

LISTS = ("interests", "goals", "absences")
Ids = dict[str, int]
_LIST_OF = {"interests": "interests", "seeks": "goals", "offers": "goals", "away": "absences"}


def write_proposal(session: Session, event: Event, proposal: Proposal) -> dict[str, Any]:
    """Write the rows as proposed; the number of statements does not depend on the number of rows.

    Returns a note for `undo_import` in JSON: the ids of what was created, the former values of what was changed.
    """
    new = [row for row in proposal.rows if row.merged and row.person is None]
    changed = [row for row in proposal.rows if row.merged and row.person and _differs(row)]
    ids = _create_missing(session, event, proposal, [*new, *changed])
    new_ids = _insert_people(session, event, new, ids)
    _update_people(session, changed, ids)
    _write_lists(session, new_ids, [*new, *changed], ids["interests"])
    note = {
        "people": [new_ids[row.number] for row in new],
        "versions": {new_ids[row.number]: 1 for row in new}
        | {row.person.id: row.person.version + 1 for row in changed if row.person},
        "groups": [ids["groups"][identity(name)] for name in proposal.new_groups],
        "tables": [ids["tables"][identity(name)] for name in proposal.new_tables],
        "interests": sorted(set(ids["interests"].values()) - set(proposal.roster.interests.values())),
        "changed": [_former(row, ids) for row in changed],
    }
    note |= write_pairs(session, event, proposal, new_ids)
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


def _differs(row: ProposedRow) -> bool:
    """Whether the person's own row or lists change; new relations and requests alone do not count."""
    return bool(row.person and row.merged and row.person.row != row.merged)


def _create_missing(session: Session, event: Event, proposal: Proposal, rows: Sequence[ProposedRow]) -> dict[str, Ids]:
    """Ids of groups, tables and interests by identity, after creating the missing ones."""
    roster = proposal.roster
    first = session.scalar(select(func.max(MeetingTable.position)).where(MeetingTable.event_id == event.id))
    position = 0 if first is None else first + 1
    groups = [{"event_id": event.id, "name": name, "key": identity(name)} for name in proposal.new_groups]
    tables = [
        {"event_id": event.id, "name": name, "position": position + k, "reserved": True}
        for k, name in enumerate(proposal.new_tables)
    ]
    labels: dict[str, str] = {}
    for row in rows:
        for label in row.merged.interests if row.merged else ():
            if identity(label) not in roster.interests:
                labels.setdefault(identity(label), label)
    interests = [{"event_id": event.id, "key": key, "label": label} for key, label in labels.items()]
    return {
        "groups": _created(session, event, Group, groups, "name") or roster.groups,
        "tables": _created(session, event, MeetingTable, tables, "name") or roster.tables,
        "interests": _created(session, event, Interest, interests, "key") or roster.interests,
    }


def _created(session: Session, event: Event, model: Any, rows: list[dict[str, Any]], key: str) -> Ids:
    """identity -> id of all rows after creating these; empty if there is nothing to create."""
    if not rows:
        return {}
    session.execute(insert(model), rows)
    found = session.execute(select(getattr(model, key), model.id).where(model.event_id == event.id))
    return {identity(name): row_id for name, row_id in found}


def _insert_people(
    session: Session, event: Event, new: Sequence[ProposedRow], ids: Mapping[str, Ids]
) -> dict[int, int]:
    """row number -> id of the new attendee."""
    if not new:
        return {}
    rows: list[dict[str, Any]] = [
        {"event_id": event.id, "version": 1, "public_id": public_id()} | columns_of(row.merged, ids)
        for row in new
        if row.merged
    ]
    # ids are looked up by public id: with ordered RETURNING, SQLite would need a statement per row
    session.execute(insert(Attendee), rows)
    found = session.execute(select(Attendee.public_id, Attendee.id).where(Attendee.event_id == event.id))
    ids_by_public_id = dict(found.all())
    return {row.number: ids_by_public_id[values["public_id"]] for row, values in zip(new, rows, strict=True)}


def _update_people(session: Session, changed: Sequence[ProposedRow], ids: Mapping[str, Ids]) -> None:
    update_columns(
        session,
        [{"attendee_id": row.person.id} | columns_of(row.merged, ids) for row in changed if row.person and row.merged],
    )


def _write_lists(session: Session, new_ids: Mapping[int, int], rows: Sequence[ProposedRow], interests: Ids) -> None:
    lists: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for row in rows:
        if row.merged is None:
            continue
        owner = row.person.id if row.person else new_ids[row.number]
        differing = _differing_lists(row) if row.person else set(LISTS)
        lists[owner] = {name: value for name, value in _lists_of(row.merged, interests).items() if name in differing}
    replace_lists(session, lists)


def _differing_lists(row: ProposedRow) -> set[str]:
    old, new = (row.person.row, row.merged) if row.person and row.merged else (RosterRow(), RosterRow())
    return {name for field, name in _LIST_OF.items() if not same(field, old, new)}


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


def _former(row: ProposedRow, ids: Mapping[str, Ids]) -> dict[str, Any]:
    """The former state of the person, in JSON."""
    if row.person is None:
        return {}
    lists = _lists_of(row.person.row, ids["interests"])
    lists["absences"] = [{name: at.isoformat() for name, at in absence.items()} for absence in lists["absences"]]
    differing = _differing_lists(row)
    return {
        "id": row.person.id,
        "columns": columns_of(row.person.row, ids),
        "lists": {name: value for name, value in lists.items() if name in differing},
    }
