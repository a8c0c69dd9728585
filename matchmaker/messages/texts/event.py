"""What the setup of an event says: agenda, groups, tables, relations of pairs."""

from matchmaker.messages.sentence import plural, sentence

NO_SUCH_EVENT = sentence("event.not-found", "There is no such event.")
EVENT_CHANGED = sentence(
    "event.changed", "Someone else has changed this event since you opened the page. Look at their changes first."
)
NEW_EVENT_NEEDS = sentence("event.new-needs", "A new event needs at least a name and a time zone.")
BLOCK_TOO_SHORT = sentence("block.too-short", "This block is too short for a single meeting of {minutes} minutes.")
TOO_MANY_SLOTS = sentence("agenda.too-many-slots", "An event can have at most {most} slots. Use longer slots.")
BLOCKS_OVERLAP = sentence("agenda.overlap", "“{later}” starts before “{earlier}” ends.")
BLOCK_GONE = sentence("block.gone", "This block no longer exists. Reload the page and try again.")
NO_GROUP_CALLED = sentence("group.not-found", "There is no group called “{name}”.")
NO_TABLE_CALLED = sentence("table.not-found", "There is no table called “{name}”.")
GROUP_LOOKS_ALIKE = sentence(
    "group.looks-alike", "“{name}” looks like “{other}”. Use one of them, or tick “Different groups” and save again."
)
GROUPS_GONE = sentence("group.gone", "One of these groups no longer exists. Reload the page and try again.")
GROUP_NAME_TAKEN = sentence("group.name-taken", "Another group is already called “{name}”.")
GROUP_GONE = sentence("group.this-gone", "This group no longer exists. Reload the page.")
TABLE_NAMES_TAKEN = sentence(
    "table.names-taken", "These tables exist already: {names:list4}. Choose other names or numbers."
)
TABLE_NAMES_TOO_LONG = sentence("table.names-too-long", "Keep the names to {most} characters.")
TOO_MANY_TABLES = sentence("table.too-many", "An event can have at most {most} tables.")
NO_SUCH_TABLE = sentence("table.gone", "There is no such table.")
TABLE_NAME_TAKEN = sentence("table.name-taken", "There is already a table “{name}”. Choose another name.")

AGREED_ONLY = sentence("pair.agreed-only", "Only an agreed meeting has a time and a table.")
TWO_PEOPLE = sentence("pair.two-people", "Choose two different people.")
PAIR_OF_ANOTHER_EVENT = sentence("pair.of-another-event", "This event has no such person, time or table.")
PERSON_TAKEN = sentence("pair.person-taken", "{who} has another agreed meeting at that time.")
TABLE_TAKEN = sentence("pair.table-taken", "{table_name} is taken at that time by another agreed meeting.")

STEP_SET_UP = sentence("step.set-up", "Set up")
STEP_ATTENDEES = sentence("step.attendees", "Attendees")
STEP_ANSWERS = sentence("step.answers", "Answers")
STEP_SOLVE = sentence("step.solve", "Solve")
STEP_PUBLISH = sentence("step.publish", "Publish")
NO_SLOTS_YET = sentence("step.no-slots", "There are no slots yet.")
NO_TABLES_YET = sentence("step.no-tables", "There are no tables yet.")
NO_SLOTS_NOR_TABLES = sentence("step.no-slots-nor-tables", "There are no slots and no tables yet.")
SLOTS_AND_TABLES = sentence("step.slots-and-tables", "{slots}, {tables}.")
SLOTS = plural("count.slots", "{count:number} slot", "{count:number} slots")
TABLES = plural("count.tables", "{count:number} table", "{count:number} tables")
NOBODY_YET = sentence("step.nobody", "Import a list of attendees, or add them one by one.")
ON_THE_LIST = plural(
    "step.on-the-list", "{count:number} attendee on the list.", "{count:number} attendees on the list."
)
NO_ANSWERS_YET = sentence("step.no-answers", "No answers yet. Send out the personal links.")
HAVE_ANSWERED = sentence("step.have-answered", "{answered:number} of {people:number} have answered.")
NO_PLAN_YET = sentence("step.no-plan", "No plan yet.")
PLAN_STALE = sentence("step.plan-stale", "The data has changed since plan {number} was made. Solve again.")
PLAN_UP_TO_DATE = sentence("step.plan-up-to-date", "Plan {number} is up to date.")
NOTHING_SHOWN = sentence("step.nothing-shown", "Attendees see no plan yet.")
NEWER_PLAN = sentence("step.newer-plan", "Attendees see plan {number}; there is a newer one.")
PLAN_SHOWN = sentence("step.plan-shown", "Attendees see plan {number}.")

SLOT_REMOVED = sentence("loss.slot-removed", "{at:shortmoment} is removed: {affected:list}")
SLOT_LENGTH_CHANGED = sentence("loss.slot-length", "{at:shortmoment} changes its length: {affected:list}")
TABLE_REMOVED = sentence("loss.table-removed", "{table_name} is removed: {affected:list}")
GROUP_REMOVED = plural(
    "loss.group-removed",
    "The group {group_name} is removed: {count:number} person then has no group",
    "The group {group_name} is removed: {count:number} people then have no group",
)
AGREED_MEETINGS = plural("loss.agreed", "{count:number} agreed meeting", "{count:number} agreed meetings")
ABSENCES = plural("loss.absences", "{count:number} absence", "{count:number} absences")
OWNERS = plural("loss.owners", "{count:number} owner", "{count:number} owners")
