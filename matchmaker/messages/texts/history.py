"""What the history shows: the actions, who acts, and the names of the details that an entry keeps."""

from __future__ import annotations

from typing import Final

from matchmaker.messages.message import Message
from matchmaker.messages.sentence import Sentence, sentence
from matchmaker.messages.texts.common import AS_IS

ACTIONS: Final[dict[str, Sentence]] = {
    "agenda.set": sentence("history.agenda.set", "Agenda set"),
    "answers.saved": sentence("history.answers.saved", "Answers saved"),
    "attendee.added": sentence("history.attendee.added", "Attendee added"),
    "attendee.updated": sentence("history.attendee.updated", "Attendee updated"),
    "attendee.withdrew": sentence("history.attendee.withdrew", "Attendee withdrew"),
    "attendee.withdrawn": sentence("history.attendee.withdrawn", "Attendee withdrawn"),
    "attendee.came_back": sentence("history.attendee.came_back", "Attendee came back"),
    "attendee.reinstated": sentence("history.attendee.reinstated", "Attendee reinstated"),
    "event.created": sentence("history.event.created", "Event created"),
    "event.scored": sentence("history.event.scored", "Event scored"),
    "event.updated": sentence("history.event.updated", "Event updated"),
    "event.weights_set": sentence("history.event.weights_set", "Event weights set"),
    "event.answers_opened": sentence("history.event.answers_opened", "Event answers opened"),
    "event.answers_closed": sentence("history.event.answers_closed", "Event answers closed"),
    "feed.made": sentence("history.feed.made", "Feed made"),
    "groups.set": sentence("history.groups.set", "Groups set"),
    "invitations.mailed": sentence("history.invitations.mailed", "Invitations mailed"),
    "link.revoked": sentence("history.link.revoked", "Link revoked"),
    "organizer.added": sentence("history.organizer.added", "Organizer added"),
    "organizer.password_set": sentence("history.organizer.password_set", "Organizer password set"),
    "pair.standing_set": sentence("history.pair.standing_set", "Pair standing set"),
    "plan.made": sentence("history.plan.made", "Plan made"),
    "plan.published": sentence("history.plan.published", "Plan published"),
    "plan.unpublished": sentence("history.plan.unpublished", "Plan unpublished"),
    "roster.answered": sentence("history.roster.answered", "Roster answered"),
    "roster.discarded": sentence("history.roster.discarded", "Roster discarded"),
    "roster.import_undone": sentence("history.roster.import_undone", "Roster import undone"),
    "roster.imported": sentence("history.roster.imported", "Roster imported"),
    "roster.mapped": sentence("history.roster.mapped", "Roster mapped"),
    "roster.uploaded": sentence("history.roster.uploaded", "Roster uploaded"),
    "rules.set": sentence("history.rules.set", "Rules set"),
    "run.requested": sentence("history.run.requested", "Run requested"),
    "run.asked_to_stop": sentence("history.run.asked_to_stop", "Run asked to stop"),
    "run.asked_to_cancel": sentence("history.run.asked_to_cancel", "Run asked to cancel"),
    "table.closures_set": sentence("history.table.closures_set", "Table closures set"),
    "table.removed": sentence("history.table.removed", "Table removed"),
    "table.updated": sentence("history.table.updated", "Table updated"),
    "tables.added": sentence("history.tables.added", "Tables added"),
}
ACTORS: Final[dict[str, Sentence]] = {
    "organizer": sentence("actor.organizer", "organizer: {name}"),
    "attendee": sentence("actor.attendee", "attendee: {name}"),
    "command line": sentence("actor.command-line", "command line: {name}"),
    "worker": sentence("actor.worker", "worker: {name}"),
}


def action_message(action: str) -> Message:
    """What was done; an action of an earlier version as its code."""
    return ACTIONS[action]() if action in ACTIONS else AS_IS(text=action)


def actor_message(stored: str) -> Message:
    """Who did it, from `kind: name`."""
    kind, _, name = stored.partition(": ")
    return ACTORS[kind](name=name) if kind in ACTORS else AS_IS(text=stored)
