"""How much a visitor may send: decided before the body is parsed, and so before anything is looked up or written.

Only a route marked with `accepts_file` takes more than MAX_FORM_BYTES, and only from somebody who is signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request, url_for
from flask_login import current_user  # type: ignore[import-untyped]  # the package has no type information
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from matchmaker.roster.importing import MAX_FILE_BYTES
from web.foundation.language import _

MAX_FORM_BYTES = 2**18
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 2**16  # the form around the file
MAX_FIELDS = 10_000
"""More than the largest form of the program has: the rules between 100 groups."""
_SENT_BY_FORMS = "application/x-www-form-urlencoded"

View = TypeVar("View", bound=Callable[..., Any])


def accepts_file(view: View) -> View:
    """Decorator: a view that takes an uploaded file."""
    view.accepts_file = True  # type: ignore[attr-defined]  # an attribute of the function, read below
    return view


def set_up(app: Flask) -> None:
    """To be called before anything that reads forms in `before_request`."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM_BYTES
    app.config["MAX_FORM_PARTS"] = MAX_FIELDS
    app.before_request(_limit_body)


def _limit_body() -> Response | None:
    """Raises RequestEntityTooLarge; sends somebody who is not signed in and uploads a file to the sign-in page."""
    if _takes_file() and (request.content_length or 0) > MAX_FORM_BYTES:
        if not current_user.is_authenticated:
            return redirect(url_for("organizer.sign_in"), 303)
        request.max_content_length = MAX_UPLOAD_BYTES
    if (request.content_length or 0) > (request.max_content_length or 0):
        raise too_large()
    if request.mimetype == _SENT_BY_FORMS and request.get_data().count(b"&") >= MAX_FIELDS:
        abort(413, _("This form has too many fields. Nothing was changed."))
    return None


def too_large() -> RequestEntityTooLarge:
    """The error for this request, which names what may be sent here."""
    if _takes_file():
        most = MAX_UPLOAD_BYTES // 2**20
        said = _("A file can have up to {megabytes} MB. Remove columns or sheets that you do not need.", megabytes=most)
    else:
        most = MAX_FORM_BYTES // 2**10
        said = _("A form can have up to {kilobytes} kB. Nothing was changed; shorten the texts.", kilobytes=most)
    return RequestEntityTooLarge(said)


def _takes_file() -> bool:
    if request.endpoint is None or request.mimetype != "multipart/form-data":
        return False
    return bool(getattr(current_app.view_functions[request.endpoint], "accepts_file", False))
