"""What the roster and its imports say."""

from matchmaker.messages.sentence import sentence

TOO_LARGE_TO_KEEP = sentence(
    "import.too-large", "This list takes more than {megabytes:number} MB to keep. Split it, or shorten its long texts."
)
NOT_CHECKED = sentence("import.not-checked", "This list has not been checked yet. Check it first.")
NO_SUCH_QUESTION = sentence("import.no-such-question", "There is no such question: {key}")
FINISHED = sentence("import.finished", "This import is finished. Upload the file again to import it once more.")
ROSTER_CHANGED = sentence(
    "import.roster-changed", "The roster has changed since you looked at this import. Look at it again first."
)
STOPPED = sentence("import.stopped", "The work on this list was stopped. Nothing was imported.")
NOTHING_TO_STOP = sentence("import.nothing-to-stop", "There is nothing to stop: the work has already ended.")
INTERRUPTED = sentence("import.interrupted", "The work on this list was interrupted. Nothing was imported.")
WORK_FAILED = sentence("import.failed", "The work on this list failed unexpectedly. Nothing was imported.")

NO_SUCH_ATTENDEE = sentence("attendee.not-found", "There is no such attendee.")
ATTENDEE_CHANGED = sentence(
    "attendee.changed",
    "Someone else has changed this attendee since you opened the page. Look at their changes first.",
)
ADDRESS_TAKEN = sentence("attendee.address-taken", "This is the address of {who}, who is already on the list.")
REFERENCE_TAKEN = sentence("attendee.reference-taken", "{who} already has this reference.")
WITHDRAWN_ALREADY = sentence("attendee.withdrawn-already", "{who} has withdrawn already.")
NOT_WITHDRAWN = sentence("attendee.not-withdrawn", "{who} has not withdrawn.")
MANY_CALLED = sentence(
    "attendee.many-called", "{count} attendees are called “{name}”. Enter the e-mail address instead."
)
NONE_CALLED = sentence("attendee.none-called", "No attendee is called “{name}”.")
NOBODY_CHOSEN = sentence("attendee.nobody-chosen", "Tick the attendees to change, or “all who were found”.")
NO_GROUP_CHOSEN = sentence("attendee.no-group-chosen", "Choose a group, or “no group”.")
