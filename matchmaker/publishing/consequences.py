"""What a change of the event breaks of what is published: shown before it is saved, and done what was chosen.

    with consequences(session, settings, actor, event, choice):
        update_table(session, actor, event, table, details)

Whatever kind of change the block makes, one judgement says what it breaks: that of a plan by today's data. Without a
choice the block raises, its transaction is rolled back and nothing is saved; with one it stands.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.errors import MatchmakerError
from matchmaker.messages import Message
from matchmaker.messages.texts.broken import AWAY
from matchmaker.messages.texts.publishing import BREAKS, BROKEN_MEETING, LOSES
from matchmaker.models import Attendee, Event, Plan, now
from matchmaker.planning.plans.broken_meetings import BrokenMeeting, broken_meetings
from matchmaker.planning.problem.ids import attendee_id
from matchmaker.publishing.cancellation import cancel_and_tell
from matchmaker.settings import Settings


class Choice(enum.StrEnum):
    """What becomes of published meetings that a change breaks."""

    REPAIR = "repair"
    """The organizer makes a new plan near the published one."""
    CANCEL = "cancel"
    """They are cancelled at once, and both people are told."""
    LATER = "later"
    """They stay published until the next plan is."""


@dataclass
class Consequences:
    """`broken`: published meetings to come that the change makes impossible. `losses`: what else people lose, for
    which the block gives the messages."""

    broken: list[BrokenMeeting] = field(default_factory=list)
    losses: list[Message] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.broken or self.losses)

    def messages(self, event: Event) -> list[Message]:
        """A line for each published meeting and each loss."""
        return [
            *(
                BROKEN_MEETING(
                    at=one.starts_at,
                    zone=event.timezone,
                    table_name=one.table_name,
                    a=attendee_id(one.a),
                    b=attendee_id(one.b),
                    reason=one.reason,
                )
                for one in self.broken
            ),
            *self.losses,
        ]


class UnconfirmedError(MatchmakerError):
    """The change breaks or loses something, and nobody has said yet what should become of it. Nothing is saved."""

    def __init__(self, event: Event, found: Consequences) -> None:
        lines = found.messages(event)
        super().__init__(BREAKS(count=len(found.broken), meetings=lines) if found.broken else LOSES(losses=lines))
        self.consequences = found


@contextmanager
def consequences(
    session: Session,
    settings: Settings,
    actor: Actor,
    event: Event,
    choice: Choice | None,
    *,
    own_times_of: Attendee | None = None,
) -> Iterator[Consequences]:
    """Judge what the block changes. Raises UnconfirmedError if that has consequences and there is no choice.

    `own_times_of`: the block changes nothing but this attendee's availability. Only their meetings are judged then, so
    that saving costs the same in an event of any size.
    """
    before = {one.meeting_id for one in _broken(session, event, own_times_of)}
    found = Consequences()
    yield found
    session.flush()
    found.broken = [
        one
        for one in _broken(session, event, own_times_of)
        if one.meeting_id not in before
        and one.starts_at > now()
        and (own_times_of is None or one.reason.code == AWAY.code)
    ]
    if found and choice is None:
        raise UnconfirmedError(event, found)
    if choice is Choice.CANCEL and found.broken:
        cancel_and_tell(session, settings, actor, event, found.broken)


def _broken(session: Session, event: Event, of: Attendee | None) -> list[BrokenMeeting]:
    """Empty if nothing is published."""
    if event.published_plan_id is None:
        return []
    return broken_meetings(session, event, session.get_one(Plan, event.published_plan_id), of)
