"""Repairs a schedule after a change, moving or cancelling as few meetings as the budget allows."""

from solver.repair.changes import Change, changes
from solver.repair.request import Repair

__all__ = ["Change", "Repair", "changes"]
