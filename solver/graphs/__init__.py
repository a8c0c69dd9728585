"""Graph algorithms on arrays: flows, matchings, covers. They know nothing of meetings."""
