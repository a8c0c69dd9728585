"""Walks through the whole program in a real browser, against the service as it is really started."""
