"""What the schemas say about input. A field's place is shown beside the sentence."""

from matchmaker.messages.sentence import plural, sentence

MISSING = sentence("input.missing", "Fill this in.")
UNKNOWN_FIELD = sentence("input.unknown-field", "There is no such field.")
OTHER_FORM = sentence("input.other-form", "This is not in the expected form.")
NOT_TEXT = sentence("input.not-text", "This must be text.")
NOT_A_LIST = sentence("input.not-a-list", "This must be a list.")
NOT_A_LIST_OF_ITEMS = sentence("input.not-a-list-of-items", "This must be a list with its items separated by “;”.")
NOT_WHOLE = sentence("input.not-whole", "Enter a whole number, like 5.")
NOT_A_NUMBER = sentence("input.not-a-number", "Enter a number, like 5.")
NOT_YES_OR_NO = sentence("input.not-yes-or-no", "This is either yes or no.")
NOT_A_DATE = sentence("input.not-a-date", "Enter a date like 2027-05-11.")
NOT_A_TIME = sentence("input.not-a-time", "Enter a time like 09:30.")
TOO_LARGE = sentence("input.too-large", "This number is too large.")
HIDDEN_CHARACTER = sentence(
    "input.hidden-character", "This contains a hidden character ({character}). Please remove it."
)
EMPTY = sentence("input.empty", "This is empty.")
TOO_LONG = sentence("input.too-long", "Keep this to {most} characters.")
NAME_TOO_LONG = sentence("input.name-too-long", "Keep the name to {most} characters.")
BLOCK_INCOMPLETE = sentence("input.block-incomplete", "Enter day, start and end of the further block, or none of them.")
NO_SUCH_PRESET = sentence("input.no-such-preset", "There is no such preset.")
WHOLE_NUMBER = sentence("input.whole-number", "Enter a whole number from {least} to {most}.")
WHOLE_NUMBER_OR_EMPTY = sentence(
    "input.whole-number-or-empty", "Enter a whole number from {least} to {most}, or leave it empty."
)
SECONDS = sentence("input.seconds", "Enter a whole number of seconds from {least} to {most}.")
PERCENTAGE = sentence("input.percentage", "Choose a whole number from 0 to 100.")
TOO_MANY = sentence("input.too-many", "At most {most}.")
NOT_AN_ADDRESS = sentence("input.not-an-address", "“{text}” is not an e-mail address.")
MAXIMUM_BELOW_MINIMUM = sentence("input.maximum-below-minimum", "The maximum must not be less than the minimum.")
ENDS_BEFORE_START = sentence("input.ends-before-start", "The end must be after the start, on the same day.")
DAY_RANGE = sentence("input.day-range", "Choose a day between 2000 and 2100.")

UNKNOWN_LANGUAGE = sentence(
    "language.unknown", "There are no texts in the language “{code}”. Choose one of: {known:list}."
)
TIME_ZONE_NEAR = sentence("time-zone.near", "“{name}” is no time zone. Do you mean {zones:commas}?")
TIME_ZONE_OF_COUNTRY = sentence(
    "time-zone.of-country", "There are several time zones in “{name}”. Choose one: {zones:commas}."
)
TIME_ZONE_SHORT = sentence(
    "time-zone.short",
    "“{name}” is what clocks show in several places, or for a part of the year. Choose a place, like {zones:commas}.",
)
TIME_ZONE_OFFSET = sentence(
    "time-zone.offset", "“{name}” does not say whether clocks change. Choose a place, like {zones:commas}."
)
UNKNOWN_TIME_ZONE = sentence("time-zone.unknown", "There is no time zone “{name}”. Choose one like Europe/Berlin.")
EVENT_NAME = sentence("event.name", "Give the event a name.")
BLOCK_NAME = sentence("block.name", "Give the block a name, like “Morning”.")
BLOCK_AUDIENCE = sentence(
    "block.audience", "Choose who may meet in this block: everybody, or groups by the meeting rules."
)
TOO_MANY_BLOCKS = sentence("block.too-many", "An event can have at most {most} blocks.")
GROUP_NAME = sentence("group.name", "Give the group a name, like “Buyers”.")
TOO_MANY_GROUPS = sentence("group.too-many", "An event can have at most {most} groups.")
NO_SUCH_RULE = sentence("rule.not-found", "There is no such pair of groups.")
NOT_A_RULE = sentence("rule.not-a-pair", "A rule is a pair of group names.")
TABLE_NAME = sentence("table.name", "Give the table a name, like “Table 1”.")
NAME_OF_TABLE = sentence("closure.table", "Enter the name of the table.")
RANGE_REVERSED = sentence("table.range-reversed", "The range is reversed: {first} to {last}.")
RANGE_TOO_LONG = sentence("table.range-too-long", "Add at most {most} tables.")
TOO_MANY_CLOSURES = sentence("closure.too-many", "At most {most} closures.")
UNKNOWN_WEIGHTS = sentence("weights.unknown", "There are no weights called “{name}”. Choose one of {known:list}.")
NO_WEIGHT = sentence("weights.none", "Set at least one of these weights above 0.")

KEYWORD_TOO_LONG = sentence("interest.too-long", "An interest can have at most {most} characters; this one is longer.")
TOPIC_TOO_LONG = sentence("topic.too-long", "A topic can have at most {most} characters; this one is longer.")
GOAL_KIND = sentence("goal.kind", "Choose a kind from the list.")
GOAL_WITHOUT_TOPIC = sentence("goal.without-topic", "Describe it in a few words.")
OTHER_WITHOUT_TOPIC = sentence("goal.other-without-topic", "Describe it, like “other: a flat to swap”.")
NO_SUCH_PERSON = sentence("request.person", "There is no such person.")
GRADE = sentence("request.grade", "Choose “must”, “would like” or “no thanks”.")
TOO_MANY_INTERESTS = sentence("interest.too-many", "Choose at most {most} interests.")
TOO_MANY_REQUESTS = sentence("request.too-many", "Choose at most {most} people.")
LISTED_TWICE = sentence("input.listed-twice", "{text} is listed twice; once is enough.")
THIS_LISTED_TWICE = sentence("input.this-listed-twice", "This is listed twice; once is enough.")
PERSON_LISTED_TWICE = sentence("request.listed-twice", "This person is listed twice; once is enough.")
SEARCH_TOO_LONG = sentence("directory.search-too-long", "Search for at most {most} characters.")
NO_SUCH_GROUP = sentence("directory.group", "There is no such group.")
NO_SUCH_PAGE = sentence("directory.page", "There is no such page.")

ORGANIZER_ADDRESS = sentence("organizer.address", "“{text}” is not an e-mail address. Enter one like ada@example.org.")
ORGANIZER_NAME = sentence("organizer.name", "Enter a name of {least} to {most} characters.")
SIGN_IN_ADDRESS = sentence("sign-in.address", "Enter an e-mail address, like ann@example.org.")
PASSWORD_LENGTH = sentence("sign-in.password-length", "A password has 1 to {most} characters.")
NEW_PASSWORD_LENGTH = sentence("sign-in.new-password-length", "Use {least} to {most} characters.")
PASSWORDS_DIFFER = sentence("sign-in.passwords-differ", "The two passwords differ.")
OTHER_PERSON = sentence("pair.other", "Enter the other person.")
RELATION = sentence("pair.relation", "Choose one of the listed relations.")

NAME = sentence("attendee.name", "Enter a name.")
NAME_WITHOUT_LETTER = sentence(
    "attendee.name-without-letter", "“{text}” contains no letter. Is this the column of names?"
)
STATUS = sentence("attendee.status", "Write invited, active or withdrawn.")
ITEM_TOO_LONG = sentence("attendee.item-too-long", "“{text}…” is too long: at most {most} characters each.")
LIST_TOO_MANY_INTERESTS = plural(
    "attendee.interests", "At most {most} interest.", "At most {most} interests.", by="most"
)
LIST_TOO_MANY_GOALS = plural("attendee.goals", "At most {most} of these.", "At most {most} of these.", by="most")
LIST_TOO_MANY_PEOPLE = plural("attendee.people", "At most {most} person.", "At most {most} people.", by="most")
LIST_TOO_MANY_TIMES = plural(
    "attendee.times-away", "At most {most} time away.", "At most {most} times away.", by="most"
)
NOT_A_SPAN = sentence("attendee.not-a-span", "“{text}” is not a time span. Enter it like 2027-05-11 09:00-10:30.")
SPAN_REVERSED = sentence("attendee.span-reversed", "“{text}” ends before it starts.")
SPAN_NO_TIME = sentence("attendee.span-no-time", "“{text}” is no time.")

TIME_SKIPPED = sentence(
    "time.skipped",
    "{at} on {day} does not exist in {timezone}: the clocks go forward then. Choose another time.",
)
TIME_TWICE = sentence(
    "time.twice", "{at} on {day} occurs twice in {timezone}: the clocks go back then. Choose another time."
)
