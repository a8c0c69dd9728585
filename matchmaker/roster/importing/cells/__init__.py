"""Texts as people type them into cells: what they are, and what they mean."""
