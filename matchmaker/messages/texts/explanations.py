"""What a decision about two people is worth: why they meet or not, and what the opposite would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matchmaker.messages.sentence import Sentence, plural, sentence


@dataclass(frozen=True)
class Proofs:
    """What is proven about the value of a tier."""

    exact: Sentence
    at_least: Sentence


@dataclass(frozen=True)
class Decision:
    """The sentences about the opposite decision. `further_proofs`: for a tier after others, whose values are kept."""

    impossible: Sentence
    not_found: Sentence
    found: Sentence
    first_proofs: Proofs
    further_proofs: Proofs


FORCED: Final = Decision(
    sentence("forced.impossible", "If they had to meet, no schedule could satisfy all rules:"),
    sentence("forced.not-found", "If they had to meet: no such schedule was found within the time limit."),
    sentence("forced.found", "If they had to meet (such a schedule was constructed and verified):"),
    Proofs(
        sentence("forced.exact", "proven: no schedule with this meeting is better"),
        sentence("forced.at-least", "proven: every schedule with this meeting is at least {least:number} worse"),
    ),
    Proofs(
        sentence("forced.exact-further", "proven: no schedule with this meeting that keeps the above is better"),
        sentence(
            "forced.at-least-further",
            "proven: every schedule with this meeting that keeps the above is at least {least:number} worse",
        ),
    ),
)
WITHOUT: Final = Decision(
    sentence("without.impossible", "Without this meeting, no schedule could satisfy all rules:"),
    sentence("without.not-found", "Without this meeting: no such schedule was found within the time limit."),
    sentence("without.found", "Without this meeting (such a schedule was constructed and verified):"),
    Proofs(
        sentence("without.exact", "proven: no schedule without it is better"),
        sentence("without.at-least", "proven: every schedule without it is at least {least:number} worse"),
    ),
    Proofs(
        sentence("without.exact-further", "proven: no schedule without it that keeps the above is better"),
        sentence(
            "without.at-least-further",
            "proven: every schedule without it that keeps the above is at least {least:number} worse",
        ),
    ),
)
NOT_RULED_OUT = sentence("cost.not-ruled-out", "a better one is not ruled out")
COST = sentence("cost.tier", "{tier}: {compared} ({proof})")
COST_UNKNOWN = sentence("cost.tier-unknown", "{tier}: ({proof})")
COMPARED = sentence("cost.compared", "{found:number} instead of {before:number}, {how}")
SAME = sentence("cost.same", "the same")
WORSE = sentence("cost.worse", "{by:number} worse")
BETTER = sentence("cost.better", "{by:number} better")

NOT_LISTED = sentence("answer.not-listed", "{a:person} and {b:person} do not meet.")
APART = sentence("answer.apart", "{a:person} and {b:person} (score {score}) do not meet.")
MEET = sentence(
    "answer.meet",
    "{a:person} and {b:person} (score {score}) meet at {slot:slot}, table {table:table}.",
)
REQUIRED = sentence("answer.required", "The meeting is required.")
NO_ALTERNATIVE = sentence("answer.no-alternative", "Neither could meet anybody else at {slot:slot}.")
ALTERNATIVE = sentence(
    "answer.alternative", "At {slot:slot} {person:person} could meet {other:person} instead (score {score})."
)
ALTERNATIVE_GIVEN_UP = sentence(
    "answer.alternative-given-up",
    "At {slot:slot} {person:person} could meet {other:person} instead (score {score}), "
    "but {other:person} would then not meet {third:person}: {net} in total.",
)
CHANGES = plural("answer.changes", "{count:number} meeting changes:", "{count:number} meetings change:")
MORE_CHANGES = plural("answer.more-changes", "and {count:number} more", "and {count:number} more")
NO_LONGER = sentence("answer.no-longer", "{a:person} and {b:person} no longer meet")
NEW = sentence("answer.new", "{a:person} and {b:person} meet at {slot:slot}, table {table:table}")
MOVES = sentence(
    "answer.moves",
    "{a:person} and {b:person} move from {old_slot:slot}, table {old_table:table} to {slot:slot}, table {table:table}",
)
NO_OPENING = sentence("opening.none", "No opening was found that gains anything.")
PROVEN_OPENING = sentence("opening.proven", "{opening} Proven: at most {most:number}.")
