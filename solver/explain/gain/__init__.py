"""What would raise the score most: one more hour or meeting of a person, one more table or slot."""
