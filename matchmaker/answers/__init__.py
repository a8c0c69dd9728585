"""What attendees say: interests, goals, requests, absences, limits."""
