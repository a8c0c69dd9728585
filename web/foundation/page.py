"""What a view may give back."""

from __future__ import annotations

from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

Page = str | Response | FlaskResponse | tuple[str, int]
