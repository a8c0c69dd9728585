"""All hard rules together."""

from solver.exact.limits import add_limits
from solver.exact.model import Model, new_model
from solver.exact.occupancy import add_occupancy
from solver.exact.precedence import add_precedence
from solver.exact.spread import add_spread
from solver.exact.tables import add_tables
from solver.instance import Instance


def build(instance: Instance) -> Model:
    """A model whose solutions are exactly the timetables that can be seated."""
    model = new_model(instance)
    add_occupancy(model)
    add_tables(model)
    add_limits(model)
    add_precedence(model)
    add_spread(model)
    return model
