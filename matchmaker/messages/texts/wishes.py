"""Why somebody has fewer meetings than their minimum, as far as it can be said without a search."""

from matchmaker.messages.sentence import plural, sentence

FEW_SLOTS = plural(
    "wishes.few-slots", "available in only {count:number} slot", "available in only {count:number} slots"
)
OTHERS_CAME_FIRST = sentence("wishes.others-first", "possible partners and places went to other meetings")
