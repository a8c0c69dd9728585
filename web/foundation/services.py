"""What a request needs of the program: the settings, and one transaction.

A view opens one session, as a block, and renders its page inside it:

    with one_session() as session:  # reads on a GET, writes on a POST
        return render_template("page.html", event=events.event_by_public_id(session, event_id))

After the block a row still tells what it held, but loads nothing more.
`writing()` commits at the end of the block and rolls everything back when anything is raised inside it. Opening a
second session inside the block would wait for its lock for ever: never do.
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
    settings: Settings
    database: Database


def services() -> Services:
    return cast(Services, current_app.extensions["matchmaker"])


def reading() -> AbstractContextManager[Session]:
    return services().database.reading()


def writing() -> AbstractContextManager[Session]:
    return services().database.writing()


def one_session() -> AbstractContextManager[Session]:
    """A reading session for a GET, a writing one for a POST."""
    return writing() if request.method == "POST" else reading()


def public_link(endpoint: str, **values: Any) -> str:
    """The full address of a page, built from PUBLIC_URL: the Host header is whatever the caller says it is."""
    return services().settings.public_url + url_for(endpoint, **values)
