"""Tables and booths, and their closures."""

from __future__ import annotations

from typing import Any

from flask import flash
from sqlalchemy.orm import Session

from matchmaker.event import tables as event_tables
from matchmaker.event.table_closures import set_closures
from matchmaker.event.tables import (
    add_tables,
    owners_of,
    table_of,
    table_uses,
    update_table,
)
from matchmaker.local_time import local
from matchmaker.models import Event, MeetingTable
from matchmaker.schemas.loading import load
from matchmaker.schemas.tables import ClosuresSchema, TableSchema, TablesSchema
from web.foundation.forms import Form
from web.foundation.language import _, _n
from web.foundation.pagination import paginate
from web.foundation.services import session_for_request
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, next_page, redirect_to

EMPTY_ROWS = 2
TABLES_PER_PAGE = 100


@blueprint.route("/events/<event_id>/tables", methods=["GET", "POST"])
def tables(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(capacity=1)
        if form.sent:
            with form.catching(session):
                added = add_tables(session, current_actor(), event, load(TablesSchema(), form.data(flags=["reserved"])))
                flash(_n("Added {name}.", "Added {count:number} tables.", len(added), name=added[0].name))
                return redirect_to("tables", event_id=event_id)
        owners = owners_of(session, event)
        part = paginate(event.tables, TABLES_PER_PAGE)
        return form.page("organizer/tables.html", event=event, owners=owners, part=part)


@blueprint.route("/events/<event_id>/tables/<int:table_id>", methods=["GET", "POST"])
def table(event_id: str, table_id: int) -> ViewResult:
    """One table: its name, capacity and closures in one form."""
    with session_for_request() as session:
        event = find_event(session, event_id)
        found = table_of(session, event, table_id)
        form = Form.from_request(
            name=found.name,
            capacity=found.capacity,
            reserved="on" if found.reserved else None,
            **_closures_of(event, found),
        )
        if form.sent:
            with form.catching(session):
                form.refuse_if_changed()
                with asking(session, event, form):
                    _save(session, form, event, found)
                flash(_("“{name}” is saved.", name=found.name))
                return redirect_to(next_page(form, "tables"), event_id=event_id)
        rows = form.row_count("closures") + EMPTY_ROWS
        return form.page("organizer/table.html", event=event, place=found, rows=rows)


def _save(session: Session, form: Form, event: Event, table: MeetingTable) -> None:
    details = {name: form.value(name).strip() or None for name in ("name", "capacity")}
    closures = load(ClosuresSchema(), {"closures": form.rows("closures", ("day", "starts", "ends"))})
    described = load(TableSchema(), details | {"reserved": form.checked("reserved")})
    update_table(session, current_actor(), event, table, described)
    set_closures(session, current_actor(), event, table, closures)


def _closures_of(event: Event, table: MeetingTable) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for k, closure in enumerate(table.closures):
        starts, ends = local(closure.starts_at, event.timezone), local(closure.ends_at, event.timezone)
        rows |= {
            f"closures[{k}].day": starts.date(),
            f"closures[{k}].starts": f"{starts:%H:%M}",
            f"closures[{k}].ends": f"{ends:%H:%M}",
        }
    return rows


@blueprint.route("/events/<event_id>/tables/<int:table_id>/remove", methods=["GET", "POST"])
def remove_table(event_id: str, table_id: int) -> ViewResult:
    """Shows what is lost with the table, then removes it."""
    with session_for_request() as session:
        event = find_event(session, event_id)
        found = table_of(session, event, table_id)
        name, uses = found.name, table_uses(session, event, found)
        form = Form.from_request()
        if form.sent:
            with form.catching(session), asking(session, event, form):
                event_tables.remove_table(session, current_actor(), event, found)
            if form.consequences is None:
                flash(_("“{name}” is removed.", name=name))
                return redirect_to(next_page(form, "tables"), event_id=event_id)
        return form.page("organizer/remove_table.html", event=event, place=found, uses=uses)
