"""Why there is no schedule: a small set of rules that cannot hold together, in words."""
