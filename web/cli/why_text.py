"""Explanations of `matchmaker why` as lines of text, and as facts for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from matchmaker.messages import Message, Names
from matchmaker.planning.explained import Line, opening_message
from solver.explain import Opening, Outcome, Reason, Why, WhyNot
from web.cli.language import composed


def outline(lines: Iterable[Line], names: Names | None = None) -> Iterator[str]:
    """The lines as text: points begin with a dash, and those below them are indented; ids are shown by `names`."""
    for line in lines:
        indent = "  " * (line.depth - 1) + "- " if line.depth else ""
        yield indent + composed(line.message, names)


def facts_of(explanation: Why | WhyNot | Opening) -> dict[str, Any]:
    """The explanation for JSON, with English sentences, without the constructed schedules."""
    body = asdict(explanation)
    if isinstance(explanation, Opening):
        return {"kind": body.pop("kind"), "sentence": str(opening_message(explanation)), **body}
    if isinstance(explanation, WhyNot):
        body["reasons"] = [_reason_facts(reason) for reason in explanation.reasons]
        body["forced"] = _outcome_facts(explanation.forced)
    else:
        body["without"] = _outcome_facts(explanation.without)
    return {"meets": isinstance(explanation, Why), **body}


def _reason_facts(reason: Reason) -> dict[str, Any]:
    body = asdict(reason)
    del body["finding"]
    return {"code": body.pop("code"), "sentence": str(Message.of(reason.finding)), **body}


def _outcome_facts(outcome: Outcome | None) -> dict[str, Any] | None:
    """As in a schedule file: the conflict in words, and its rules beside it."""
    if outcome is None:
        return None
    body = asdict(outcome)
    del body["schedule"]
    conflict = outcome.conflict
    body["conflict"] = [] if conflict is None else [str(Message.of(conflict.finding))]
    body["conflict_rules"] = [] if conflict is None else [asdict(rule) for rule in conflict.rules]
    return body
