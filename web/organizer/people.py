"""Attendees: the list, and each attendee's page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, render_template, request
from sqlalchemy.orm import Session

from matchmaker import roster
from matchmaker.access import issued_secret
from matchmaker.errors import InvalidInputError
from matchmaker.event import groups as grouping
from matchmaker.messages import mark
from matchmaker.messages.texts.roster import NO_GROUP_CHOSEN, NOBODY_CHOSEN
from matchmaker.models import Attendee, AttendeeStatus, Event, Group, Relation, TokenKind
from matchmaker.pairs.relations import attendee_relations
from matchmaker.planning.plans.plans import shown_plan_number
from matchmaker.publishing import attendee_schedule, replace_and_tell, withdraw_and_tell
from matchmaker.roster.bulk import attendee_ids, group_attendees
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRow, RosterRowSchema
from matchmaker.scoring.partners import top_partners
from web.foundation.filters import date_time
from web.foundation.forms import Form
from web.foundation.language import _, _n
from web.foundation.services import public_link, reading, services, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, next_page, redirect_to

FIELDS = (
    "name",
    "email",
    "organisation",
    "job_title",
    "reference",
    "group",
    "booth",
    "about",
    "interests",
    "seeks",
    "offers",
    "min_meetings",
    "max_meetings",
    "away",
)
SUCCESSOR_FIELDS = ("name", "email", "job_title")
BEST = 10


@blueprint.get("/events/<event_id>/people")
def people(event_id: str) -> ViewResult:
    with reading() as session:
        return _people_page(session, find_event(session, event_id), Form(request.args, request.args))


@blueprint.post("/events/<event_id>/people/change")
def change_people(event_id: str) -> ViewResult:
    """One change for the attendees who are ticked, or for all who were found."""
    form = Form.from_request()
    with writing() as session:
        event = find_event(session, event_id)
        with form.catching(session):
            group = _group_named(session, event, form.value("to"))
            with asking(session, event, form):
                count = group_attendees(session, current_actor(), event, _chosen(session, event, form), group)
            flash(_n("{count:number} attendee is changed.", "{count:number} attendees are changed.", count))
            kept = {name: form.value(name) or None for name in ("search", "status", "group", "sort", "page")}
            return redirect_to("people", event_id=event_id, **kept)
        return _people_page(session, event, form)


def _chosen(session: Session, event: Event, form: Form) -> list[int]:
    """Raises InvalidInputError if nobody is chosen."""
    if form.checked("everyone"):
        found = roster.found_ids(session, event, **_filters(form))
    else:
        found = attendee_ids(session, event, form.all_values("who"))
    if not found:
        raise InvalidInputError.at("who", NOBODY_CHOSEN())
    return found


def _group_named(session: Session, event: Event, value: str) -> Group | None:
    """The group with this id; None for `none`. Raises InvalidInputError for anything else."""
    groups = {str(group.id): group for group in grouping.groups_of(session, event)}
    if value != "none" and value not in groups:
        raise InvalidInputError.at("to", NO_GROUP_CHOSEN())
    return groups.get(value)


def _filters(form: Form) -> dict[str, Any]:
    status = next((status for status in AttendeeStatus if status.value == form.value("status")), None)
    group = form.value("group")
    return {
        "search": form.value("search"),
        "status": status,
        "group": int(group) if group.isdecimal() and len(group) < 10 else None,
    }


def _people_page(session: Session, event: Event, form: Form) -> ViewResult:
    page, sort = form.value("page"), form.value("sort")
    found = roster.find_attendees(
        session,
        event,
        **_filters(form),
        page=int(page) if page.isdecimal() and len(page) < 10 else 1,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    groups = grouping.groups_of(session, event)
    return form.page("organizer/people.html", event=event, found=found, groups=groups)


@blueprint.route("/events/<event_id>/people/new", methods=["GET", "POST"])
def new_person(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(**_texts(RosterRow(), event))
        if form.sent:
            with form.catching(session):
                added = roster.add_attendee(session, current_actor(), event, _row(form, event))
                flash(_("{name} is on the list.", name=added.name))
                return redirect_to("person", event_id=event_id, person_id=added.public_id)
        return form.page("organizer/new_person.html", event=event, **_choices(session, event))


@blueprint.route("/events/<event_id>/people/<person_id>", methods=["GET", "POST"])
def person(event_id: str, person_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        found = roster.attendee_by_public_id(session, event, person_id)
        form = _form_of(session, event, found)
        if form.sent:
            with form.catching(session):
                with asking(session, event, form):
                    roster.update_attendee(session, current_actor(), event, found, _row(form, event), form.version)
                flash(_("{name} is saved.", name=found.name))
                return _next(form, event, found)
        return person_page(session, event, found, form=form)


@blueprint.post("/events/<event_id>/people/<person_id>/replace")
def replace_person(event_id: str, person_id: str) -> ViewResult:
    """Somebody else takes over the attendee's meetings, with a new link."""
    form = Form.from_request()
    with writing() as session:
        event = find_event(session, event_id)
        found = roster.attendee_by_public_id(session, event, person_id)
        with form.catching(session):
            given = {name: form.value(f"successor.{name}").strip() or None for name in SUCCESSOR_FIELDS}
            row: RosterRow = load(RosterRowSchema(event.timezone), given)
            settings, actor = services().settings, current_actor()
            former = replace_and_tell(session, settings, actor, event, found, row, form.version)
            flash(_("{name} takes the place of {former}. The link is new.", name=found.name, former=former.name))
            return redirect_to("person", event_id=event_id, person_id=person_id)
        form.faults = [replace(fault, location=f"successor.{fault.location}") for fault in form.faults]
        return person_page(session, event, found, replace_form=form)


def _next(form: Form, event: Event, person: Attendee) -> ViewResult:
    page = next_page(form, "person")
    return redirect_to(page, event_id=event.public_id, **{"person_id": person.public_id} if page == "person" else {})


def person_page(
    session: Session,
    event: Event,
    person: Attendee,
    *,
    form: Form | None = None,
    pair_form: Form | None = None,
    status_form: Form | None = None,
    replace_form: Form | None = None,
) -> ViewResult:
    """The attendee's page, with the one of its forms that was sent."""
    sent = form or pair_form or replace_form
    shown = _about(session, event, person) | _choices(session, event)
    page = render_template(
        "organizer/person.html",
        event=event,
        form=form or _form_of(session, event, person, unsent=True),
        pair_form=pair_form or Form.unsent(),
        status_form=status_form or Form.unsent(),
        replace_form=replace_form or Form.unsent(version=person.version),
        **shown,
    )
    return page, sent.status if sent else 200


def _form_of(session: Session, event: Event, person: Attendee, *, unsent: bool = False) -> Form:
    make = Form.unsent if unsent else Form.from_request
    return make(**_texts(roster.details_of(session, event, person), event), version=person.version)


@blueprint.post("/events/<event_id>/people/<person_id>/status")
def set_person_status(event_id: str, person_id: str) -> ViewResult:
    """Withdraw, after what it breaks has been seen, or reinstate."""
    form = Form.from_request()
    with writing() as session:
        event = find_event(session, event_id)
        found = roster.attendee_by_public_id(session, event, person_id)
        if form.value("status") != "withdrawn":
            roster.reinstate_attendee(session, current_actor(), event, found)
            flash(_("{name} is taking part again.", name=found.name))
            return redirect_to("person", event_id=event_id, person_id=person_id)
        with form.catching(session):
            with asking(session, event, form):
                cancelled = withdraw_and_tell(session, services().settings, current_actor(), event, found)
            flash(_withdrawn(found, len(cancelled.cancelled)))
            return _next(form, event, found)
        return person_page(session, event, found, status_form=form)


def _withdrawn(person: Attendee, cancelled: int) -> str:
    if not cancelled:
        return _("{name} has been withdrawn.", name=person.name)
    return _n(
        "{name} has been withdrawn. {count:number} meeting is cancelled, and the partner sees it at once.",
        "{name} has been withdrawn. {count:number} meetings are cancelled, and the partners see it at once.",
        cancelled,
        name=person.name,
    )


def _row(form: Form, event: Event) -> RosterRow:
    row: RosterRow = load(RosterRowSchema(event.timezone), {name: form.value(name).strip() or None for name in FIELDS})
    return row


def _texts(row: RosterRow, event: Event) -> dict[str, str]:
    return {name: roster.as_text(row, name, event.timezone) for name in FIELDS}


def _choices(session: Session, event: Event) -> dict[str, Any]:
    return {"groups": grouping.groups_of(session, event), "tables": event.tables}


def _about(session: Session, event: Event, person: Attendee) -> dict[str, Any]:
    secret = issued_secret(session, services().settings.secret_keys, TokenKind.PERSONAL, person)
    return {
        "person": person,
        "link": public_link("attendee.home", secret=secret) if secret else None,
        "partners": top_partners(session, person, BEST),
        "schedule": attendee_schedule(session, event, person),
        "plan_number": shown_plan_number(session, event),
        "relations": attendee_relations(session, person),
        "kinds": [(relation.value, _(words)) for relation, words in RELATION_WORDS.items()],
        "relation_words": {relation: _(words) for relation, words in RELATION_WORDS.items()},
        "slot_choices": [(slot.id, date_time(slot.starts_at, event.timezone)) for slot in event.slots],
        "table_choices": [(table.id, table.name) for table in event.tables],
    }


RELATION_WORDS = {
    Relation.AGREED: mark("agreed to meet"),
    Relation.KEEP_APART: mark("keep apart"),
    Relation.MET_BEFORE: mark("have met before"),
}
