"""Input of the sign-in forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, fields, post_load, validates_schema

from matchmaker.access import MINIMUM_PASSWORD_LENGTH
from matchmaker.messages import Sentence
from matchmaker.messages.texts.schemas import NEW_PASSWORD_LENGTH, PASSWORD_LENGTH, PASSWORDS_DIFFER, SIGN_IN_ADDRESS
from matchmaker.schemas.rules import length, refused

_MAX_PASSWORD_LENGTH = 500


@dataclass(frozen=True)
class Credentials:
    email: str
    password: str = field(repr=False)


def _address() -> fields.String:
    return fields.String(required=True, validate=length(SIGN_IN_ADDRESS, least=3, most=254))


def _password(least: int, sentence: Sentence) -> fields.String:
    return fields.String(required=True, validate=length(sentence, least=least, most=_MAX_PASSWORD_LENGTH))


class AddressSchema(Schema):
    email = _address()

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> str:
        return str(data["email"])


class CredentialsSchema(Schema):
    email = _address()
    password = _password(1, PASSWORD_LENGTH)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> Credentials:
        return Credentials(**data)


@dataclass(frozen=True)
class PasswordChange:
    password: str = field(repr=False)
    current: str = field(repr=False)


class PasswordSchema(Schema):
    """A new password, typed twice, and the current one, if there is any."""

    current = fields.String(
        load_default="", allow_none=True, validate=length(PASSWORD_LENGTH, most=_MAX_PASSWORD_LENGTH)
    )
    password = _password(MINIMUM_PASSWORD_LENGTH, NEW_PASSWORD_LENGTH)
    repeated = fields.String(required=True)

    @validates_schema(skip_on_field_errors=True)
    def _typed_alike(self, data: dict[str, Any], **_: object) -> None:
        if data["password"] != data["repeated"]:
            raise refused(PASSWORDS_DIFFER(), "repeated")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> PasswordChange:
        return PasswordChange(data["password"], data["current"] or "")
