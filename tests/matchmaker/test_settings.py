"""Settings are validated: an unsafe or malformed one stops the program with a sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from matchmaker.errors import ConfigurationError
from matchmaker.settings import load_settings

LONG_KEY = "abcdefgh" * 4


def test_the_defaults_are_an_embedded_service_on_this_machine(tmp_path: Path) -> None:
    settings = load_settings({"MATCHMAKER_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/matchmaker.db"
    assert settings.queue_url == f"sqlite:///{tmp_path}/queue.db"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert not settings.secure


def test_the_generated_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = load_settings({"MATCHMAKER_DATA": str(tmp_path)})
    assert load_settings({"MATCHMAKER_DATA": str(tmp_path)}).secret_keys == first.secret_keys
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_damaged_key_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(ConfigurationError, match="contains no complete key"):
        load_settings({"MATCHMAKER_DATA": str(tmp_path)})


def test_a_key_is_stored_where_files_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError()))
    first = load_settings({"MATCHMAKER_DATA": str(tmp_path)})
    assert load_settings({"MATCHMAKER_DATA": str(tmp_path)}).secret_keys == first.secret_keys
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_postgres_urls_select_psycopg(tmp_path: Path) -> None:
    settings = load_settings({"MATCHMAKER_DATA": str(tmp_path), "DATABASE_URL": "postgres://u:p@db/m"})
    assert settings.database_url == "postgresql+psycopg://u:p@db/m"


def test_several_keys_allow_rotation(tmp_path: Path) -> None:
    settings = load_settings({"MATCHMAKER_DATA": str(tmp_path), "SECRET_KEY": f"{LONG_KEY} {LONG_KEY[::-1]}x"})
    assert settings.secret_keys == (LONG_KEY, LONG_KEY[::-1] + "x")


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PUBLIC_URL": "https://meet.example.org"}, "SECRET_KEY must be set"),
        ({"PUBLIC_URL": "https://meet.example.org", "SECRET_KEY": "short"}, "SECRET_KEY must have at least 32"),
        ({"SECRET_KEY": " " * 40}, "SECRET_KEY must have at least 32 characters"),
        ({"SECRET_KEY": "k" * 40}, "SECRET_KEY must have at least 8 different characters; use a random one"),
        ({"SECRET_KEY": f"{LONG_KEY} {'ab' * 20}"}, "SECRET_KEY must have at least 8 different characters"),
        ({"PUBLIC_URL": "meet.example.org"}, "PUBLIC_URL must be the address"),
        ({"DATABASE_URL": "mysql://db/m"}, "DATABASE_URL must begin with"),
        ({"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES must be a whole number"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES must be a whole number"),
    ],
)
def test_an_unsafe_or_malformed_setting_is_rejected_by_name(
    tmp_path: Path, variables: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        load_settings({"MATCHMAKER_DATA": str(tmp_path), **variables})
