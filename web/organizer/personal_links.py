"""Personal links: created, shown, mailed, downloaded, replaced."""

from __future__ import annotations

from flask import Response, flash, render_template, request

from matchmaker import roster
from matchmaker.access import attendee_secrets, issued_secrets, links_csv, revoke_links
from matchmaker.event.overview import overview_of
from matchmaker.mail import invitations, latest_mails, mail_counts, mail_invitations
from matchmaker.models import AttendeeStatus, TokenKind
from web.foundation.forms import Form
from web.foundation.language import _, _n
from web.foundation.pagination import requested_page
from web.foundation.services import public_link, reading, services, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to
from web.organizer.downloads import download


@blueprint.get("/events/<event_id>/links")
def links(event_id: str) -> ViewResult:
    """Shows existing links; a button creates the others."""
    with reading() as session:
        event = find_event(session, event_id)
        wanted = request.args.get("search", "")
        found = roster.find_attendees(session, event, search=wanted, page=requested_page())
        secrets = issued_secrets(session, _keys(), TokenKind.PERSONAL, found.rows)
        return render_template(
            "organizer/links.html",
            event=event,
            found=found,
            search=wanted,
            links={key: personal_link(secret) for key, secret in secrets.items()},
            mails=latest_mails(session, found.rows),
            counts=mail_counts(session, event),
            overview=overview_of(session, event),
            can_mail=services().settings.smtp_url is not None,
        )


@blueprint.post("/events/<event_id>/links")
def make_links(event_id: str) -> ViewResult:
    with writing() as session:
        event = find_event(session, event_id)
        made = invitations(session, _keys(), event)
    flash(
        _n("{count:number} attendee has a personal link.", "{count:number} attendees have a personal link.", len(made))
    )
    return redirect_to("links", event_id=event_id)


@blueprint.post("/events/<event_id>/links/mail")
def mail_links(event_id: str) -> ViewResult:
    only_unanswered = Form.from_request().value("whom") == "unanswered"
    with writing() as session:
        event = find_event(session, event_id)
        invited = invitations(session, _keys(), event, only_unanswered=only_unanswered)
        queued = mail_invitations(session, current_actor(), event, invited, personal_link)
    without = len(invited) - queued
    flash(_n("{count:number} e-mail is queued.", "{count:number} e-mails are queued.", queued))
    if without:
        flash(
            _n(
                "{count:number} attendee has no e-mail address.",
                "{count:number} attendees have no e-mail address.",
                without,
            ),
            "warn",
        )
    return redirect_to("links", event_id=event_id)


@blueprint.get("/events/<event_id>/links.csv")
def links_file(event_id: str) -> Response:
    with reading() as session:
        event = find_event(session, event_id)
        people = roster.all_attendees(session, event)
        secrets = issued_secrets(session, _keys(), TokenKind.PERSONAL, people)
        rows = [(person, personal_link(secrets[person.id])) for person in people if person.id in secrets]
        return download(links_csv(rows), "text/csv", f"{event.name} links", "csv")


@blueprint.post("/events/<event_id>/people/<person_id>/link")
def renew_link(event_id: str, person_id: str) -> ViewResult:
    """Revoke the link; unless `again=no`, create a new one."""
    again = Form.from_request().value("again") == "yes"
    with writing() as session:
        event = find_event(session, event_id)
        person = roster.attendee_by_public_id(session, event, person_id)
        revoke_links(session, current_actor(), event, person, TokenKind.PERSONAL)
        if again and person.status is not AttendeeStatus.WITHDRAWN:
            attendee_secrets(session, _keys(), TokenKind.PERSONAL, [person])
        flash(
            _("The link of {name} is replaced; the old one no longer works.", name=person.name)
            if again
            else _("The link of {name} is revoked; it no longer works.", name=person.name)
        )
    return redirect_to("person", event_id=event_id, person_id=person_id, _anchor="link")


def personal_link(secret: str) -> str:
    return public_link("attendee.home", secret=secret)


def _keys() -> tuple[str, ...]:
    return services().settings.secret_keys
