"""The solver speaks of `a12`, `s3` and `t7`; people know attendees, times and tables by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Block, Event, MeetingTable, Slot

_ID = re.compile(r"\b([abst])(\d+)\b")


def with_names(session: Session, event: Event, sentences: Iterable[str]) -> list[str]:
    """The sentences with every id of this event replaced by its name; a slot's is its local day and time."""
    sentences = list(sentences)
    ids: dict[str, set[int]] = {kind: set() for kind in "abst"}
    for sentence in sentences:
        for kind, number in _ID.findall(sentence):
            ids[kind].add(int(number))
    names = _names(session, event, ids)
    known: Callable[[re.Match[str]], str] = lambda found: names.get(found[0], found[0])  # noqa: E731 - typed
    return [_ID.sub(known, sentence) for sentence in sentences]


def _names(session: Session, event: Event, ids: dict[str, set[int]]) -> dict[str, str]:
    zone = ZoneInfo(event.timezone)
    people = session.execute(
        select(Attendee.id, Attendee.name).where(Attendee.event_id == event.id, Attendee.id.in_(ids["a"]))
    )
    blocks = session.execute(select(Block.id, Block.name).where(Block.event_id == event.id, Block.id.in_(ids["b"])))
    slots = session.execute(select(Slot.id, Slot.starts_at).where(Slot.event_id == event.id, Slot.id.in_(ids["s"])))
    tables = session.execute(
        select(MeetingTable.id, MeetingTable.name).where(
            MeetingTable.event_id == event.id, MeetingTable.id.in_(ids["t"])
        )
    )
    return (
        {f"a{key}": name for key, name in people}
        | {f"b{key}": name for key, name in blocks}
        | {f"s{key}": f"{moment.astimezone(zone):%d %B %H:%M}" for key, moment in slots}
        | {f"t{key}": name for key, name in tables}
    )
