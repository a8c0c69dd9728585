"""A schedule bent to what has changed: as little of it as asked for is moved or cancelled."""

from solver.repair.changes import Change, changes
from solver.repair.request import Repair

__all__ = ["Change", "Repair", "changes"]
