"""An event's setup: settings, agenda, groups, tables, meeting limits."""
