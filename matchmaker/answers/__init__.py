"""Attendees' answers: interests, goals, requests, absences, limits; and the directory they choose from."""
