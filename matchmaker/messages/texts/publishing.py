"""What publishing is refused for."""

from matchmaker.messages.sentence import sentence

STALE = sentence(
    "publish.stale",
    "The event's data changed since plan {number} was made. Solve again, or check what it would change and publish it "
    "anyway.",
)
NONE_PUBLISHED = sentence("publish.none", "No plan is published.")
