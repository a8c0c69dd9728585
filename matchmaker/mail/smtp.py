"""Connections to the SMTP server."""

from __future__ import annotations

import smtplib
import ssl
from urllib.parse import SplitResult, unquote, urlsplit

from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.settings import NO_ENCRYPTION, SMTP_URL

TIMEOUT = 20.0


def connect(url: str) -> smtplib.SMTP:
    """A connection, encrypted if the server supports it, signed in if the URL contains a user.

    Raises ConfigurationError for a URL other than smtp:// or smtps://, or if a password would be sent unencrypted.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigurationError(SMTP_URL())
    server = _open(parts, parts.hostname)
    try:
        _sign_in(server, parts)
    except BaseException:
        server.close()
        raise
    return server


def _open(parts: SplitResult, host: str) -> smtplib.SMTP:
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT)


def _sign_in(server: smtplib.SMTP, parts: SplitResult) -> None:
    server.ehlo()
    encrypted = parts.scheme == "smtps"
    if not encrypted and server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        encrypted = True
    if parts.username is None:
        return
    if not encrypted and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ConfigurationError(NO_ENCRYPTION(host=parts.hostname))
    server.login(unquote(parts.username), unquote(parts.password or ""))
