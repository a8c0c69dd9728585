"""Tables and booths."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.messages.texts.event import (
    NO_SUCH_TABLE,
    TABLE_NAME_TAKEN,
    TABLE_NAMES_TAKEN,
    TABLE_NAMES_TOO_LONG,
    TOO_MANY_TABLES,
)
from matchmaker.models import Attendee, Event, Meeting, MeetingTable, PairRelation
from matchmaker.schemas.tables import MAX_TABLES, TABLE_NAME_LENGTH, TableDetails, TableRange
from matchmaker.text import identity


@dataclass(frozen=True)
class TableUses:
    """What removing a table affects: its owners, and agreed and published meetings there."""

    owners: int
    agreed: int
    published: int


def add_tables(session: Session, actor: Actor, event: Event, tables: TableRange) -> list[MeetingTable]:
    """Add tables after the existing ones. Raises InvalidInputError for names that are taken or too long."""
    names = tables.names()
    taken = {identity(table.name) for table in event.tables}
    clashes = [name for k, name in enumerate(names) if identity(name) in taken | set(map(identity, names[:k]))]
    if clashes:
        raise InvalidInputError.at("names", TABLE_NAMES_TAKEN(names=clashes))
    if max(map(len, names)) > TABLE_NAME_LENGTH:
        raise InvalidInputError.at("names", TABLE_NAMES_TOO_LONG(most=TABLE_NAME_LENGTH))
    if len(names) + len(taken) > MAX_TABLES:
        raise InvalidInputError.at("names", TOO_MANY_TABLES(most=MAX_TABLES))
    position = 1 + max((table.position for table in event.tables), default=-1)
    added = [
        MeetingTable(
            event_id=event.id, name=name, position=position + k, capacity=tables.capacity, reserved=tables.reserved
        )
        for k, name in enumerate(names)
    ]
    event.tables.extend(added)
    record(session, actor, event, "tables.added", changes_plan=True, first=names[0], last=names[-1], count=len(names))
    return added


def table_of(session: Session, event: Event, table_id: int) -> MeetingTable:
    """Raises NotFoundError if the event has no such table."""
    table = session.get(MeetingTable, table_id)
    if table is None or table.event_id != event.id:
        raise NotFoundError(NO_SUCH_TABLE())
    return table


def owners_of(session: Session, event: Event) -> dict[int, list[Attendee]]:
    """table id -> its owners, by name."""
    query = (
        select(Attendee).where(Attendee.event_id == event.id, Attendee.table_id.is_not(None)).order_by(Attendee.name)
    )
    owners: dict[int, list[Attendee]] = {}
    for attendee in session.scalars(query):
        owners.setdefault(attendee.table_id or 0, []).append(attendee)
    return owners


def update_table(
    session: Session, actor: Actor, event: Event, table: MeetingTable, details: TableDetails
) -> MeetingTable:
    """Change the table. Raises InvalidInputError if another table has the name."""
    if any(identity(other.name) == identity(details.name) for other in event.tables if other.id != table.id):
        raise InvalidInputError.at("name", TABLE_NAME_TAKEN(name=details.name))
    table.name, table.capacity, table.reserved = details.name, details.capacity, details.reserved
    record(session, actor, event, "table.updated", changes_plan=True, table=table.name)
    return table


def table_uses(session: Session, event: Event, table: MeetingTable) -> TableUses:
    """What removing the table would affect; to be shown before it is removed."""
    published = (Meeting.plan_id == event.published_plan_id) & (Meeting.table_id == table.id)
    return TableUses(
        owners=_count(session, Attendee.table_id == table.id),
        agreed=_count(session, PairRelation.table_id == table.id),
        published=_count(session, published),
    )


def remove_table(session: Session, actor: Actor, event: Event, table: MeetingTable) -> None:
    """Owners lose their booth, agreed meetings keep only their time, plans keep the table's name (see `table_uses`)."""
    event.tables.remove(table)
    record(session, actor, event, "table.removed", changes_plan=True, table=table.name)


def _count(session: Session, condition: object) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0  # type: ignore[arg-type]  # a column expression
