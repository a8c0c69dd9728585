"""Input of a new organizer on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load

from matchmaker.messages.texts.schemas import ORGANIZER_ADDRESS, ORGANIZER_NAME
from matchmaker.schemas.lines import Line
from matchmaker.schemas.roster import looks_like_email
from matchmaker.schemas.rules import length, refused


@dataclass(frozen=True)
class NewOrganizer:
    email: str
    name: str


def _an_address(text: str) -> None:
    if not looks_like_email(text):
        raise refused(ORGANIZER_ADDRESS(text=text[:80]))


class NewOrganizerSchema(Schema):
    email = fields.String(required=True, validate=_an_address)
    name = Line(required=True, validate=length(ORGANIZER_NAME, least=1, most=200))

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> NewOrganizer:
        return NewOrganizer(**data)
