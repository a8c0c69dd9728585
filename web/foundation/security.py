"""Security headers, cookies, protection against forged requests, and rejection of control characters.

The content security policy forbids inline scripts and styles, including `style="..."`. Use classes
(static/matchmaker.css), SVG presentation attributes, and modules (`<script type="module" src=...>`).

Every form that POSTs contains `{{ csrf() }}` (macros/form.html). A script that POSTs sends the token of
`<meta name="csrf-token">` as the header `X-CSRFToken`.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]  # the package has no type information
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from matchmaker.settings import Settings
from matchmaker.text import forbidden_character
from web.foundation import bodies

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def protect(app: Flask, settings: Settings) -> None:
    """Configure cookies, and register the limits, checks and headers."""
    app.config.update(
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEY_FALLBACKS=list(settings.secret_keys[1:]),
        SESSION_COOKIE_NAME=_cookie_name(settings),
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=7),
        WTF_CSRF_TIME_LIMIT=None,  # the token is valid as long as the session, so that long-open forms still work
        WTF_CSRF_SSL_STRICT=False,  # it needs a Referer, which our Referrer-Policy suppresses; see _reject_cross_site
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # Flask's own way
    bodies.set_up(app)
    app.before_request(_reject_control_characters)
    app.before_request(_reject_cross_site)
    CSRFProtect(app)
    app.after_request(lambda response: _add_headers(response, settings.secure))


def _cookie_name(settings: Settings) -> str:
    """With the prefixes that browsers enforce: `__Host-` allows no path but the root."""
    if not settings.secure:
        return "matchmaker"
    return "__Secure-matchmaker" if settings.public_path else "__Host-matchmaker"


def _reject_control_characters() -> None:
    """Reject control characters before they reach a query: PostgreSQL raises an error on NUL."""
    if forbidden_character(request.path):
        abort(404)
    for key, values in request.args.lists():
        if any(forbidden_character(text) for text in (key, *values)):
            abort(400, "The address contains characters that cannot be displayed.")


def _reject_cross_site() -> None:
    """A second check besides the token: browsers report forms sent from another site in Sec-Fetch-Site."""
    if request.method not in _SAFE_METHODS and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        abort(403, "This form was sent from another site.")


def _add_headers(response: Response, secure: bool) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response
