"""Why nobody, or few people, may meet: said before a plan is made and beside one with few meetings."""

from matchmaker.messages.sentence import plural, sentence

ALONE = sentence("may-meet.alone", "Only one person takes part, so nobody can meet.")
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
NEVER_THERE = plural(
    "may-meet.never-there",
    "{count:number} person is away during all slots.",
    "{count:number} people are away during all slots.",
)
KEPT_APART = sentence("may-meet.kept-apart", "{count:number} of {pairs:number} pairs are kept apart.")
