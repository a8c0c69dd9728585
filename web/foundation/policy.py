"""Access policy: who may call which route. The application does not start if a route has no policy.

A blueprint's policy applies to all its routes; `@open_to(Policy.PUBLIC)` declares an exception:

    @blueprint.get("/sign-in")
    @open_to(Policy.PUBLIC)
    def sign_in() -> str: ...

`web.foundation.admission` checks ORGANIZER routes before the view runs. The address of a PERSONAL_LINK route contains a
secret; its view looks it up (`matchmaker.access.attendee_by_secret`) and answers 404 if it is unknown or revoked.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request

from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.common import NO_POLICY
from matchmaker.text import forbidden_character

View = TypeVar("View", bound=Callable[..., Any])


class Policy(enum.Enum):
    PUBLIC = "public"
    ORGANIZER = "organizer"
    PERSONAL_LINK = "personal link"


_BLUEPRINT_POLICIES = {
    "organizer": Policy.ORGANIZER,
    "attendee": Policy.PERSONAL_LINK,
    "feeds": Policy.PERSONAL_LINK,
    "bootstrap": Policy.PUBLIC,
}


def open_to(policy: Policy) -> Callable[[View], View]:
    """Decorator: give a view its own policy instead of its blueprint's."""

    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]  # an attribute of the function, read by policy_of
        return view

    return mark


def policy_of(app: Flask, endpoint: str) -> Policy:
    """The policy of a route. Raises ConfigurationError if neither the view nor its blueprint declares one."""
    if endpoint == "static":
        return Policy.PUBLIC
    declared = getattr(app.view_functions[endpoint], "policy", None) or _BLUEPRINT_POLICIES.get(endpoint.split(".")[0])
    if declared is None:
        raise ConfigurationError(NO_POLICY(endpoint=endpoint))
    return declared


def check_every_route(app: Flask) -> None:
    """Raises ConfigurationError if a route has no policy."""
    for rule in app.url_map.iter_rules():
        policy_of(app, rule.endpoint)


def own_path() -> str:
    """The path of this request with its query, as the browser knows it."""
    return request.script_root + request.full_path.rstrip("?")


def local_path(target: str | None) -> str | None:
    """`target` if it is a path on this site; None for anything that could redirect to another site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or forbidden_character(target):
        return None
    return None if "\\" in target or "\n" in target or "\t" in target else target
