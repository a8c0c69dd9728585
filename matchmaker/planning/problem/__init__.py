"""From an event to the solver's problem."""
