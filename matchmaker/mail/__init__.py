"""Mail: an outbox in the database, which the worker sends."""

from matchmaker.mail.invitations import Invitation, invitations, mail_invitations
from matchmaker.mail.outbox import queue_mail, send_due_mails
from matchmaker.mail.reader import reader_of
from matchmaker.mail.status import latest_mails, mail_counts

__all__ = [
    "Invitation",
    "invitations",
    "latest_mails",
    "mail_counts",
    "mail_invitations",
    "queue_mail",
    "reader_of",
    "send_due_mails",
]
