"""The blueprint of the attendee's pages; their templates and redirects all carry the link's secret."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.attendee.current_attendee import CurrentAttendee

blueprint = Blueprint("attendee", __name__, url_prefix="/a/<secret>")


def render(template: str, current: CurrentAttendee, **context: Any) -> str:
    return render_template(
        f"attendee/{template}", current=current, event=current.event, secret=current.secret, **context
    )


def redirect_to(endpoint: str, current: CurrentAttendee, **values: Any) -> Response:
    """After a POST: the browser fetches this page with a GET."""
    return redirect(url_for(f"attendee.{endpoint}", secret=current.secret, **values), 303)
