"""Signing in, by password or by a link that works once, and the organizer's own account."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user  # type: ignore[import-untyped]  # the package has no type information
from werkzeug.wrappers import Response

from matchmaker.access import (
    SIGN_IN_LIFETIME,
    check_password,
    find_organizer,
    new_sign_in_link,
    set_password,
    throttle,
    use_sign_in_link,
)
from matchmaker.audit import Actor
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.mail import queue_mail
from matchmaker.messages.texts.access import NO_MAIL, WRONG_CURRENT_PASSWORD, WRONG_PASSWORD
from matchmaker.messages.texts.mails import SIGN_IN, SIGN_IN_SUBJECT
from matchmaker.schemas.loading import load
from matchmaker.schemas.sign_in import AddressSchema, Credentials, CredentialsSchema, PasswordSchema
from matchmaker.text import identity
from web.foundation import signed_in
from web.foundation.forms import Form
from web.foundation.language import _, _n, reader
from web.foundation.policy import Policy, local_path, open_to
from web.foundation.services import public_link, reading, services, writing
from web.foundation.signed_in import SignedIn
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, redirect_to

_HOURS = int(SIGN_IN_LIFETIME.total_seconds() // 3600)


@blueprint.get("/")
@open_to(Policy.PUBLIC)
def home() -> Response:
    return redirect_to("event_list") if current_user.is_authenticated else redirect_to("sign_in")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to(Policy.PUBLIC)
def sign_in() -> ViewResult:
    form = Form.from_request()
    if form.sent:
        with form.catching():
            signed_in.sign_in(_organizer_of(load(CredentialsSchema(), form.data())))
            return redirect(local_path(request.args.get("next")) or url_for("organizer.event_list"), 303)
    return form.page("organizer/sign_in.html", mails=services().settings.smtp_url is not None)


def _organizer_of(credentials: Credentials) -> SignedIn:
    account = f"account {identity(credentials.email)}"
    with writing() as session:
        throttle.count_attempt(session, account, f"address {request.remote_addr}")
    with reading() as session:
        organizer = check_password(session, credentials.email, credentials.password)
        user = SignedIn(organizer) if organizer else None
    if user is None:
        raise InvalidInputError.at("password", WRONG_PASSWORD())
    with writing() as session:
        throttle.reset_attempts(session, account)
    return user


@blueprint.route("/sign-in/by-mail", methods=["GET", "POST"])
@open_to(Policy.PUBLIC)
def sign_in_by_mail() -> ViewResult:
    if services().settings.smtp_url is None:
        raise NotFoundError(NO_MAIL())
    form = Form.from_request()
    if form.sent:
        with form.catching():
            _mail_link(load(AddressSchema(), form.data()))
            flash(
                _n(
                    "If this address belongs to an organizer, we have sent a link. It works once, for {count} hour.",
                    "If this address belongs to an organizer, we have sent a link. It works once, for {count} hours.",
                    _HOURS,
                )
            )
            return redirect_to("sign_in")
    return form.page("organizer/sign_in_by_mail.html")


def _mail_link(email: str) -> None:
    with writing() as session:
        throttle.count_attempt(session, f"mail {identity(email)}", f"address {request.remote_addr}")
        organizer = find_organizer(session, email)
        if organizer is None:
            return  # the page says the same either way
        secret = new_sign_in_link(session, services().settings.secret_keys, organizer)
        link = public_link("organizer.sign_in_by_link", secret=secret)
        queue_mail(
            session,
            recipient=organizer.email,
            subject=SIGN_IN_SUBJECT(),
            body=SIGN_IN(name=organizer.name, count=_HOURS, link=link),
            language=reader().language.code,
        )


@blueprint.get("/sign-in/<secret>")
@open_to(Policy.PUBLIC)
def sign_in_by_link(secret: str) -> ViewResult:
    """Only shows a button: mail scanners open every link they see."""
    return render_template("organizer/sign_in_by_link.html")


@blueprint.post("/sign-in/<secret>")
@open_to(Policy.PUBLIC)
def use_link(secret: str) -> ViewResult:
    with writing() as session:
        throttle.count_attempt(session, f"address {request.remote_addr}")
    with writing() as session:
        organizer = use_sign_in_link(session, secret)
    signed_in.sign_in(SignedIn(organizer), by_link=True)
    if not organizer.password_hash:
        flash(
            _("You are signed in. This link works only once; set a password under Account to sign in without a link.")
        )
    return redirect_to("event_list")


@blueprint.post("/sign-out")
def sign_out() -> ViewResult:
    signed_in.sign_out()
    flash(_("You are signed out."))
    return redirect_to("sign_in")


@blueprint.route("/account", methods=["GET", "POST"])
def account() -> ViewResult:
    form = Form.from_request()
    if form.sent:
        with form.catching():
            change = load(PasswordSchema(), form.data())
            if signed_in.needs_current_password():
                _check_current(change.current)
            with writing() as session:
                organizer = signed_in.current_organizer(session)
                set_password(session, Actor.organizer(organizer), organizer, change.password)
            signed_in.sign_in(SignedIn(organizer))
            flash(_("Your password is saved. You are signed out in all other browsers."))
            return redirect_to("event_list")
    return form.page("organizer/account.html", asks_current=signed_in.needs_current_password())


def _check_current(password: str) -> None:
    """Raises InvalidInputError if it is wrong. Counted like a sign-in, so that a stolen session cannot try them all."""
    with writing() as session:
        throttle.count_attempt(session, f"account {identity(current_user.email)}")
    with reading() as session:
        if check_password(session, current_user.email, password) is None:
            raise InvalidInputError.at("current", WRONG_CURRENT_PASSWORD())
