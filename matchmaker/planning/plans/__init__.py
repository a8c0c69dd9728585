"""Stored plans: their meetings, statistics, views and spreadsheet."""
