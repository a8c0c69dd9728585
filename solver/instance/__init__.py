"""The problem compiled to arrays, and a timetable under construction on them."""
