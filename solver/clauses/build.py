"""All hard rules together."""

from solver.clauses.cnf import Cnf
from solver.clauses.limits import add_limits
from solver.clauses.model import Switches, Timetable, new_timetable
from solver.clauses.occupancy import add_occupancy
from solver.clauses.precedence import add_precedence
from solver.clauses.spread import add_spread
from solver.clauses.tables import add_tables
from solver.instance import Instance


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
