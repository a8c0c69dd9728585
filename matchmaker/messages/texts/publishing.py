"""What publishing is refused for."""

from matchmaker.messages.sentence import plural, sentence

STALE = sentence(
    "publish.stale",
    "The event's data changed since plan {number} was made. Solve again, or check what it would change and publish it "
    "anyway.",
)
NONE_PUBLISHED = sentence("publish.none", "No plan is published.")
CHANGED_MEANWHILE = sentence(
    "publish.changed-meanwhile",
    "The event or the plan has changed in the meantime, so nothing was done. Check what it would change now, and try "
    "again.",
)
NEARNESS = sentence(
    "publish.nearness",
    "Against the published plan: {kept:number} kept, {moved:number} moved, {cancelled:number} cancelled, "
    "{added:number} new; {told}.",
)
BREAKS = plural(
    "publish.breaks",
    "Nothing was saved: the change breaks {count:number} published meeting: {meetings:list5}.",
    "Nothing was saved: the change breaks {count:number} published meetings: {meetings:list5}.",
)
LOSES = sentence("publish.loses", "Nothing was saved, because of what would be lost: {losses:list5}.")
BROKEN_MEETING = sentence(
    "publish.broken-meeting", "{at:shortmoment}, {table_name}, {a:person} and {b:person} ({reason})"
)
WILL_BE_TOLD = plural(
    "publish.will-be-told",
    "{count:number} person will be told when it is published",
    "{count:number} people will be told when it is published",
)
