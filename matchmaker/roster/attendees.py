"""The attendees of an event, one by one: find, add and edit them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError, Fault, InvalidInputError, NotFoundError
from matchmaker.messages.texts.roster import ADDRESS_TAKEN, ATTENDEE_CHANGED, NO_SUCH_ATTENDEE, REFERENCE_TAKEN
from matchmaker.messages.texts.schemas import NAME
from matchmaker.models import Attendee, AttendeeStatus, Event, Group
from matchmaker.pages import Page, page_of_query
from matchmaker.roster.importing.check_rows import CheckedRow
from matchmaker.roster.importing.proposal import Proposal, propose
from matchmaker.roster.importing.roster_changes import changes_of
from matchmaker.roster.importing.write_rows import write_changes
from matchmaker.roster.rows.current_roster import CurrentRoster, Person, read_roster
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity, normalise, without_hidden

PAGE_SIZE = 50
SORTS: dict[str, tuple[Any, ...]] = {
    "name": (func.lower(Attendee.name),),
    "organisation": (Attendee.organisation == "", func.lower(Attendee.organisation)),
    "group": (Group.name.is_(None), func.lower(Group.name)),
    "status": (Attendee.status,),
    "answered": (Attendee.answered_at.is_(None), Attendee.answered_at),
}
"""How a list can be sorted; what is missing comes last, or first in the other direction. Ties are sorted by name."""


def find_attendees(
    session: Session,
    event: Event,
    search: str | None = None,
    status: AttendeeStatus | None = None,
    group: int | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
    sort: str = "name",
    descending: bool = False,
) -> Page[Attendee]:
    """A page of the event's attendees, their groups loaded.

    `search`: each of its words must occur in a text that identifies the person; `group`: a group's id; `sort`: one of
    SORTS, otherwise by name.
    """
    chosen = _conditions(event, search, status, group)
    query = select(Attendee).outerjoin(Attendee.group).where(*chosen).options(contains_eager(Attendee.group))
    columns = SORTS.get(sort, SORTS["name"])
    order = [column.desc() for column in columns] if descending else list(columns)
    return page_of_query(session, query.order_by(*order, func.lower(Attendee.name), Attendee.id), page, page_size)


def found_ids(
    session: Session,
    event: Event,
    search: str | None = None,
    status: AttendeeStatus | None = None,
    group: int | None = None,
) -> list[int]:
    """The ids of everybody whom `find_attendees` finds, on all pages."""
    return list(session.scalars(select(Attendee.id).where(*_conditions(event, search, status, group))))


def _conditions(
    event: Event, search: str | None, status: AttendeeStatus | None, group: int | None
) -> list[ColumnElement[bool]]:
    chosen = [Attendee.event_id == event.id]
    chosen += [_contains(word) for word in normalise(search or "").split()[:8]]
    chosen += [Attendee.status == status] if status else []
    return chosen + ([Attendee.group_id == group] if group is not None else [])


def attendee_by_public_id(session: Session, event: Event, public_id: str) -> Attendee:
    """Raises NotFoundError if the event has no such attendee."""
    query: Select[Attendee] = select(Attendee).where(Attendee.event_id == event.id, Attendee.public_id == public_id)
    attendee = session.scalar(query)
    if attendee is None:
        raise NotFoundError(NO_SUCH_ATTENDEE())
    return attendee


def details_of(session: Session, event: Event, attendee: Attendee) -> RosterRow:
    """The attendee as a roster row, for a form."""
    return _person(read_roster(session, event), attendee).row


def add_attendee(session: Session, actor: Actor, event: Event, row: RosterRow) -> Attendee:
    """Add an attendee. Raises InvalidInputError, by field, for a person without a name or already on the list."""
    if not row.name:
        raise InvalidInputError.at("name", NAME())
    roster = read_roster(session, event)
    _refuse_taken(roster, row, None)
    proposal = propose(event, roster, [CheckedRow(1, row.name, row)], {}, matched={1: None})
    _refuse_unknown_names(proposal)
    attendee_id = write_changes(session, event, changes_of(proposal))["people"][0]
    attendee = session.get_one(Attendee, attendee_id)
    record(session, actor, event, "attendee.added", changes_plan=True, attendee=attendee.public_id)
    return attendee


def update_attendee(
    session: Session, actor: Actor, event: Event, attendee: Attendee, row: RosterRow, version: int
) -> Attendee:
    """Change the fields that are given in `row`; relations and requests are only added.

    Raises EditConflictError if the attendee has changed since `version`, InvalidInputError as `add_attendee`.
    """
    if attendee.version != version:
        raise EditConflictError(ATTENDEE_CHANGED())
    roster = read_roster(session, event)
    person = _person(roster, attendee)
    _refuse_taken(roster, row, person)
    proposal = propose(event, roster, [CheckedRow(1, person.row.name, row)], {}, matched={1: person})
    _refuse_unknown_names(proposal)
    write_changes(session, event, changes_of(proposal))
    fields = [change.field for change in proposal.rows[0].changes]
    if fields:
        record(session, actor, event, "attendee.updated", changes_plan=True, attendee=attendee.public_id, fields=fields)
    session.refresh(attendee)
    return attendee


def _contains(word: str) -> ColumnElement[bool]:
    """Several spellings are searched, because SQLite ignores case only for ASCII letters (`Ö` is not `ö`)."""
    columns = (Attendee.name, Attendee.email, Attendee.organisation, Attendee.reference, Attendee.job_title)
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.icontains(spelling, autoescape=True) for column in columns for spelling in sorted(spellings)))


def _person(roster: CurrentRoster, attendee: Attendee) -> Person:
    return next(person for person in roster.people if person.id == attendee.id)


def _refuse_taken(roster: CurrentRoster, row: RosterRow, person: Person | None) -> None:
    faults = []
    new_address = identity(row.email) if row.email else ""
    if person and new_address == identity(person.row.email or ""):
        new_address = ""  # several people of a list may share an address
    for other in roster.people:
        if person is not None and other.id == person.id:
            continue
        if new_address and other.row.email and identity(other.row.email) == new_address:
            faults.append(Fault("email", ADDRESS_TAKEN(who=other.row.name)))
        if row.reference and other.row.reference == row.reference:
            faults.append(Fault("reference", REFERENCE_TAKEN(who=other.row.name)))
    if faults:
        raise InvalidInputError(faults)


def _refuse_unknown_names(proposal: Proposal) -> None:
    """In a form, unlike in a file, a name without a match is an error."""
    if proposal.pairs.warnings:
        raise InvalidInputError(Fault(warning.field, warning.message) for warning in proposal.pairs.warnings)


def find_by_text(session: Session, event: Event, text: str) -> list[Attendee]:
    """The attendee with this e-mail address, reference or id; otherwise all attendees with this name."""
    sought = without_hidden(text)  # PostgreSQL refuses some control characters even in a comparison
    keys = or_(Attendee.email_key == identity(sought), Attendee.reference == sought, Attendee.public_id == sought)
    exact = session.scalars(select(Attendee).where(Attendee.event_id == event.id, keys)).all()
    if exact:
        return list(exact)
    attendees = session.scalars(select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.id))
    return [attendee for attendee in attendees if identity(attendee.name) == identity(sought)]


def names_of(session: Session, event: Event) -> dict[int, str]:
    """attendee id -> name."""
    query = select(Attendee.id, Attendee.name).where(Attendee.event_id == event.id)
    return dict(session.execute(query).all())


def all_attendees(session: Session, event: Event) -> list[Attendee]:
    """All attendees by name, including those who withdrew, with their groups loaded."""
    query = select(Attendee).where(Attendee.event_id == event.id).options(selectinload(Attendee.group))
    return sorted(session.scalars(query), key=lambda attendee: (identity(attendee.name), attendee.id))
