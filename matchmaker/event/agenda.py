"""The agenda: blocks in local time, and the slots that fit into them, stored in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import Fault, InvalidInputError
from matchmaker.local_time import ClockError, moment
from matchmaker.messages.texts.event import BLOCK_GONE, BLOCK_TOO_SHORT, BLOCKS_OVERLAP, TOO_MANY_SLOTS
from matchmaker.models import Absence, Attendee, Block, Event, PairRelation, Relation, Slot
from matchmaker.schemas.agenda import BlockDetails
from matchmaker.schemas.event import EventDetails

MAX_SLOTS = 1000
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class LostSlot:
    """A slot that a change removes or, with `new_ends_at`, makes shorter or longer; and what depends on it."""

    starts_at: datetime
    ends_at: datetime
    new_ends_at: datetime | None
    absences: int
    agreed: int


def set_blocks(session: Session, actor: Actor, event: Event, blocks: Sequence[BlockDetails]) -> Event:
    """Replace the event's blocks; a slot with the same start time as an existing one keeps its id.

    Raises InvalidInputError (`blocks[i].field`) for blocks that overlap, are too short for a meeting, have an id of
    another event, or start or end at a nonexistent or ambiguous local time.
    """
    spans = slot_spans(event, blocks)
    _write(session, event, blocks, spans)
    record(session, actor, event, "agenda.set", changes_plan=True, blocks=len(blocks), slots=sum(map(len, spans)))
    return event


def rebuild_slots(session: Session, event: Event) -> None:
    """Recompute the slots after the time zone, slot length or pause has changed. Writes no audit entry."""
    blocks = blocks_of(event)
    _write(session, event, blocks, slot_spans(event, blocks))


def blocks_of(event: Event) -> list[BlockDetails]:
    """The event's blocks in the form of an input."""
    return [BlockDetails(b.name, b.day, b.starts, b.ends, b.audience, b.id) for b in event.blocks]


def lost_slots(
    session: Session, event: Event, blocks: Sequence[BlockDetails], settings: EventDetails | None = None
) -> list[LostSlot]:
    """The slots lost by `set_blocks` (with `settings`: and by `update_event`), in order of time; changes nothing."""
    ends = {start: end for spans in slot_spans(settings or event, blocks) for start, end in spans}
    lost = [slot for slot in event.slots if ends.get(slot.starts_at) != slot.ends_at]
    agreed = _agreed_in(session, event)
    away = _absences(session, event) if lost else []
    return [
        LostSlot(
            slot.starts_at,
            slot.ends_at,
            ends.get(slot.starts_at),
            absences=sum(start < slot.ends_at and slot.starts_at < end for start, end in away),
            agreed=agreed.get(slot.id, 0),
        )
        for slot in lost
    ]


def slot_spans(settings: Event | EventDetails, blocks: Sequence[BlockDetails]) -> list[list[Span]]:
    """The slots of each block, in the order of the blocks. Raises InvalidInputError (`blocks[i].field`)."""
    faults: list[Fault] = []
    block_spans = [_block_span(settings.timezone, block, f"blocks[{k}]", faults) for k, block in enumerate(blocks)]
    if not faults:
        faults.extend(_overlaps(blocks, [block_span for block_span in block_spans if block_span]))
    spans = [_spans(settings, block_span) if block_span else [] for block_span in block_spans]
    for index, (block_span, found) in enumerate(zip(block_spans, spans, strict=True)):
        if block_span and not found:
            faults.append(Fault(f"blocks[{index}].ends", BLOCK_TOO_SHORT(minutes=settings.slot_minutes)))
    if sum(map(len, spans)) > MAX_SLOTS:
        faults.append(Fault("blocks", TOO_MANY_SLOTS(most=MAX_SLOTS)))
    if faults:
        raise InvalidInputError(faults)
    return spans


def _block_span(timezone: str, block: BlockDetails, location: str, faults: list[Fault]) -> Span | None:
    found = []
    for name, at in (("starts", block.starts), ("ends", block.ends)):
        try:
            found.append(moment(block.day, at, timezone))
        except ClockError as error:
            faults.append(Fault(f"{location}.{name}", error.message))
    return (found[0], found[1]) if len(found) == 2 else None


def _overlaps(blocks: Sequence[BlockDetails], block_spans: Sequence[Span]) -> list[Fault]:
    order = sorted(range(len(blocks)), key=lambda k: block_spans[k])
    return [
        Fault(f"blocks[{later}].starts", BLOCKS_OVERLAP(later=blocks[later].name, earlier=blocks[earlier].name))
        for earlier, later in pairwise(order)
        if block_spans[later][0] < block_spans[earlier][1]
    ]


def _spans(settings: Event | EventDetails, block_span: Span) -> list[Span]:
    """As many slots as fit, with pauses between them; in elapsed minutes, so clock changes do not matter."""
    length = timedelta(minutes=settings.slot_minutes)
    step = length + timedelta(minutes=settings.pause_minutes)
    starts, ends = block_span
    count = max(0, (ends - starts - length) // step + 1)
    return [(starts + k * step, starts + k * step + length) for k in range(count)]


def _write(session: Session, event: Event, blocks: Sequence[BlockDetails], spans: Sequence[list[Span]]) -> None:
    rows = _block_rows(session, event, blocks)
    wanted = {start: (row.id, end) for row, found in zip(rows, spans, strict=True) for start, end in found}
    kept = {slot.starts_at: slot.id for slot in event.slots}
    lost = [slot_id for start, slot_id in kept.items() if start not in wanted]
    session.execute(delete(Slot).where(Slot.id.in_(lost)))
    changed = [
        {"id": kept[start], "block_id": block_id, "ends_at": end}
        for start, (block_id, end) in wanted.items()
        if start in kept
    ]
    added = [
        {"event_id": event.id, "block_id": block_id, "starts_at": start, "ends_at": end}
        for start, (block_id, end) in wanted.items()
        if start not in kept
    ]
    if changed:
        session.execute(update(Slot), changed)
    if added:
        session.execute(insert(Slot), added)
    # only now: deleting a block also deletes the slots that still belong to it
    session.execute(delete(Block).where(Block.event_id == event.id, Block.id.not_in([row.id for row in rows])))
    session.expire(event, ["blocks", "slots"])
    for row in rows:
        session.expire(row, ["slots"])


def _block_rows(session: Session, event: Event, blocks: Sequence[BlockDetails]) -> list[Block]:
    known = {block.id: block for block in event.blocks}
    faults = [
        Fault(f"blocks[{k}].id", BLOCK_GONE())
        for k, block in enumerate(blocks)
        if block.id is not None and (block.id not in known or block.id in {other.id for other in blocks[:k]})
    ]
    if faults:
        raise InvalidInputError(faults)
    rows = []
    for details in blocks:
        row = known[details.id] if details.id is not None else Block(event_id=event.id)
        row.name, row.day, row.audience = details.name, details.day, details.audience
        row.starts, row.ends = details.starts, details.ends
        session.add(row)
        rows.append(row)
    session.flush()
    return rows


def _agreed_in(session: Session, event: Event) -> dict[int | None, int]:
    """slot id -> number of agreed meetings fixed to it."""
    query = (
        select(PairRelation.slot_id, func.count())
        .where(PairRelation.event_id == event.id, PairRelation.relation == Relation.AGREED)
        .group_by(PairRelation.slot_id)
    )
    return dict(session.execute(query).all())


def _absences(session: Session, event: Event) -> list[Span]:
    query = select(Absence.starts_at, Absence.ends_at).join(Attendee, Attendee.id == Absence.attendee_id)
    return [(start, end) for start, end in session.execute(query.where(Attendee.event_id == event.id))]
