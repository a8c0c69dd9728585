"""A form: what stands in its fields, and what is wrong with it. Nothing that was typed is ever lost.

    with one_session() as session:
        event = my_event(session, event_id)
        form = Form.of(name=event.name, timezone=event.timezone, version=event.version)
        if form.sent:
            with form.catching(session):
                events.update_event(session, current_actor(), event, load(EventSchema(), form.data()), form.version)
                flash("The settings are saved.")
                return redirect(url_for(...), 303)
        return form.page("organizer/settings.html", event=event)

`catching(session)` undoes what its block wrote when that fails. It takes the faults of an `InvalidInputError` to the
fields they name, and a `StateError` to the top: the page answers 422. An `EditConflictError` makes it 409, and what is
kept now stands next to what was typed. The macros of templates/macros/form.html draw the fields, their errors, and the
summary that links to them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from flask import render_template, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matchmaker.errors import EditConflictError, Fault, InvalidInputError, StateError

_TRUE = {"on", "true", "yes", "1", "True"}
_NOT_INPUT = {"csrf_token", "version", "agreed"}


class Form:
    """`current`: what is kept now, by field; compared with what the editor saw when they opened the form."""

    def __init__(self, values: MultiDict[str, Any], current: MultiDict[str, str], *, sent: bool = False) -> None:
        self.values = values
        self.current = current
        self.sent = sent
        self.faults: list[Fault] = []
        self.conflict: str | None = None
        self.saved: dict[str, str] = {}

    @classmethod
    def of(cls, **current: Any) -> Form:
        """The form of this request: the sent values on a POST, else what is kept now (lists for many values).

        Without a `version` among them, a fingerprint of the kept values serves as one.
        """
        kept = cls.opened(**current)
        return cls(request.form, kept.current, sent=True) if request.method == "POST" else kept

    @classmethod
    def opened(cls, **current: Any) -> Form:
        """A form as it is when it was just opened, whatever the request sent to another one."""
        kept: MultiDict[str, str] = MultiDict()
        for name, value in current.items():
            kept.setlist(name, [_shown(item) for item in value] if isinstance(value, list) else [_shown(value)])
        if "version" not in kept:
            kept["version"] = hashlib.sha256(repr(sorted(kept.lists())).encode()).hexdigest()[:16]
        return cls(kept, kept)

    def refuse_if_changed(self) -> None:
        """Raises EditConflictError if what is kept is not what the editor saw (for rows without a version)."""
        if self.value("version") != self.current["version"]:
            raise EditConflictError("Look at what is saved now before you replace it.")

    def value(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def values_of(self, name: str) -> list[str]:
        return [str(value) for value in self.values.getlist(name)]

    def checked(self, name: str) -> bool:
        return self.value(name) in _TRUE

    def chosen(self, name: str, choice: object) -> bool:
        return str(choice) in self.values_of(name)

    @property
    def version(self) -> int:
        """The hidden version field; 0, which no row has, where it is missing or not a number."""
        text = self.value("version")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def data(self, *, flags: Collection[str] = (), lists: Collection[str] = ()) -> dict[str, Any]:
        """The sent values as a schema wants them: an empty field is None, `flags` are booleans, `lists` lists."""
        names = [name for name in self.values if name not in _NOT_INPUT and name not in flags and name not in lists]
        plain: dict[str, Any] = {name: self.value(name).strip() or None for name in names}
        return (
            plain
            | {name: self.checked(name) for name in flags}
            | {name: [value for value in self.values_of(name) if value.strip()] for name in lists}
        )

    def rows(self, name: str, columns: Collection[str], *, flags: Collection[str] = ()) -> list[dict[str, Any]]:
        """The rows of a table of fields named `blocks[0].name`, without those left blank or ticked `remove`.

        A row with an `id` was there before: only a tick removes it, emptying its fields is a fault. The kept rows are
        numbered anew, so that faults name the rows as the page shows them again.
        """
        kept = [
            row for row in self._sent_rows(name) if not row.get("remove") and any(row.get(c) for c in ("id", *columns))
        ]
        others = [(key, value) for key, value in self.values.items(multi=True) if not key.startswith(f"{name}[")]
        renumbered = [(f"{name}[{k}].{c}", value) for k, row in enumerate(kept) for c, value in row.items()]
        self.values = MultiDict(others + renumbered)
        return [
            {c: value.strip() or None for c, value in row.items() if c not in flags}
            | {flag: row.get(flag) in _TRUE for flag in flags}
            for row in kept
        ]

    def _sent_rows(self, name: str) -> list[dict[str, str]]:
        pattern = re.compile(re.escape(name) + r"\[(\d{1,4})\]\.(\w+)", re.ASCII)
        found: dict[int, dict[str, str]] = {}
        for key, value in self.values.items():
            match = pattern.fullmatch(key)
            if match:
                found.setdefault(int(match[1]), {})[match[2]] = value
        return [found[index] for index in sorted(found)]

    def count(self, name: str) -> int:
        """How many rows of this name the form holds."""
        return len(self._sent_rows(name))

    def errors(self, name: str) -> list[str]:
        return [fault.sentence for fault in self.faults if fault.place == name]

    @contextmanager
    def catching(self, session: Session | None = None) -> Iterator[None]:
        """Takes what the domain finds wrong to the form; anything else passes through."""
        try:
            with session.begin_nested() if session else nullcontext():
                yield
        except InvalidInputError as error:
            self.faults.extend(error.faults)
        except StateError as error:
            self.faults.append(Fault("", str(error)))
        except EditConflictError as error:
            self.conflict = str(error)
            self._show_what_is_saved()

    def _show_what_is_saved(self) -> None:
        """Keep what was typed, show what is kept now beside it, and let the next press replace it."""
        self.values = MultiDict(self.values)
        self.values["version"] = self.current["version"]
        plain = {name: value for name, value in self.current.items() if "[" not in name}
        self.saved = {name: value for name, value in plain.items() if value != self.value(name)}

    @property
    def status(self) -> int:
        return 409 if self.conflict else 422 if self.faults else 200

    def page(self, template: str, **context: Any) -> tuple[str, int]:
        return render_template(template, form=self, **context), self.status


def field_id(name: str) -> str:
    """The id of the field of this name, or of a fault's place (`blocks[2].starts`)."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def place_words(place: str) -> str:
    """`slot_minutes` as a person says it: `Slot minutes`."""
    words = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1} ", place).replace(".", " ").replace("_", " ")
    return " ".join(words.split()).capitalize()


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
