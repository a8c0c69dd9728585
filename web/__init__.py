"""HTTP and the command line: routes, forms, pages, feeds. Business rules and SQL live in `matchmaker`.

    app = create_app()            # settings from the environment
    app = create_app(settings)    # for a test

Pages share `web.foundation`: `services` (one session per request), `policy` (who may call a route), `forms` (forms that
keep their input after an error), `error_pages`, `security` (headers, cookies, forged requests), `signed_in` (signed-in
organizers), `filters` (times and numbers in templates).

The web process never imports OR-Tools, which takes 0.7 s and 93 MB.

Importing this package does not import Flask, because the command line is part of it.
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
