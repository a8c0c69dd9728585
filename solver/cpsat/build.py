"""All hard rules together."""

from solver.cpsat.gap_spread import add_spread
from solver.cpsat.meeting_limits import add_limits
from solver.cpsat.model import Model, new_model
from solver.cpsat.occupancy import add_occupancy
from solver.cpsat.precedence import add_precedence
from solver.cpsat.table_capacity import add_tables
from solver.instance.instance import Instance


def build(instance: Instance) -> Model:
    """A model whose solutions are exactly the timetables that can be seated."""
    model = new_model(instance)
    add_occupancy(model)
    add_tables(model)
    add_limits(model)
    add_precedence(model)
    add_spread(model)
    return model
