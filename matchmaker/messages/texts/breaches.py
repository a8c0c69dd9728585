"""Violations that the verifier finds, as sentences. `breach.` is followed by the code of the rule."""

from matchmaker.messages.sentence import plural, sentence

sentence("breach.pair-once", "pair {pair} ({a:person} and {b:person}) meets {count} times, but is listed once")
sentence("breach.double-booked", "{person:person} is in {count} meetings at {slot:slot}")
sentence(
    "breach.not-available",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: {person:person} is not available then",
)
sentence(
    "breach.pair-slots",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: the pair may not meet in that slot",
)
sentence("breach.required", "the required meeting of {a:person} and {b:person} (pair {pair}) is missing")
sentence(
    "breach.fixed-slot",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: the meeting is fixed to slot {fixed:slot}",
)
sentence(
    "breach.fixed-table",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: the meeting is fixed to table {fixed:table}",
)
sentence(
    "breach.table-closed",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: the table is closed then",
)
sentence(
    "breach.table-reserved",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: the table is reserved for its owner",
)
sentence(
    "breach.own-table",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: the meeting must be at {own:table}, "
    "the own table of {owner:person}",
)
sentence("breach.before", "pair {pair} is not before pair {later}")
sentence("breach.status", "a schedule without a solution lists meetings")
sentence(
    "breach.unknown-pair",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: index {pair} is not this pair",
)
sentence(
    "breach.unknown-slot",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: there is no slot {slot:slot}",
)
sentence(
    "breach.unknown-table",
    "{a:person} and {b:person} at {slot:slot}, table {table:table}: there is no table {table:table}",
)
sentence("breach.tiers", "the tiers are {tiers:commas}, not those of the problem's objective")
sentence("breach.tier-value", "tier {tier}: stated as {stated}, but is {actual}")
sentence("breach.tier-bound", "tier {tier}: value {value} is better than its bound {bound}")
plural(
    "breach.table-capacity",
    "table {table:table} holds {count} meeting at {slot:slot}, but its capacity is {capacity}",
    "table {table:table} holds {count} meetings at {slot:slot}, but its capacity is {capacity}",
)
plural(
    "breach.max-meetings",
    "{person:person} has {count} meeting, but may have at most {most}",
    "{person:person} has {count} meetings, but may have at most {most}",
)
plural(
    "breach.max-consecutive",
    "{person:person} has {count} meeting in a row, but may have at most {most}",
    "{person:person} has {count} meetings in a row, but may have at most {most}",
)
plural(
    "breach.gap-spread",
    "{most:person} has {count} gap, {least:person} {fewest}: they may differ by at most {limit}",
    "{most:person} has {count} gaps, {least:person} {fewest}: they may differ by at most {limit}",
)
sentence("unsound.breach", "the schedule breaks a rule of the problem: {breach}")
sentence("unsound.infeasible", "the schedule is infeasible: there are no meetings to explain")
sentence("unsound.unknown", "the schedule is unknown: there are no meetings to explain")
