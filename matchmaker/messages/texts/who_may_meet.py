"""Why nobody, or few people, may meet: said before a plan is made and beside one with few meetings."""

from matchmaker.messages.sentence import plural, sentence

ALONE = sentence("may-meet.alone", "Only one person takes part, so nobody can meet.")
ALL_WITHDRAWN = sentence("may-meet.all-withdrawn", "Everybody has withdrawn, so nobody can meet.")
WITHDRAWN = plural(
    "may-meet.withdrawn",
    "{count:number} of {people:number} people has withdrawn.",
    "{count:number} of {people:number} people have withdrawn.",
)
ALL_COLLEAGUES = sentence(
    "may-meet.all-colleagues",
    "All {count:number} people share the organisation “{organisation}”, and people of one organisation do not meet.",
)
MANY_COLLEAGUES = sentence(
    "may-meet.many-colleagues",
    "{count:number} of {people:number} people share the organisation “{organisation}”, and people of one organisation "
    "do not meet.",
)
NO_GROUP = plural(
    "may-meet.no-group",
    "{count:number} person is in no group, and the blocks ask for groups.",
    "{count:number} people are in no group, and the blocks ask for groups.",
)
NO_RULES = sentence(
    "may-meet.no-rules", "The blocks ask for groups that may meet, and no rule says yet which groups may."
)
GROUPS_WITHOUT_RULE = plural(
    "may-meet.groups-without-rule",
    "{count:number} person is in a group that may meet nobody ({groups:list5}).",
    "{count:number} people are in groups that may meet nobody ({groups:list5}).",
)
GROUPS_WITHOUT_PARTNERS = plural(
    "may-meet.groups-without-partners",
    "{count:number} person is in a group that may meet only groups with nobody else in them ({groups:list5}).",
    "{count:number} people are in groups that may meet only groups with nobody else in them ({groups:list5}).",
)
GROUPS_APART = sentence(
    "may-meet.groups-apart", "No rule between groups lets {count:number} of {pairs:number} pairs meet."
)
NEVER_THERE = plural(
    "may-meet.never-there",
    "{count:number} person is away during all slots.",
    "{count:number} people are away during all slots.",
)
ALL_WITHOUT_COMMON_SLOT = sentence(
    "may-meet.all-without-common-slot", "No pair has a slot in which both are there and may meet."
)
WITHOUT_COMMON_SLOT = sentence(
    "may-meet.without-common-slot",
    "{count:number} of {pairs:number} pairs have no slot in which both are there and may meet.",
)
NO_MEETINGS = plural(
    "may-meet.no-meetings",
    "{count:number} person has a maximum of 0 meetings.",
    "{count:number} people have a maximum of 0 meetings.",
)
ALL_MET_BEFORE = sentence(
    "may-meet.all-met-before", "Every pair has met before, and pairs that have met do not meet again."
)
MET_BEFORE = sentence(
    "may-meet.met-before",
    "{count:number} of {pairs:number} pairs have met before, and pairs that have met do not meet again.",
)
ALL_KEPT_APART = sentence("may-meet.all-kept-apart", "Every pair is kept apart.")
KEPT_APART = sentence("may-meet.kept-apart", "{count:number} of {pairs:number} pairs are kept apart.")
