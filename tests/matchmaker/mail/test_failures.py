"""What Python says of a mail that failed becomes a sentence for the organizer."""

from __future__ import annotations

import smtplib
import socket
import ssl

import pytest

from matchmaker.mail.failures import failure_message


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 No such user\nhere")}),
            "The mail server refuses this address. Correct the address. It says: “5.1.1 No such user here”",
        ),
        (
            smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"Greylisted")}),
            "The mail server does not accept mail for this address at present. It says: “Greylisted”",
        ),
        (
            smtplib.SMTPSenderRefused(553, b"Not allowed", "meet@example.org"),
            "The mail server refuses the sender’s address (MAIL_FROM). It says: “Not allowed”",
        ),
        (
            smtplib.SMTPAuthenticationError(535, b"5.7.8 Bad credentials"),
            "The mail server refuses the name or password of SMTP_URL. It says: “5.7.8 Bad credentials”",
        ),
        (smtplib.SMTPDataError(554, "Spam"), "The mail server refuses this mail. It says: “Spam”"),
        (smtplib.SMTPConnectError(421, b"Busy"), "The mail server answers with an error. It says: “Busy”"),
        (smtplib.SMTPServerDisconnected("please run connect() first"), "The mail server ended the connection."),
        (
            smtplib.SMTPNotSupportedError("SMTPUTF8 not supported by server"),
            "The mail server cannot send to an address with letters beyond ASCII.",
        ),
        (TimeoutError("timed out"), "The mail server did not answer in time."),
        (
            ssl.SSLCertVerificationError("self-signed certificate"),
            "No encrypted connection to the mail server is possible. Check its certificate.",
        ),
        (
            ConnectionRefusedError(111, "Connection refused"),
            "The mail server cannot be reached. Check SMTP_URL and the network.",
        ),
        (
            socket.gaierror(-2, "Name or service not known"),
            "The mail server cannot be reached. Check SMTP_URL and the network.",
        ),
        (smtplib.SMTPException("odd"), "The mail server answers with an error. It says: “odd”"),
    ],
)
def test_every_failure_is_a_sentence(error: Exception, sentence: str) -> None:
    assert str(failure_message(error)) == sentence
