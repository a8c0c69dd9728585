"""The errors of smtplib and of the network as messages: nobody has to read Python's tuples."""

from __future__ import annotations

import smtplib
import ssl

from matchmaker.messages import Message, Sentence
from matchmaker.messages.texts.mail_failures import (
    ADDRESS_UNSUPPORTED,
    ANOTHER_FAILURE,
    DISCONNECTED,
    MESSAGE_REFUSED,
    NOT_ENCRYPTED,
    RECIPIENT_DEFERRED,
    RECIPIENT_REFUSED,
    SENDER_REFUSED,
    SIGN_IN_REFUSED,
    TIMED_OUT,
    UNREACHABLE,
)
from matchmaker.text import one_line

PERMANENT = 500
"""SMTP replies from here on are final (RFC 5321, section 4.2.1)."""
_LONGEST = 300
_BY_RESPONSE: tuple[tuple[type[smtplib.SMTPResponseException], Sentence], ...] = (
    (smtplib.SMTPSenderRefused, SENDER_REFUSED),
    (smtplib.SMTPDataError, MESSAGE_REFUSED),
    (smtplib.SMTPAuthenticationError, SIGN_IN_REFUSED),
    (smtplib.SMTPResponseException, ANOTHER_FAILURE),
)
_BY_KIND: tuple[tuple[type[Exception], Sentence], ...] = (
    (smtplib.SMTPNotSupportedError, ADDRESS_UNSUPPORTED),
    (smtplib.SMTPServerDisconnected, DISCONNECTED),
    (TimeoutError, TIMED_OUT),
    (ssl.SSLError, NOT_ENCRYPTED),
    (smtplib.SMTPException, ANOTHER_FAILURE),  # which Python counts among the errors of the system
    (OSError, UNREACHABLE),
)


def failure_message(error: Exception) -> Message:
    """What went wrong, and what the server said about it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return (RECIPIENT_REFUSED if code >= PERMANENT else RECIPIENT_DEFERRED)(said=_words(said))
    if isinstance(error, smtplib.SMTPResponseException):
        found = next(sentence for kind, sentence in _BY_RESPONSE if isinstance(error, kind))
        return found(said=_words(error.smtp_error))
    found = next((sentence for kind, sentence in _BY_KIND if isinstance(error, kind)), ANOTHER_FAILURE)
    return found(said=one_line(str(error))[:_LONGEST]) if found is ANOTHER_FAILURE else found()


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(text)[:_LONGEST]
