"""How good a plan is, as far as is proven, and what its tiers reached."""

from matchmaker.messages.sentence import plural, sentence

PROVEN_OPTIMAL = sentence("quality.optimal", "proven optimal")
NOT_KNOWN = sentence("quality.not-known", "how much better a plan can be is not known")
NOT_WORTH_MORE = sentence("quality.not-worth-more", "no plan is worth more")
OTHER_TIERS_OPEN = sentence(
    "quality.other-tiers-open", "no plan is worth more, but one with fewer gaps or moves may exist"
)
MAY_BE_WORTH = plural(
    "quality.may-be-worth",
    "a plan worth up to {count:number0} point may exist",
    "a plan worth up to {count:number0} points may exist",
)
AT_MOST_BETTER = sentence("quality.at-most-better", "at most {gap:percent2} better is possible")

MINIMUMS_MET = sentence("figure.minimums-met", "Everyone has their minimum number of meetings.")
NO_MINIMUMS = sentence("figure.no-minimums", "Nobody has a minimum number of meetings.")
MINIMUMS_SHORT = plural(
    "figure.minimums-short",
    "People are {count:number} meeting short of their minimums.",
    "People are {count:number} meetings short of their minimums.",
)
FLOOR = plural(
    "figure.floor",
    "Everybody has at least {count:number} meeting, or as many as their times and limits allow.",
    "Everybody has at least {count:number} meetings, or as many as their times and limits allow.",
)
NO_FLOOR = sentence("figure.no-floor", "Somebody who could meet somebody has no meeting.")
SCORE = plural(
    "figure.score", "The meetings are worth {count:number} point.", "The meetings are worth {count:number} points."
)
GAPS = plural(
    "figure.gaps", "{count:number} gap between people's meetings.", "{count:number} gaps between people's meetings."
)
MOVES = plural(
    "figure.moves",
    "{count:number} change of table between people's meetings.",
    "{count:number} changes of table between people's meetings.",
)
SCORE_UNKNOWN = sentence("proof.score-unknown", "How much more a plan can be worth is not known.")
SCORE_LIMIT = sentence("proof.score-limit", "No plan is worth more than {limit:number}.")
SCORE_BEST = sentence("proof.score-best", "No plan is worth more.")
MINIMUMS_LIMIT = sentence("proof.minimums-limit", "No plan is less than {least:number} short.")
MINIMUMS_BEST = sentence("proof.minimums-best", "No plan does better.")
FLOOR_LIMIT = sentence("proof.floor-limit", "No plan can give everybody more than {limit:number}.")
FLOOR_BEST_BECAUSE = sentence("proof.floor-best-because", "No plan can give everybody {next:number}: {reason}.")
FLOOR_UNKNOWN = sentence("proof.floor-unknown", "Whether a plan can give everybody more is not known.")
TOO_FEW_SEATS = sentence(
    "proof.too-few-seats",
    "{people:number} people need {needed:number} seats for it, and the tables have {seats:number}",
)
PAIRS_AND_TIMES = sentence(
    "proof.pairs-and-times", "the people who may meet each other have too few common times or partners for it"
)
NOT_PROVEN = sentence("proof.not-proven", "Whether fewer are possible is not known.")
FEWER_LIMIT = sentence("proof.fewer-limit", "No plan has fewer than {least:number}.")
FEWEST = sentence("proof.fewest", "No plan has fewer.")
WITH_PROOF = sentence("figure.with-proof", "{value} {proof}")
