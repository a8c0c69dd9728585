"""The language in which an attendee reads their pages, calendar and mails."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError
from matchmaker.messages import known_languages, language
from matchmaker.messages.texts.schemas import UNKNOWN_LANGUAGE
from matchmaker.models import Attendee, Event


def choose_language(session: Session, actor: Actor, event: Event, attendee: Attendee, code: str) -> Attendee:
    """Use the language with this code from now on. Raises InvalidInputError for one without texts."""
    if code not in known_languages():
        known = [language(one).name for one in known_languages()]
        raise InvalidInputError.at("language", UNKNOWN_LANGUAGE(code=code[:16], known=known))
    if attendee.language != code:
        attendee.language = code
        record(
            session,
            actor,
            event,
            "attendee.language_set",
            changes_plan=False,
            attendee=attendee.public_id,
            language=code,
        )
    return attendee
