"""The event itself: agenda, groups, tables, limits."""
