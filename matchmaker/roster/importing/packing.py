"""Values packed for the database: MessagePack, compressed, and limited in size."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec

from matchmaker.errors import InvalidInputError
from matchmaker.messages.texts.roster import TOO_LARGE_TO_KEEP

LARGEST = 32 * 2**20
"""Bytes of one packed value. Ten thousand ordinary rows take about one megabyte."""
_FASTEST = 1
Kind = TypeVar("Kind")


def pack(value: Any) -> bytes:
    """The value, made of dataclasses and collections. Raises InvalidInputError (`file`) beyond the limit."""
    packed = zlib.compress(msgspec.msgpack.encode(value), _FASTEST)
    if len(packed) > LARGEST:
        raise InvalidInputError.at("file", TOO_LARGE_TO_KEEP(megabytes=LARGEST >> 20))
    return packed


def unpack(packed: bytes, kind: type[Kind]) -> Kind:
    """The value of this type that `pack` has packed."""
    return msgspec.msgpack.decode(zlib.decompress(packed), type=kind)
