"""The program's settings: read once from the environment, validated, then passed on."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.settings import (
    DATABASE_URL,
    KEY_MISSING,
    KEY_TOO_SHORT,
    KEY_TOO_SIMPLE,
    NOT_A_NUMBER,
    ODD_PATH,
    PUBLIC_URL,
    STORED_KEY,
)

_PATH = re.compile(r"(?:/[\w.-]+)*/*", re.ASCII)
MINIMUM_KEY_LENGTH = 32
MINIMUM_KEY_CHARACTERS = 8
"""Different ones: a key of one repeated character is long, but no secret. Random keys have more."""


@dataclass(frozen=True)
class Settings:
    """`secret_keys`: the first one signs, all of them verify, so that keys can be rotated."""

    database_url: str
    queue_url: str
    public_url: str
    secret_keys: tuple[str, ...]
    data_folder: Path
    smtp_url: str | None = None
    mail_from: str = "matchmaker@localhost"
    trusted_proxies: int = 0
    """Number of reverse proxies in front of the service; with 0, forwarded visitor addresses are ignored."""

    @property
    def public_path(self) -> str:
        """The path of the public address, empty or like `/meet`."""
        return urlsplit(self.public_url).path

    @property
    def public_origin(self) -> str:
        """The public address without its path."""
        return self.public_url.removesuffix(self.public_path)

    @property
    def secure(self) -> bool:
        """Whether the public address uses https, which determines cookies and headers."""
        return self.public_url.startswith("https://")


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from environment variables, which docs/configuration.md lists.

    Raises ConfigurationError, naming the variable, for a malformed or unsafe value.
    """
    env = os.environ if environment is None else environment
    folder = Path(env.get("MATCHMAKER_DATA", "var")).resolve()
    public_url = _public_url(env.get("PUBLIC_URL", "http://127.0.0.1:8000"))
    return Settings(
        database_url=_database_url(env.get("DATABASE_URL", f"sqlite:///{folder / 'matchmaker.db'}")),
        queue_url=env.get("QUEUE_URL", f"sqlite:///{folder / 'queue.db'}"),
        public_url=public_url,
        secret_keys=_secret_keys(env.get("SECRET_KEY"), folder, public_url),
        data_folder=folder,
        smtp_url=env.get("SMTP_URL") or None,
        mail_from=env.get("MAIL_FROM", "matchmaker@localhost"),
        trusted_proxies=_whole_number(env, "TRUSTED_PROXIES", 0, least=0),
    )


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(PUBLIC_URL(found=repr(text)))
    if parts.query or parts.fragment or not _PATH.fullmatch(parts.path):
        raise ConfigurationError(ODD_PATH(found=repr(text)))
    return text.rstrip("/")


def _database_url(url: str) -> str:
    # hosting platforms hand out postgres:// and postgresql://; both mean psycopg here
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigurationError(DATABASE_URL())
    return url


def _secret_keys(text: str | None, folder: Path, public_url: str) -> tuple[str, ...]:
    if text:
        keys = tuple(text.split())
        if min(map(len, keys), default=0) < MINIMUM_KEY_LENGTH:
            raise ConfigurationError(KEY_TOO_SHORT(least=MINIMUM_KEY_LENGTH))
        if min(len(set(key)) for key in keys) < MINIMUM_KEY_CHARACTERS:
            raise ConfigurationError(KEY_TOO_SIMPLE(least=MINIMUM_KEY_CHARACTERS))
        return keys
    if not _is_this_machine(public_url):
        raise ConfigurationError(KEY_MISSING(public_url=public_url))
    return (_stored_key(folder / "secret.key"),)


def _is_this_machine(public_url: str) -> bool:
    host = urlsplit(public_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _stored_key(path: Path) -> str:
    """The key stored beside the data on a single machine, generated at the first start."""
    if not path.exists():
        _store_key(path)
    key = path.read_text().strip()
    if len(key) < MINIMUM_KEY_LENGTH:
        raise ConfigurationError(STORED_KEY(file=str(path)))
    return key


def _store_key(path: Path) -> None:
    """Whoever starts at the same time finds no key or a complete one, never part of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # with mode 0600
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(written, path)
    except FileExistsError:
        pass  # somebody else was first
    except OSError:  # a file system without links
        Path(written).replace(path)
    Path(written).unlink(missing_ok=True)


def _whole_number(env: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise ConfigurationError(NOT_A_NUMBER(name=name, least=least, found=repr(text)))
    return int(text)
