"""Refusals of problem and schedule files, and of requests about them: the sentences for the solver's codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.messages.message import Message
from matchmaker.messages.sentence import plural, sentence
from matchmaker.messages.texts.common import FAULT

if TYPE_CHECKING:
    from solver.problem import ProblemError


def refusal(error: ProblemError) -> Message:
    """What is wrong, after the path of the fault in the file, if it has one: `pairs[17].b: no person "p99"`."""
    fault = Message.of(error.finding)
    return FAULT(location=error.place, message=fault) if error.place else fault


sentence("problem.an-object", "an object")
sentence("problem.a-list", "a list")
sentence("problem.a-text", "the text {text:quoted}")
sentence("problem.no-person", "no person {person:quoted}")
sentence("problem.no-slot", "no slot {slot:quoted}")
sentence("problem.no-table", "no table {table:quoted}")
sentence("problem.no-pair", "no pair {pair}")
sentence("problem.no-tier", "no tier {tier:quoted}; there are {known:commas}")
sentence("problem.slot-twice", "slot {slot:quoted} is listed twice")
sentence("problem.tier-twice", "{tier:quoted} is listed twice")
sentence("problem.id-taken", "{id:quoted} is already the id of {first}")
sentence("problem.paired-with-itself", "{person:quoted} is paired with itself")
sentence("problem.before-itself", "pair {pair} cannot be before itself")
sentence("problem.before-entry", "must be two indexes of pairs, not {count}")
sentence("problem.fixed-to-nothing", "must name a slot, a table or both")
sentence("problem.slack", "must be a number of at least 0, not {slack}")
sentence("problem.range", "must be from {least} to {most}, not {value}")
sentence("problem.empty", "must not be empty")
sentence("problem.not-text", "holds a character that is not text (NUL or half a surrogate pair)")
sentence("problem.not-utf-8", "byte {byte}: not UTF-8")
sentence("problem.not-json", "line {line}, column {column}: not JSON")
sentence("problem.too-deep", "the file is nested too deeply")
sentence("problem.not-an-object", "must be an object, not {found}")
sentence("problem.file-not-an-object", "the file: must be an object, not {found}")
sentence("problem.not-a-list", "must be a list, not {found}")
sentence("problem.not-a-text", "must be a text, not {found}")
sentence("problem.not-whole", "must be a whole number, not {found}")
sentence("problem.not-a-number", "must be a number, not {found}")
sentence("problem.not-a-flag", "must be true or false, not {found}")
sentence("problem.key-twice", "the key occurs twice")
sentence("problem.unknown-key", "unknown key")
sentence("problem.missing", "is missing")
sentence("problem.format", "must be {expected:quoted}, not {found:quoted}")
sentence("problem.no-status", "must be one of {known:commas}, not {found:quoted}")
sentence("problem.two-budgets", "the budget is either a number of meetings or a number of people, not both")
plural(
    "problem.budget-meetings",
    "the rules need at least {count:number} of the earlier meetings moved or cancelled; the limit is {budget:number}",
    "the rules need at least {count:number} of the earlier meetings moved or cancelled; the limit is {budget:number}",
)
plural(
    "problem.budget-people",
    "the rules need at least {count:number} person with changes; the limit is {budget:number}",
    "the rules need at least {count:number} people with changes; the limit is {budget:number}",
)
sentence("problem.pinned-apart", "{a:quoted} and {b:quoted} have no meeting in the schedule")
sentence("problem.pinned-absent", "{person:quoted} is absent")
sentence("problem.stay-no-slot", "{a:person} and {b:person} cannot stay where they were: no slot {slot:quoted}")
sentence("problem.stay-no-table", "{a:person} and {b:person} cannot stay where they were: no table {table:quoted}")
sentence(
    "problem.stay-other-slot",
    "{a:person} and {b:person} cannot stay at slot {slot:quoted}: they are fixed to {fixed} now",
)
sentence(
    "problem.stay-other-table",
    "{a:person} and {b:person} cannot stay at table {table:quoted}: they are fixed to {fixed} now",
)
sentence("problem.unknown-person", 'there is no person "{person}" in the problem')
sentence("problem.meets-themselves", '"{person}" cannot meet themselves: name two people')
