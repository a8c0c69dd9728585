"""Errors as pages. What the domain raises becomes the fitting status and a sentence with a way on.

An `InvalidInputError` or `EditConflictError` of a form is caught by the form itself
(`web.foundation.forms.Form.catching`), which shows what was typed again; here is what is left over.
"""

from __future__ import annotations

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # the package has no type information
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from matchmaker.errors import (
    EditConflictError,
    InvalidInputError,
    MatchmakerError,
    NotAllowedError,
    NotFoundError,
    StateError,
    TooManyAttemptsError,
)
from web.foundation.security import MAX_UPLOAD_BYTES

_STATUS: dict[type[MatchmakerError], int] = {
    NotFoundError: 404,
    NotAllowedError: 403,
    EditConflictError: 409,
    StateError: 409,
    InvalidInputError: 422,
    TooManyAttemptsError: 429,
}
_TITLES = {
    400: "That request could not be read",
    403: "This is not yours to do",
    404: "There is no such page",
    405: "That cannot be done here",
    409: "This does not fit what is there now",
    413: "That is too large",
    422: "Something in this is not right",
    429: "Too many attempts",
    500: "Something went wrong on our side",
    503: "The service is busy",
}
_HINTS = {
    400: "Go back, load the page anew and try again.",
    404: "The address may be mistyped, or what it led to may have been removed.",
    405: "Go back and use the buttons of the page.",
    413: f"A file may have up to {MAX_UPLOAD_BYTES // 2**20} MB. Remove columns or sheets that are not needed.",
    500: "Nothing was changed. Try again in a moment; if it happens again, tell whoever runs this service.",
}


def set_up(app: Flask) -> None:
    app.register_error_handler(MatchmakerError, _domain_page)
    app.register_error_handler(CSRFError, _expired_page)
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(StaleDataError, _overtaken_page)
    app.register_error_handler(OperationalError, _busy_page)


def status_of(error: MatchmakerError) -> int:
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)


def error_page(status: int, sentences: list[str], title: str | None = None) -> tuple[str, int]:
    title = title or _TITLES.get(status, "This did not work")
    return render_template("errors/error.html", status=status, title=title, sentences=sentences), status


def _domain_page(error: MatchmakerError) -> tuple[str, int]:
    status = status_of(error)
    hint = _HINTS.get(status)
    sentences = str(error).splitlines() or [hint or ""]
    return error_page(status, sentences)


def _expired_page(_error: CSRFError) -> tuple[str, int]:
    return error_page(
        400,
        ["Nothing was changed. Go back, load the page anew, and send the form again. Cookies must be allowed."],
        "This form was open for too long",
    )


def _overtaken_page(_error: StaleDataError) -> tuple[str, int]:
    return error_page(409, ["Somebody else changed this at the same moment. Go back, look at it anew, and try again."])


def _busy_page(error: OperationalError) -> tuple[str, int]:
    current_app.logger.error("the database did not answer: %s", error.orig)
    return error_page(503, ["Nothing was changed. Try again in a moment."])


def _http_page(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    own_words = error.description if error.description != type(error).description else None
    hint = own_words or _HINTS.get(status) or error.description or ""
    return error_page(status, [hint])
