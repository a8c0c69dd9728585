"""Explanations as messages: an outline of lines, for pages and the command line alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from matchmaker.messages import Message
from matchmaker.messages.texts import explanations as texts
from matchmaker.messages.texts import why
from matchmaker.messages.texts.explanations import FORCED, WITHOUT, Decision, Proofs
from matchmaker.messages.texts.progress import tier_message
from solver.explain import Alternative, Change, Cost, Opening, Outcome, Why, WhyNot
from solver.problem import Problem

SHOWN_CHANGES: Final = 12


@dataclass(frozen=True)
class Line:
    """A line of the outline. `depth`: 0 for a heading, 1 for a point below it, and so on."""

    message: Message
    depth: int = 0


def outline_of(problem: Problem, found: Sequence[Why | WhyNot | Opening]) -> Iterator[Line]:
    """The lines of what a run found: the openings, or why two people meet or do not."""
    openings = [one for one in found if isinstance(one, Opening)]
    if openings or not found:
        yield from openings_explained(openings)
    for one in found:
        if not isinstance(one, Opening):
            yield from explained(problem, one)


def explained(problem: Problem, explanation: Why | WhyNot) -> Iterator[Line]:
    """Why the two people meet, or why they do not, and what the opposite would cost."""
    if isinstance(explanation, Why):
        yield from _why(problem, explanation)
        if explanation.without is not None:
            yield from _outcome(problem, explanation.without, WITHOUT)
    else:
        yield from _why_not(explanation)
        if explanation.forced is not None:
            yield from _outcome(problem, explanation.forced, FORCED)


def openings_explained(openings: Iterable[Opening]) -> Iterator[Line]:
    """A line for each opening."""
    found = [Line(texts.PROVEN_OPENING(opening=opening_message(one), most=one.at_most)) for one in openings]
    yield from found or [Line(texts.NO_OPENING())]


def opening_message(opening: Opening) -> Message:
    """`If ann is available at s1: 4 points more.`"""
    addition, points = _addition(opening), why.POINTS(count=opening.found)
    if opening.filled <= 0:
        return why.OPENING(addition=addition, points=points)
    minimums = why.MINIMUMS(count=opening.filled)
    return why.OPENING_WITH_MINIMUMS(addition=addition, minimums=minimums, points=points)


def _addition(opening: Opening) -> Message:
    if opening.kind == "hour":
        return why.HOUR(person=opening.person, slot=opening.slot)
    if opening.kind == "place":
        return why.PLACE(person=opening.person)
    if opening.kind == "slot":
        return why.SLOT(slot=opening.slot)
    if opening.table is None:
        return why.NEW_TABLE(slot=opening.slot)
    return why.TABLE(table=opening.table, slot=opening.slot)


def _why_not(answer: WhyNot) -> Iterator[Line]:
    if answer.pair is None:
        yield Line(texts.NOT_LISTED(a=answer.a, b=answer.b))
    else:
        yield Line(texts.APART(a=answer.a, b=answer.b, score=answer.score))
    yield from (Line(Message.of(reason.finding), 1) for reason in answer.reasons)


def _why(problem: Problem, answer: Why) -> Iterator[Line]:
    meeting = answer.meeting
    place = {"slot": meeting.slot, "table": meeting.table}
    yield Line(texts.MEET(a=meeting.a, b=meeting.b, score=answer.score, **place))
    if answer.required:
        yield Line(texts.REQUIRED(), 1)
    yield from (Line(_alternative(problem, meeting.slot, other), 1) for other in answer.alternatives)
    if not answer.alternatives:
        yield Line(texts.NO_ALTERNATIVE(slot=meeting.slot), 1)


def _alternative(problem: Problem, slot: str, other: Alternative) -> Message:
    named = {"slot": slot, "person": other.person, "other": other.other, "score": other.score}
    if other.gives_up is None:
        return texts.ALTERNATIVE(**named)
    lost = problem.pairs[other.gives_up]
    third = lost.b if lost.a == other.other else lost.a
    return texts.ALTERNATIVE_GIVEN_UP(**named, third=third, net=f"{other.net:+,}")


def _outcome(problem: Problem, outcome: Outcome, decision: Decision) -> Iterator[Line]:
    if outcome.possible is False:
        yield Line(decision.impossible())
        if outcome.conflict is not None:
            yield Line(Message.of(outcome.conflict.finding), 1)
        return
    yield Line(decision.not_found() if outcome.possible is None else decision.found())
    for i, cost in enumerate(outcome.costs):
        yield Line(_cost(cost, decision.further_proofs if i else decision.first_proofs), 1)
    if outcome.changes:
        yield Line(texts.CHANGES(count=len(outcome.changes)), 1)
        yield from (Line(_change(problem, change), 2) for change in outcome.changes[:SHOWN_CHANGES])
    if len(outcome.changes) > SHOWN_CHANGES:
        yield Line(texts.MORE_CHANGES(count=len(outcome.changes) - SHOWN_CHANGES), 2)


def _cost(cost: Cost, proofs: Proofs) -> Message:
    if cost.exact:
        proof = proofs.exact()
    elif cost.least is not None and cost.least > 0:
        proof = proofs.at_least(least=cost.least)
    else:
        proof = texts.NOT_RULED_OUT()
    tier = tier_message(cost.tier)
    if cost.worse is None:
        return texts.COST_UNKNOWN(tier=tier, proof=proof)
    compared = texts.COMPARED(found=cost.found, before=cost.value, how=_how(cost.worse))
    return texts.COST(tier=tier, compared=compared, proof=proof)


def _how(worse: int) -> Message:
    if not worse:
        return texts.SAME()
    return texts.WORSE(by=worse) if worse > 0 else texts.BETTER(by=-worse)


def _change(problem: Problem, change: Change) -> Message:
    pair, before, after = problem.pairs[change.pair], change.before, change.after
    if after is None:
        return texts.NO_LONGER(a=pair.a, b=pair.b)
    place = {"a": pair.a, "b": pair.b, "slot": after.slot, "table": after.table}
    if before is None:
        return texts.NEW(**place)
    return texts.MOVES(**place, old_slot=before.slot, old_table=before.table)
