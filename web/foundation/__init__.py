"""Shared by all pages: forms, access policy, security, database sessions, error pages."""
