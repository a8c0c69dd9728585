"""File downloads: plans, attendees and calendars."""

from __future__ import annotations

import re

from flask import Response

from matchmaker.planning.plans import plans as planned
from matchmaker.planning.plans import spreadsheet as plan_files
from matchmaker.publishing import event_calendars_zip
from matchmaker.roster import roster_xlsx
from web.foundation.services import reading
from web.organizer.blueprint import blueprint, find_event

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/events/<event_id>/plans/<int:number>/spreadsheet")
def plan_spreadsheet(event_id: str, number: int) -> Response:
    with reading() as session:
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        return download(plan_files.plan_xlsx(session, event, plan), XLSX, f"{event.name} plan {number}", "xlsx")


@blueprint.get("/events/<event_id>/plans/<int:number>/csv")
def plan_csv(event_id: str, number: int) -> Response:
    with reading() as session:
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        return download(plan_files.plan_csv(session, event, plan), "text/csv", f"{event.name} plan {number}", "csv")


@blueprint.get("/events/<event_id>/people.xlsx")
def people_file(event_id: str) -> Response:
    """All attendees as a spreadsheet that the import reads back unchanged."""
    with reading() as session:
        event = find_event(session, event_id)
        return download(roster_xlsx(session, event), XLSX, f"{event.name} people", "xlsx")


@blueprint.get("/events/<event_id>/calendars")
def calendar_files(event_id: str) -> Response:
    """A zip with the calendar of every attendee who ever had a published meeting."""
    with reading() as session:
        event = find_event(session, event_id)
        content = event_calendars_zip(session, event)
        return download(content, "application/zip", f"{event.name} calendars", "zip")


def download(content: bytes | str, kind: str, name: str, ending: str) -> Response:
    """A download response; its file name has only letters, digits and hyphens, so that every system accepts it."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "file"
    return Response(
        content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{plain[:80]}.{ending}"'}
    )
