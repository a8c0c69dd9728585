"""What publishing is refused for."""

from matchmaker.messages.sentence import plural, sentence

STALE = sentence(
    "publish.stale",
    "The event's data changed since plan {number} was made. Solve again, or check what it would change and publish it "
    "anyway.",
)
NONE_PUBLISHED = sentence("publish.none", "No plan is published.")
NEARNESS = sentence(
    "publish.nearness",
    "Against the published plan: {kept:number} kept, {moved:number} moved, {cancelled:number} cancelled, "
    "{added:number} new; {told}.",
)
WILL_BE_TOLD = plural(
    "publish.will-be-told",
    "{count:number} person will be told when it is published",
    "{count:number} people will be told when it is published",
)
