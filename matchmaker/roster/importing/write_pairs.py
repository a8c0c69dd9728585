"""Write an import's relations and requests, and note the former ones for undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, bindparam, delete, update
from sqlalchemy.orm import Session

from matchmaker.db import insert_missing
from matchmaker.models import Event, Grade, PairRelation, Relation, Request
from matchmaker.roster.importing.name_index import PersonKey
from matchmaker.roster.importing.roster_changes import RosterChanges
from matchmaker.roster.rows.asked import Asked

_NOT_CONFIDENTIAL = (Request.grade != Grade.NO) | Request.by_organizer
"""An attendee's own no-thanks is never read, so it must never be overwritten or deleted either."""


def write_pairs(session: Session, event: Event, changes: RosterChanges, new_ids: Mapping[int, int]) -> dict[str, Any]:
    """Write the new and changed relations and requests; `new_ids`: row number -> id of the new attendee.

    Returns a note for `undo_import`: [id, id, before or None, after], for requests also whether the former one was
    the organizer's.
    """
    relations: list[tuple[int, int, str | None, str]] = []
    for change in changes.relations:
        smaller, larger = sorted((_id(change.a, new_ids), _id(change.b, new_ids)))
        relations.append((smaller, larger, change.before, change.after))
    requests = [
        (_id(change.a, new_ids), _id(change.b, new_ids), change.before, change.after, change.by_organizer)
        for change in changes.requests
    ]
    set_relations(session, event, relations)
    set_requests(session, [(a, b, before, after, True) for a, b, before, after, _ in requests])
    return {"standings": relations, "requests": requests}


def set_relations(session: Session, event: Event, pairs: Sequence[tuple[int, int, str | None, str | None]]) -> None:
    """Rows of (smaller id, larger id, current relation, new relation); None: no relation."""
    new = [
        {"event_id": event.id, "a_id": a, "b_id": b, "relation": Relation(to)}
        for a, b, held, to in pairs
        if to and not held
    ]
    changed = [{"a": a, "b": b, "to": Relation(to)} for a, b, held, to in pairs if held and to]
    removed = [{"a": a, "b": b} for a, b, held, to in pairs if held and not to]
    this_pair = (PairRelation.a_id == bindparam("a")) & (PairRelation.b_id == bindparam("b"))
    insert_missing(session, PairRelation, new)
    _run(session, update(PairRelation).where(this_pair).values({PairRelation.relation: bindparam("to")}), changed)
    _run(session, delete(PairRelation).where(this_pair), removed)


def set_requests(session: Session, pairs: Sequence[tuple[int, int, str | None, str | None, bool]]) -> None:
    """Rows of (from, to, current request, new request, whether it is the organizer's), requests as `Asked.text`;
    None: no request.
    """
    states = [(a, b, held, to and Asked.parse(to), own) for a, b, held, to, own in pairs]
    new = [
        {"attendee_id": a, "other_id": b, "grade": to.grade, "rank": to.rank, "by_organizer": own}
        for a, b, held, to, own in states
        if to and not held
    ]
    changed = [
        {"a": a, "b": b, "to_grade": to.grade, "to_rank": to.rank, "own": own}
        for a, b, held, to, own in states
        if held and to
    ]
    removed = [{"a": a, "b": b} for a, b, held, to, _ in pairs if held and not to]
    this_pair = (Request.attendee_id == bindparam("a")) & (Request.other_id == bindparam("b")) & _NOT_CONFIDENTIAL
    insert_missing(session, Request, new)
    values: dict[str, Any] = {
        "grade": bindparam("to_grade"),
        "rank": bindparam("to_rank"),
        "by_organizer": bindparam("own"),
    }
    _run(session, update(Request).where(this_pair).values(values), changed)
    _run(session, delete(Request).where(this_pair), removed)


def _run(session: Session, statement: Executable, rows: list[dict[str, Any]]) -> None:
    """Execute once per row of parameters, bypassing the session, which would inspect every loaded object."""
    if rows:
        session.connection().execute(statement, rows)


def _id(who: PersonKey, new_ids: Mapping[int, int]) -> int:
    return who[1] if who[0] == "person" else new_ids[who[1]]
