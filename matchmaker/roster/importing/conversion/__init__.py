"""From the cells of a list to the fields of its rows; everything done is counted and shown."""
