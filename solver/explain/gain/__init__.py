"""What would raise the score most: one more slot, table or place."""
