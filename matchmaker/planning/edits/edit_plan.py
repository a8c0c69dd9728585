"""Editing a plan by hand: each edit is judged, applied to a draft and written down, so that it can be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import StateError
from matchmaker.messages.texts.edits import NOTHING_TO_REDO, NOTHING_TO_UNDO
from matchmaker.models import Event, Meeting, Plan, PlanEdit, Seat
from matchmaker.planning.edits.drafts import check_editable, draft_of, is_own_draft, set_values
from matchmaker.planning.edits.edits import Edit, kind_of, replacements_of
from matchmaker.planning.edits.judgement import EditRefusedError, Judgement, judge
from matchmaker.planning.edits.placed import Placed, Replacement


@dataclass(frozen=True)
class Edited:
    """The draft after an edit, and what the edit was judged to change."""

    plan: Plan
    judgement: Judgement


def what_it_breaks(session: Session, event: Event, plan: Plan, edit: Edit) -> Judgement:
    """What the edit would break and change; changes nothing. Raises NotFoundError, like `edit_plan`."""
    return judge(session, event, plan, replacements_of(session, plan, edit))


def edit_plan(session: Session, actor: Actor, event: Event, plan: Plan, edit: Edit, version: int) -> Edited:
    """Make the edit in the plan, if that is a draft edited by hand, otherwise in a new draft that is a copy of it.

    `version` is the one that the editor was shown. Raises EditRefusedError if the edit breaks a rule,
    EditConflictError if the plan has changed since then, StateError for a superseded plan, NotFoundError for a meeting
    that is not in the plan.
    """
    check_editable(event, plan, version)
    replacements = replacements_of(session, plan, edit)
    judgement = judge(session, event, plan, replacements)
    if judgement.breaches:
        raise EditRefusedError(judgement.breaches)
    draft = draft_of(session, event, plan)
    _replace(session, draft, replacements)
    change = dict(judgement.change)
    _write_down(session, actor, draft, kind_of(edit), replacements, change)
    set_values(session, event, draft, change)
    record(session, actor, event, "plan.edited", changes_plan=False, plan=draft.number, edit=kind_of(edit))
    return Edited(draft, judgement)


def undo(session: Session, actor: Actor, event: Event, plan: Plan, version: int) -> PlanEdit:
    """Take the last edit back. Raises StateError if there is none, and like `edit_plan`."""
    check_editable(event, plan, version)
    last = _next_edit(session, plan, undone=False)
    if last is None:
        raise StateError(NOTHING_TO_UNDO(number=plan.number))
    return _turn(session, actor, event, plan, last)


def redo(session: Session, actor: Actor, event: Event, plan: Plan, version: int) -> PlanEdit:
    """Make the edit again that was undone last. Raises StateError if there is none, and like `edit_plan`."""
    check_editable(event, plan, version)
    first = _next_edit(session, plan, undone=True)
    if first is None:
        raise StateError(NOTHING_TO_REDO(number=plan.number))
    return _turn(session, actor, event, plan, first)


def edits_of(session: Session, plan: Plan) -> list[PlanEdit]:
    """The plan's edits, undone ones included, the first one first."""
    return list(session.scalars(select(PlanEdit).where(PlanEdit.plan_id == plan.id).order_by(PlanEdit.number)))


def _next_edit(session: Session, plan: Plan, *, undone: bool) -> PlanEdit | None:
    if not is_own_draft(plan):
        return None
    order = PlanEdit.number if undone else PlanEdit.number.desc()
    return session.scalar(
        select(PlanEdit).where(PlanEdit.plan_id == plan.id, PlanEdit.undone.is_(undone)).order_by(order).limit(1)
    )


def _turn(session: Session, actor: Actor, event: Event, plan: Plan, edit: PlanEdit) -> PlanEdit:
    """Undo the edit, or redo it if it is undone."""
    replacements = [Replacement.from_json(stored) for stored in edit.replacements]
    sign = 1 if edit.undone else -1
    _replace(session, plan, [one if edit.undone else one.reversed for one in replacements])
    set_values(session, event, plan, {tier: sign * by for tier, by in edit.change.items()})
    action = "plan.edit_redone" if edit.undone else "plan.edit_undone"
    edit.undone = not edit.undone
    record(session, actor, event, action, changes_plan=False, plan=plan.number, edit=edit.kind)
    return edit


def _write_down(
    session: Session,
    actor: Actor,
    draft: Plan,
    kind: str,
    replacements: Collection[Replacement],
    change: dict[str, int],
) -> None:
    """As the last edit; those that are undone cannot be redone any more."""
    session.execute(delete(PlanEdit).where(PlanEdit.plan_id == draft.id, PlanEdit.undone.is_(True)))
    last = session.scalar(select(func.max(PlanEdit.number)).where(PlanEdit.plan_id == draft.id)) or 0
    session.add(
        PlanEdit(
            plan_id=draft.id,
            number=last + 1,
            kind=kind,
            actor=actor.name,
            replacements=[replacement.to_json() for replacement in replacements],
            change=change,
        )
    )


def _replace(session: Session, draft: Plan, replacements: Collection[Replacement]) -> None:
    """Delete first, then insert: the two meetings of a swap take each other's place."""
    session.flush()
    leaving = [replacement.before for replacement in replacements if replacement.before is not None]
    if leaving:
        same = [and_(Meeting.a_id == placed.a, Meeting.starts_at == placed.starts_at) for placed in leaving]
        for row in session.scalars(select(Meeting).where(Meeting.plan_id == draft.id, or_(*same))):
            session.delete(row)
        session.flush()
    for replacement in replacements:
        if replacement.after is not None:
            _insert(session, draft, replacement.after)
    session.flush()


def _insert(session: Session, draft: Plan, placed: Placed) -> None:
    taken = session.scalars(
        select(Meeting.seat_number).where(
            Meeting.plan_id == draft.id, Meeting.table_id == placed.table_id, Meeting.starts_at == placed.starts_at
        )
    ).all()
    free = next(number for number in range(len(taken) + 1) if number not in taken)
    values = {name: getattr(placed, name) for name in ("starts_at", "ends_at", "table_id", "table_name", "score")}
    row = Meeting(
        plan_id=draft.id,
        a_id=placed.a,
        b_id=placed.b,
        seat_number=free,
        reasons=placed.reasons,
        pinned=placed.pinned,
        **values,
    )
    row.seats = [Seat(plan_id=draft.id, attendee_id=who, starts_at=placed.starts_at) for who in placed.ids]
    session.add(row)
    session.flush()
