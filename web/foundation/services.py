"""Settings and database sessions for a request.

A view opens one session, as a block, and renders its page inside it:

    with session_for_request() as session:  # reads on a GET, writes on a POST
        return render_template("page.html", event=find_event(session, event_id))

`writing()` commits at the end of the block and rolls back if the block raises. After the block, rows keep their loaded
attributes but load nothing more. Never open a second session inside the block: it would wait for the first one's lock
for ever.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app, request, url_for
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.settings import Settings


@dataclass(frozen=True)
class Services:
    """What every request of this application shares."""

    settings: Settings
    database: Database


def services() -> Services:
    """The services of the current application."""
    return cast(Services, current_app.extensions["matchmaker"])


def reading() -> AbstractContextManager[Session]:
    """A read-only session."""
    return services().database.reading()


def writing() -> AbstractContextManager[Session]:
    """A session in one writing transaction.

    Raises RuntimeError for a request that is no POST: Flask adds HEAD and OPTIONS to every route of a page.
    """
    if request.method != "POST":
        raise RuntimeError(f"{request.method} may not write")
    return services().database.writing()


def session_for_request() -> AbstractContextManager[Session]:
    """A reading session for a GET, a writing one for a POST."""
    return writing() if request.method == "POST" else reading()


def public_link(endpoint: str, **values: Any) -> str:
    """The absolute address of a page, built from PUBLIC_URL because a client can forge the Host header."""
    return services().settings.public_origin + url_for(endpoint, **values)
