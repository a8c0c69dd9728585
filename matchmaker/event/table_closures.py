"""When tables and booths are closed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import Fault, InvalidInputError
from matchmaker.local_time import ClockError, moment
from matchmaker.models import Closure, Event, MeetingTable
from matchmaker.schemas.tables import ClosureDetails


def set_closures(
    session: Session, actor: Actor, event: Event, table: MeetingTable, closures: Sequence[ClosureDetails]
) -> MeetingTable:
    """Set the table's closures. Raises InvalidInputError for nonexistent or ambiguous local times."""
    faults: list[Fault] = []
    rows = [_closure(event, details, f"closures[{k}]", faults) for k, details in enumerate(closures)]
    if faults:
        raise InvalidInputError(faults)
    table.closures = rows
    record(session, actor, event, "table.closures_set", changes_plan=True, table=table.name, closures=len(rows))
    return table


def _closure(event: Event, details: ClosureDetails, location: str, faults: list[Fault]) -> Closure:
    ends = {}
    for name, at in (("starts", details.starts), ("ends", details.ends)):
        try:
            ends[f"{name}_at"] = moment(details.day, at, event.timezone)
        except ClockError as error:
            faults.append(Fault(f"{location}.{name}", error.message))
    return Closure(**ends)
