"""HTTP and the command line: routes, forms, pages, feeds. Business rules and SQL live in `matchmaker`.

    app = create_app()            # settings from the environment
    app = create_app(settings)    # a test's own

How a page is made, in `web.foundation`: `services` (one session per request), `policy` (who may call a route), `forms`
(a form that keeps what was typed), `error_pages` (errors as pages), `security` (headers, cookies, forgery), `signed_in`
(signed-in organizers), `filters` (how times and numbers are written).

No import of OR-Tools ever happens in this process: it costs 0.7 s and 93 MB.

Importing this package is cheap: the command line lives below it and needs no Flask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from matchmaker.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The web application. Raises ConfigurationError for unsafe settings or a route without a policy."""
    from web.app import build

    return build(settings)
