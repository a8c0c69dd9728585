"""The type of what a view returns."""

from __future__ import annotations

from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

ViewResult = str | Response | FlaskResponse | tuple[str, int]
