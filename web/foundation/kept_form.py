"""A form that cannot be accepted, because its cookie or the sign-in is gone: nothing typed is lost.

The page shows what was typed, with a button that sends it again with a new token. Nothing is done before somebody has
seen it and pressed the button, so that a forged form gains nothing; one sent from another site does not come this far.
"""

from __future__ import annotations

from flask import current_app, render_template, request
from flask_login import current_user  # type: ignore[import-untyped]  # the package has no type information

from web.foundation.language import _
from web.foundation.policy import Policy, own_path, policy_of
from web.foundation.view_result import ViewResult

MOST_FIELDS = 1000
MOST_CHARACTERS = 200_000
_SECRET = {"password", "repeated"}
_UNSEEN = {"csrf_token"}


def kept_form_page() -> ViewResult | None:
    """The page; None if nothing was typed, or if it must not be shown or is too much to be sent back."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _UNSEEN]
    typed = [(name, value) for name, value in fields if value.strip() and name != "version"]
    if not typed or _SECRET & request.form.keys() or len(fields) > MOST_FIELDS:
        return None
    if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return None
    page = render_template(
        "errors/kept_form.html",
        title=_("Nothing is lost: send it again"),
        fields=fields,
        typed=typed,
        files=[name for name, file in request.files.items() if file.filename],
        signed_out=_is_for_organizers() and not current_user.is_authenticated,
        path=own_path(),
    )
    return page, 400


def _is_for_organizers() -> bool:
    return request.endpoint is not None and policy_of(current_app, request.endpoint) is Policy.ORGANIZER
