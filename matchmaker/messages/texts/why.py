"""Why two people do not meet: the sentences for the solver's reasons."""

from matchmaker.messages.sentence import plural, sentence

sentence("why.not-listed", "{a:person} and {b:person} are not among the pairs that may meet.")
sentence("why.not-available", "There is no slot in which both {a:person} and {b:person} are available.")
sentence(
    "why.pair-slots",
    "{a:person} and {b:person} are both available at {slots:slots6}, but this pair may not meet then.",
)
sentence("why.tables-closed", "At {slots:slots6} every unreserved table is closed.")
sentence("why.own-table-closed", "At {slots:slots6} the table {table:table}, which they must use, is closed.")
plural(
    "why.max-meetings",
    "{person:person} has {count:number} meeting already, the most allowed.",
    "{person:person} has {count:number} meetings already, the most allowed.",
)
sentence("why.no-meetings", "{person:person} may hold no meetings.")
sentence(
    "why.busy-only-slot",
    "In the only slot that both could use, one of them is in another meeting: {where:semicolons}.",
)
sentence(
    "why.busy-everywhere",
    "In the {count} slots that both could use, one of them is in another meeting: {where:semicolons}.",
)
sentence(
    "why.busy",
    "In {busy} of the {count} slots that both could use, one of them is in another meeting: {where:semicolons}.",
)
sentence("why.busy-at", "at {slot:slot} {meetings:list}")
sentence("why.meets", "{person:person} meets {other:person}")
sentence("why.meets-required", "{person:person} meets {other:person} (required)")
plural("why.and-so-on", "and so on in {count} more", "and so on in {count} more")
sentence("why.tables-taken", "At {slots:slots6} both are free, but every table that they may use is taken.")
sentence(
    "why.own-table-taken",
    "At {slots:slots6} both are free, but the table {table:table}, which they must use, is taken.",
)
sentence("why.order", "{slots:slots6} would break the order: this meeting must be {order:semicolons}.")
sentence("why.order-before", "before that of {a:person} and {b:person} at {slot:slot}")
sentence("why.order-after", "after that of {a:person} and {b:person} at {slot:slot}")
plural(
    "why.in-a-row",
    "At {slots:slots6} {person:person} would have more than {count:number} meeting in a row.",
    "At {slots:slots6} {person:person} would have more than {count:number} meetings in a row.",
)
sentence("why.gap-spread", "At {slots:slots6} the numbers of gaps of two people would differ by more than {limit}.")
sentence(
    "why.no-gain", "There is room for {a:person} and {b:person} at {slot:slot}, but the meeting would gain nothing."
)
sentence(
    "why.tier-order",
    "There is room for {a:person} and {b:person} at {slot:slot}, but it would cost {loss}, "
    "which counts for more than {gains:list}.",
)
sentence(
    "why.slack",
    "There is room for {a:person} and {b:person} at {slot:slot}, but it would cost {loss}, "
    "and {tier} may give up a little to avoid that.",
)
sentence(
    "why.fits",
    "There is room for {a:person} and {b:person} at {slot:slot}, and it would gain {gain}: "
    "it can simply be added to the schedule.",
)
sentence("why.the-minimums", "the minimums")
sentence("why.the-score", "the score")
sentence("why.the-gaps", "the gaps")
sentence("why.the-moves", "the changes of table")
sentence("why.the-fairness", "the fairness")
plural("why.minimums", "{count:number} open minimum", "{count:number} open minimums")
plural("why.score", "{count:number} point", "{count:number} points")
plural("why.gaps", "{count:number} gap", "{count:number} gaps")
plural("why.moves", "{count:number} change of table", "{count:number} changes of table")
plural(
    "why.fairness",
    "{count:number} meeting of those with the fewest",
    "{count:number} meetings of those with the fewest",
)
sentence(
    "why.required-meetings",
    "In every slot that {a:person} and {b:person} could use, a required meeting is in the way.",
)
plural(
    "why.swap-gains",
    "At {slot:slot} it could replace {out:list6} and gain {count:number} point.",
    "At {slot:slot} it could replace {out:list6} and gain {count:number} points.",
)
sentence(
    "why.better-used",
    "Both are better used elsewhere: the cheapest to cancel would be {out:list6}, "
    "worth more than the {score} of {a:person} and {b:person}.",
)
sentence(
    "why.as-good-elsewhere",
    "Both are better used elsewhere: the cheapest to cancel would be {out:list6}, "
    "worth as much as the meeting of {a:person} and {b:person}.",
)
sentence("why.meeting", "{a:person} with {b:person} ({score})")
OPENING = sentence("opening.gain", "If {addition}: {points} more.")
OPENING_WITH_MINIMUMS = sentence("opening.minimums-and-gain", "If {addition}: {minimums} met and {points} more.")
POINTS = plural("opening.points", "{count:number} point", "{count:number} points")
MINIMUMS = plural("opening.minimums", "{count:number} more minimum", "{count:number} more minimums")
HOUR = sentence("opening.hour", "{person:person} is available at {slot:slot}")
PLACE = sentence("opening.place", "{person:person} may hold one more meeting")
SLOT = sentence("opening.slot", "there is one more slot after {slot:slot}")
NEW_TABLE = sentence("opening.new-table", "there is one more table at {slot:slot}")
TABLE = sentence("opening.table", "the table {table:table} is open at {slot:slot}")
