"""The addresses of links with secrets, as in the routes of the pages (which only `create_app` loads)."""

from __future__ import annotations

from matchmaker.settings import Settings


def sign_in_link(settings: Settings, secret: str) -> str:
    """The link that signs an organizer in once."""
    return f"{settings.public_url}/sign-in/{secret}"


def personal_link(settings: Settings, secret: str) -> str:
    """The link to an attendee's own page."""
    return f"{settings.public_url}/a/{secret}"


def feed_link(settings: Settings, secret: str) -> str:
    """The link to an attendee's calendar feed."""
    return f"{settings.public_url}/f/{secret}.ics"
