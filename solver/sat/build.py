"""All hard rules together."""

from solver.instance.instance import Instance
from solver.sat.cnf import Cnf
from solver.sat.gap_spread import add_gap_spread
from solver.sat.meeting_limits import add_meeting_limits
from solver.sat.model import Switches, Timetable, new_timetable
from solver.sat.occupancy import add_occupancy
from solver.sat.precedence import add_precedence
from solver.sat.table_capacity import add_table_capacity


def build(instance: Instance) -> Timetable:
    """Clauses whose solutions are exactly the timetables that can be seated."""
    model = new_timetable(instance, Cnf(), Switches())
    add_rules(model)
    return model


def add_rules(model: Timetable) -> None:
    """Every rule that is not already in the choice of allowed slots."""
    add_occupancy(model)
    add_table_capacity(model)
    add_meeting_limits(model)
    add_precedence(model)
    add_gap_spread(model)
