"""Withdrawing from the event, which asks once more before, and coming back."""

from __future__ import annotations

from flask import flash

from matchmaker.answers import participation
from web.attendee.blueprint import blueprint, page, see, visitor
from web.foundation.page import Page
from web.foundation.services import reading, writing


@blueprint.get("/withdraw")
def confirm_withdrawing(secret: str) -> Page:
    with reading() as session:
        me = visitor(session, secret)
        return page("withdrawn.html" if me.withdrawn else "withdraw.html", me)


@blueprint.post("/withdraw")
def withdraw(secret: str) -> Page:
    with writing() as session:
        me = visitor(session, secret)
        participation.withdraw_myself(session, me.actor, me.event, me.attendee)
    return see("answers", me)


@blueprint.post("/come-back")
def come_back(secret: str) -> Page:
    with writing() as session:
        me = visitor(session, secret)
        participation.come_back(session, me.actor, me.event, me.attendee)
    flash("Welcome back. Look through your answers once more.")
    return see("answers", me)
