"""All hard rules together."""

from solver.instance.instance import Instance
from solver.sat.cnf import Cnf
from solver.sat.gap_spread import add_spread
from solver.sat.meeting_limits import add_limits
from solver.sat.model import Switches, Timetable, new_timetable
from solver.sat.occupancy import add_occupancy
from solver.sat.precedence import add_precedence
from solver.sat.table_capacity import add_tables


def build(instance: Instance) -> Timetable:
    """Clauses whose solutions are exactly the timetables that can be seated."""
    model = new_timetable(instance, Cnf(), Switches())
    add_rules(model)
    return model


def add_rules(model: Timetable) -> None:
    """Every rule that is not already in the choice of allowed slots."""
    add_occupancy(model)
    add_tables(model)
    add_limits(model)
    add_precedence(model)
    add_spread(model)
