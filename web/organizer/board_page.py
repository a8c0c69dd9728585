"""What the page of the board shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import request
from sqlalchemy.orm import Session

from matchmaker.messages import mark
from matchmaker.models import Event, Meeting, Plan, PlanStatus
from matchmaker.planning.edits.drafts import is_own_draft
from matchmaker.planning.edits.edit_plan import edits_of
from matchmaker.planning.edits.places import Places, places_of
from matchmaker.planning.plans import board
from matchmaker.planning.plans import plans as planned
from matchmaker.planning.plans.board import BoardMeeting, Column, Show
from matchmaker.planning.plans.statistics import quality, values_by_tier
from matchmaker.planning.plans.wishes import wishes_met
from matchmaker.planning.problem.names import EventNames
from web.foundation.language import composed, reader
from web.foundation.pagination import requested_page
from web.organizer.board_edits import asked_people, number_in_request

VIEWS: Final = ("tables", "people")
SHOWS: Final = {
    "tables": {Show.ALL: mark("all tables"), Show.FREE: mark("tables with free slots")},
    "people": {
        Show.ALL: mark("everybody"),
        Show.FREE: mark("people with room for more"),
        Show.UNMET: mark("people with unmet wishes"),
        Show.BELOW: mark("people below their minimum"),
    },
}
_SEEN: Final = ("view", "day", "search", "show", "page")
"""What of the address says which part of the board is seen; edits return to it."""


@dataclass(frozen=True)
class Picked:
    """The meeting that is picked up, or two people for a new one; `places`: where it can go."""

    meeting: BoardMeeting | None
    a: int
    b: int
    places: Places


def page_context(session: Session, event: Event, plan: Plan) -> dict[str, Any]:
    view = request.args.get("view") if request.args.get("view") in VIEWS else VIEWS[0]
    days = board.days_of(session, event, plan)
    chosen = _chosen_day(days)
    picked = _picked(session, event, plan)
    edits = edits_of(session, plan) if is_own_draft(plan) else []
    return {
        "event": event,
        "plan": plan,
        "view": view,
        "days": days,
        "chosen": chosen,
        "columns": days.get(chosen, []) if chosen else [],
        "shows": SHOWS[view or VIEWS[0]],
        "show": _show(),
        "search": request.args.get("search", "").strip()[:100],
        "rows": _rows(session, event, plan, view or VIEWS[0], days.get(chosen, []) if chosen else []),
        "picked": picked,
        "names": EventNames(session, event, reader().language),
        "undoable": next((edit for edit in reversed(edits) if not edit.undone), None),
        "redoable": next((edit for edit in edits if edit.undone), None),
        "editable": plan.status is not PlanStatus.SUPERSEDED,
        "own_draft": is_own_draft(plan),
        "values": values_by_tier(plan.tiers),
        "quality": quality(plan),
        "floor": _floor(session, event, plan),
        "wishes": wishes_met(session, event, plan),
        "stale": planned.is_stale(event, plan),
        "seen": seen_part(),
    }


def seen_part() -> dict[str, str]:
    """What of the address says which part of the board is seen."""
    return {name: request.args[name] for name in _SEEN if name in request.args}


def reasons_against(session: Session, event: Event, plan: Plan) -> dict[str, str]:
    """For the meeting that is picked up: `slot-table` -> why it cannot go there; empty where it can."""
    picked = _picked(session, event, plan)
    if picked is None:
        return {}
    names = EventNames(session, event, reader().language)
    days = board.days_of(session, event, plan)
    columns = days.get(day, []) if (day := _chosen_day(days)) else []
    found = {}
    for row in _rows(session, event, plan, "tables", columns).rows:
        for column in columns:
            if column.slot_id is not None:
                against = picked.places.against(column.slot_id, row.key)
                found[f"{column.slot_id}-{row.key}"] = "" if against is None else composed(against, names)
    return found


def _chosen_day(days: dict[date, list[Column]]) -> date | None:
    return next((day for day in days if day.isoformat() == request.args.get("day")), next(iter(days), None))


def _show() -> Show:
    asked = request.args.get("show", "")
    return Show(asked) if asked in set(Show) else Show.ALL


def _rows(session: Session, event: Event, plan: Plan, view: str, columns: list[Column]) -> Any:
    find = board.table_rows if view == "tables" else board.person_rows
    search = request.args.get("search", "").strip()[:100]
    return find(session, event, plan, columns, search=search, show=_show(), page=requested_page())


def _picked(session: Session, event: Event, plan: Plan) -> Picked | None:
    number = number_in_request("pick")
    if number is None:
        return _picked_people(session, event, plan)
    found = board.board_meeting(session, plan, number)
    if found is None:
        return None
    moving = session.get(Meeting, number)
    return Picked(found, found.a, found.b, places_of(session, event, plan, (found.a, found.b), moving))


def _picked_people(session: Session, event: Event, plan: Plan) -> Picked | None:
    both = asked_people(session, event) if request.args.get("a") and request.args.get("b") else None
    if both is None:
        return None
    a, b = sorted(person.id for person in both)
    return Picked(None, a, b, places_of(session, event, plan, (a, b)))


def _floor(session: Session, event: Event, plan: Plan) -> int:
    """The fewest meetings of anybody who takes part."""
    counts = board.meeting_counts(session, plan)
    return min((counts[one.id] for one in board.people_of(session, event) if one.takes_part), default=0)
