"""The web server: gunicorn with the settings of `web.serving`, started as `python -P -m web.server`.

gunicorn's own command puts the current folder in front of the import path, so that a file there, like `json.py` or
`web.py`, would be run in place of the installed one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # the package has no type information

from web import create_app, serving

if TYPE_CHECKING:
    from flask import Flask


class Server(BaseApplication):  # type: ignore[misc]  # its base has no type information
    def load_config(self) -> None:
        for name, value in vars(serving).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app()


def main() -> Any:
    return Server().run()


if __name__ == "__main__":
    main()
