"""The attendee's blueprint, and the one way its views find whose link was opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.access import attendee_by_secret
from matchmaker.audit import Actor
from matchmaker.models import Attendee, AttendeeStatus, Event, TokenKind

blueprint = Blueprint("attendee", __name__, url_prefix="/a/<secret>")


@dataclass(frozen=True)
class Visitor:
    """Whose personal link this is, and of which event."""

    secret: str
    attendee: Attendee
    event: Event

    @property
    def actor(self) -> Actor:
        return Actor.attendee(self.attendee)

    @property
    def withdrawn(self) -> bool:
        return self.attendee.status is AttendeeStatus.WITHDRAWN

    @property
    def published(self) -> bool:
        return self.event.published_plan_id is not None


def visitor(session: Session, secret: str) -> Visitor:
    """Raises NotFoundError for a link that opens nothing."""
    attendee = attendee_by_secret(session, TokenKind.PERSONAL, secret)
    return Visitor(secret, attendee, session.get_one(Event, attendee.event_id))


def page(template: str, me: Visitor, **context: Any) -> str:
    return render_template(f"attendee/{template}", me=me, event=me.event, secret=me.secret, **context)


def redirect_to(endpoint: str, me: Visitor, **values: Any) -> Response:
    """After a POST: the page to look at next."""
    return redirect(url_for(f"attendee.{endpoint}", secret=me.secret, **values), 303)
