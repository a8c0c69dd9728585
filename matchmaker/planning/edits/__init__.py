"""Edits of a plan by hand: what each would break, and drafts in which they can be undone and redone."""
