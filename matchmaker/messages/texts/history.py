"""What the history says: a sentence per action, and a word per detail. Entries store the action and its details."""

from matchmaker.messages.message import Message
from matchmaker.messages.sentence import Sentence, mark, sentence
from matchmaker.messages.texts.common import AS_IS
from matchmaker.messages.texts.fields import FIELD_WORDS

ACTIONS: dict[str, Sentence] = {
    action: sentence(f"history.{action}", text)
    for action, text in {
        "agenda.set": mark("The agenda was changed"),
        "answers.saved": mark("Answers were saved"),
        "attendee.added": mark("An attendee was added"),
        "attendee.came_back": mark("An attendee came back"),
        "attendee.language_set": mark("An attendee chose a language"),
        "attendee.reinstated": mark("An attendee was reinstated"),
        "attendee.replaced": mark("An attendee was replaced"),
        "attendee.updated": mark("An attendee was changed"),
        "attendee.withdrawn": mark("An attendee was withdrawn"),
        "attendee.withdrew": mark("An attendee withdrew"),
        "attendees.grouped": mark("Attendees were put into a group, or out of one"),
        "event.answers_closed": mark("The answers were closed"),
        "event.answers_opened": mark("The answers were opened"),
        "event.created": mark("The event was created"),
        "event.scored": mark("The pairs were scored"),
        "event.updated": mark("The settings were changed"),
        "event.weights_set": mark("The weights were changed"),
        "feed.made": mark("A calendar address was made"),
        "groups.set": mark("The groups were changed"),
        "invitations.mailed": mark("Personal links were mailed"),
        "link.revoked": mark("A link was revoked"),
        "meetings.cancelled": mark("Meetings were cancelled"),
        "organizer.added": mark("An organizer was added"),
        "organizer.password_set": mark("A password was set"),
        "pair.standing_set": mark("A relation of two people was changed"),
        "plan.edit_redone": mark("A change of a plan was made again"),
        "plan.edit_undone": mark("A change of a plan was undone"),
        "plan.edited": mark("A plan was changed by hand"),
        "plan.made": mark("A plan was made"),
        "plan.published": mark("A plan was published"),
        "plan.unpublished": mark("The plan was unpublished"),
        "roster.answered": mark("Questions of an import were answered"),
        "roster.discarded": mark("An import was discarded"),
        "roster.import_undone": mark("An import was undone"),
        "roster.imported": mark("A list was imported"),
        "roster.mapped": mark("The columns of a list were assigned"),
        "roster.uploaded": mark("A list was uploaded"),
        "rules.set": mark("The meeting rules were changed"),
        "run.asked_to_cancel": mark("A run was cancelled"),
        "run.asked_to_stop": mark("A run was stopped"),
        "run.requested": mark("A run was requested"),
        "table.closures_set": mark("The closures of a table were changed"),
        "table.removed": mark("A table was removed"),
        "table.updated": mark("A table was changed"),
        "trial.adopted": mark("A trial was adopted"),
        "tables.added": mark("Tables were added"),
    }.items()
}
DETAILS: dict[str, Sentence] = {
    name: sentence(f"history-detail.{name}", words)
    for name, words in {
        "a": mark("first person"),
        "added": mark("added"),
        "attendee": mark("attendee"),
        "b": mark("second person"),
        "base": mark("base plan"),
        "blocks": mark("blocks"),
        "cancelled": mark("cancelled"),
        "changed": mark("changed"),
        "closures": mark("closures"),
        "count": mark("number"),
        "edit": mark("change"),
        "email": mark("e-mail"),
        "fields": mark("fields"),
        "first": mark("first"),
        "language": mark("language"),
        "last": mark("last"),
        "file": mark("file"),
        "groups": mark("groups"),
        "kept": mark("kept"),
        "kind": mark("kind"),
        "left_out": mark("left out"),
        "meetings": mark("meetings"),
        "moved": mark("moved"),
        "name": mark("name"),
        "names": mark("names"),
        "new": mark("new"),
        "optimal": mark("proven optimal"),
        "pairs": mark("pairs"),
        "people": mark("people"),
        "plan": mark("plan"),
        "removed": mark("removed"),
        "restored": mark("restored"),
        "rows": mark("rows"),
        "rules": mark("rules"),
        "run": mark("run"),
        "seconds": mark("seconds"),
        "seed": mark("seed"),
        "skipped": mark("skipped"),
        "slots": mark("slots"),
        "standing": mark("relation"),
        "table": mark("table"),
        "tables": mark("tables"),
        "unchanged": mark("unchanged"),
        "warnings": mark("warnings"),
    }.items()
}
VALUES: dict[str, dict[str, Sentence]] = {
    "standing": {
        "agreed": sentence("history-value.agreed", "meeting agreed"),
        "keep_apart": sentence("history-value.keep-apart", "kept apart"),
        "met_before": sentence("history-value.met-before", "have met before"),
        "forgotten": sentence("history-value.forgotten", "none any more"),
    },
    "kind": {
        "personal": sentence("history-value.personal-link", "personal link"),
        "feed": sentence("history-value.feed", "calendar address"),
    },
    "edit": {
        "move": sentence("history-value.move", "a meeting was moved"),
        "swap": sentence("history-value.swap", "two meetings changed places"),
        "cancel": sentence("history-value.cancel", "a meeting was cancelled"),
        "add": sentence("history-value.add", "a meeting was added"),
        "pin": sentence("history-value.pin", "a meeting was pinned"),
        "unpin": sentence("history-value.unpin", "a meeting was unpinned"),
    },
    "aim": {
        "everybody": sentence("history-value.everybody", "everybody first"),
        "points": sentence("history-value.points", "points first"),
    },
}
"""Detail -> word for each of its values."""
OF_PEOPLE = frozenset({"attendee", "a", "b"})
"""Details that hold a person's id; the name is shown."""
UNSAID = frozenset({"run"})
"""Details that are ids for the log, which tell a reader nothing."""
SOMEBODY_REMOVED = sentence("history.somebody-removed", "somebody who has been removed")
ACTORS: dict[str, Sentence] = {
    "attendee": sentence("actor.attendee", "attendee"),
    "command line": sentence("actor.command-line", "command line"),
    "organizer": sentence("actor.organizer", "organizer"),
    "worker": sentence("actor.worker", "worker"),
}


def action_message(action: str) -> Message:
    """What was done; an action of an earlier version as its code."""
    return ACTIONS[action]() if action in ACTIONS else AS_IS(text=action)


def actor_message(kind: str) -> Message:
    """Who did it: a kind of actor; one of an earlier version as its code."""
    return ACTORS[kind]() if kind in ACTORS else AS_IS(text=kind)


def detail_message(name: str) -> Message:
    """The word for a detail, also if it is a field that was changed."""
    if name in DETAILS:
        return DETAILS[name]()
    return FIELD_WORDS[name]() if name in FIELD_WORDS else AS_IS(text=name.replace("_", " "))
