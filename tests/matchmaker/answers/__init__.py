"""What attendees say, and whom they find."""
