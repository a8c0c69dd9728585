"""Before each request: only signed-in organizers see the organizer's pages."""

from __future__ import annotations

from flask import current_app, redirect, request, url_for
from flask_login import current_user  # type: ignore[import-untyped]  # the package has no type information

from web.foundation.kept_form import kept_form_page
from web.foundation.policy import Policy, own_path, policy_of
from web.foundation.view_result import ViewResult


def enforce() -> ViewResult | None:
    """Redirect an anonymous visitor of an organizer's page to the sign-in page; what a form brings is kept."""
    if request.endpoint is None or policy_of(current_app, request.endpoint) is not Policy.ORGANIZER:
        return None
    if current_user.is_authenticated:
        return None
    if request.method == "POST":
        return kept_form_page() or redirect(url_for("organizer.sign_in"), 303)
    return redirect(url_for("organizer.sign_in", next=own_path()), 303)
