"""The Python wrappers of OR-Tools, imported without pandas."""
