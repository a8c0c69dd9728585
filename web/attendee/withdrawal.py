"""Withdrawing from the event, which asks once more before, and coming back."""

from __future__ import annotations

from flask import flash

from matchmaker.answers import participation
from web.attendee.blueprint import blueprint, page, redirect_to, visitor
from web.foundation.services import reading, writing
from web.foundation.view_result import ViewResult


@blueprint.get("/withdraw")
def confirm_withdrawing(secret: str) -> ViewResult:
    with reading() as session:
        me = visitor(session, secret)
        return page("withdrawn.html" if me.withdrawn else "withdraw.html", me)


@blueprint.post("/withdraw")
def withdraw(secret: str) -> ViewResult:
    with writing() as session:
        me = visitor(session, secret)
        participation.withdraw_myself(session, me.actor, me.event, me.attendee)
    return redirect_to("answers", me)


@blueprint.post("/come-back")
def come_back(secret: str) -> ViewResult:
    with writing() as session:
        me = visitor(session, secret)
        participation.come_back(session, me.actor, me.event, me.attendee)
    flash("Welcome back. Look through your answers once more.")
    return redirect_to("answers", me)
