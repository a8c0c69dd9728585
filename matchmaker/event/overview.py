"""The progress of an event: the steps from an empty setup to a published plan, and the next one."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeStatus, Event, MeetingTable, Plan, RunKind, RunStatus, Slot, SolveRun
from solver.lists_and_counts import counted


class StepState(enum.StrEnum):
    """`waiting`: an earlier step is not done yet."""

    DONE = "done"
    NEXT = "next"
    UNDER_WAY = "under way"
    WAITING = "waiting"


@dataclass(frozen=True)
class Step:
    name: str
    state: StepState
    sentence: str


@dataclass(frozen=True)
class Overview:
    """Counts of an event; `invited` people have not answered yet. Plans are given by number."""

    slots: int
    tables: int
    invited: int
    active: int
    withdrawn: int
    newest_plan: int | None
    newest_is_stale: bool
    published_plan: int | None
    run: str | None
    """Public id of the run in progress."""

    @property
    def people(self) -> int:
        return self.invited + self.active

    def steps(self) -> list[Step]:
        """Set up, attendees, answers, solve, publish, each with its state and a sentence."""
        facts = [self._set_up(), self._people(), self._answers(), self._solve(), self._publish()]
        done = [is_done for _, is_done, _ in facts]
        first = next((k for k, is_done in enumerate(done) if not is_done), None)
        return [
            Step(name, self._state(k, is_done, first), sentence) for k, (name, is_done, sentence) in enumerate(facts)
        ]

    def _state(self, index: int, is_done: bool, first: int | None) -> StepState:
        if is_done:
            return StepState.DONE
        if self.run and index == 3:
            return StepState.UNDER_WAY
        return StepState.NEXT if index == first else StepState.WAITING

    def _set_up(self) -> tuple[str, bool, str]:
        missing = [words for amount, words in ((self.slots, "slots"), (self.tables, "tables")) if not amount]
        if missing:
            return "Set up", False, f"There are no {' and no '.join(missing)} yet."
        return "Set up", True, f"{counted(self.slots, 'slot')}, {counted(self.tables, 'table')}."

    def _people(self) -> tuple[str, bool, str]:
        if self.people < 2:
            return "Attendees", False, "Import a list of attendees, or add them one by one."
        return "Attendees", True, f"{counted(self.people, 'attendee')} on the list."

    def _answers(self) -> tuple[str, bool, str]:
        if not self.active:
            return "Answers", self.newest_plan is not None, "No answers yet. Send out the personal links."
        return "Answers", True, f"{self.active} of {self.people} have answered."

    def _solve(self) -> tuple[str, bool, str]:
        if self.newest_plan is None:
            return "Solve", False, "No plan yet."
        if self.newest_is_stale:
            return "Solve", False, f"The data has changed since plan {self.newest_plan} was made. Solve again."
        return "Solve", True, f"Plan {self.newest_plan} is up to date."

    def _publish(self) -> tuple[str, bool, str]:
        if self.published_plan is None:
            return "Publish", False, "Attendees see no plan yet."
        if self.published_plan != self.newest_plan:
            return "Publish", False, f"Attendees see plan {self.published_plan}; there is a newer one."
        return "Publish", True, f"Attendees see plan {self.published_plan}."


def overview_of(session: Session, event: Event) -> Overview:
    """The event's counts, in six queries."""
    return overviews_of(session, [event])[event.id]


def overviews_of(session: Session, events: Sequence[Event]) -> dict[int, Overview]:
    """event id -> counts, in six queries regardless of the number of events."""
    ids = [event.id for event in events]
    slots = _per_event(session, Slot.event_id, ids)
    tables = _per_event(session, MeetingTable.event_id, ids)
    people = _people(session, ids)
    newest = _newest_plans(session, ids)
    published = dict(
        session.execute(
            select(Plan.event_id, Plan.number).join(Event, Event.published_plan_id == Plan.id).where(Event.id.in_(ids))
        ).all()
    )
    running = and_(SolveRun.status.in_([RunStatus.QUEUED, RunStatus.RUNNING]), SolveRun.kind != RunKind.EXPLAIN)
    runs = dict(
        session.execute(select(SolveRun.event_id, SolveRun.public_id).where(SolveRun.event_id.in_(ids), running)).all()
    )
    return {
        event.id: Overview(
            slots=slots.get(event.id, 0),
            tables=tables.get(event.id, 0),
            invited=people.get((event.id, AttendeeStatus.INVITED), 0),
            active=people.get((event.id, AttendeeStatus.ACTIVE), 0),
            withdrawn=people.get((event.id, AttendeeStatus.WITHDRAWN), 0),
            newest_plan=newest[event.id].number if event.id in newest else None,
            newest_is_stale=event.id in newest and newest[event.id].data_version != event.data_version,
            published_plan=published.get(event.id),
            run=runs.get(event.id),
        )
        for event in events
    }


def _per_event(session: Session, column: Any, ids: Sequence[int]) -> dict[int, int]:
    return dict(session.execute(select(column, func.count()).where(column.in_(ids)).group_by(column)).all())


def _people(session: Session, ids: Sequence[int]) -> dict[tuple[int, AttendeeStatus], int]:
    query = select(Attendee.event_id, Attendee.status, func.count()).where(Attendee.event_id.in_(ids))
    rows = session.execute(query.group_by(Attendee.event_id, Attendee.status))
    return {(event_id, status): amount for event_id, status, amount in rows}


def _newest_plans(session: Session, ids: Sequence[int]) -> dict[int, Plan]:
    newest = select(func.max(Plan.id)).where(Plan.event_id.in_(ids)).group_by(Plan.event_id)
    return {plan.event_id: plan for plan in session.scalars(select(Plan).where(Plan.id.in_(newest)))}
