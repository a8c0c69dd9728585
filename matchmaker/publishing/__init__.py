"""Publishing a plan: the changes, one transaction, mails to those affected, calendars."""

from matchmaker.publishing.change_mails import queue_change_notices
from matchmaker.publishing.changes import Change, PlanChanges, TimeAndTable
from matchmaker.publishing.consequences import Choice, Consequences, UnconfirmedError, consequences
from matchmaker.publishing.difference import changes
from matchmaker.publishing.feeds import feed_secret, last_change, new_feed
from matchmaker.publishing.icalendar_files import attendee_calendar, event_calendars_zip
from matchmaker.publishing.prepared import Prepared, prepare, prepare_unpublishing, standing_of
from matchmaker.publishing.publish import publish, publish_prepared, unpublish, unpublish_prepared
from matchmaker.publishing.replacement import replace_and_tell
from matchmaker.publishing.schedules import ScheduledMeeting, attendee_schedule
from matchmaker.publishing.withdrawal import withdraw_and_tell

__all__ = [
    "Change",
    "Choice",
    "Consequences",
    "PlanChanges",
    "Prepared",
    "ScheduledMeeting",
    "TimeAndTable",
    "UnconfirmedError",
    "attendee_calendar",
    "attendee_schedule",
    "changes",
    "consequences",
    "event_calendars_zip",
    "feed_secret",
    "last_change",
    "new_feed",
    "prepare",
    "prepare_unpublishing",
    "publish",
    "publish_prepared",
    "queue_change_notices",
    "replace_and_tell",
    "standing_of",
    "unpublish",
    "unpublish_prepared",
    "withdraw_and_tell",
]
