"""Withdrawing from the event, after a confirmation, and coming back."""

from __future__ import annotations

from flask import flash

from matchmaker.publishing import withdraw_and_tell
from matchmaker.roster import reinstate_attendee
from web.attendee.blueprint import blueprint, redirect_to, render
from web.attendee.current_attendee import current_attendee
from web.foundation.language import _
from web.foundation.services import reading, services, writing
from web.foundation.view_result import ViewResult


@blueprint.get("/withdraw")
def confirm_withdrawing(secret: str) -> ViewResult:
    with reading() as session:
        current = current_attendee(session, secret)
        return render("withdrawn.html" if current.withdrawn else "withdraw.html", current)


@blueprint.post("/withdraw")
def withdraw(secret: str) -> ViewResult:
    with writing() as session:
        current = current_attendee(session, secret)
        withdraw_and_tell(session, services().settings, current.actor, current.event, current.attendee)
    return redirect_to("answers", current)


@blueprint.post("/come-back")
def come_back(secret: str) -> ViewResult:
    with writing() as session:
        current = current_attendee(session, secret)
        reinstate_attendee(session, current.actor, current.event, current.attendee)
    flash(_("Welcome back. Please check that your answers are still right."))
    return redirect_to("answers", current)
