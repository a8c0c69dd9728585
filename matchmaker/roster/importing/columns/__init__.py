"""What the columns of a list are: recognised by headings and by cells, then chosen by the organizer."""
