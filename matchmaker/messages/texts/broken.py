"""Why a meeting of a plan cannot take place any more by today's data."""

from typing import Final

from matchmaker.messages.sentence import plural, sentence

WITHDREW: Final = sentence("broken.withdrew", "{person:person} withdrew")
AWAY: Final = sentence("broken.away", "{person:person} is not available then")
SLOT_GONE: Final = sentence("broken.slot-gone", "there is no slot at {at:shortmoment} any more")
SLOT_CHANGED: Final = sentence("broken.slot-changed", "the slot at {at:shortmoment} has another length")
TABLE_GONE: Final = sentence("broken.table-gone", "{table_name} does not exist any more")
TABLE_CLOSED: Final = sentence("broken.table-closed", "{table_name} is closed at {at:shortmoment}")
TABLE_FULL: Final = sentence("broken.table-full", "{table_name} has fewer places")
TABLE_RESERVED: Final = sentence("broken.table-reserved", "{table_name} is reserved now")
OWN_TABLE: Final = sentence("broken.own-table", "{person:person} meets at another table now")
AGREED_ELSEWHERE: Final = sentence("broken.agreed-elsewhere", "the meeting is agreed for another time or table")
KEPT_APART: Final = sentence("broken.kept-apart", "{a:person} and {b:person} are kept apart")
BLOCK_NOT_OPEN: Final = sentence("broken.block-not-open", "the block at {at:shortmoment} is not open to these groups")
MAY_NOT_MEET: Final = sentence("broken.may-not-meet", "two people may not meet any more")
OVER_LIMIT: Final = sentence("broken.over-limit", "{person:person} has more meetings than the limit of {most:number}")
COUNTED: Final = sentence("broken.counted", "{reason} ({count:number})")
FALL_AWAY: Final = plural(
    "broken.fall-away",
    "{count:number} meeting falls away: {reasons:list5}.",
    "{count:number} meetings fall away: {reasons:list5}.",
)
