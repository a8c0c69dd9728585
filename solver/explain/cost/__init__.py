"""What a decision costs: the schedule found with it, and the loss proven."""
