"""Attendees as rows of the roster, the form used by files and forms."""
