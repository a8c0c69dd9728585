"""Input of the sign-in forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from matchmaker.access import MINIMUM_PASSWORD_LENGTH

_MAX_PASSWORD_LENGTH = 500


@dataclass(frozen=True)
class Credentials:
    email: str
    password: str = field(repr=False)


def _address() -> fields.String:
    limits = validate.Length(3, 254, error="Enter an e-mail address, like ann@example.org.")
    return fields.String(required=True, validate=limits)


def _password(least: int, sentence: str) -> fields.String:
    return fields.String(required=True, validate=validate.Length(least, _MAX_PASSWORD_LENGTH, error=sentence))


class AddressSchema(Schema):
    email = _address()

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> str:
        return str(data["email"])


class CredentialsSchema(Schema):
    email = _address()
    password = _password(1, f"A password has 1 to {_MAX_PASSWORD_LENGTH} characters.")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> Credentials:
        return Credentials(**data)


class PasswordSchema(Schema):
    """A new password, typed twice."""

    password = _password(
        MINIMUM_PASSWORD_LENGTH, f"Use {MINIMUM_PASSWORD_LENGTH} to {_MAX_PASSWORD_LENGTH} characters."
    )
    repeated = fields.String(required=True)

    @validates_schema(skip_on_field_errors=True)
    def _typed_alike(self, data: dict[str, Any], **_: object) -> None:
        if data["password"] != data["repeated"]:
            raise ValidationError("The two passwords differ.", "repeated")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> str:
        return str(data["password"])
