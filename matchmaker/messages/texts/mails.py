"""Mails to attendees and the texts of their calendars, in each reader's language."""

from matchmaker.messages.sentence import plural, sentence

INVITATION_SUBJECT = sentence("mail.invitation-subject", "{event_name}: who would you like to meet?")
INVITATION = sentence(
    "mail.invitation",
    "Hello {name},\n\n"
    "{event_name} arranges one-to-one meetings. On your personal page, tell us what interests you, what you are "
    "looking for and who you would like to meet. The more you tell us, the better your meetings will be:\n\n"
    "{link}\n\n"
    "You will find your meetings there later. The link is personal; please do not pass it on.\n",
)
CHANGES_SUBJECT = sentence("mail.changes-subject", "Your meetings at {event_name}")
CHANGES = sentence(
    "mail.changes",
    "Dear {name},\n\n"
    "here are the changes to your meetings at {event_name} (local time, {zone_name}):\n\n"
    "{changes:lines}\n\n"
    "See all your meetings and your calendar on your page: {link}\n",
)
NEW_MEETING = sentence("mail.new-meeting", "- New: {after:shortmoment}, {table} with {partner}")
MOVED_MEETING = sentence(
    "mail.moved-meeting",
    "- Moved: {after:shortmoment}, {table} with {partner} (was {before:shortmoment}, {old_table})",
)
CANCELLED_MEETING = sentence("mail.cancelled-meeting", "- Cancelled: {before:shortmoment}, {old_table} with {partner}")
REPLACED = sentence(
    "mail.replaced",
    "Dear {name},\n\n"
    "{former} cannot come to {event_name}. {successor} meets you instead, at the same time and place (local time, "
    "{zone_name}): {meeting}\n\n"
    "See all your meetings and your calendar on your page: {link}\n",
)
REPLACED_MEETING = sentence("mail.replaced-meeting", "{at:shortmoment}, {table}")
SUCCESSOR_SUBJECT = sentence("mail.successor-subject", "You take part in {event_name}")
SUCCESSOR = sentence(
    "mail.successor",
    "Hello {name},\n\n"
    "you come to {event_name} instead of {former} and take over the meetings. You find them, with your calendar, on "
    "your personal page. Please tell us there what interests you and what you are looking for:\n\n"
    "{link}\n\n"
    "The link is personal; please do not pass it on.\n",
)
SIGN_IN_SUBJECT = sentence("mail.sign-in-subject", "Your sign-in link")
SIGN_IN = plural(
    "mail.sign-in",
    "Hello {name},\n\nThis link signs you in once, within {count} hour:\n\n{link}\n\n"
    "If you did not request it, ignore this e-mail.\n",
    "Hello {name},\n\nThis link signs you in once, within {count} hours:\n\n{link}\n\n"
    "If you did not request it, ignore this e-mail.\n",
)
CALENDAR_MEETING = sentence("calendar.meeting", "Meeting with {partner}")
CALENDAR_CANCELLED = sentence("calendar.cancelled", "Cancelled: Meeting with {partner}")
CALENDAR_REASONS = sentence("calendar.reasons", "Why you’re a match:")
CALENDAR_PAGE = sentence("calendar.page", "Your page: {link}")
