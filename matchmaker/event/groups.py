"""Groups of attendees, and the rules on which groups may meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages.texts.event import GROUP_GONE, GROUP_LOOKS_ALIKE, GROUP_NAME_TAKEN, GROUPS_GONE
from matchmaker.messages.texts.schemas import NAME_TOO_LONG
from matchmaker.models import Attendee, Event, Group, MeetingRule
from matchmaker.schemas.groups import GROUP_NAME_LENGTH, GroupDetails
from matchmaker.spelling import look_alike
from matchmaker.text import identity


def groups_of(session: Session, event: Event) -> list[Group]:
    """The event's groups by name."""
    return list(session.scalars(select(Group).where(Group.event_id == event.id).order_by(Group.key)))


def member_counts(session: Session, event: Event) -> dict[int | None, int]:
    """group id (None: no group) -> number of members, including those who withdrew."""
    query = select(Attendee.group_id, func.count()).where(Attendee.event_id == event.id).group_by(Attendee.group_id)
    return dict(session.execute(query).all())


def rules_of(session: Session, event: Event) -> set[tuple[int, int]]:
    """Pairs of group ids, the smaller first, whose members may meet in blocks with meeting rules."""
    query = select(MeetingRule.group_a_id, MeetingRule.group_b_id).where(MeetingRule.event_id == event.id)
    return {(a, b) for a, b in session.execute(query)}


def set_groups(session: Session, actor: Actor, event: Event, groups: Sequence[GroupDetails]) -> list[Group]:
    """Replace the event's groups; members of a removed group have no group.

    Raises InvalidInputError (`groups[i].field`) for a repeated name or an id of another event.
    """
    known = {group.id: group for group in groups_of(session, event)}
    _check_groups(groups, known)
    kept = {details.id for details in groups}
    for group_id, group in known.items():
        if group_id not in kept:
            session.delete(group)
    _release_keys([known[details.id] for details in groups if details.id is not None])
    session.flush()
    rows = [known[details.id] if details.id is not None else Group(event_id=event.id) for details in groups]
    for row, details in zip(rows, groups, strict=True):
        row.name, row.key = details.name, identity(details.name)
        row.min_meetings, row.max_meetings = details.min_meetings, details.max_meetings
    session.add_all(rows)
    record(session, actor, event, "groups.set", changes_plan=True, groups=[details.name for details in groups])
    return rows


def require_distinct(session: Session, event: Event, groups: Sequence[GroupDetails]) -> None:
    """Raises InvalidInputError (`groups[i].name`) for a new name that looks like another group's."""
    saved = {group.name for group in groups_of(session, event)}
    faults = []
    for index, details in enumerate(groups):
        if details.name in saved:
            continue
        alike = next((o.name for k, o in enumerate(groups) if k != index and look_alike(details.name, o.name)), None)
        if alike is not None and identity(alike) != identity(details.name):
            faults.append(Fault(f"groups[{index}].name", GROUP_LOOKS_ALIKE(name=details.name, other=alike)))
    if faults:
        raise InvalidInputError(faults)


def set_rules(session: Session, actor: Actor, event: Event, pairs: Iterable[tuple[int, int]]) -> None:
    """Set which pairs of groups may meet in blocks with meeting rules; a group may be paired with itself.

    Raises InvalidInputError for a group of another event.
    """
    known = {group.id for group in groups_of(session, event)}
    rules = sorted({(min(pair), max(pair)) for pair in pairs})
    if any(group_id not in known for pair in rules for group_id in pair):
        raise InvalidInputError.at("rules", GROUPS_GONE())
    session.execute(delete(MeetingRule).where(MeetingRule.event_id == event.id))
    if rules:
        session.execute(
            insert(MeetingRule), [{"event_id": event.id, "group_a_id": a, "group_b_id": b} for a, b in rules]
        )
    record(session, actor, event, "rules.set", changes_plan=True, rules=len(rules))


def _check_groups(groups: Sequence[GroupDetails], known: dict[int, Group]) -> None:
    keys = [identity(details.name) for details in groups]
    ids = [details.id for details in groups]
    faults = []
    for index, details in enumerate(groups):
        if keys[index] in keys[:index]:
            faults.append(Fault(f"groups[{index}].name", GROUP_NAME_TAKEN(name=details.name)))
        if len(keys[index]) > GROUP_NAME_LENGTH:
            faults.append(Fault(f"groups[{index}].name", NAME_TOO_LONG(most=GROUP_NAME_LENGTH)))
        if details.id is not None and (details.id not in known or details.id in ids[:index]):
            faults.append(Fault(f"groups[{index}].id", GROUP_GONE()))
    if faults:
        raise InvalidInputError(faults)


def _release_keys(rows: Iterable[Group]) -> None:
    """Give the kept groups temporary keys, so that two of them may swap names."""
    for row in rows:
        row.key = f" {row.id}"  # no identity begins with a space
