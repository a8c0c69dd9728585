"""How evenly meetings and scores are spread, and the proven limits of both."""
