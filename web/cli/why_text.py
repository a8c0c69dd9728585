"""Explanations of `matchmaker why` as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from solver.explain import Change, Cost, Opening, Outcome, Why, WhyNot
from solver.lists_and_counts import counted
from solver.problem import Problem
from solver.schedule import Meeting

SHOWN_CHANGES = 12


def explanation_lines(problem: Problem, explanation: Why | WhyNot) -> Iterator[str]:
    """Why the two people meet, or why they do not."""
    if isinstance(explanation, Why):
        return _why_lines(problem, explanation)
    return _why_not_lines(problem, explanation)


def opening_lines(openings: tuple[Opening, ...]) -> Iterator[str]:
    """One line per opening."""
    if not openings:
        yield "No opening was found that gains anything."
    for opening in openings:
        yield f"{opening.sentence} Proven: at most {opening.at_most:,}."


def _why_not_lines(problem: Problem, answer: WhyNot) -> Iterator[str]:
    listed = "" if answer.pair is None else f" (pair {answer.pair}, score {answer.score})"
    yield f"{answer.a} and {answer.b}{listed} do not meet."
    yield from (f"- {reason.sentence}" for reason in answer.reasons)
    if answer.forced is not None:
        yield from _outcome_lines(problem, answer.forced, "If they had to meet", "with this meeting")


def _why_lines(problem: Problem, answer: Why) -> Iterator[str]:
    meeting = answer.meeting
    yield (
        f"{meeting.a} and {meeting.b} (pair {meeting.pair}, score {answer.score}) "
        f"meet at {meeting.slot}, table {meeting.table}."
    )
    if answer.required:
        yield "- The meeting is required."
    for other in answer.alternatives:
        loss = ""
        if other.gives_up is not None:
            lost = problem.pairs[other.gives_up]
            third = lost.b if lost.a == other.other else lost.a
            loss = f", but {other.other} would then not meet {third}: {other.net:+,} in total"
        yield f"- At {meeting.slot} {other.person} could meet {other.other} instead (score {other.score}){loss}."
    if not answer.alternatives:
        yield f"- Neither could meet anybody else at {meeting.slot}."
    if answer.without is not None:
        yield from _outcome_lines(problem, answer.without, "Without this meeting", "without it")


def _outcome_lines(problem: Problem, outcome: Outcome, condition: str, which: str) -> Iterator[str]:
    if outcome.possible is False:
        yield f"{condition}, no schedule could satisfy all rules:"
        yield from (f"- {sentence}" for sentence in outcome.conflict)
        return
    if outcome.possible is None:
        yield f"{condition}: no such schedule was found within the time limit."
    else:
        yield f"{condition} (such a schedule was constructed and verified):"
    for i, cost in enumerate(outcome.costs):
        yield f"- {_cost(cost, f'{which} that keeps the above' if i else which)}"
    if outcome.changes:
        yield f"  {counted(len(outcome.changes), 'meeting changes', 'meetings change')}:"
        yield from (f"  - {_change(problem, change)}" for change in outcome.changes[:SHOWN_CHANGES])
    if len(outcome.changes) > SHOWN_CHANGES:
        yield f"  - and {len(outcome.changes) - SHOWN_CHANGES} more"


def _cost(cost: Cost, which: str) -> str:
    found = ""
    if cost.worse is not None:
        how = f"{abs(cost.worse):,} {'worse' if cost.worse > 0 else 'better'}" if cost.worse else "the same"
        found = f" {cost.found:,} instead of {cost.value:,}, {how}"
    if cost.exact:
        proof = f"proven: no schedule {which} is better"
    elif cost.least is not None and cost.least > 0:
        proof = f"proven: every schedule {which} is at least {cost.least:,} worse"
    else:
        proof = "a better one is not ruled out"
    return f"{cost.tier}:{found} ({proof})"


def _change(problem: Problem, change: Change) -> str:
    pair = problem.pairs[change.pair]
    people = f"{pair.a} and {pair.b}"
    if change.after is None:
        return f"{people} no longer meet"
    if change.before is None:
        return f"{people} meet at {_slot_and_table(change.after)}"
    return f"{people} move from {_slot_and_table(change.before)} to {_slot_and_table(change.after)}"


def _slot_and_table(meeting: Meeting) -> str:
    return f"{meeting.slot}, table {meeting.table}"
