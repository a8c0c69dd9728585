"""What signing in says."""

from matchmaker.messages.sentence import plural, sentence

LINK_USED = sentence("link.used", "This sign-in link has already been used. Ask for a new one.")
LINK_DEAD = sentence("link.dead", "This link no longer works. Ask the organizer for a new one.")
PASSWORD_TOO_SHORT = sentence("password.too-short", "Use at least {least} characters.")
PASSWORD_EASY_TO_GUESS = sentence(
    "password.easy-to-guess",
    "This password is easy to guess: it is a common one, or is made of common words, your name or your address. Use "
    "several words that nobody would expect together.",
)
WRONG_CURRENT_PASSWORD = sentence("password.wrong-current", "This is not your current password.")
TOO_MANY_ATTEMPTS = plural(
    "sign-in.too-many-attempts",
    "There were {limit} attempts within {count} minute. Wait a few minutes and try again.",
    "There were {limit} attempts within {count} minutes. Wait a few minutes and try again.",
)
WRONG_PASSWORD = sentence("sign-in.wrong", "Wrong e-mail address or password.")
NO_MAIL = sentence("sign-in.no-mail", "This service cannot send e-mail. Ask its operator for a sign-in link.")
