"""What answers of attendees are refused for."""

from matchmaker.messages.sentence import plural, sentence

ANSWERS_CHANGED = sentence(
    "answers.changed", "These answers have changed since you opened the page, perhaps in another window."
)
ANSWERS_CHANGED_NOW = sentence("answers.changed-now", "Someone else changed these answers at the same time.")
WITHDRAWN = sentence(
    "answers.withdrawn", "This attendee has withdrawn. Their answers can be changed only after they come back."
)
CLOSED = sentence(
    "answers.closed", "The organizer has closed the answers. Contact the organizer if something must change."
)
YOURSELF = sentence("answers.yourself", "This is you. Choose other people.")
NOT_ELIGIBLE = sentence(
    "answers.not-eligible",
    "This person is not on the list of attendees you could meet. Remove them from your own list.",
)
TOO_MANY_WISHES = sentence(
    "answers.too-many-wishes",
    "You chose {wishes} people to meet; this event allows {limit}. Remove {surplus} from your list.",
)
TIMES_CHANGED = sentence("answers.times-changed", "The times of this event have changed. Please check them again.")
AT_LEAST = plural(
    "answers.at-least",
    "The organizer plans at least {count} meeting for you.",
    "The organizer plans at least {count} meetings for you.",
)
AT_MOST = plural(
    "answers.at-most",
    "The organizer plans at most {count} meeting for you.",
    "The organizer plans at most {count} meetings for you.",
)
