"""Builds the CP-SAT model of an instance from all hard rules."""

from solver.cpsat.gap_spread import add_gap_spread
from solver.cpsat.max_consecutive import add_max_consecutive
from solver.cpsat.max_meetings import add_max_meetings
from solver.cpsat.model import Model, new_model
from solver.cpsat.occupancy import add_occupancy
from solver.cpsat.precedence import add_precedence
from solver.cpsat.table_capacity import add_table_capacity
from solver.instance.instance import Instance


def build(instance: Instance) -> Model:
    """The CP-SAT model: its solutions are exactly the timetables for which there are enough tables."""
    model = new_model(instance)
    add_occupancy(model)
    add_table_capacity(model)
    add_max_meetings(model)
    add_max_consecutive(model)
    add_precedence(model)
    add_gap_spread(model)
    return model
