"""The agenda: all blocks of an event in one form, and their slots."""

from __future__ import annotations

from typing import Any

from flask import flash

from matchmaker.event import agenda as agendas
from matchmaker.event.losses import slot_losses
from matchmaker.messages import mark
from matchmaker.models import Audience, Event
from matchmaker.schemas.agenda import BlocksSchema
from matchmaker.schemas.loading import load
from web.foundation.forms import Form
from web.foundation.language import _, _n
from web.foundation.services import session_for_request
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, next_page, redirect_to

EMPTY_ROWS = 3
_COLUMNS = ("name", "day", "starts", "ends")
_AUDIENCES = [
    (Audience.EVERYBODY.value, mark("everybody")),
    (Audience.RULES.value, mark("by the rules")),
]


@blueprint.route("/events/<event_id>/agenda", methods=["GET", "POST"])
def agenda(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(**_rows_of(event))
        if form.sent:
            with form.catching(session):
                form.refuse_if_changed()
                blocks = load(BlocksSchema(), {"blocks": form.rows("blocks", _COLUMNS)})
                with asking(session, event, form) as found:
                    found.losses = slot_losses(event, agendas.lost_slots(session, event, blocks))
                    agendas.set_blocks(session, current_actor(), event, blocks)
                saved = _n(
                    "The agenda is saved: {count:number} slot.",
                    "The agenda is saved: {count:number} slots.",
                    len(event.slots),
                )
                flash(saved)
                return redirect_to(next_page(form, "agenda"), event_id=event_id)
        rows = form.row_count("blocks") + EMPTY_ROWS
        return form.page(
            "organizer/agenda.html",
            event=event,
            rows=rows,
            empty_rows=EMPTY_ROWS,
            audiences=[(value, _(words)) for value, words in _AUDIENCES],
        )


def _rows_of(event: Event) -> dict[str, Any]:
    return {
        f"blocks[{k}].{name}": value
        for k, block in enumerate(event.blocks)
        for name, value in (
            ("id", block.id),
            ("name", block.name),
            ("day", block.day),
            ("starts", f"{block.starts:%H:%M}"),
            ("ends", f"{block.ends:%H:%M}"),
            ("audience", block.audience.value),
        )
    }
