"""Error pages: each exception becomes an HTTP status, a sentence and a hint.

An `InvalidInputError` or `EditConflictError` in a form does not come here: the form catches it and is shown again
(`web.foundation.forms.Form.catching`).
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, current_app, make_response, render_template
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # the package has no type information
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from matchmaker.access.throttle import WINDOW
from matchmaker.database_errors import DatabaseProblem, problem_of
from matchmaker.errors import (
    EditConflictError,
    InvalidInputError,
    MatchmakerError,
    NotAllowedError,
    NotFoundError,
    StateError,
    TooManyAttemptsError,
)
from matchmaker.messages import mark
from web.foundation.bodies import too_large
from web.foundation.kept_form import kept_form_page
from web.foundation.language import _, composed
from web.foundation.view_result import ViewResult

_STATUS: dict[type[MatchmakerError], int] = {
    NotFoundError: 404,
    NotAllowedError: 403,
    EditConflictError: 409,
    StateError: 409,
    InvalidInputError: 422,
    TooManyAttemptsError: 429,
}
_TITLES = {
    400: mark("Bad request"),
    403: mark("You may not do this"),
    404: mark("Page not found"),
    405: mark("Not possible here"),
    409: mark("This is not possible now"),
    413: mark("Too large"),
    422: mark("Invalid input"),
    429: mark("Too many attempts"),
    500: mark("Internal error"),
    503: mark("The service is busy"),
    507: mark("No space left"),
}
_HINTS = {
    400: mark("Go back, reload the page and try again."),
    404: mark("The address may be mistyped, or the page may have been removed."),
    405: mark("Go back and use the buttons of the page."),
    500: mark("Nothing was changed. Try again in a moment; if it happens again, tell the operator of this service."),
}
_DATABASE: dict[DatabaseProblem, tuple[int, str]] = {
    DatabaseProblem.UNAVAILABLE: (503, mark("Nothing was changed. Try again in a moment.")),
    DatabaseProblem.FULL: (
        507,
        mark("Nothing was changed: the disk of the database is full. Tell the operator of this service."),
    ),
    DatabaseProblem.READ_ONLY: (
        503,
        mark("Nothing was changed: the database cannot be written to. Tell the operator of this service."),
    ),
    DatabaseProblem.CONFLICT: (
        409,
        mark("Someone else changed this at the same time. Go back, reload the page and try again."),
    ),
    DatabaseProblem.NOT_STORABLE: (
        422,
        mark("Nothing was changed: a number or a text in this form cannot be stored. Go back and correct it."),
    ),
}
_RETRY_AFTER = timedelta(seconds=5)


def set_up(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(MatchmakerError, _domain_page)
    app.register_error_handler(TooManyAttemptsError, _attempts_page)
    app.register_error_handler(CSRFError, _expired_page)
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(SQLAlchemyError, _database_page)


def status_of(error: MatchmakerError) -> int:
    """The HTTP status of a domain error."""
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)


def error_page(status: int, sentences: list[str], title: str | None = None) -> tuple[str, int]:
    title = title or _(_TITLES.get(status, mark("Error")))
    return render_template("errors/error.html", status=status, title=title, sentences=sentences), status


def _domain_page(error: MatchmakerError) -> tuple[str, int]:
    status = status_of(error)
    sentences = [line for message in error.messages for line in composed(message).splitlines()] or [_hint(status)]
    return error_page(status, sentences)


def _attempts_page(error: TooManyAttemptsError) -> Response:
    return _later(_domain_page(error), WINDOW)


def _later(page: tuple[str, int], wait: timedelta) -> Response:
    """The page, with the time after which it is worth trying again."""
    response = make_response(page)
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    return response


def _expired_page(_error: CSRFError) -> ViewResult:
    return kept_form_page() or error_page(
        400,
        [_("Nothing was changed. Go back, reload the page and send the form again. Cookies must be allowed.")],
        _("This form has expired"),
    )


def _database_page(error: SQLAlchemyError) -> Response:
    problem = problem_of(error)
    if problem is None:
        raise error
    current_app.logger.error("the database reports %s: %s", problem.name, getattr(error, "orig", error))
    status, sentence = _DATABASE[problem]
    page = error_page(status, [_(sentence)])
    return _later(page, _RETRY_AFTER) if status == 503 else make_response(page)


def _http_page(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    description = error.description if error.description != type(error).description else None
    return error_page(status, [description or _hint(status) or error.description or ""])


def _hint(status: int) -> str:
    if status == 413:
        return too_large().description or ""
    return _(_HINTS[status]) if status in _HINTS else ""
