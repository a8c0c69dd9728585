"""The directory for attendees: the people they could meet. It reveals no requests except the attendee's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matchmaker.models import (
    Attendee,
    AttendeeInterest,
    AttendeeStatus,
    Event,
    Grade,
    Group,
    Interest,
    Request,
)
from matchmaker.pages import Page, page_of
from matchmaker.pairs.eligibility import employer_key, met_before
from matchmaker.pairs.meeting_rules import event_allowed_blocks
from matchmaker.text import identity

PAGE_SIZE = 20
EXCERPT_LENGTH = 160

# a search compares all names of the event, and every letter typed starts a search
_cached = lru_cache(maxsize=2**16)

EligibleRow = Row[int, str, str, str, str, int | None, str]


@dataclass(frozen=True)
class Person:
    """A person as shown in the directory; `grade` is the searching attendee's own request."""

    public_id: str
    name: str
    organisation: str
    job_title: str
    group: str
    about: str
    interests: tuple[str, ...]
    grade: Grade | None


def search(
    session: Session, event: Event, attendee: Attendee, text: str = "", group: str = "", page: int = 1
) -> Page[Person]:
    """The eligible people whose name, organisation, job title or interests contain every word of `text`.

    Case and accents are ignored. Names that start with the text come first. The number of queries does not depend on
    the number of people. Requests of others, such as a no-thanks, do not influence the result.
    """
    found = [row for row in eligible_people(session, event, attendee) if not group or _same_group(row, group)]
    words = identity(text).split()
    if words:
        holders = _holders(session, event, words)
        found = [row for row in found if _matches(row, words, holders)]
    begins = search_key(text)
    found.sort(key=lambda row: (not search_key(row.name).startswith(begins), search_key(row.name), row.id))
    shown = page_of(found, page, PAGE_SIZE)
    return shown.with_rows(_people(session, attendee, [row.id for row in shown.rows]))


def eligible_people(
    session: Session, event: Event, attendee: Attendee, public_ids: Collection[str] | None = None
) -> list[EligibleRow]:
    """(id, public_id, name, organisation, job_title, group_id, group) of those whom `attendee` could meet at all.

    With `public_ids`, only of these. People whom the organizer keeps apart from the attendee are included, so that the
    directory does not reveal it.
    """
    query = (
        select(
            Attendee.id,
            Attendee.public_id,
            Attendee.name,
            Attendee.organisation,
            Attendee.job_title,
            Attendee.group_id,
            func.coalesce(Group.name, "").label("group"),
        )
        .outerjoin(Group, Group.id == Attendee.group_id)
        .where(
            Attendee.event_id == event.id,
            Attendee.id != attendee.id,
            Attendee.status != AttendeeStatus.WITHDRAWN,
        )
    )
    if not event.met_before_may_meet:
        query = query.where(~met_before(attendee))
    if public_ids is not None:
        query = query.where(Attendee.public_id.in_(public_ids))
    allowed = event_allowed_blocks(session, event)
    may_meet = cache(lambda group: allowed.may_meet(attendee.group_id, group))
    employer = partial(employer_key, colleagues_may_meet=event.colleagues_may_meet)
    own = employer(attendee.organisation)
    return [
        row
        for row in session.execute(query)
        if may_meet(row.group_id) and not (own and employer(row.organisation) == own)
    ]


def people_by_public_id(
    session: Session, event: Event, attendee: Attendee, public_ids: Collection[str]
) -> dict[str, Person]:
    """public id -> person: of the given ids, the eligible people and those the attendee requested earlier."""
    requested = session.scalars(
        select(Attendee.id)
        .join(Request, Request.other_id == Attendee.id)
        .where(
            Request.attendee_id == attendee.id,
            Attendee.public_id.in_(public_ids),
            Attendee.status != AttendeeStatus.WITHDRAWN,
        )
    )
    ids = {row.id for row in eligible_people(session, event, attendee, public_ids)}.union(requested)
    return {person.public_id: person for person in _people(session, attendee, sorted(ids))}


def suggested_interests(session: Session, event: Event, most: int = 500) -> list[str]:
    """The event's interests, most popular first."""
    shared_by = func.count(AttendeeInterest.attendee_id)
    return list(
        session.scalars(
            select(Interest.label)
            .outerjoin(AttendeeInterest)
            .where(Interest.event_id == event.id)
            .group_by(Interest.id)
            .order_by(shared_by.desc(), Interest.key)
            .limit(most)
        )
    )


def group_names(session: Session, event: Event) -> list[str]:
    return list(session.scalars(select(Group.name).where(Group.event_id == event.id).order_by(Group.name)))


@_cached
def search_key(text: str) -> str:
    """The text in the form for searching: like `identity`, without accents (`jurgen` finds `Jürgen`)."""
    decomposed = unicodedata.normalize("NFKD", identity(text))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _same_group(row: EligibleRow, group: str) -> bool:
    return identity(row.group) == identity(group)


def _matches(row: EligibleRow, words: list[str], holders: dict[str, set[int]]) -> bool:
    text = search_key(f"{row.name}\n{row.organisation}\n{row.job_title}")
    return all(search_key(word) in text or row.id in holders[word] for word in words)


def _holders(session: Session, event: Event, words: list[str]) -> dict[str, set[int]]:
    """word -> ids of the attendees with an interest that contains it."""
    rows = session.execute(
        select(AttendeeInterest.attendee_id, Interest.key)
        .join(Interest)
        .where(Interest.event_id == event.id, or_(*(Interest.key.contains(word, autoescape=True) for word in words)))
    ).all()
    return {word: {row.attendee_id for row in rows if word in row.key} for word in words}


def _people(session: Session, attendee: Attendee, ids: list[int]) -> tuple[Person, ...]:
    """The people with these ids, in this order, with their interests and the attendee's own requests."""
    loaded = {
        person.id: person
        for person in session.scalars(
            select(Attendee)
            .where(Attendee.id.in_(ids))
            .options(joinedload(Attendee.group), selectinload(Attendee.interests))
        )
    }
    own_requests = select(Request.other_id, Request.grade).where(
        Request.attendee_id == attendee.id, Request.other_id.in_(ids)
    )
    grades = {row.other_id: row.grade for row in session.execute(own_requests)}
    return tuple(_person(loaded[key], grades.get(key)) for key in ids)


def _person(attendee: Attendee, grade: Grade | None) -> Person:
    about = " ".join(attendee.about.split())
    return Person(
        public_id=attendee.public_id,
        name=attendee.name,
        organisation=attendee.organisation,
        job_title=attendee.job_title,
        group=attendee.group.name if attendee.group else "",
        about=about if len(about) <= EXCERPT_LENGTH else about[: EXCERPT_LENGTH - 1].rstrip() + "…",
        interests=tuple(link.interest.label for link in attendee.interests),
        grade=grade,
    )
