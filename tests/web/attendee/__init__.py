"""The attendee's pages, through the application's test client and a browser."""
