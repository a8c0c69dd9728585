"""People whom an organizer names in a form by name, address, reference or id."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.messages.texts.planning import NOT_ON_THE_LIST, SEVERAL_OF_THAT_NAME
from matchmaker.models import Attendee, Event
from matchmaker.roster import find_by_text


def named_people(session: Session, event: Event, texts: Iterable[tuple[str, str]]) -> list[Attendee]:
    """The person of each (field, text). Raises InvalidInputError with every field whose text is nobody or several."""
    people, faults = [], []
    for field, text in texts:
        found = find_by_text(session, event, text)
        if len(found) == 1:
            people.append(found[0])
        else:
            faults.append(Fault(field, (SEVERAL_OF_THAT_NAME if found else NOT_ON_THE_LIST)(who=text)))
    if faults:
        raise InvalidInputError(faults)
    return people
