"""An empty list to fill in: headings that the import recognises, each with a comment on what belongs there."""

from __future__ import annotations

from matchmaker.messages import mark

TEMPLATE = {
    "First name": mark("Required: the name, an e-mail address or a reference."),
    "Last name": "",
    "E-mail": mark("Identifies the person in later lists. Personal links are sent to it."),
    "Organisation": mark(
        "People of one organisation do not meet, unless the event's settings allow it. Leave blank if none."
    ),
    "Job title": "",
    "Group": mark("One group, such as Buyer or Mentor."),
    "Interests": mark("Separate several by semicolons: optics; machine learning"),
    "Seeks": mark("“knowledge: optics; job: data engineer; mentoring”. A topic alone means knowledge."),
    "Offers": mark("As in “Seeks”."),
    "Would like to meet": mark("Names, e-mail addresses or references of other attendees, separated by semicolons."),
    "Must meet": mark("As in “Would like to meet”; these meetings are planned first."),
    "Does not want to meet": mark("As in “Would like to meet”. Nobody else sees it."),
    "Keep apart from": mark("As in “Would like to meet”; these two never meet."),
    "Away": mark("“2027-05-11” or “2027-05-11 09:00-10:30”, in the event's time zone."),
    "Maximum meetings": mark("A number. Leave blank for no limit of their own."),
    "About": mark("A few sentences about the person."),
    "Reference": mark("Your own number for the person, if you have one."),
}
"""Heading -> comment."""
