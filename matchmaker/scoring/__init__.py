"""Scores pairs of people, with reasons in words."""
