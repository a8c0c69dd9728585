"""The refusal of a problem, a schedule file or a request about them: where the fault is, and what is wrong, as data."""

from __future__ import annotations

import json
from string import Formatter
from typing import Any, Final

from solver.problem.finding import Finding, Value


class ProblemError(ValueError):
    """Something is invalid; `place`: the path of the fault in the file, empty if it has none; `finding`: the fault."""

    def __init__(self, place: str, code: str, **params: Value) -> None:
        super().__init__(place, code, params)
        self.place = place
        self.finding = Finding(code, params)

    def __str__(self) -> str:
        sentence = _words(self.finding)
        return f"{self.place}: {sentence}" if self.place else sentence


def quoted(text: str) -> str:
    """The text in quotes as in the file; a long text is shortened."""
    return json.dumps(text if len(text) <= 60 else text[:57] + "...", ensure_ascii=False)


def _words(finding: Finding) -> str:
    return _Words().vformat(SENTENCES[finding.code], (), finding.params)


class _Words(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Finding):
            return _words(value)
        if format_spec == "quoted":
            return quoted(value)
        return ", ".join(value) if format_spec == "list" else str(value)


SENTENCES: Final = {
    "problem.an-object": "an object",
    "problem.a-list": "a list",
    "problem.a-text": "the text {text:quoted}",
    "problem.no-person": "no person {person:quoted}",
    "problem.no-slot": "no slot {slot:quoted}",
    "problem.no-table": "no table {table:quoted}",
    "problem.no-pair": "no pair {pair}",
    "problem.no-tier": "no tier {tier:quoted}; there are {known:list}",
    "problem.slot-twice": "slot {slot:quoted} is listed twice",
    "problem.tier-twice": "{tier:quoted} is listed twice",
    "problem.id-taken": "{id:quoted} is already the id of {first}",
    "problem.paired-with-itself": "{person:quoted} is paired with itself",
    "problem.before-itself": "pair {pair} cannot be before itself",
    "problem.before-entry": "must be two indexes of pairs, not {count}",
    "problem.fixed-to-nothing": "must name a slot, a table or both",
    "problem.slack": "must be a number of at least 0, not {slack}",
    "problem.range": "must be from {least} to {most}, not {value}",
    "problem.empty": "must not be empty",
    "problem.not-text": "holds a character that is not text (NUL or half a surrogate pair)",
    "problem.not-utf-8": "byte {byte}: not UTF-8",
    "problem.not-json": "line {line}, column {column}: not JSON",
    "problem.too-deep": "the file is nested too deeply",
    "problem.not-an-object": "must be an object, not {found}",
    "problem.file-not-an-object": "the file: must be an object, not {found}",
    "problem.not-a-list": "must be a list, not {found}",
    "problem.not-a-text": "must be a text, not {found}",
    "problem.not-whole": "must be a whole number, not {found}",
    "problem.not-a-number": "must be a number, not {found}",
    "problem.not-a-flag": "must be true or false, not {found}",
    "problem.key-twice": "the key occurs twice",
    "problem.unknown-key": "unknown key",
    "problem.missing": "is missing",
    "problem.format": "must be {expected:quoted}, not {found:quoted}",
    "problem.no-status": "must be one of {known:list}, not {found:quoted}",
    "problem.two-budgets": "the budget is either a number of meetings or a number of people, not both",
    "problem.pinned-apart": "{a:quoted} and {b:quoted} have no meeting in the schedule",
    "problem.pinned-absent": "{person:quoted} is absent",
    "problem.stay-no-slot": "{a} and {b} cannot stay where they were: no slot {slot:quoted}",
    "problem.stay-no-table": "{a} and {b} cannot stay where they were: no table {table:quoted}",
    "problem.stay-other-slot": "{a} and {b} cannot stay at slot {slot:quoted}: they are fixed to {fixed} now",
    "problem.stay-other-table": "{a} and {b} cannot stay at table {table:quoted}: they are fixed to {fixed} now",
    "problem.unknown-person": 'there is no person "{person}" in the problem',
    "problem.meets-themselves": '"{person}" cannot meet themselves: name two people',
}
