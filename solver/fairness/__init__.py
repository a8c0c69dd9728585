"""How evenly meetings and scores are distributed, and proven limits of both."""
