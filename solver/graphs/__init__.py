"""Graph algorithms on arrays: flows, matchings, covers. They do not depend on the meeting problem."""
