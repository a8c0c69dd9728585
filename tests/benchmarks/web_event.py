"""The event of the web benchmark: published, with a personal link and a calendar feed for each attendee."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from matchmaker.access.links import attendee_secrets
from matchmaker.models import Appointment, Attendee, Event, Meeting, TokenKind
from tests.benchmarks.bench_pages import a_large_event

MATCH = {"kind": "investment", "topic": "Law", "people": 9}
REASONS = [
    {"code": "interests", "points": 6, "shared": [{"interest": "Yeast", "people": 40}]},
    {"code": "goal", "points": 4, "seeker": "a", "by": "offer", "matches": [MATCH]},
]


@dataclass(frozen=True)
class Person:
    """The secrets of an attendee's links."""

    page: str
    feed: str


def a_published_event(
    session: Session, keys: tuple[str, ...], people: int, meetings: int
) -> tuple[Event, Sequence[Person]]:
    """An event at which each attendee has `meetings` meetings with two reasons; a few have one less."""
    tables = people // 2
    wanted = argparse.Namespace(people=people, tables=tables, slots=meetings, meetings=tables * meetings)
    event = a_large_event(session, wanted)
    for model in (Appointment, Meeting):
        session.execute(sa.update(model).values(reasons=REASONS))
    attendees = session.scalars(sa.select(Attendee).order_by(Attendee.id)).all()
    return event, links_of(session, keys, attendees)


def links_of(session: Session, keys: tuple[str, ...], attendees: Sequence[Attendee]) -> Sequence[Person]:
    """The links of each, which are created where missing."""
    pages, feeds = (attendee_secrets(session, keys, kind, attendees) for kind in (TokenKind.PERSONAL, TokenKind.FEED))
    return [Person(pages[one.id], feeds[one.id]) for one in attendees]
