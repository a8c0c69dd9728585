"""The letters of a text file: its encoding detected from the whole file, bytes of another encoding named by row.

Detection of an encoding without marks compares how likely each candidate makes the words: short lists of names have too
few letters for the language models of general detectors.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Any

from matchmaker.spreadsheets.limits import RefusedError
from matchmaker.spreadsheets.plausible_letters import plausibility

TWICE = "utf-8-twice"
"""UTF-8 that was read as Windows-1252 and saved as UTF-8 once more."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WITHOUT_MARKS = (
    *("cp1252", "cp1250", "cp1254", "mac-roman", "cp1251", "koi8-r", "cp1253"),
    *("euc-kr", "gb18030", "shift_jis", "big5"),
)
"""In the order of preference among equally likely ones."""
_NAMED_ROWS = 5
_JUDGED_BYTES = 30_000
# the characters that UTF-8's continuation bytes become in Windows-1252
_CONTINUATION = "\u0080-\u00bf" + "".join(
    bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_TWICE_ENCODED = re.compile(
    f"[\u00c2-\u00df][{_CONTINUATION}]|[\u00e0-\u00ef][{_CONTINUATION}]{{2}}|[\u00f0-\u00f4][{_CONTINUATION}]{{3}}"
)


@dataclass(frozen=True)
class Letters:
    """A decoded file; `notes`: what was noticed, messages as JSON."""

    text: str
    encoding: str
    notes: list[dict[str, Any]] = field(default_factory=list)


def decode(content: bytes, encoding: str | None) -> Letters:
    """The text in this encoding (None: the detected one). Raises RefusedError if it cannot be read so."""
    mark, marked = next(((bom, name) for bom, name in _BOMS if content.startswith(bom)), (b"", None))
    body = content.removeprefix(mark)
    if encoding == "utf-16":
        encoding = _utf16(body) or marked or "utf-16-le"
    name = encoding or marked or _utf16(body)
    if name is None:
        return _detected(body)
    if name.startswith("utf-16"):
        return _utf16_text(body, name)
    if name in ("utf-8", TWICE):
        return _utf8(body, twice=name == TWICE or (encoding is None and _is_twice(body)))
    try:
        return Letters(body.decode(name), name)
    except UnicodeDecodeError as error:
        raise RefusedError("file.letters", encoding=name) from error


def _detected(body: bytes) -> Letters:
    try:
        body.decode()
    except UnicodeDecodeError:
        if _mostly_utf8(body):
            return _utf8(body, twice=False)
        return _likeliest(body)
    return _utf8(body, twice=_is_twice(body))


def _utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of western letters is zero."""
    sample = body[:4000]
    half = max(1, len(sample) // 2)
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(sample) > 3 and zeros.count(0) >= 0.4 * half and sample.count(0) <= 1.2 * zeros.count(0):
            return name
    return None


def _utf16_text(body: bytes, name: str) -> Letters:
    even = body[: len(body) // 2 * 2]
    text = even.decode(name, "replace")
    cut = len(even) < len(body) or text.endswith("\ufffd")
    notes = [{"code": "read.cut-off", "params": {}}] if cut else []
    return Letters(text.rstrip("\ufffd"), "utf-16", notes)


def _utf8(body: bytes, *, twice: bool) -> Letters:
    """Bytes that are not UTF-8 are read as Windows-1252 where that gives letters, and named by row."""
    lines = body.split(b"\n")
    texts, faulty = [], []
    for number, line in enumerate(lines, 1):
        try:
            texts.append(line.decode())
        except UnicodeDecodeError:
            texts.append(_other_letters(line))
            faulty.append(number)
    text = "\n".join(texts)
    notes = [_note("read.other-letters", faulty)] if faulty else []
    if twice:
        return Letters(_once(text), TWICE, [*notes, {"code": "read.twice", "params": {}}])
    return Letters(text, "utf-8", notes)


def _other_letters(line: bytes) -> str:
    """In Windows-1252 if that makes words; a letter of UTF-8 that lost a byte does not."""
    try:
        western = line.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    return western if plausibility(western) > 0 else line.decode("utf-8", "replace")


def _mostly_utf8(body: bytes) -> bool:
    """Whether at least half of the lines with letters beyond ASCII are in UTF-8."""
    lines = [line for line in body.split(b"\n") if not line.isascii()]
    return 2 * sum(_is_utf8(line) for line in lines) >= len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_twice(body: bytes) -> bool:
    text = body[:_JUDGED_BYTES].decode("utf-8", "ignore")
    accents = sum(character > "\x7f" for character in text)
    return accents > 0 and sum(len(found) for found in _TWICE_ENCODED.findall(text)) >= 0.6 * accents


def _once(text: str) -> str:
    return _TWICE_ENCODED.sub(_repaired, text)


def _repaired(found: re.Match[str]) -> str:
    raw = b"".join(_cp1252_byte(character) for character in found[0])
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return found[0]


def _cp1252_byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _likeliest(body: bytes) -> Letters:
    telling = b"\n".join(line for line in body.split(b"\n") if not line.isascii())[:_JUDGED_BYTES]
    texts = {name: _decoded(telling, name) for name in _WITHOUT_MARKS}
    scores = {name: plausibility(text) for name, text in texts.items() if text is not None}
    if not scores or (max(scores.values()) < 0 and "cp1252" not in scores):
        raise RefusedError("file.letters-two", encoding="UTF-8", other="Windows-1252")
    name = max(scores, key=lambda each: scores[each])
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        raise RefusedError("file.letters", encoding=name) from error
    return Letters(text, name, [{"code": "read.guessed-letters", "params": {"encoding": name}}])


def _decoded(sample: bytes, name: str) -> str | None:
    try:  # a letter of several bytes may be cut at the end of the sample
        return codecs.getincrementaldecoder(name)().decode(sample, final=len(sample) < _JUDGED_BYTES)
    except UnicodeDecodeError:
        return None


def _note(code: str, rows: list[int]) -> dict[str, Any]:
    return {"code": code, "params": {"count": len(rows), "rows": [str(row) for row in rows[:_NAMED_ROWS]]}}
