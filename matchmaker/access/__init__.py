"""Access: organizers' passwords, secret links, and the rate limit of attempts."""

from matchmaker.access.links import (
    SIGN_IN_LIFETIME,
    attendee_by_secret,
    attendee_secrets,
    issued_secret,
    issued_secrets,
    new_sign_in_link,
    revoke_links,
    use_sign_in_link,
)
from matchmaker.access.links_csv import links_csv
from matchmaker.access.organizers import (
    MINIMUM_PASSWORD_LENGTH,
    check_password,
    ensure_organizer,
    find_organizer,
    set_password,
)
from matchmaker.access.throttle import count_attempt, reset_attempts

__all__ = [
    "MINIMUM_PASSWORD_LENGTH",
    "SIGN_IN_LIFETIME",
    "attendee_by_secret",
    "attendee_secrets",
    "check_password",
    "count_attempt",
    "ensure_organizer",
    "find_organizer",
    "issued_secret",
    "issued_secrets",
    "links_csv",
    "new_sign_in_link",
    "reset_attempts",
    "revoke_links",
    "set_password",
    "use_sign_in_link",
]
