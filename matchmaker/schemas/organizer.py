"""Input of a new organizer on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from matchmaker.schemas.roster import looks_like_email


@dataclass(frozen=True)
class NewOrganizer:
    email: str
    name: str


def _an_address(text: str) -> None:
    if not looks_like_email(text):
        raise ValidationError(f"“{text[:80]}” is not an e-mail address. Enter one like ada@example.org.")


class NewOrganizerSchema(Schema):
    email = fields.String(required=True, validate=_an_address)
    name = fields.String(
        required=True, validate=validate.Length(1, 200, error="Enter a name of {min} to {max} characters.")
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> NewOrganizer:
        return NewOrganizer(**data)
