"""An attendee's own pages, reached by a personal link."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("attendee", __name__)
