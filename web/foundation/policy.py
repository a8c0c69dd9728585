"""Who may call which route. A route without a declared policy stops the program from starting.

A blueprint's policy holds for all its routes; `@open_to(Policy.PUBLIC)` declares an exception:

    @blueprint.get("/sign-in")
    @open_to(Policy.PUBLIC)
    def sign_in() -> str: ...

ORGANIZER routes are guarded here, before the view runs. PERSONAL_LINK routes carry a secret in their address; their
views look it up (`matchmaker.access.attendee_by_secret`) and answer 404 where it opens nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask_login import current_user  # type: ignore[import-untyped]  # the package has no type information

from matchmaker.errors import ConfigurationError
from matchmaker.text import forbidden_character
from web.foundation.page import Page

View = TypeVar("View", bound=Callable[..., Any])


class Policy(enum.Enum):
    PUBLIC = "public"
    ORGANIZER = "organizer"
    PERSONAL_LINK = "personal link"


_OF_BLUEPRINT = {
    "organizer": Policy.ORGANIZER,
    "attendee": Policy.PERSONAL_LINK,
    "feeds": Policy.PERSONAL_LINK,
    "bootstrap": Policy.PUBLIC,
}


def open_to(policy: Policy) -> Callable[[View], View]:
    """Declare a view's own policy."""

    def declare(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]  # a mark on the function, read by policy_of
        return view

    return declare


def policy_of(app: Flask, endpoint: str) -> Policy:
    """Raises ConfigurationError for a route that nobody has declared."""
    if endpoint == "static":
        return Policy.PUBLIC
    declared = getattr(app.view_functions[endpoint], "policy", None) or _OF_BLUEPRINT.get(endpoint.split(".")[0])
    if declared is None:
        raise ConfigurationError(f"The route {endpoint} does not say who may call it.")
    return declared


def check_every_route(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        policy_of(app, rule.endpoint)


def enforce() -> Page | None:
    """Before each request: an anonymous visitor of an organizer's page is sent to sign in."""
    if request.endpoint is None or policy_of(current_app, request.endpoint) is not Policy.ORGANIZER:
        return None
    if current_user.is_authenticated:
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("organizer.sign_in", next=wanted), 303)


def local_path(target: str | None) -> str | None:
    """`target` if it is a page of this service; None for anything that could lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or forbidden_character(target):
        return None
    return None if "\\" in target or "\n" in target or "\t" in target else target
