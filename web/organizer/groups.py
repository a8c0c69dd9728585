"""Groups of attendees, and the rules about which groups may meet."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from sqlalchemy.orm import Session

from matchmaker.event import groups as grouping
from matchmaker.models import Event, Group
from matchmaker.schemas.groups import GroupsSchema, RulesSchema
from matchmaker.schemas.loading import load
from web.foundation.forms import Form
from web.foundation.language import _
from web.foundation.services import session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, next_page, redirect_to

EMPTY_ROWS = 2
_COLUMNS = ("name", "min_meetings", "max_meetings")


@blueprint.route("/events/<event_id>/groups", methods=["GET", "POST"])
def groups(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(**_rows_of(grouping.groups_of(session, event)))
        if form.sent:
            with form.catching(session):
                form.refuse_if_changed()
                details = load(GroupsSchema(), {"groups": form.rows("groups", _COLUMNS)})
                if not form.checked("different"):
                    grouping.require_distinct(session, event, details)
                with asking(session, event, form):
                    grouping.set_groups(session, current_actor(), event, details)
                flash(_("The groups are saved."))
                return redirect_to(next_page(form, "groups"), event_id=event_id)
        return _page(session, event, form, Form.unsent(rules=_pairs(session, event)))


@blueprint.post("/events/<event_id>/rules")
def rules(event_id: str) -> ViewResult:
    with writing() as session:
        event = find_event(session, event_id)
        form = Form.from_request(rules=_pairs(session, event))
        with form.catching(session):
            form.refuse_if_changed()
            pairs = load(RulesSchema(), {"rules": form.all_values("rules")})
            with asking(session, event, form):
                grouping.set_rules(session, current_actor(), event, pairs)
            flash(_("The rules are saved."))
            return redirect_to(next_page(form, "groups"), event_id=event_id)
        groups_form = Form.unsent(**_rows_of(grouping.groups_of(session, event)))
        return _page(session, event, groups_form, form)


def _page(session: Session, event: Event, form: Form, rules_form: Form) -> ViewResult:
    """Both forms of the page; the boxes of rules show what was sent, if they were."""
    sent = set(rules_form.all_values("rules"))
    page = render_template(
        "organizer/groups.html",
        event=event,
        form=form,
        rules_form=rules_form,
        groups=grouping.groups_of(session, event),
        members=grouping.member_counts(session, event),
        rules=sent,
        saved_rules=_pairs(session, event),
        rows=form.row_count("groups") + EMPTY_ROWS,
        empty_rows=EMPTY_ROWS,
        alike=form.checked("different") or any(fault.message.code == "group.looks-alike" for fault in form.faults),
    )
    return page, max(form.status, rules_form.status)


def _pairs(session: Session, event: Event) -> list[str]:
    """The saved rules as the values of their boxes."""
    return [f"{a}-{b}" for a, b in grouping.rules_of(session, event)]


def _rows_of(found: list[Group]) -> dict[str, Any]:
    return {f"groups[{k}].{name}": getattr(group, name) for k, group in enumerate(found) for name in ("id", *_COLUMNS)}
