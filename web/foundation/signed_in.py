"""Signed-in organizers. `current_actor()` is the acting person for the functions of matchmaker/."""

from __future__ import annotations

import hashlib

from flask import Flask
from flask import session as cookie
from flask_login import (  # type: ignore[import-untyped]  # the package has no type information
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)
from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.models import Organizer
from web.foundation.services import reading

_BY_LINK = "by_link"


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """The organizer of a session cookie. The id depends on the password, so that a new one ends older sessions."""

    def __init__(self, organizer: Organizer) -> None:
        self.id = organizer.id
        self.email = organizer.email
        self.name = organizer.name
        self.has_password = organizer.password_hash is not None
        self._stamp = hashlib.sha256((organizer.password_hash or "").encode()).hexdigest()[:16]

    def get_id(self) -> str:
        return f"{self.id}.{self._stamp}"


def set_up(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # IP addresses change while travelling; the cookie is signed and HttpOnly
    manager.user_loader(_load)


def _load(session_id: str) -> SignedIn | None:
    number, _, _stamp = session_id.partition(".")
    if not number.isdecimal():
        return None
    with reading() as session:
        organizer = session.get(Organizer, int(number))
        user = SignedIn(organizer) if organizer else None
    return user if user and user.get_id() == session_id else None


def sign_in(user: SignedIn, *, by_link: bool = False) -> None:
    cookie.clear()
    cookie.permanent = True
    cookie[_BY_LINK] = by_link
    login_user(user)


def needs_current_password() -> bool:
    """Whether changing the password takes the current one: not after a sign-in link, as it may have been forgotten."""
    return bool(current_user.has_password) and not cookie.get(_BY_LINK, False)


def sign_out() -> None:
    logout_user()
    cookie.clear()


def current_organizer(session: Session) -> Organizer:
    return session.get_one(Organizer, current_user.id)


def current_actor() -> Actor:
    return Actor("organizer", current_user.email, organizer_id=current_user.id)
