"""An attendee's pages, through the application as a browser sees it."""
