"""Attendees' answers and the directory."""
