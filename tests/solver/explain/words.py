"""Reasons and openings in English."""

from __future__ import annotations

from matchmaker.messages import Message
from solver.explain import Opening, Reason
from web.cli.why_text import opening_message


def words(found: Reason | Opening) -> str:
    """The sentence that somebody at a terminal gets."""
    return str(opening_message(found) if isinstance(found, Opening) else Message.of(found.finding))
