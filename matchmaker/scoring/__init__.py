"""What a meeting of two people is worth, and why, in words."""
