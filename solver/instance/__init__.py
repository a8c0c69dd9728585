"""The problem compiled to arrays."""
