"""What a change breaks of what is published is said before it is saved, and becomes what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.event import agenda, groups, tables
from matchmaker.event.event_file import settings_of
from matchmaker.event.events import update_event
from matchmaker.messages import Reader, compose
from matchmaker.models import Absence, Closure, Event, Relation
from matchmaker.pairs.relations import set_relation
from matchmaker.planning.problem.names import EventNames
from matchmaker.publishing import Choice, UnconfirmedError, attendee_schedule, consequences, publish
from matchmaker.roster import withdraw_attendee
from matchmaker.schemas.groups import GroupDetails
from matchmaker.schemas.tables import TableDetails
from matchmaker.settings import Settings
from tests.matchmaker.planning.builders import a_plan, an_event_with
from tests.matchmaker.publishing.test_withdrawal import mails


@dataclass
class Published:
    """Ada with Ben in the first slot and with Cem in the second, both at Table 1; Dan with Eve at Table 2."""

    session: Session
    event: Event
    settings: Settings

    def __post_init__(self) -> None:
        self.event, self.people = an_event_with(self.session, "Ada", "Ben", "Cem", "Dan", "Eve")
        ada, ben, cem, dan, eve = self.people
        plan = a_plan(self.session, self.event, (ada, ben, 0, 0), (ada, cem, 1, 0), (dan, eve, 0, 1))
        publish(self.session, COMMAND_LINE, self.event, plan)

    def change(self, change: Callable[[Published], None], choice: Choice | None = None) -> list[str]:
        """Make the change; the lines of what it breaks, if it is refused."""
        try:
            with (
                self.session.begin_nested(),
                consequences(self.session, self.settings, COMMAND_LINE, self.event, choice),
            ):
                change(self)
        except UnconfirmedError as error:
            names = EventNames(self.session, self.event)
            return [compose(line, Reader(names=names)) for line in error.consequences.messages(self.event)]
        return []

    def meetings(self) -> dict[str, int]:
        return {who.name: len(attendee_schedule(self.session, self.event, who)) for who in self.people}


@pytest.fixture
def published(session: Session, settings: Settings) -> Published:
    return Published(session, Event(), replace(settings, smtp_url="smtp://localhost:25"))


def withdrawal(forum: Published) -> None:
    withdraw_attendee(forum.session, COMMAND_LINE, forum.event, forum.people[0])


def absence(forum: Published) -> None:
    slot = forum.event.slots[0]
    forum.session.add(Absence(attendee_id=forum.people[0].id, starts_at=slot.starts_at, ends_at=slot.ends_at))


def closure(forum: Published) -> None:
    slot = forum.event.slots[0]
    forum.session.add(Closure(table_id=forum.event.tables[1].id, starts_at=slot.starts_at, ends_at=slot.ends_at))


def removed_table(forum: Published) -> None:
    tables.remove_table(forum.session, COMMAND_LINE, forum.event, forum.event.tables[1])


def reserved_table(forum: Published) -> None:
    details = TableDetails("Table 2", 1, reserved=True)
    tables.update_table(forum.session, COMMAND_LINE, forum.event, forum.event.tables[1], details)


def removed_blocks(forum: Published) -> None:
    agenda.set_blocks(forum.session, COMMAND_LINE, forum.event, [])


def other_zone(forum: Published) -> None:
    settings = replace(settings_of(forum.event), timezone="Asia/Tokyo")
    update_event(forum.session, COMMAND_LINE, forum.event, settings, forum.event.version)


def lower_limit(forum: Published) -> None:
    settings = replace(settings_of(forum.event), default_min_meetings=0, default_max_meetings=1)
    update_event(forum.session, COMMAND_LINE, forum.event, settings, forum.event.version)


def lower_limit_of_a_group(forum: Published) -> None:
    (group,) = groups.set_groups(forum.session, COMMAND_LINE, forum.event, [GroupDetails("Guests", 0, 1, None)])
    forum.people[0].group_id = group.id


def kept_apart(forum: Published) -> None:
    set_relation(forum.session, COMMAND_LINE, forum.event, tuple(forum.people[3:]), Relation.KEEP_APART)


ADA_BEN = "Tue 11 May, 09:00, Table 1, Ada and Ben"
ADA_CEM = "Tue 11 May, 09:20, Table 1, Ada and Cem"
DAN_EVE = "Tue 11 May, 09:00, Table 2, Dan and Eve"


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (withdrawal, [f"{ADA_BEN} (Ada withdrew)", f"{ADA_CEM} (Ada withdrew)"]),
        (absence, [f"{ADA_BEN} (Ada is not available then)"]),
        (closure, [f"{DAN_EVE} (Table 2 is closed at Tue 11 May, 09:00)"]),
        (removed_table, [f"{DAN_EVE} (Table 2 does not exist any more)"]),
        (reserved_table, [f"{DAN_EVE} (Table 2 is reserved now)"]),
        (removed_blocks, 3),
        (other_zone, 3),
        (lower_limit, [f"{ADA_CEM} (Ada has more meetings than the limit of 1)"]),
        (lower_limit_of_a_group, [f"{ADA_CEM} (Ada has more meetings than the limit of 1)"]),
        (kept_apart, [f"{DAN_EVE} (Dan and Eve are kept apart)"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_kind_of_change_names_what_it_breaks_and_is_not_saved(
    published: Published, change: Callable[[Published], None], broken: list[str] | int
) -> None:
    version = published.event.data_version
    found = published.change(change)
    assert (len(found) if isinstance(broken, int) else found) == broken
    published.session.expire_all()
    assert published.event.data_version == version
    assert published.change(lambda _: None) == []


def test_a_meeting_that_was_broken_before_is_not_the_fault_of_the_change(published: Published) -> None:
    published.change(withdrawal, Choice.LATER)
    assert published.change(absence) == []


def test_what_has_begun_is_not_asked_about(published: Published) -> None:
    with time_machine.travel(published.event.slots[0].starts_at + timedelta(minutes=1), tick=False):
        assert published.change(withdrawal) == [f"{ADA_CEM} (Ada withdrew)"]


def test_left_for_later_the_meetings_stay_published(published: Published) -> None:
    assert published.change(closure, Choice.LATER) == []
    assert published.meetings() == {"Ada": 2, "Ben": 1, "Cem": 1, "Dan": 1, "Eve": 1}
    assert mails(published.session) == {}


def test_cancelled_both_are_told_and_nobody_else(published: Published) -> None:
    assert published.change(closure, Choice.CANCEL) == []
    assert published.meetings() == {"Ada": 2, "Ben": 1, "Cem": 1, "Dan": 0, "Eve": 0}
    sent = mails(published.session)
    assert sent.keys() == {"dan@example.org", "eve@example.org"}
    assert "- Cancelled: Tue 11 May, 09:00, Table 2 with Eve" in sent["dan@example.org"]


def test_without_a_published_plan_nothing_breaks(session: Session, settings: Settings) -> None:
    event, people = an_event_with(session, "Ada", "Ben")
    with consequences(session, settings, COMMAND_LINE, event, None) as found:
        withdraw_attendee(session, COMMAND_LINE, event, people[0])
    assert found.broken == []
