"""Plans: verified schedules, stored as drafts until they are published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, insert, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from matchmaker.errors import NotFoundError, StateError
from matchmaker.messages import Message
from matchmaker.messages.texts.planning import NO_SUCH_PLAN, OUT_OF_DATE, UNSOUND
from matchmaker.models import Attendee, Event, Meeting, MeetingTable, PairScore, Plan, Seat, Slot, SolveRun
from matchmaker.planning.plans.basis import Basis
from matchmaker.planning.plans.figures import keep_figures
from matchmaker.planning.problem.ids import key_of
from matchmaker.planning.problem.slots_and_tables import read_timeline
from solver import Meeting as ScheduledMeeting
from solver import Problem, Schedule, Status
from solver.verify import verify


class UnsoundScheduleError(StateError):
    """The schedule breaks a rule or states wrong values, so it must not be stored."""


def plans_of(session: Session, event: Event) -> list[Plan]:
    """All plans of the event, the newest first."""
    return list(session.scalars(select(Plan).where(Plan.event_id == event.id).order_by(Plan.number.desc())))


def shown_plan_number(session: Session, event: Event) -> int | None:
    """The number of the published plan, else of the newest; None if there is none."""
    published = select(Plan.number).where(Plan.id == event.published_plan_id)
    newest = select(func.max(Plan.number)).where(Plan.event_id == event.id)
    return session.scalar(published) or session.scalar(newest)


def plan_by_number(session: Session, event: Event, number: int) -> Plan:
    """Raises NotFoundError if the event has no plan of this number."""
    plan = session.scalar(select(Plan).where(Plan.event_id == event.id, Plan.number == number))
    if plan is None:
        raise NotFoundError(NO_SUCH_PLAN(number=number))
    return plan


def plan_of_run(session: Session, run: SolveRun) -> Plan | None:
    """The plan that this run made, if any."""
    return session.scalar(select(Plan).where(Plan.run_id == run.id))


def is_stale(event: Event, plan: Plan) -> bool:
    """Whether the data has changed since this plan was made."""
    return plan.data_version != event.data_version


def check_sound(problem: Problem, schedule: Schedule) -> None:
    """Raises UnsoundScheduleError, naming the first breaches, if the independent verifier finds any."""
    breaches = verify(problem, schedule)
    if breaches:
        raise UnsoundScheduleError(UNSOUND(breaches=[Message.of(breach.finding) for breach in breaches[:5]]))


def store_plan(session: Session, event: Event, run: SolveRun, problem: Problem, schedule: Schedule) -> Plan:
    """Store a sound schedule of `problem`, the run's snapshot, as the event's next draft plan.

    Raises UnsoundScheduleError, and StateError if one of its slots, tables or attendees has been removed since.
    """
    check_sound(problem, schedule)
    plan = Plan(
        event_id=event.id,
        run_id=run.id,
        base_plan_id=_id_of(session, event, run.base_plan),
        snapshot_sha256=run.snapshot_sha256,
        number=next_number(session, event),
        optimal=schedule.status is Status.OPTIMAL,
        tiers=[{"tier": t.tier, "value": t.value, "bound": t.bound} for t in schedule.tiers],
        seconds=schedule.seconds,
        seed=schedule.seed,
        program_version=schedule.version,
        data_version=run.data_version,
    )
    session.add(plan)
    session.flush()
    rows = _meeting_rows(session, event, plan, problem, schedule.meetings)
    if rows:
        session.execute(insert(Meeting), rows)
    _copy_reasons(session, plan)
    take_seats(session, plan)
    _keep_pins(session, plan)
    basis = Basis(problem.people, problem.tables, read_timeline(session, event))
    keep_figures(session, event, plan, basis, sum(person.min_meetings for person in problem.people))
    return plan


def next_number(session: Session, event: Event) -> int:
    """The number of the event's next plan."""
    last = session.scalar(select(func.max(Plan.number)).where(Plan.event_id == event.id))
    return (last or 0) + 1


def _id_of(session: Session, event: Event, number: int | None) -> int | None:
    return session.scalar(select(Plan.id).where(Plan.event_id == event.id, Plan.number == number))


def _meeting_rows(
    session: Session, event: Event, plan: Plan, problem: Problem, meetings: Iterable[ScheduledMeeting]
) -> list[dict[str, Any]]:
    slots = {row.id: row for row in session.execute(_of_event(event, Slot.id, Slot.starts_at, Slot.ends_at))}
    tables = {row.id: row for row in session.execute(_of_event(event, MeetingTable.id, MeetingTable.name))}
    people = {row.id for row in session.execute(_of_event(event, Attendee.id))}
    occupied: Counter[tuple[str, str]] = Counter()
    rows = []
    for meeting in sorted(meetings, key=lambda m: m.pair):
        a, b = key_of(meeting.a), key_of(meeting.b)
        slot, table = slots.get(key_of(meeting.slot)), tables.get(key_of(meeting.table))
        if slot is None or table is None or not people.issuperset((a, b)):
            raise StateError(OUT_OF_DATE())
        rows.append(
            {
                "plan_id": plan.id,
                "a_id": a,
                "b_id": b,
                "starts_at": slot.starts_at,
                "ends_at": slot.ends_at,
                "table_id": table.id,
                "table_name": table.name,
                "seat_number": occupied[meeting.table, meeting.slot],
                "score": problem.pairs[meeting.pair].score,
                "reasons": [],
                "pair": meeting.pair,
                "slot_key": slot.id,
                "table_key": table.id,
            }
        )
        occupied[meeting.table, meeting.slot] += 1
    return rows


def _of_event(event: Event, key: InstrumentedAttribute[int], *columns: Any) -> Select[Any]:
    return select(key, *columns).where(key.class_.event_id == event.id)


def _copy_reasons(session: Session, plan: Plan) -> None:
    """Copied within the database: there may be reasons of tens of thousands of meetings."""
    scored = (PairScore.a_id == Meeting.a_id) & (PairScore.b_id == Meeting.b_id)
    session.execute(
        update(Meeting)
        .where(Meeting.plan_id == plan.id, select(PairScore.a_id).where(scored).exists())
        .values(reasons=select(PairScore.reasons).where(scored).scalar_subquery())
        .execution_options(synchronize_session=False)
    )


def _keep_pins(session: Session, plan: Plan) -> None:
    """What is pinned in the base plan is pinned in this one, where it still takes place at the same time."""
    base = aliased(Meeting)
    same = (base.a_id == Meeting.a_id) & (base.b_id == Meeting.b_id) & (base.starts_at == Meeting.starts_at)
    pinned = select(base.id).where(base.plan_id == plan.base_plan_id, base.pinned, same)
    session.execute(
        update(Meeting)
        .where(Meeting.plan_id == plan.id, pinned.exists())
        .values(pinned=True)
        .execution_options(synchronize_session=False)
    )


def take_seats(session: Session, plan: Plan) -> None:
    """Add a seat for both people of every meeting; the primary key prevents two seats at one time."""
    columns = [Seat.plan_id, Seat.attendee_id, Seat.starts_at, Seat.meeting_id]
    for who in (Meeting.a_id, Meeting.b_id):
        chosen = select(literal(plan.id), who, Meeting.starts_at, Meeting.id).where(Meeting.plan_id == plan.id)
        session.execute(insert(Seat).from_select(columns, chosen))
