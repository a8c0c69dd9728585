"""Writes what a proposal says of pairs, and notes what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from matchmaker.inserting import insert_missing
from matchmaker.models import Event, Grade, PairStanding, Request, Standing
from matchmaker.roster.pairs import Who
from matchmaker.roster.proposal import Proposal

Noted = tuple[int, int, str | None, str]
"""(id, id, what stood there before or None, what the import made of it)."""


def write_pairs(session: Session, event: Event, proposal: Proposal, made: Mapping[int, int]) -> dict[str, Any]:
    """The new and changed standings and requests; `made`: row number -> id of the new attendee."""
    known = proposal.known
    standings: list[Noted] = []
    for (a, b), standing in proposal.pairs.standings.items():
        pair = sorted((_id(a, made), _id(b, made)))
        held = known.standings.get((pair[0], pair[1]))
        standings.append((pair[0], pair[1], held.value if held else None, standing.value))
    requests: list[Noted] = []
    for (who, whom), grade in proposal.pairs.requests.items():
        ids = (_id(who, made), _id(whom, made))
        kept = known.requests.get(ids)
        requests.append((*ids, kept.value if kept else None, grade.value))
    set_standings(session, event, [(a, b, before, Standing(after)) for a, b, before, after in standings])
    set_requests(session, [(a, b, before, Grade(after)) for a, b, before, after in requests])
    return {"standings": standings, "requests": requests}


def set_standings(session: Session, event: Event, pairs: Sequence[tuple[int, int, object, Standing | None]]) -> None:
    """(smaller id, larger id, what stands there, what shall); None: nothing."""
    columns = ("a_id", "b_id")
    new = [{"event_id": event.id, "a_id": a, "b_id": b, "standing": to} for a, b, held, to in pairs if to and not held]
    _write(session, PairStanding, columns, "standing", new, pairs)


def set_requests(session: Session, pairs: Sequence[tuple[int, int, object, Grade | None]]) -> None:
    """(who, whom, the grade that stands there, the one that shall); None: none."""
    new = [
        {"attendee_id": a, "other_id": b, "grade": to, "by_organizer": True}
        for a, b, held, to in pairs
        if to and not held
    ]
    _write(session, Request, ("attendee_id", "other_id"), "grade", new, pairs)
    refused = [{"one": a, "other": b} for a, b, held, to in pairs if held and to is Grade.NO]
    if refused:
        this_pair = (Request.attendee_id == bindparam("one")) & (Request.other_id == bindparam("other"))
        session.connection().execute(update(Request).where(this_pair).values(by_organizer=True), refused)


def _write(
    session: Session,
    model: Any,
    columns: tuple[str, str],
    value: str,
    new: list[dict[str, Any]],
    pairs: Iterable[tuple[int, int, object, Any]],
) -> None:
    table = model.__table__
    this_pair = (table.c[columns[0]] == bindparam("one")) & (table.c[columns[1]] == bindparam("other"))
    changed = [{"one": a, "other": b, "to": to} for a, b, held, to in pairs if held and to]
    gone = [{"one": a, "other": b} for a, b, held, to in pairs if held and not to]
    connection = session.connection()
    insert_missing(session, model, new)  # a no-thanks that an import does not see stays as it is
    if changed:
        connection.execute(update(table).where(this_pair).values({value: bindparam("to")}), changed)
    if gone:
        connection.execute(delete(table).where(this_pair), gone)


def _id(who: Who, made: Mapping[int, int]) -> int:
    return who[1] if who[0] == "person" else made[who[1]]
