"""Forms: the values in the fields, and the errors beside them. Typed input is never lost.

    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(name=event.name, timezone=event.timezone, version=event.version)
        if form.sent:
            with form.catching(session):
                events.update_event(session, current_actor(), event, load(EventSchema(), form.data()), form.version)
                flash("The settings are saved.")
                return redirect_to("settings", event_id=event_id)
        return form.page("organizer/settings.html", event=event)

`catching(session)` rolls back what its block wrote if the block fails. The faults of an `InvalidInputError` go to the
fields they name and a `StateError` to the top of the form; the page then has status 422. After an `EditConflictError`
it has status 409 and shows the saved values next to the typed ones. An `UnconfirmedError` shows what the
change breaks. The macros in templates/macros/form.html render
the fields, their errors, and a summary that links to the fields.
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
from werkzeug.exceptions import RequestEntityTooLarge

from matchmaker.errors import EditConflictError, Fault, InvalidInputError, StateError
from matchmaker.messages import Message
from matchmaker.messages.texts.common import CHECK_SAVED
from matchmaker.messages.texts.fields import place_of
from matchmaker.publishing.consequences import Consequences, UnconfirmedError
from web.foundation.language import _, composed

_TRUE = {"on", "true", "yes", "1", "True"}
MAX_ROWS = 300
"""More than any form has: an agenda has at most 100 blocks."""
_NOT_INPUT = {"csrf_token", "version", "agreed"}


class Form:
    """`values`: what the fields contain. `current`: what is saved now, to detect changes by somebody else."""

    def __init__(self, values: MultiDict[str, Any], current: MultiDict[str, str], *, sent: bool = False) -> None:
        self.values = values
        self.current = current
        self.sent = sent
        self.faults: list[Fault] = []
        self.conflict: str | None = None
        self.saved: dict[str, str] = {}
        self.consequences: Consequences | None = None

    @classmethod
    def from_request(cls, **current: Any) -> Form:
        """The form of this request: the sent values on a POST, else the current ones (a list for several values).

        If `current` has no `version`, a hash of the current values serves as one.
        """
        unsent = cls.unsent(**current)
        return cls(request.form, unsent.current, sent=True) if request.method == "POST" else unsent

    @classmethod
    def unsent(cls, **current: Any) -> Form:
        """A form with the current values, also if the request sent another form of the same page."""
        values: MultiDict[str, str] = MultiDict()
        for name, value in current.items():
            texts = [_text(item) for item in value] if isinstance(value, list) else [_text(value)]
            if texts:  # a field with an empty list would have no first value
                values.setlist(name, texts)
        if "version" not in values:
            values["version"] = hashlib.sha256(repr(sorted(values.lists())).encode()).hexdigest()[:16]
        return cls(values, values)

    def refuse_if_changed(self) -> None:
        """For data without a version column. Raises EditConflictError if it changed after the form was opened."""
        if self.value("version") != self.current["version"]:
            raise EditConflictError(CHECK_SAVED())

    def refuse_as_changed(self) -> None:
        """Show that the data changed while it was being saved."""
        with self.catching():
            raise EditConflictError(CHECK_SAVED())

    def value(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def all_values(self, name: str) -> list[str]:
        return [str(value) for value in self.values.getlist(name)]

    def checked(self, name: str) -> bool:
        return self.value(name) in _TRUE

    def chosen(self, name: str, choice: object) -> bool:
        return str(choice) in self.all_values(name)

    @property
    def version(self) -> int:
        """The hidden version field; 0, which no row has, if it is missing or not a number."""
        text = self.value("version")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def data(self, *, flags: Collection[str] = (), lists: Collection[str] = ()) -> dict[str, Any]:
        """The sent values as input for a schema: None for an empty field, booleans for `flags`, lists for `lists`."""
        names = [name for name in self.values if name not in _NOT_INPUT and name not in flags and name not in lists]
        texts: dict[str, Any] = {name: self.value(name).strip() or None for name in names}
        return (
            texts
            | {name: self.checked(name) for name in flags}
            | {name: [value for value in self.all_values(name) if value.strip()] for name in lists}
        )

    def rows(self, name: str, columns: Collection[str], *, flags: Collection[str] = ()) -> list[dict[str, Any]]:
        """The rows of repeated fields (`blocks[0].name`), without blank rows and rows with `remove` ticked.

        A row with an `id` already exists: only `remove` deletes it, and emptying its fields is a fault. The remaining
        rows are renumbered, so that faults name the rows as the page shows them next.
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
        if len(found) > MAX_ROWS:
            raise RequestEntityTooLarge(_("This form has too many rows. Nothing was changed."))
        return [found[index] for index in sorted(found)]

    def row_count(self, name: str) -> int:
        """The number of rows of repeated fields with this name."""
        return len(self._sent_rows(name))

    def errors(self, name: str) -> list[str]:
        return [composed(fault.message) for fault in self.faults if fault.location == name]

    @contextmanager
    def catching(self, session: Session | None = None) -> Iterator[None]:
        """Show errors of the domain in the form and roll back the block; other exceptions propagate."""
        try:
            with session.begin_nested() if session else nullcontext():
                yield
        except InvalidInputError as error:
            self.faults.extend(error.faults)
        except StateError as error:
            self._refuse(error.message)
        except EditConflictError as error:
            self.conflict = composed(error.message)
            self._show_saved_values()
        except UnconfirmedError as error:
            self.consequences = error.consequences

    def _refuse(self, message: Message) -> None:
        """The thing's state does not allow the change, whatever the fields contain."""
        self.faults.append(Fault("", message))

    def _show_saved_values(self) -> None:
        """Show the saved values beside the typed ones; saving once more replaces them."""
        self.values = MultiDict(self.values)
        self.values["version"] = self.current["version"]
        single_fields = {name: value for name, value in self.current.items() if "[" not in name}
        self.saved = {name: value for name, value in single_fields.items() if value != self.value(name)}

    @property
    def status(self) -> int:
        return 409 if self.conflict else 422 if self.faults else 200

    def page(self, template: str, **context: Any) -> tuple[str, int]:
        """The rendered template and the status."""
        return render_template(template, form=self, **context), self.status


def field_id(name: str) -> str:
    """The HTML id of the field with this name, or with a fault's path (`blocks[2].starts`)."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def field_label(name: str) -> str:
    """A readable label: `Slot minutes` for `slot_minutes`, `Block 3, end` for `blocks[2].ends`."""
    label = composed(place_of(name))
    return label[:1].upper() + label[1:]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
