"""End-to-end tests: a real browser against the service, started as in production."""
