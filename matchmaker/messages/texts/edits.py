"""Sentences about plans that are carried over to today's data, and about edits by hand."""

from typing import Final

from matchmaker.messages.sentence import plural, sentence

PERSON_GONE = sentence("base-plan.person-gone", "{who:person} does not take part any more")
PAIR_GONE = sentence("base-plan.pair-gone", "{a:person} and {b:person} may not meet any more")
SLOT_GONE = sentence("base-plan.slot-gone", "there is no slot at this time any more")
TABLE_GONE = sentence("base-plan.table-gone", "{table_name} does not exist any more")

MEETING_GONE = sentence("edit.meeting-gone", "These two have no meeting in this plan.")
CHANGED_MEANWHILE = sentence(
    "edit.changed-meanwhile", "Somebody else has changed plan {number} since this page was opened. Nothing was changed."
)
SUPERSEDED = sentence("edit.superseded", "Plan {number} was replaced by a later one and cannot be changed.")
NOTHING_TO_UNDO = sentence("edit.nothing-to-undo", "There is no change to undo in plan {number}.")
NOTHING_TO_REDO = sentence("edit.nothing-to-redo", "There is no change to redo in plan {number}.")
NOT_LISTED = sentence(
    "edit.not-listed",
    "{a:person} and {b:person} are not among the pairs that may meet: nothing speaks for this meeting, "
    "or something rules it out.",
)
NO_PLACE = sentence("edit.no-place", "There is no slot and table that suits both {a:person} and {b:person}.")
AGREED = sentence("edit.agreed", "{a:person} and {b:person} have an agreed meeting. Take back the agreement first.")
WITHDRAWN = sentence("edit.withdrawn", "{person:person} has withdrawn.")
BUSY = sentence("edit.busy", "{person:person} meets {other:person} then.")
SLOT_REMOVED = sentence("edit.slot-removed", "There is no such slot.")
TABLE_REMOVED = sentence("edit.table-removed", "There is no such table.")
BELOW_MINIMUM = plural(
    "edit.below-minimum",
    "{person:person} has {count:number} meeting, fewer than the minimum of {least:number}.",
    "{person:person} has {count:number} meetings, fewer than the minimum of {least:number}.",
)
AWAY = sentence("place.away", "{person:person} is not available then.")
OUTSIDE_THEIR_SLOTS = sentence("place.pair-slots", "These two may not meet then.")
AGREED_FOR = sentence("place.fixed-slot", "The meeting is agreed for {slot:slot}.")
AGREED_AT = sentence("place.fixed-table", "The meeting is agreed at {table:table}.")
CLOSED = sentence("place.closed", "{table:table} is closed then.")
FULL = sentence("place.full", "{table:table} is taken then.")
RESERVED = sentence("place.reserved", "{table:table} is reserved.")
OWN_TABLE = sentence("place.own-table", "{person:person} meets at {table:table}.")

KINDS: Final = {
    "add": sentence("edit.kind.add", "added"),
    "cancel": sentence("edit.kind.cancel", "cancelled"),
    "move": sentence("edit.kind.move", "moved"),
    "pin": sentence("edit.kind.pin", "pinned"),
    "swap": sentence("edit.kind.swap", "swapped"),
    "unpin": sentence("edit.kind.unpin", "unpinned"),
}
