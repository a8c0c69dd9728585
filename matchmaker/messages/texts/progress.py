"""The stages and tiers that a solve reports: words of the solver, and the sentences for them."""

from typing import Final

from matchmaker.messages.message import Message
from matchmaker.messages.sentence import Sentence, sentence
from matchmaker.messages.texts.common import AS_IS

TIER_DONE = sentence("stage.tier-done", "{tier} done")
TIERS: Final[dict[str, Sentence]] = {
    "minimums": sentence("tier.minimums", "minimums"),
    "score": sentence("tier.score", "score"),
    "gaps": sentence("tier.gaps", "gaps"),
    "moves": sentence("tier.moves", "moves"),
    "fairness": sentence("tier.fairness", "fairness"),
    "value": sentence("tier.value", "value"),
}
SOLVER_STAGES: Final[dict[str, Sentence]] = {
    "changes that pay": sentence("stage.changes-that-pay", "changes that pay"),
    "choosing pairs": sentence("stage.choosing-pairs", "choosing pairs"),
    "conflict": sentence("stage.conflict", "conflict"),
    "fewer gaps": sentence("stage.fewer-gaps", "fewer gaps"),
    "fewest changes": sentence("stage.fewest-changes", "fewest changes"),
    "finding slots": sentence("stage.finding-slots", "finding slots"),
    "first tables": sentence("stage.first-tables", "first tables"),
    "free slots": sentence("stage.free-slots", "free slots"),
    "kept meetings": sentence("stage.kept-meetings", "kept meetings"),
    "near tables": sentence("stage.near-tables", "near tables"),
    "other meetings": sentence("stage.other-meetings", "other meetings"),
    "proof": sentence("stage.proof", "proof"),
    "required meetings": sentence("stage.required-meetings", "required meetings"),
    "slot by slot": sentence("stage.slot-by-slot", "slot by slot"),
}
SCORING_STAGES: Final[dict[str, Sentence]] = {
    "Comparing all pairs": sentence("scoring.comparing", "Comparing all pairs"),
    "Writing the reasons": sentence("scoring.reasons", "Writing the reasons"),
    "Reading the answers": sentence("scoring.reading", "Reading the answers"),
    "Measuring typical values": sentence("scoring.typical", "Measuring typical values"),
}


def scoring_stage(stage: str) -> Message:
    """The name of a stage of the scoring; any other text as it is."""
    return SCORING_STAGES[stage]() if stage in SCORING_STAGES else AS_IS(text=stage)


def stage_message(stage: str) -> Message:
    """The name of a stage that the solver reports; any other text as it is."""
    if stage in SOLVER_STAGES:
        return SOLVER_STAGES[stage]()
    tier, done, rest = stage.partition(" done")
    if tier in TIERS and done and not rest:
        return TIER_DONE(tier=TIERS[tier]())
    return AS_IS(text=stage)


def tier_message(tier: str) -> Message:
    """The name of a tier, or of its value where it is not known which."""
    return TIERS[tier]() if tier in TIERS else AS_IS(text=tier)
