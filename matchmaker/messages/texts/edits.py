"""Sentences about plans that are carried over to today's data, and about edits by hand."""

from matchmaker.messages.sentence import sentence

PERSON_GONE = sentence("base-plan.person-gone", "{who:person} does not take part any more")
PAIR_GONE = sentence("base-plan.pair-gone", "{a:person} and {b:person} may not meet any more")
SLOT_GONE = sentence("base-plan.slot-gone", "there is no slot at this time any more")
TABLE_GONE = sentence("base-plan.table-gone", "{table_name} does not exist any more")
