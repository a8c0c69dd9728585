"""Sentences about the arguments, files and settings of commands."""

from matchmaker.messages.sentence import plural, sentence

SEVERAL_EVENTS = plural(
    "command.several-events",
    "{count:number} event is called “{name}”. Use an id: {ids}.",
    "{count:number} events are called “{name}”. Use an id: {ids}.",
)
NO_EVENT = sentence("command.no-event", "There is no event with the id or name “{name}”. See: matchmaker event list")
NO_ATTENDEE = sentence(
    "command.no-attendee", "No attendee of this event has the e-mail address, reference or name “{name}”."
)
SEVERAL_ATTENDEES = plural(
    "command.several-attendees",
    "{count:number} attendee fits “{name}”: {people:list8}. Use the id in brackets.",
    "{count:number} attendees fit “{name}”: {people:list8}. Use the id in brackets.",
)
NO_ORGANIZER = sentence(
    "command.no-organizer", "There is no organizer {email}. First: matchmaker organizer add {email} --name NAME"
)
NO_LOCAL_TIME = sentence("command.no-local-time", "Enter a local time like 2027-05-11T09:50, not '{given}'.")
NO_SLOT = sentence("command.no-slot", "No slot of {event} starts at {given}.")
NO_TABLE = sentence("command.no-table", "{event} has no table called “{name}”.")
NO_PLAN_YET = sentence("command.no-plan-yet", "{event} has no plan yet. First: matchmaker plan {id}")
NOT_PUBLISHED = sentence("command.not-published", "{event} has no published plan.")
PUBLISH_FIRST = sentence("command.publish-first", "{event} has no published plan. First: matchmaker publish {id} --yes")
NO_IMPORT = sentence("command.no-import", "{event} has no import to undo.")
COLUMN_AND_FIELD = sentence("command.column-and-field", "Write COLUMN=FIELD, like “Firma=organisation”, not “{given}”.")
FILE_TOO_LARGE = sentence("command.file-too-large", "This file is larger than {megabytes:number} MB.")
FILE_TOO_DEEP = sentence("command.file-too-deep", "This file is nested too deeply.")
FILE_MALFORMED = sentence("command.file-malformed", "This is not valid {format}: {detail}.")
FILE_NO_OBJECT = sentence("command.file-no-object", "This file must contain an object, like {example}.")
KEY_REPEATED = sentence("command.key-repeated", "the key “{key}” is repeated")
OLD_SCHEMA = sentence("command.old-schema", "The database schema is outdated. Run: matchmaker db upgrade")
NO_SMTP_URL = sentence(
    "command.no-smtp-url", "SMTP_URL is not set, so no mail can be sent. Leave out --mail to write the links."
)
BAD_ADDRESS = sentence("command.bad-address", "--bind must be like 127.0.0.1:8000, not '{given}'")
CANNOT_LISTEN = sentence(
    "command.cannot-listen", "Cannot listen on {address}: {reason}. Choose another address with --bind."
)
NOT_A_COUNT = sentence("command.not-a-count", "{variable} must be a whole number from {least} to {most}, not '{given}'")
