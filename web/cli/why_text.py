"""Explanations of `matchmaker why` as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from matchmaker.messages import Message, mark
from matchmaker.messages.texts import why as texts
from matchmaker.messages.texts.progress import tier_message
from solver.explain import Alternative, Change, Cost, Opening, Outcome, Reason, Why, WhyNot
from solver.problem import Problem
from solver.schedule import Meeting
from web.cli.language import _, _n, composed

SHOWN_CHANGES = 12


@dataclass(frozen=True)
class Proofs:
    """What is proven about the value of a tier."""

    exact: str
    at_least: str


@dataclass(frozen=True)
class Decision:
    """The texts about the opposite decision. `further_proofs`: for a tier after others, whose values are kept."""

    impossible: str
    not_found: str
    found: str
    first_proofs: Proofs
    further_proofs: Proofs


FORCED: Final = Decision(
    mark("If they had to meet, no schedule could satisfy all rules:"),
    mark("If they had to meet: no such schedule was found within the time limit."),
    mark("If they had to meet (such a schedule was constructed and verified):"),
    Proofs(
        mark("proven: no schedule with this meeting is better"),
        mark("proven: every schedule with this meeting is at least {least:number} worse"),
    ),
    Proofs(
        mark("proven: no schedule with this meeting that keeps the above is better"),
        mark("proven: every schedule with this meeting that keeps the above is at least {least:number} worse"),
    ),
)
WITHOUT: Final = Decision(
    mark("Without this meeting, no schedule could satisfy all rules:"),
    mark("Without this meeting: no such schedule was found within the time limit."),
    mark("Without this meeting (such a schedule was constructed and verified):"),
    Proofs(
        mark("proven: no schedule without it is better"),
        mark("proven: every schedule without it is at least {least:number} worse"),
    ),
    Proofs(
        mark("proven: no schedule without it that keeps the above is better"),
        mark("proven: every schedule without it that keeps the above is at least {least:number} worse"),
    ),
)


def explanation_lines(problem: Problem, explanation: Why | WhyNot) -> Iterator[str]:
    """Why the two people meet, or why they do not."""
    if isinstance(explanation, Why):
        return _why_lines(problem, explanation)
    return _why_not_lines(problem, explanation)


def opening_lines(openings: tuple[Opening, ...]) -> Iterator[str]:
    """One line per opening."""
    if not openings:
        yield _("No opening was found that gains anything.")
    for opening in openings:
        yield _("{opening} Proven: at most {most:number}.", opening=opening_message(opening), most=opening.at_most)


def opening_message(opening: Opening) -> Message:
    """`If ann is available at s1: 4 points more.`"""
    addition, points = _addition(opening), texts.POINTS(count=opening.found)
    if opening.filled <= 0:
        return texts.OPENING(addition=addition, points=points)
    minimums = texts.MINIMUMS(count=opening.filled)
    return texts.OPENING_WITH_MINIMUMS(addition=addition, minimums=minimums, points=points)


def _addition(opening: Opening) -> Message:
    if opening.kind == "hour":
        return texts.HOUR(person=opening.person, slot=opening.slot)
    if opening.kind == "place":
        return texts.PLACE(person=opening.person)
    if opening.kind == "slot":
        return texts.SLOT(slot=opening.slot)
    if opening.table is None:
        return texts.NEW_TABLE(slot=opening.slot)
    return texts.TABLE(table=opening.table, slot=opening.slot)


def facts_of(explanation: Why | WhyNot | Opening) -> dict[str, Any]:
    """The explanation for JSON, with English sentences, without the constructed schedules."""
    body = asdict(explanation)
    for outcome in ("forced", "without"):
        if body.get(outcome) is not None:
            del body[outcome]["schedule"]
    if isinstance(explanation, Opening):
        return {"kind": body.pop("kind"), "sentence": str(opening_message(explanation)), **body}
    if isinstance(explanation, WhyNot):
        body["reasons"] = [_reason_facts(reason) for reason in explanation.reasons]
    return {"meets": isinstance(explanation, Why), **body}


def _reason_facts(reason: Reason) -> dict[str, Any]:
    body = asdict(reason)
    del body["finding"]
    return {"code": body.pop("code"), "sentence": str(Message.of(reason.finding)), **body}


def _why_not_lines(problem: Problem, answer: WhyNot) -> Iterator[str]:
    if answer.pair is None:
        yield _("{a} and {b} do not meet.", a=answer.a, b=answer.b)
    else:
        yield _(
            "{a} and {b} (pair {pair}, score {score}) do not meet.",
            a=answer.a,
            b=answer.b,
            pair=answer.pair,
            score=answer.score,
        )
    yield from (f"- {composed(Message.of(reason.finding))}" for reason in answer.reasons)
    if answer.forced is not None:
        yield from _outcome_lines(problem, answer.forced, FORCED)


def _why_lines(problem: Problem, answer: Why) -> Iterator[str]:
    meeting = answer.meeting
    yield _(
        "{a} and {b} (pair {pair}, score {score}) meet at {slot}, table {table}.",
        a=meeting.a,
        b=meeting.b,
        pair=meeting.pair,
        score=answer.score,
        slot=meeting.slot,
        table=meeting.table,
    )
    if answer.required:
        yield "- " + _("The meeting is required.")
    yield from (f"- {_alternative(problem, meeting.slot, other)}" for other in answer.alternatives)
    if not answer.alternatives:
        yield "- " + _("Neither could meet anybody else at {slot}.", slot=meeting.slot)
    if answer.without is not None:
        yield from _outcome_lines(problem, answer.without, WITHOUT)


def _alternative(problem: Problem, slot: str, other: Alternative) -> str:
    named = {"slot": slot, "person": other.person, "other": other.other, "score": other.score}
    if other.gives_up is None:
        return _("At {slot} {person} could meet {other} instead (score {score}).", **named)
    lost = problem.pairs[other.gives_up]
    return _(
        "At {slot} {person} could meet {other} instead (score {score}), but {other} would then not meet {third}: "
        "{net} in total.",
        **named,
        third=lost.b if lost.a == other.other else lost.a,
        net=f"{other.net:+,}",
    )


def _outcome_lines(problem: Problem, outcome: Outcome, decision: Decision) -> Iterator[str]:
    if outcome.possible is False:
        yield _(decision.impossible)
        yield from (f"- {sentence}" for sentence in outcome.conflict)
        return
    yield _(decision.not_found if outcome.possible is None else decision.found)
    for i, cost in enumerate(outcome.costs):
        yield f"- {_cost(cost, decision.further_proofs if i else decision.first_proofs)}"
    if outcome.changes:
        count = len(outcome.changes)
        yield "  " + _n("{count:number} meeting changes:", "{count:number} meetings change:", count)
        yield from (f"  - {_change(problem, change)}" for change in outcome.changes[:SHOWN_CHANGES])
    if len(outcome.changes) > SHOWN_CHANGES:
        more = len(outcome.changes) - SHOWN_CHANGES
        yield "  - " + _n("and {count:number} more", "and {count:number} more", more)


def _cost(cost: Cost, proofs: Proofs) -> str:
    if cost.exact:
        proof = _(proofs.exact)
    elif cost.least is not None and cost.least > 0:
        proof = _(proofs.at_least, least=cost.least)
    else:
        proof = _("a better one is not ruled out")
    tier = tier_message(cost.tier)
    if cost.worse is None:
        return _("{tier}: ({proof})", tier=tier, proof=proof)
    compared = _(
        "{found:number} instead of {value:number}, {how}", found=cost.found, value=cost.value, how=_how(cost.worse)
    )
    return _("{tier}: {compared} ({proof})", tier=tier, compared=compared, proof=proof)


def _how(worse: int) -> str:
    if not worse:
        return _("the same")
    return _("{by:number} worse", by=worse) if worse > 0 else _("{by:number} better", by=-worse)


def _change(problem: Problem, change: Change) -> str:
    pair = problem.pairs[change.pair]
    if change.after is None:
        return _("{a} and {b} no longer meet", a=pair.a, b=pair.b)
    after = _slot_and_table(change.after)
    if change.before is None:
        return _("{a} and {b} meet at {after}", a=pair.a, b=pair.b, after=after)
    before = _slot_and_table(change.before)
    return _("{a} and {b} move from {before} to {after}", a=pair.a, b=pair.b, before=before, after=after)


def _slot_and_table(meeting: Meeting) -> str:
    return _("{slot}, table {table}", slot=meeting.slot, table=meeting.table)
