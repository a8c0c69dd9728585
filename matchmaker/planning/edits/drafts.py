"""Drafts that are edited by hand: copied from a plan at its first edit, then changed in place."""

from __future__ import annotations

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from matchmaker.errors import EditConflictError, NotFoundError, StateError
from matchmaker.messages.texts.edits import CHANGED_MEANWHILE, SUPERSEDED
from matchmaker.messages.texts.planning import NOT_OF_THIS_EVENT
from matchmaker.models import Event, Meeting, Plan, PlanStatus, now
from matchmaker.planning.plans.figures import keep_counts
from matchmaker.planning.plans.plans import is_stale, next_number, take_seats
from solver.problem import MAXIMISED

_COPIED = (
    Meeting.a_id,
    Meeting.b_id,
    Meeting.starts_at,
    Meeting.ends_at,
    Meeting.table_id,
    Meeting.table_name,
    Meeting.seat_number,
    Meeting.score,
    Meeting.reasons,
    Meeting.pinned,
)


def is_own_draft(plan: Plan) -> bool:
    """Whether edits change this plan itself; of any other plan they make a copy."""
    return plan.edited_at is not None and plan.status is PlanStatus.DRAFT


def check_editable(event: Event, plan: Plan, version: int) -> None:
    """Raises NotFoundError for a plan of another event, StateError for a superseded one.

    Raises EditConflictError if the plan has changed since the editor was shown it as `version`.
    """
    if plan.event_id != event.id:
        raise NotFoundError(NOT_OF_THIS_EVENT())
    if plan.status is PlanStatus.SUPERSEDED:
        raise StateError(SUPERSEDED(number=plan.number))
    if plan.version != version:
        raise EditConflictError(CHANGED_MEANWHILE(number=plan.number))


def draft_of(session: Session, event: Event, plan: Plan) -> Plan:
    """The plan itself if it is a draft edited by hand, otherwise a new draft with the same meetings."""
    return plan if is_own_draft(plan) else _copy(session, event, plan)


def _copy(session: Session, event: Event, plan: Plan) -> Plan:
    draft = Plan(
        event_id=event.id,
        base_plan_id=plan.id,
        number=next_number(session, event),
        optimal=False,
        tiers=plan.tiers,
        seconds=plan.seconds,
        seed=plan.seed,
        program_version=plan.program_version,
        data_version=plan.data_version,
        edited_at=now(),
    )
    session.add(draft)
    session.flush()
    columns = [Meeting.plan_id, *_COPIED]
    copied = select(literal(draft.id), *_COPIED).where(Meeting.plan_id == plan.id)
    session.execute(insert(Meeting).from_select(columns, copied))
    take_seats(session, draft)
    return draft


def set_values(session: Session, event: Event, draft: Plan, change: dict[str, int]) -> None:
    """Add the change to the values of the draft's tiers.

    A bound of the plan it was copied from is kept as long as it holds: while the data is the same, and no earlier tier
    is worse than there.
    """
    base = session.get_one(Plan, draft.base_plan_id)
    keep_counts(session, event, draft, (base.figures or {}).get("minimums"))
    original = {tier["tier"]: tier for tier in base.tiers}
    proven = not is_stale(event, draft)
    tiers = []
    for tier in draft.tiers:
        value, first = tier["value"] + change.get(tier["tier"], 0), original[tier["tier"]]
        bound = first["bound"] if proven and not _passes(tier["tier"], value, first["bound"]) else None
        tiers.append({"tier": tier["tier"], "value": value, "bound": bound})
        proven = proven and not _passes(tier["tier"], first["value"], value)
    draft.tiers = tiers
    draft.edited_at = now()


def _passes(tier: str, value: float, limit: float | None) -> bool:
    """Whether the value is better than the limit."""
    if limit is None:
        return False
    return value > limit if tier in MAXIMISED else value < limit
