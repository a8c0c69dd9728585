"""Why there is no schedule: the sentences for the solver's conflicts."""

from matchmaker.messages.sentence import plural, sentence

# rules that cannot all hold
sentence("conflict.rules", "{meetings:clauses}, but {limits:clauses}")
sentence("conflict.one-slot", "{meeting}, but {limit}, where {fixed}")
sentence("conflict.no-small-set", "the required meetings cannot be placed under all rules together")
# meetings that must take place
sentence("conflict.must-meet", "{pair} must meet")
sentence("conflict.must-meet-several", "{person:person} must meet {others:list}")
plural(
    "conflict.must-meet-many",
    "{person:person} must meet {others:list} ({count:number} meeting)",
    "{person:person} must meet {others:list} ({count:number} meetings)",
)
sentence("conflict.fixed", "{person:person} is fixed with {meetings:list}")
sentence("conflict.fixed-at", "{other} at {slot:slot}")
sentence("conflict.fixed-with", "{person:person} is fixed with {other}")
# limits
sentence("conflict.pair-slots", "{pair} may only meet at {times}")
sentence("conflict.fixed-table", "{pair} are fixed to table {table:table}")
sentence(
    "conflict.not-available",
    "{person:person} is not available at {times} ({left:number} of {all:number} slots are left)",
)
sentence("conflict.available-only", "{person:person} is available only at {times}")
sentence("conflict.never-available", "{person:person} is never available")
plural(
    "conflict.max-meetings",
    "{person:person} may have at most {count:number} meeting",
    "{person:person} may have at most {count:number} meetings",
)
plural(
    "conflict.max-consecutive",
    "{person:person} may have at most {count:number} meeting in a row",
    "{person:person} may have at most {count:number} meetings in a row",
)
sentence("conflict.before", "{first} meet before {later}")
sentence("conflict.gap-spread", "the numbers of gaps of two people differ by at most {most:number}")
sentence(
    "conflict.table-capacity",
    "the tables ({tables}, {places}) cannot hold more meetings, counting only open, unreserved tables",
)
plural("conflict.tables", "{count:number} table", "{count:number} tables")
plural("conflict.places", "{count:number} meeting at once", "{count:number} meetings at once")
plural("conflict.slots", "there is only {count:number} slot", "there are only {count:number} slots")
sentence("conflict.one-at-a-time", "no one can be in two meetings at once")
# people, pairs and times
sentence("conflict.pair", "{a:person} and {b:person}")
sentence("conflict.one-of-pairs", "{a:person} and {b:person} (pair {pair})")
sentence("conflict.other", "{person:person}")
sentence("conflict.other-of-pair", "{person:person} (pair {pair})")
sentence("conflict.slot", "{slot:slot}")
sentence("conflict.from-to", "{first:slot} to {last:slot}")
sentence("conflict.times", "{times:list}")
plural("conflict.many-times", "{times:list} ({count:number} slot)", "{times:list} ({count:number} slots)")
sentence("conflict.no-slot", "no slot at all")
# contradictions that are found without a search
sentence("conflict.impossible-pair", "{pair} must meet, but {reason}")
sentence(
    "conflict.table-of-others",
    "the fixed table {table:table} is reserved for others or not the own table of {a:person} or {b:person}",
)
sentence("conflict.never-together", "there is no slot in which both are available")
sentence(
    "conflict.no-slot-with-a-table",
    "there is no slot in which both are available, the pair may meet and a table that they may use is open",
)
sentence(
    "conflict.no-slot-with-their-table",
    "there is no slot in which both are available, the pair may meet and table {table:table} is open",
)
sentence(
    "conflict.fixed-without-a-table",
    "there is no slot in which both are available, the pair is fixed and a table that they may use is open",
)
sentence(
    "conflict.fixed-without-their-table",
    "there is no slot in which both are available, the pair is fixed and table {table:table} is open",
)
plural(
    "conflict.too-many-of-person",
    "{person:person} has {count:number} required meeting, but can hold at most {most:number} "
    "(by available slots, max_meetings and max_consecutive)",
    "{person:person} has {count:number} required meetings, but can hold at most {most:number} "
    "(by available slots, max_meetings and max_consecutive)",
)
sentence(
    "conflict.same-slot",
    "{person:person} would be in two meetings at {slot:slot}: {first} and {second} must meet and can only meet then",
)
plural(
    "conflict.too-many-at-table",
    "{count:number} required meeting must be at table {table:table}, which has room for {room:number} in all slots",
    "{count:number} required meetings must be at table {table:table}, which has room for {room:number} in all slots",
)
plural(
    "conflict.too-many-at-tables",
    "{count:number} required meeting must be at tables that are not reserved, "
    "which have room for {room:number} in all slots",
    "{count:number} required meetings must be at tables that are not reserved, "
    "which have room for {room:number} in all slots",
)
plural(
    "conflict.slot-full-at-table",
    "{count:number} required meeting can only be at {slot:slot}, "
    "but table {table:table} has room for {room:number} then",
    "{count:number} required meetings can only be at {slot:slot}, "
    "but table {table:table} has room for {room:number} then",
)
plural(
    "conflict.slot-full",
    "{count:number} required meeting can only be at {slot:slot}, "
    "but the tables that are not reserved have room for {room:number} then",
    "{count:number} required meetings can only be at {slot:slot}, "
    "but the tables that are not reserved have room for {room:number} then",
)
sentence("conflict.chain", "there are too few slots for these meetings one after the other: {pairs:semicolons}")
plural(
    "conflict.crowded",
    "{count:number} required meeting of {person:person} can only be at {slots:slots}, "
    "by availability, allowed slots and tables: {pairs:semicolons}",
    "{count:number} required meetings of {person:person} can only be at {slots:slots}, "
    "by availability, allowed slots and tables: {pairs:semicolons}",
)
