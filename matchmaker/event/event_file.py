"""An event's setup as one file, read and written: for the command line, copies and version control."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.orm import Session

from matchmaker import local_time
from matchmaker.audit import Actor
from matchmaker.errors import Fault, InvalidInputError
from matchmaker.event import agenda, groups
from matchmaker.event.events import create_event, set_weights, update_event
from matchmaker.event.losses import slot_losses, table_losses
from matchmaker.event.table_closures import set_closures
from matchmaker.event.tables import add_tables, remove_table, table_uses, update_table
from matchmaker.messages import Message
from matchmaker.messages.texts.event import (
    GROUP_REMOVED,
    NEW_EVENT_NEEDS,
    NO_GROUP_CALLED,
    NO_TABLE_CALLED,
)
from matchmaker.models import Event, MeetingTable, Organizer
from matchmaker.schemas.agenda import BlockDetails
from matchmaker.schemas.event import EventDetails
from matchmaker.schemas.event_file import EventFile, TableClosure
from matchmaker.schemas.groups import GroupDetails
from matchmaker.schemas.tables import ClosureDetails, TableDetails, TableRange
from matchmaker.schemas.weights import weights_of
from matchmaker.text import identity

_SETTINGS = tuple(EventDetails.__dataclass_fields__)


def create_from_file(session: Session, actor: Actor, file: EventFile, organizer: Organizer | None) -> Event:
    """Create an event from the file. Raises InvalidInputError if a part is invalid or `event` is missing."""
    if file.event is None:
        raise InvalidInputError.at("event", NEW_EVENT_NEEDS())
    event = create_event(session, actor, file.event, organizer)
    apply_file(session, actor, event, file)
    return event


def apply_file(session: Session, actor: Actor, event: Event, file: EventFile) -> Event:
    """Replace each part of the setup that the file contains; `losses_from_file` lists what this removes.

    Groups, blocks and tables are matched by name, so that people keep their group, slots and booth.
    """
    if file.event is not None and file.event != settings_of(event):
        update_event(session, actor, event, file.event, event.version)
    if file.groups is not None:
        groups.set_groups(session, actor, event, _groups_with_ids(session, event, file.groups))
    if file.rules is not None:
        groups.set_rules(session, actor, event, _rule_ids(session, event, file.rules))
    if file.blocks is not None:
        agenda.set_blocks(session, actor, event, _blocks_with_ids(event, file.blocks))
    if file.tables is not None:
        _set_tables(session, actor, event, file.tables)
    if file.closures is not None:
        _set_closures(session, actor, event, file.closures)
    if file.weights is not None:
        set_weights(session, actor, event, file.weights.as_json())
    return event


def losses_from_file(session: Session, event: Event, file: EventFile) -> list[Message]:
    """What people would lose if the file were applied, besides published meetings: agreed times, booths, groups."""
    blocks = agenda.blocks_of(event) if file.blocks is None else _blocks_with_ids(event, file.blocks)
    lost = agenda.lost_slots(session, event, blocks, file.event)
    losses = slot_losses(event, lost)
    for table in _tables_to_remove(event, file.tables) if file.tables is not None else []:
        losses += table_losses(table.name, table_uses(session, event, table))
    losses += [GROUP_REMOVED(group_name=name, count=count) for name, count in _removed_groups(session, event, file)]
    return losses


def settings_of(event: Event) -> EventDetails:
    """The event's settings in the form of an input."""
    return EventDetails(**{name: getattr(event, name) for name in _SETTINGS})


def event_as_file(session: Session, event: Event) -> dict[str, Any]:
    """The event's setup in the form that EventFileSchema reads, ready for JSON."""
    rows = groups.groups_of(session, event)
    names = {group.id: group.name for group in rows}
    return {
        "event": asdict(settings_of(event)),
        "groups": [
            {"name": group.name, "min_meetings": group.min_meetings, "max_meetings": group.max_meetings}
            for group in rows
        ],
        "rules": [[names[a], names[b]] for a, b in sorted(groups.rules_of(session, event))],
        "blocks": [_block_entry(block) for block in agenda.blocks_of(event)],
        "tables": [
            {"names": table.name, "capacity": table.capacity, "reserved": table.reserved} for table in event.tables
        ],
        "closures": [entry for table in event.tables for entry in _closure_entries(event, table)],
        "weights": weights_of(event.weights).as_json(),
    }


def _groups_with_ids(session: Session, event: Event, wanted: Sequence[GroupDetails]) -> list[GroupDetails]:
    ids = {group.key: group.id for group in groups.groups_of(session, event)}
    return [replace(details, id=ids.get(identity(details.name))) for details in wanted]


def _removed_groups(session: Session, event: Event, file: EventFile) -> list[tuple[str, int]]:
    if file.groups is None:
        return []
    kept = {identity(details.name) for details in file.groups}
    people = groups.member_counts(session, event)
    removed = [group for group in groups.groups_of(session, event) if group.key not in kept]
    return [(group.name, people[group.id]) for group in removed if people.get(group.id)]


def _rule_ids(session: Session, event: Event, rules: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    ids = {group.key: group.id for group in groups.groups_of(session, event)}
    faults = [
        Fault(f"rules[{index}]", NO_GROUP_CALLED(name=name))
        for index, rule in enumerate(rules)
        for name in rule
        if identity(name) not in ids
    ]
    if faults:
        raise InvalidInputError(faults)
    return [(ids[identity(a)], ids[identity(b)]) for a, b in rules]


def _blocks_with_ids(event: Event, wanted: Sequence[BlockDetails]) -> list[BlockDetails]:
    """A block with the same name and day is the same block."""
    ids = {(identity(block.name), block.day): block.id for block in event.blocks}
    return [replace(details, id=ids.pop((identity(details.name), details.day), None)) for details in wanted]


def _set_tables(session: Session, actor: Actor, event: Event, wanted: Sequence[TableRange]) -> None:
    for table in _tables_to_remove(event, wanted):
        remove_table(session, actor, event, table)
    known = {identity(table.name): table for table in event.tables}
    for tables in wanted:
        if not any(identity(name) in known for name in tables.names()):
            add_tables(session, actor, event, tables)
            continue
        for name in tables.names():
            _set_table(session, actor, event, known, TableDetails(name, tables.capacity, tables.reserved))


def _set_table(
    session: Session, actor: Actor, event: Event, known: dict[str, MeetingTable], details: TableDetails
) -> None:
    row = known.get(identity(details.name))
    if row is None:
        single = TableRange(details.name, capacity=details.capacity, reserved=details.reserved)
        add_tables(session, actor, event, single)
    elif (row.name, row.capacity, row.reserved) != (details.name, details.capacity, details.reserved):
        update_table(session, actor, event, row, details)


def _tables_to_remove(event: Event, wanted: Sequence[TableRange]) -> list[MeetingTable]:
    kept = {identity(name) for tables in wanted for name in tables.names()}
    return [table for table in event.tables if identity(table.name) not in kept]


def _set_closures(session: Session, actor: Actor, event: Event, closures: Sequence[TableClosure]) -> None:
    known = {identity(table.name) for table in event.tables}
    faults = [
        Fault(f"closures[{index}].table", NO_TABLE_CALLED(name=closure.table))
        for index, closure in enumerate(closures)
        if identity(closure.table) not in known
    ]
    if faults:
        raise InvalidInputError(faults)
    by_table: dict[str, list[ClosureDetails]] = defaultdict(list)
    for closure in closures:
        by_table[identity(closure.table)].append(closure.closure)
    for table in event.tables:
        if table.closures or by_table[identity(table.name)]:
            set_closures(session, actor, event, table, by_table[identity(table.name)])


def _block_entry(block: BlockDetails) -> dict[str, str]:
    return {
        "name": block.name,
        "day": block.day.isoformat(),
        "starts": f"{block.starts:%H:%M}",
        "ends": f"{block.ends:%H:%M}",
        "audience": block.audience.value,
    }


def _closure_entries(event: Event, table: MeetingTable) -> list[dict[str, str]]:
    spans = [
        (local_time.local(closure.starts_at, event.timezone), local_time.local(closure.ends_at, event.timezone))
        for closure in table.closures
    ]
    return [
        {"table": table.name, "day": f"{start:%Y-%m-%d}", "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"}
        for start, end in spans
    ]
