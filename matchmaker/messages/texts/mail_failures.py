"""Why a mail could not be sent, as the organizer can act on it. `said`: the mail server's own words."""

from matchmaker.messages.sentence import sentence

RECIPIENT_REFUSED = sentence(
    "mail.recipient-refused", "The mail server refuses this address. Correct the address. It says: “{said}”"
)
RECIPIENT_DEFERRED = sentence(
    "mail.recipient-deferred", "The mail server does not accept mail for this address at present. It says: “{said}”"
)
SENDER_REFUSED = sentence(
    "mail.sender-refused", "The mail server refuses the sender’s address (MAIL_FROM). It says: “{said}”"
)
MESSAGE_REFUSED = sentence("mail.message-refused", "The mail server refuses this mail. It says: “{said}”")
SIGN_IN_REFUSED = sentence(
    "mail.sign-in-refused", "The mail server refuses the name or password of SMTP_URL. It says: “{said}”"
)
ADDRESS_UNSUPPORTED = sentence(
    "mail.address-unsupported", "The mail server cannot send to an address with letters beyond ASCII."
)
DISCONNECTED = sentence("mail.disconnected", "The mail server ended the connection.")
TIMED_OUT = sentence("mail.timed-out", "The mail server did not answer in time.")
NOT_ENCRYPTED = sentence(
    "mail.not-encrypted", "No encrypted connection to the mail server is possible. Check its certificate."
)
UNREACHABLE = sentence("mail.unreachable", "The mail server cannot be reached. Check SMTP_URL and the network.")
ANOTHER_FAILURE = sentence("mail.another-failure", "The mail server answers with an error. It says: “{said}”")
