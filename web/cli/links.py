"""The addresses of doors, as the pages' routes have them."""

from __future__ import annotations

from matchmaker.settings import Settings


def sign_in_link(settings: Settings, secret: str) -> str:
    return f"{settings.public_url}/sign-in/{secret}"


def personal_link(settings: Settings, secret: str) -> str:
    return f"{settings.public_url}/a/{secret}"


def feed_link(settings: Settings, secret: str) -> str:
    return f"{settings.public_url}/f/{secret}.ics"
