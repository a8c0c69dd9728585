"""Assembly of the web application."""

from __future__ import annotations

from flask import Flask
from flask_bootstrap import Bootstrap5  # type: ignore[import-untyped]  # the package has no type information
from sqlalchemy import text

from matchmaker.db import Database
from matchmaker.settings import Settings, load_settings
from web.foundation import admission, error_pages, filters, language, numbers, policy, public_path, security, signed_in
from web.foundation.services import Services, reading


def build(settings: Settings | None = None) -> Flask:
    """The web application. Raises ConfigurationError for unsafe settings or a route without a policy."""
    settings = settings or load_settings()
    app = Flask("web")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 300
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.extensions["matchmaker"] = Services(settings, Database(settings.database_url))
    security.protect(app, settings)
    signed_in.set_up(app)
    language.set_up(app)
    filters.set_up(app)
    error_pages.set_up(app)
    numbers.set_up(app)
    Bootstrap5(app)
    _register_blueprints(app)
    policy.check_every_route(app)
    app.before_request(admission.enforce)
    public_path.serve_under(app, settings.public_path)
    return app


def _register_blueprints(app: Flask) -> None:
    from web.attendee import blueprint as attendee
    from web.feeds import blueprint as feeds
    from web.organizer import blueprint as organizer

    for blueprint in (organizer, attendee, feeds):
        app.register_blueprint(blueprint)
    app.add_url_rule("/healthz", "healthz", healthz)


@policy.open_to(policy.Policy.PUBLIC)
def healthz() -> tuple[dict[str, str], int]:
    """Whether this process answers and reaches its database."""
    with reading() as session:
        session.execute(text("SELECT 1"))
    return {"status": "ok"}, 200
