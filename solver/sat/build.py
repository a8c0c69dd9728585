"""Builds the SAT model of an instance from all hard rules."""

from solver.instance.instance import Instance
from solver.sat.cnf import Cnf
from solver.sat.gap_spread import add_gap_spread
from solver.sat.max_consecutive import add_max_consecutive
from solver.sat.max_meetings import add_max_meetings
from solver.sat.model import Switches, Timetable, new_timetable
from solver.sat.occupancy import add_occupancy
from solver.sat.precedence import add_precedence
from solver.sat.table_capacity import add_table_capacity


def build(instance: Instance) -> Timetable:
    """The SAT model: its solutions are exactly the timetables for which there are enough tables."""
    model = new_timetable(instance, Cnf(), Switches())
    add_rules(model)
    return model


def add_rules(model: Timetable) -> None:
    """Add the clauses of every rule that the allowed slots do not enforce already."""
    add_occupancy(model)
    add_table_capacity(model)
    add_max_meetings(model)
    add_max_consecutive(model)
    add_precedence(model)
    add_gap_spread(model)
