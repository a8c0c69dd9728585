"""Why there is no schedule: a small set of rules that cannot all hold, in words."""
